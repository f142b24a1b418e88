import { assert } from 'chai';
import { describeDifference } from '../../../src/kinds/matcher/index.ts';

const rows: readonly (readonly [pointer: string, path: string])[] = [
  ['', ''],
  ['/query/dry_run', 'query.dry_run: '],
  ['/items/0/price', 'items[0].price: '],
  ['/0', '[0]: '],
  ['/00', '["00"]: '],
  ['/header/x-token', 'header["x-token"]: '],
  ['/a~1b/~0', '["a/b"]["~"]: '],
  ['/', '[""]: '],
  ['/a/', 'a[""]: '],
  ['/姓名', '["姓名"]: '],
  ['/a"\n', '["a\\"\\n"]: '],
];

describe('describeDifference', () => {
  for (const [pointer, path] of rows) {
    it(`tells ${pointer || 'the whole value'} as an expression would`, () => {
      const origin = { file: 'x.yaml', pointer: '', line: 1, column: 1 };
      const difference = { pointer, expected: 1, received: 2, message: 'expected 1, received 2', origin };
      assert.strictEqual(describeDifference(difference), `${path}expected 1, received 2`);
    });
  }
});

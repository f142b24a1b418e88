import { assert } from 'chai';
import { joinCookies } from '../../../src/runner/client/cookie-header.ts';

describe('joinCookies', () => {
  const rows: readonly (readonly [string | undefined, string | undefined, string | undefined])[] = [
    [undefined, undefined, undefined],
    ['', '', undefined],
    ['a=1', undefined, 'a=1'],
    [undefined, 'a=1', 'a=1'],
    ['a=1', 'a=2; b=3', 'a=1; b=3'],
    ['b=x=y', 'a=2;b=3', 'b=x=y; a=2'],
    ['a', 'a=2; aa=3', 'a; aa=3'],
    [';;', ' ; a=1', 'a=1'],
  ];
  for (const [written, kept, joined] of rows) {
    it(`makes ${joined} of ${written} that is written and ${kept} that is kept`, () => {
      assert.strictEqual(joinCookies(written, kept), joined);
    });
  }
});

import { expect } from 'chai';
import { readQuoted, splitList } from '../../../src/kinds/style/header-list.ts';

describe('splitList', () => {
  for (const [text, items] of [
    ['a', ['a']],
    ['a, b ,c', ['a', 'b', 'c']],
    ['a,,b', ['a', '', 'b']],
    ['"a,b", c', ['"a,b"', 'c']],
    ['"a\\",b",c', ['"a\\",b"', 'c']],
    ['x="1,2",y=3', ['x="1,2"', 'y=3']],
    ['a\\,b', ['a\\', 'b']],
    ['"never closed, a', ['"never closed, a']],
  ] as const) {
    it(`splits ${text}`, () => {
      expect(splitList(text)).to.deep.equal(items);
    });
  }
});

describe('readQuoted', () => {
  for (const [text, value] of [
    ['"a,b"', 'a,b'],
    ['"a\\"b\\\\"', 'a"b\\'],
    ['""', ''],
    ['"', '"'],
    ['W/"a"', 'W/"a"'],
    ['a', 'a'],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(readQuoted(text)).to.equal(value);
    });
  }
});

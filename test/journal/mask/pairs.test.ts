import { expect } from 'chai';
import { COOKIE_PAIRS, FORM_PAIRS, maskPairs, pairValues } from '../../../src/journal/mask/pairs.ts';

describe('maskPairs and pairValues', () => {
  for (const [text, name, masked, values] of [
    ['token=abc&x=1', 'token', 'token=***&x=1', ['abc', 'abc']],
    ['x=1&token=a&token=b', 'token', 'x=1&token=***&token=***', ['a', 'a', 'b', 'b']],
    ['t%6fken=a%20b', 'token', 't%6fken=***', ['a%20b', 'a b']],
    ['my+name=a+b', 'my name', 'my+name=***', ['a+b', 'a b']],
    ['token=%zz', 'token', 'token=***', ['%zz', '%zz']],
    ['token', 'token', 'token', []],
    ['token=', 'token', 'token=***', ['', '']],
    ['token=a=b', 'token', 'token=***', ['a=b', 'a=b']],
    ['tokens=a', 'token', 'tokens=a', []],
    ['', 'token', '', []],
  ] as const) {
    it(`find "${name}" in the form ${JSON.stringify(text)}`, () => {
      expect(maskPairs(text, FORM_PAIRS, (item) => item === name)).to.equal(masked);
      expect([...pairValues(text, FORM_PAIRS, (item) => item === name)]).to.deep.equal(values);
    });
  }

  for (const [text, masked, values] of [
    ['sid=abc; theme=dark', 'sid=***; theme=dark', ['abc', 'abc']],
    ['theme=dark;sid="a%20b"', 'theme=dark;sid=***', ['"a%20b"', 'a b']],
    ['theme=dark;   sid=a', 'theme=dark;   sid=***', ['a', 'a']],
  ] as const) {
    it(`find "sid" in the cookies ${JSON.stringify(text)}`, () => {
      expect(maskPairs(text, COOKIE_PAIRS, (item) => item === 'sid')).to.equal(masked);
      expect([...pairValues(text, COOKIE_PAIRS, (item) => item === 'sid')]).to.deep.equal(values);
    });
  }
});

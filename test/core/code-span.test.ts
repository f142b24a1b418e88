import { expect } from 'chai';
import { codeSpan } from '../../src/core/code-span.ts';

describe('codeSpan', () => {
  for (const [text, expected] of [
    ['a', '`a`'],
    ['', '`  `'],
    ['a`b', '``a`b``'],
    ['`a``', '``` `a`` ```'],
    ['a\n\n# b', '`a # b`'],
    ['x'.repeat(400), `\`${'x'.repeat(300)}…\``],
  ] as const) {
    it(`shows ${JSON.stringify(text.slice(0, 10))} as it is`, () => {
      expect(codeSpan(text)).to.equal(expected);
    });
  }
});

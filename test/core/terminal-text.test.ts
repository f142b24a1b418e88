import { expect } from 'chai';
import { displayWidth, printable, printableLine } from '../../src/core/terminal-text.ts';

describe('displayWidth', () => {
  const rows = [
    ['', 0],
    ['goods', 5],
    ['进入聊天', 8],
    ['ｆｕｌｌ', 8],
    ['한글', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['👍', 2],
    ['a\u200bb', 2],
    ['→ ✗', 3],
  ] as const;
  for (const [text, width] of rows) {
    it(`is ${width} for ${JSON.stringify(text)}`, () => {
      expect(displayWidth(text)).to.equal(width);
    });
  }
});

describe('printable', () => {
  it('shows what would act on the terminal as escapes', () => {
    expect(printable('\u001b[31mred\u0007\r\u009b')).to.equal('\\x1b[31mred\\x07\\x0d\\x9b');
  });

  it('leaves tabs, line breaks and text of any language', () => {
    expect(printable('a\tb\n进入 é')).to.equal('a\tb\n进入 é');
  });
});

describe('printableLine', () => {
  it('stays on one line', () => {
    expect(printableLine('a\tb\nc\u001b')).to.equal('a\\tb\\nc\\x1b');
  });
});

import { expect } from 'chai';
import { closeReason } from '../../../src/serve/channels/close-reason.ts';

describe('closeReason', () => {
  it('leaves alone what fits into a close frame', () => {
    const longest = 'x'.repeat(123);
    expect(['', 'bye', longest].map(closeReason)).to.deep.equal(['', 'bye', longest]);
  });

  const rows = [
    ['ASCII', 'x'.repeat(500)],
    ['two bytes a character', 'é'.repeat(100)],
    ['three bytes a character', `a${'离'.repeat(50)}`],
    ['four bytes a character', `abc${'😀'.repeat(50)}`],
  ] as const;
  for (const [what, text] of rows) {
    it(`cuts ${what} between two characters`, () => {
      const cut = closeReason(text);
      expect(Buffer.byteLength(cut)).to.be.within(117, 123);
      expect(cut.endsWith('…')).to.equal(true);
      expect(text.startsWith(cut.slice(0, -1))).to.equal(true);
    });
  }
});

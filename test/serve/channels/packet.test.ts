import { expect } from 'chai';
import { createPacket } from '../../../src/serve/channels/packet.ts';

/** The head of a frame: its first bytes up to the payload. */
function headOf(bytes: Buffer, payload: number): string {
  return bytes.subarray(0, bytes.length - payload).toString('hex');
}

describe('createPacket', () => {
  const rows: readonly (readonly [payload: number, head: string])[] = [
    [0, '8200'],
    [1, '8201'],
    [125, '827d'],
    [126, '827e007e'],
    [0xffff, '827effff'],
    [0x1_0000, '827f0000000000010000'],
  ];
  for (const [length, head] of rows) {
    it(`writes the length ${length} as RFC 6455 §5.2 does`, () => {
      const content = Buffer.alloc(length, 'x');
      const { bytes } = createPacket({ kind: 'binary', bytes: content }, { isKept: false });
      expect(headOf(bytes, length)).to.equal(head);
      expect(bytes.subarray(bytes.length - length).equals(content)).to.equal(true);
    });
  }

  for (const isKept of [true, false]) {
    it(`writes text as UTF-8, ${isKept ? 'to be kept' : 'for the moment'}`, () => {
      const { bytes } = createPacket({ kind: 'text', text: '进入聊天 😀' }, { isKept });
      expect(bytes.toString('hex', 0, 2)).to.equal('8111');
      expect(bytes.toString('utf8', 2)).to.equal('进入聊天 😀');
    });
  }

  it('keeps no more memory than it needs when it is to be kept', () => {
    const { bytes } = createPacket({ kind: 'text', text: 'short' }, { isKept: true });
    expect(bytes.buffer.byteLength).to.equal(7);
  });
});

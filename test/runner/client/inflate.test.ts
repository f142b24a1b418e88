import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { inflateBody } from '../../../src/runner/client/inflate.ts';

const PLAIN = Buffer.from('plain');
const LIMIT = 1000;

describe('inflateBody', () => {
  const rows: readonly (readonly [encoding: string, bytes: Buffer])[] = [
    ['gzip', gzipSync(PLAIN)],
    ['X-GZIP', gzipSync(PLAIN)],
    ['deflate', deflateSync(PLAIN)],
    ['deflate', deflateRawSync(PLAIN)],
    ['br', brotliCompressSync(PLAIN)],
    ['deflate, gzip', gzipSync(deflateSync(PLAIN))],
    ['identity', PLAIN],
    ['unheard-of', PLAIN],
  ];
  for (const [encoding, bytes] of rows) {
    it(`takes "${encoding}" off`, async () => {
      expect(await inflateBody(bytes, encoding, LIMIT)).to.deep.equal({ bytes: PLAIN });
    });
  }

  it('says what is wrong with a body that is not so', async () => {
    expect(await inflateBody(PLAIN, 'gzip', LIMIT)).to.deep.equal({
      fault: 'the body cannot be decoded, though its content encoding is "gzip": incorrect header check',
    });
  });

  it('stops at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    expect(await inflateBody(bomb, 'gzip', LIMIT))
      .to.have.property('fault')
      .that.matches(/larger than 1000/);
  });
});

import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import { isPlain, shellPrintf, shellWord } from '../../src/runner/shell.ts';

const TEXTS = [
  '',
  'plain',
  "it's",
  '$HOME `id` $(id) \\n "x" !! *',
  '-n',
  '%s %d 100%',
  'a\nb\tc\rd',
  'bell \u0007 and \u001b[31m',
  '商品 é 😀',
  '1\u00852\u2028x',
];

describe('shellWord', () => {
  for (const text of TEXTS) {
    it(`is one word on one line that a shell reads as ${JSON.stringify(text)}`, () => {
      const word = shellWord(text);
      expect(word).not.to.match(/[\n\r]/);
      expect(execFileSync('sh', ['-c', `printf '%s' ${word}`], { encoding: 'utf8' })).to.equal(text);
    });
  }

  it('quotes what is plain just so', () => {
    expect(shellWord("it's")).to.equal(`'it'\\''s'`);
  });
});

describe('shellPrintf', () => {
  it('writes every byte there is', () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
    const line = shellPrintf(Buffer.concat([bytes, Buffer.from('7\n')]));
    expect(isPlain(line)).to.equal(true);
    expect(execFileSync('sh', ['-c', line])).to.deep.equal(Buffer.concat([bytes, Buffer.from('7\n')]));
  });

  it('leaves text beyond ASCII readable', () => {
    expect(shellPrintf(Buffer.from('商\n'))).to.equal(`printf '商\\n'`);
  });
});

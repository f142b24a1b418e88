import { Writable } from 'node:stream';
import { expect } from 'chai';
import { createStream } from '../../src/cli/terminal.ts';

function output(isTTY: boolean) {
  return Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { isTTY });
}

describe('createStream', () => {
  const rows = [
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ] as const;
  for (const [what, isTTY, env, isColoured] of rows) {
    it(`${isColoured ? 'colours' : 'does not colour'} ${what}`, () => {
      const { style, isTerminal } = createStream(output(isTTY), env, () => {});
      expect({ isTerminal, text: style.error('x') }).to.deep.equal({
        isTerminal: isTTY,
        text: isColoured ? '\u001b[31mx\u001b[39m' : 'x',
      });
    });
  }

  it('knows how wide the terminal is now', () => {
    const terminal = Object.assign(output(true), { columns: 80 });
    const stream = createStream(terminal, {}, () => {});
    terminal.columns = 120;
    expect([stream.columns, createStream(output(false), {}, () => {}).columns]).to.deep.equal([120, undefined]);
  });

  it('says nothing when the reader is gone, and tells every other error', () => {
    const told: string[] = [];
    const stream = output(false);
    createStream(stream, {}, (error) => told.push(error.message));
    stream.emit('error', Object.assign(new Error('pipe'), { code: 'EPIPE' }));
    stream.emit('error', Object.assign(new Error('full'), { code: 'ENOSPC' }));
    expect(told).to.deep.equal(['full']);
  });
});

import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { listenForInterruption } from '../../../src/cli/test/interruption.ts';

describe('listenForInterruption', () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`aborts at the first ${signal} and ends at the second with ${code}`, () => {
      const source = new EventEmitter();
      const codes: number[] = [];
      const interruption = listenForInterruption((exit) => codes.push(exit), source);
      expect([interruption.signal.aborted, interruption.code]).to.deep.equal([false, undefined]);
      source.emit(signal, signal);
      expect([interruption.signal.aborted, interruption.code, codes]).to.deep.equal([true, code, []]);
      source.emit(signal, signal);
      expect(codes).to.deep.equal([code]);
      interruption.off();
      expect(source.eventNames()).to.deep.equal([]);
    });
  }

  it('knows its code when it is told that it is aborted', () => {
    const source = new EventEmitter();
    const interruption = listenForInterruption(() => {}, source);
    let seen: number | undefined;
    interruption.signal.addEventListener('abort', () => {
      seen = interruption.code;
    });
    source.emit('SIGTERM', 'SIGTERM');
    expect(seen).to.equal(143);
  });
});

import { EventEmitter } from 'node:events';
import { expect } from 'chai';
import { onStopSignal } from '../../src/cli/signals.ts';

/** Stands for the process: signals are sent by hand, exit codes are collected. */
function createProcess() {
  const source = new EventEmitter();
  const codes: number[] = [];
  let wake = (): void => {};
  const exited = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return {
    source,
    codes,
    exited,
    send: (signal: 'SIGINT' | 'SIGTERM') => source.emit(signal, signal),
    exit(code: number) {
      codes.push(code);
      wake();
    },
  };
}

describe('onStopSignal', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`stops and exits with 0 on ${signal}`, async () => {
      const { source, codes, exited, send, exit } = createProcess();
      const steps: string[] = [];
      onStopSignal(async () => void steps.push(`stopped, ${codes.length} exits`), exit, source);
      send(signal);
      await exited;
      expect({ codes, steps }).to.deep.equal({ codes: [0], steps: ['stopped, 0 exits'] });
    });
  }

  const rows = [
    ['SIGINT', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGTERM', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 143],
  ] as const;
  for (const [first, second, code] of rows) {
    it(`exits with ${code} at once on ${second} after ${first}, and stops only once`, () => {
      const { source, codes, send, exit } = createProcess();
      let stops = 0;
      const never = (): Promise<void> => {
        stops += 1;
        return new Promise(() => {});
      };
      onStopSignal(never, exit, source);
      send(first);
      expect(codes).to.deep.equal([]);
      send(second);
      expect({ codes, stops }).to.deep.equal({ codes: [code], stops: 1 });
    });
  }

  for (const [how, stop] of [
    ['rejects', async () => Promise.reject(new Error('disk full'))],
    [
      'throws',
      () => {
        throw new Error('disk full');
      },
    ],
  ] as const) {
    it(`says why and exits with 3 when stop ${how}`, async () => {
      const { source, codes, exited, send, exit } = createProcess();
      const told: string[] = [];
      onStopSignal(stop, exit, source, (text) => told.push(text));
      send('SIGTERM');
      await exited;
      expect({ codes, told }).to.deep.equal({ codes: [3], told: ['mockapi did not end cleanly: disk full\n'] });
    });
  }

  it('listens no more when told so', () => {
    const { source, exit } = createProcess();
    onStopSignal(async () => {}, exit, source)();
    expect(source.eventNames()).to.deep.equal([]);
  });

  it('listens to the process when nothing else is named', () => {
    const before = process.listenerCount('SIGTERM');
    const off = onStopSignal(
      async () => {},
      () => {},
    );
    expect(process.listenerCount('SIGTERM')).to.equal(before + 1);
    off();
    expect(process.listenerCount('SIGTERM')).to.equal(before);
  });
});

import { expect } from 'chai';
import { createQuietRunner, type QuietOptions, type QuietRunner } from '../../src/serve/watch-quiet.ts';

interface Harness {
  readonly runner: QuietRunner;
  /** The paths of each run, in the order in which they began. */
  readonly runs: string[][];
  readonly errors: string[];
  /** Resolves when as many runs have begun. */
  begun(count: number): Promise<void>;
  /** Lets the oldest run that is under way end. */
  finish(error?: unknown): void;
}

function createHarness(options: Partial<QuietOptions> = {}): Harness {
  const runs: string[][] = [];
  const errors: string[] = [];
  const ends: ((error?: unknown) => void)[] = [];
  let wake = (): void => {};
  const runner = createQuietRunner({
    quietMs: 1,
    maxWaitMs: 1000,
    isUnfinished: async () => false,
    run(paths) {
      runs.push([...paths]);
      wake();
      return new Promise((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      });
    },
    onError: (error) => errors.push(error.message),
    ...options,
  });
  return {
    runner,
    runs,
    errors,
    async begun(count) {
      while (runs.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    finish: (error) => ends.shift()?.(error),
  };
}

describe('createQuietRunner', () => {
  it('runs once for all that came before the quiet moment', async () => {
    const { runner, runs, begun, finish } = createHarness();
    for (const path of ['a', 'b', 'a']) runner.note(path);
    await begun(1);
    finish();
    await runner.settled();
    expect(runs).to.deep.equal([['a', 'b']]);
  });

  it('runs once more for what came during a run', async () => {
    const { runner, runs, begun, finish } = createHarness();
    runner.note('a');
    await begun(1);
    runner.note('b');
    runner.note('c');
    finish();
    await begun(2);
    finish();
    await runner.settled();
    expect(runs).to.deep.equal([['a'], ['b', 'c']]);
  });

  it('asks again while more is to come, and takes what came along', async () => {
    const unfinished = [true, true, false];
    const { runner, runs, begun, finish } = createHarness({
      async isUnfinished() {
        runner.note('b');
        return unfinished.shift() === true;
      },
    });
    runner.note('a');
    await begun(1);
    finish();
    await runner.settled();
    expect({ runs, unfinished }).to.deep.equal({ runs: [['a', 'b']], unfinished: [] });
  });

  it('waits no longer than it may for what never comes', async () => {
    const { runner, runs, begun, finish } = createHarness({ maxWaitMs: 20, isUnfinished: async () => true });
    runner.note('a');
    await begun(1);
    finish();
    await runner.settled();
    expect(runs).to.deep.equal([['a']]);
  });

  it('tells what a run failed with, and runs again', async () => {
    const { runner, errors, begun, finish } = createHarness();
    runner.note('a');
    await begun(1);
    finish(new Error('first'));
    await runner.settled();
    runner.note('b');
    await begun(2);
    finish('second');
    await runner.settled();
    expect(errors).to.deep.equal(['first', 'second']);
  });

  it('is settled from the start', async () => {
    const { runner } = createHarness();
    await runner.settled();
    expect(runner.isSettled()).to.equal(true);
  });

  describe('trigger', () => {
    it('takes what is pending and does not wait for a quiet moment', async () => {
      const { runner, runs, finish } = createHarness({ quietMs: 60_000, maxWaitMs: 60_000 });
      runner.note('a');
      const ended = runner.trigger();
      finish();
      await ended;
      expect({ runs, isSettled: runner.isSettled() }).to.deep.equal({ runs: [['a']], isSettled: true });
    });

    it('shares one further run among all that call it during a run', async () => {
      const { runner, runs, begun, finish } = createHarness();
      const first = runner.trigger();
      const others = [runner.trigger(), runner.trigger()];
      finish();
      await first;
      await begun(2);
      finish();
      await Promise.all(others);
      await runner.settled();
      expect(runs).to.deep.equal([[], []]);
    });
  });

  describe('close', () => {
    it('forgets what is pending and lets nobody wait', async () => {
      const { runner, runs } = createHarness({ quietMs: 60_000, maxWaitMs: 60_000 });
      runner.note('a');
      const settled = runner.settled();
      await runner.close();
      await settled;
      runner.note('b');
      await runner.trigger();
      expect({ runs, isSettled: runner.isSettled() }).to.deep.equal({ runs: [], isSettled: true });
    });

    it('waits for the run under way and begins no other', async () => {
      const { runner, runs, finish } = createHarness();
      const first = runner.trigger();
      const second = runner.trigger();
      const closed = runner.close();
      finish();
      await Promise.all([first, second, closed]);
      expect(runs).to.deep.equal([[]]);
    });
  });
});

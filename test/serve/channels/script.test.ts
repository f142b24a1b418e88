import { expect } from 'chai';
import type { Step } from '../../../src/compile/compiled-channel.ts';
import type { ChannelAction } from '../../../src/core/channel.ts';
import { createRandom } from '../../../src/core/random.ts';
import { type Play, Script } from '../../../src/serve/channels/script.ts';

const RUNTIME = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

function step(at: string, plan: () => ChannelAction): Step {
  return { at, plan };
}

const wait = (ms: number): Step => step('wait', () => ({ do: 'wait', ms }));

describe('Script', () => {
  let done: string[];
  let failures: string[];
  let script: Script;
  beforeEach(() => {
    done = [];
    failures = [];
    script = new Script((error, at) => failures.push(`${at}: ${error instanceof Error ? error.message : error}`));
  });

  const say = (text: string): Step => step(text, () => ({ do: 'leave', room: text }));
  const play = (...steps: readonly Step[]): Play => ({
    steps,
    runtime: RUNTIME,
    scope: () => ({}),
    perform(action) {
      done.push('room' in action ? action.room : action.do);
    },
  });
  /** Resolves when the events that were added so far have had their turn. */
  const settled = (): Promise<void> =>
    new Promise((resolve) =>
      script.add(() => {
        resolve();
        return undefined;
      }),
    );

  it('does the steps of an event at once', () => {
    script.add(() => play(say('a'), say('b')));
    expect([done, script.isBusy]).to.deep.equal([['a', 'b'], false]);
  });

  it('holds the next step and the next event back while one waits', async () => {
    script.add(() => play(say('a'), wait(1), say('b')));
    script.add(() => play(say('c')), 1000);
    expect([done, script.isBusy, script.waitingBytes]).to.deep.equal([['a'], true, 1200]);
    await settled();
    expect([done, script.waitingBytes]).to.deep.equal([['a', 'b', 'c'], 0]);
  });

  it('does not begin an event before its turn', async () => {
    script.add(() => play(wait(1)));
    script.add(() => {
      done.push('begun');
      return undefined;
    });
    expect(done).to.deep.equal([]);
    await settled();
    expect(done).to.deep.equal(['begun']);
  });

  it('asks for what is to be seen before each step', async () => {
    const seen: unknown[] = [];
    let count = 0;
    const look: Step = {
      at: 'look',
      plan(scope) {
        seen.push(scope.count);
        return { do: 'wait', ms: 0 };
      },
    };
    script.add(() => ({ ...play(look, look), scope: () => ({ count: ++count }) }));
    await settled();
    expect(seen).to.deep.equal([1, 2]);
  });

  it('tells of a step that fails, and goes on', () => {
    const broken = step('chat.yaml:7', () => {
      throw new Error('no such thing');
    });
    script.add(() => play(say('a'), broken, say('b')));
    expect([done, failures]).to.deep.equal([['a', 'b'], ['chat.yaml:7: no such thing']]);
  });

  it('tells of an event that cannot begin, and goes on with the next', () => {
    script.add(() => {
      throw new Error('no rule');
    });
    script.add(() => play(say('a')));
    expect([done, failures]).to.deep.equal([['a'], ['undefined: no rule']]);
  });

  it('waits for what takes its time, and tells when that fails', async () => {
    const slow: Play = { ...play(say('x'), say('y')), perform: () => Promise.reject(new Error('no such file')) };
    script.add(() => slow);
    script.add(() => play(say('z')));
    expect(done).to.deep.equal([]);
    await settled();
    expect([done, failures]).to.deep.equal([['z'], ['x: no such file', 'y: no such file']]);
  });

  it('forgets what waits for its turn when it is cleared, and finishes what is under way', async () => {
    script.add(() => play(wait(1), say('a')));
    script.add(() => play(say('b')), 10);
    script.clear();
    await settled();
    expect([done, script.waitingBytes]).to.deep.equal([['a'], 0]);
  });

  it('does nothing any more once it is stopped, also in the middle of a step', () => {
    const stop = step('stop', () => {
      script.stop();
      return { do: 'drop' };
    });
    script.add(() => play(stop, say('a')));
    script.add(() => play(say('b')));
    expect(done).to.deep.equal(['drop']);
  });

  it('runs a long chain of events without growing the stack', async () => {
    script.add(() => play(wait(0)));
    for (let count = 0; count < 50_000; count++) script.add(() => play(say('x')));
    await settled();
    expect(done).to.have.length(50_000);
  });
});

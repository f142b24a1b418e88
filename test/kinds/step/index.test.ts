import { expect } from 'chai';
import { STEP_KINDS } from '../../../src/kinds/step/index.ts';
import { action, compileStep, failure } from './support.ts';

describe('STEP_KINDS', () => {
  it('names each kind once, and no key belongs to two', () => {
    expect(STEP_KINDS.map(({ name }) => name)).to.deep.equal(['to', 'wait', 'join', 'leave', 'close', 'drop']);
    const keys = STEP_KINDS.flatMap((kind) => Object.keys(kind.keys));
    expect(keys).to.deep.equal([...new Set(keys)]);
    for (const { name, keys: own } of STEP_KINDS) expect(Object.keys(own)[0]).to.equal(name);
  });
});

describe('waitStep', () => {
  it('waits for a duration', () => {
    expect(action('wait', 'wait: 1.5s')).to.deep.equal({ do: 'wait', ms: 1500 });
    expect(compileStep('wait', 'wait: 10s', { sender: 'none' }).told).to.deep.equal([]);
  });

  it('refuses what no timer takes', () => {
    expect(compileStep('wait', 'wait: 25d').told).to.deep.equal([
      '1:7 wrong-value "25d" is too long to wait (the longest wait is 24d)',
    ]);
  });
});

describe('joinStep and leaveStep', () => {
  it('name a room, whatever type an expression gives', () => {
    expect(action('join', 'join: attic')).to.deep.equal({ do: 'join', room: 'attic' });
    expect(action('leave', 'leave: "${message.room}"', { message: { room: 7 } })).to.deep.equal({
      do: 'leave',
      room: '7',
    });
    expect(action('join', 'join: "${user}-${room}"', { user: 'ann', room: 'a' })).to.deep.equal({
      do: 'join',
      room: 'ann-a',
    });
  });

  const failures: readonly (readonly [room: unknown, why: string])[] = [
    [null, 'the room to join has no name (a.yaml:1:7)'],
    ['', 'the room to join has no name (a.yaml:1:7)'],
    [['a', 'b'], 'the room to join must be one name, not ["a", "b"] (a.yaml:1:7)'],
    [{ a: 1 }, 'the room to join must be one name, not {"a": 1} (a.yaml:1:7)'],
  ];
  for (const [room, why] of failures) {
    it(`fail for ${JSON.stringify(room)}`, () => expect(failure('join', 'join: "${room}"', { room })).to.equal(why));
  }
});

describe('dropStep', () => {
  it('ends the connection', () => expect(action('drop', 'drop: true')).to.deep.equal({ do: 'drop' }));

  it('has no place in a timer', () => {
    expect(compileStep('drop', 'drop: true', { sender: 'none' }).told).to.have.length(1);
  });
});

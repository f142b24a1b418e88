import { expect } from 'chai';
import { createMemoryHub } from '../../../src/serve/channels/memory-hub.ts';
import { describeHub } from '../../contract/hub.ts';

describeHub('in memory', createMemoryHub);

describe('createMemoryHub', () => {
  it('forgets the rooms that were left longest ago when clients make up too many of them', () => {
    const hub = createMemoryHub();
    const text = 'x'.repeat(100_000);
    for (let count = 0; count < 200; count++) {
      hub.publish({
        to: { to: 'room-named', room: `made-up-${count}` },
        from: undefined,
        rooms: [],
        frame: { kind: 'text', text },
        keep: 1,
      });
    }
    const member = { user: 'ann', deliver() {} };
    hub.connect(member);
    const remembered = (room: string): number => hub.enter(member, [room], 1).length;
    expect([remembered('made-up-0'), remembered('made-up-199')]).to.deep.equal([0, 1]);
  });

  it('does not forget a room that somebody is in', () => {
    const hub = createMemoryHub();
    const say = (room: string): number =>
      hub.publish({
        to: { to: 'room-named', room },
        from: undefined,
        rooms: [],
        frame: { kind: 'text', text: 'x'.repeat(1_000_000) },
        keep: 1,
      });
    say('lobby');
    hub.connect({ user: 'ann', deliver() {} });
    const bob = { user: 'bob', deliver() {} };
    hub.connect(bob);
    hub.enter(bob, ['lobby'], 1);
    for (let count = 0; count < 20; count++) say(`made-up-${count}`);
    const cat = { user: 'cat', deliver() {} };
    hub.connect(cat);
    expect(hub.enter(cat, ['lobby'], 1)).to.have.length(1);
  });
});

/** What every hub must do, whatever carries its messages: run against each of them. */

import { expect } from 'chai';
import type { Address } from '../../src/core/channel.ts';
import type { Hub, Member, Publication } from '../../src/serve/channels/hub.ts';
import type { Packet } from '../../src/serve/channels/packet.ts';

/** A member that remembers what it heard. */
interface Ear extends Member {
  readonly heard: string[];
}

function ear(user: string, onDeliver: () => void = () => {}): Ear {
  const heard: string[] = [];
  return {
    user,
    heard,
    deliver(packet) {
      heard.push(textOf(packet));
      onDeliver();
    },
  };
}

function textOf({ frame }: Packet): string {
  return frame.kind === 'text' ? frame.text : frame.bytes.toString('hex');
}

export function describeHub(name: string, createHub: () => Hub): void {
  describe(`the hub contract: ${name}`, () => {
    let hub: Hub;
    beforeEach(() => {
      hub = createHub();
    });

    const come = (user: string, ...rooms: readonly string[]): Ear => {
      const member = ear(user);
      hub.connect(member);
      hub.enter(member, rooms, 0);
      return member;
    };

    const say = (text: string, to: Address, more: Partial<Publication> = {}): number =>
      hub.publish({ to, from: undefined, rooms: [], frame: { kind: 'text', text }, keep: 0, ...more });

    const replayTo = (member: Member, rooms: readonly string[], replay: number): readonly string[] =>
      hub.enter(member, rooms, replay).map(textOf);

    describe('publish', () => {
      let ann: Ear;
      let annAgain: Ear;
      let bob: Ear;
      let cat: Ear;
      let dan: Ear;
      beforeEach(() => {
        ann = come('ann', 'lobby');
        annAgain = come('ann', 'attic');
        bob = come('bob', 'lobby', 'attic');
        cat = come('cat', 'attic');
        dan = come('dan');
      });

      const heard = (): Record<string, readonly string[]> => ({
        ann: ann.heard,
        annAgain: annAgain.heard,
        bob: bob.heard,
        cat: cat.heard,
        dan: dan.heard,
      });
      const nobody = { ann: [], annAgain: [], bob: [], cat: [], dan: [] };

      const rows: readonly (readonly [string, () => number, Partial<ReturnType<typeof heard>>])[] = [
        ['the sender alone', () => say('x', { to: 'sender' }, { from: ann, rooms: ['lobby'] }), { ann: ['x'] }],
        ['the others of the room', () => say('x', { to: 'others' }, { from: ann, rooms: ['lobby'] }), { bob: ['x'] }],
        [
          'everybody in the room, the sender too',
          () => say('x', { to: 'room' }, { from: ann, rooms: ['lobby'] }),
          { ann: ['x'], bob: ['x'] },
        ],
        [
          'each member of several rooms once',
          () => say('x', { to: 'room' }, { from: bob, rooms: ['lobby', 'attic'] }),
          { ann: ['x'], bob: ['x'], annAgain: ['x'], cat: ['x'] },
        ],
        [
          'each other member of several rooms once',
          () => say('x', { to: 'others' }, { from: bob, rooms: ['lobby', 'attic'] }),
          { ann: ['x'], annAgain: ['x'], cat: ['x'] },
        ],
        [
          'a room by its name',
          () => say('x', { to: 'room-named', room: 'attic' }, { from: ann, rooms: ['lobby'] }),
          { annAgain: ['x'], bob: ['x'], cat: ['x'] },
        ],
        [
          'every connection of a user, whatever room',
          () => say('x', { to: 'user', user: 'ann' }, { from: cat, rooms: ['attic'] }),
          { ann: ['x'], annAgain: ['x'] },
        ],
        ['a user who is in no room', () => say('x', { to: 'user', user: 'dan' }), { dan: ['x'] }],
        [
          'everyone',
          () => say('x', { to: 'everyone' }),
          { ann: ['x'], annAgain: ['x'], bob: ['x'], cat: ['x'], dan: ['x'] },
        ],
        ['nobody in a room that does not exist', () => say('x', { to: 'room-named', room: 'cellar' }), {}],
        ['nobody called like a property of objects', () => say('x', { to: 'user', user: '__proto__' }), {}],
        ['nobody when a timer means a sender', () => say('x', { to: 'sender' }), {}],
        ['nobody in no rooms', () => say('x', { to: 'room' }, { from: dan, rooms: [] }), {}],
      ];
      for (const [who, publish, expected] of rows) {
        it(`reaches ${who}, and says how many that are`, () => {
          const reached = publish();
          expect(heard()).to.deep.equal({ ...nobody, ...expected });
          expect(reached).to.equal(Object.values(expected).length);
        });
      }

      it('keeps the order in which it is called', () => {
        for (let count = 0; count < 100; count++) say(String(count), { to: 'room-named', room: 'attic' });
        const all = Array.from({ length: 100 }, (_, count) => String(count));
        expect([annAgain.heard, bob.heard, cat.heard]).to.deep.equal([all, all, all]);
      });

      it('does not reach a sender that has gone', () => {
        hub.disconnect(ann);
        expect(say('x', { to: 'sender' }, { from: ann, rooms: ['lobby'] })).to.equal(0);
        expect(ann.heard).to.deep.equal([]);
      });

      it('still reaches the rooms that a leaver was in', () => {
        hub.disconnect(ann);
        say('x', { to: 'room' }, { from: ann, rooms: ['lobby'] });
        expect(heard()).to.deep.equal({ ...nobody, bob: ['x'] });
      });

      it('hands every member the very same bytes', () => {
        const packets: Packet[] = [];
        for (const user of ['a', 'b']) {
          const member: Member = { user, deliver: (packet) => packets.push(packet) };
          hub.connect(member);
        }
        say('x', { to: 'everyone' });
        expect(packets[0]?.bytes).to.equal(packets[1]?.bytes);
      });

      it('goes on when a member disconnects itself while it is delivered to', () => {
        const leaver: Ear = ear('eve', () => hub.disconnect(leaver));
        hub.connect(leaver);
        hub.enter(leaver, ['attic'], 0);
        const last = come('fay', 'attic');
        say('x', { to: 'room-named', room: 'attic' });
        say('y', { to: 'room-named', room: 'attic' });
        expect([leaver.heard, last.heard]).to.deep.equal([['x'], ['x', 'y']]);
      });

      it('sends binary frames', () => {
        hub.publish({
          to: { to: 'everyone' },
          from: undefined,
          rooms: [],
          frame: { kind: 'binary', bytes: Buffer.from('00ff', 'hex') },
          keep: 0,
        });
        expect(dan.heard).to.deep.equal(['00ff']);
      });
    });

    describe('enter and leave', () => {
      it('tell the rooms of a member in the order in which it entered them, each once', () => {
        const ann = come('ann', 'b', 'a', 'b');
        hub.enter(ann, ['c', 'a'], 0);
        expect(hub.roomsOf(ann)).to.deep.equal(['b', 'a', 'c']);
        hub.leave(ann, 'a');
        hub.leave(ann, 'a');
        expect(hub.roomsOf(ann)).to.deep.equal(['b', 'c']);
        hub.disconnect(ann);
        hub.disconnect(ann);
        expect(hub.roomsOf(ann)).to.deep.equal([]);
      });

      it('do nothing for a member that is not connected', () => {
        const ann = ear('ann');
        expect(hub.enter(ann, ['lobby'], 10)).to.deep.equal([]);
        hub.leave(ann, 'lobby');
        expect([hub.size('lobby'), hub.roomsOf(ann)]).to.deep.equal([0, []]);
      });

      it('count connections', () => {
        const ann = come('ann', 'lobby');
        come('ann', 'lobby');
        expect(hub.size('lobby')).to.equal(2);
        hub.leave(ann, 'lobby');
        expect([hub.size('lobby'), hub.size('nowhere')]).to.deep.equal([1, 0]);
      });

      it('tell users in order of arrival, each once', () => {
        const bob = come('bob', 'lobby');
        const ann = come('ann', 'lobby', 'attic');
        come('bob', 'lobby');
        come('cat', 'attic');
        expect(hub.users(['lobby'])).to.deep.equal(['bob', 'ann']);
        expect(hub.users(['lobby', 'attic'])).to.deep.equal(['bob', 'ann', 'cat']);
        hub.disconnect(bob);
        expect(hub.users(['lobby'])).to.deep.equal(['bob', 'ann']);
        hub.leave(ann, 'lobby');
        expect(hub.users(['lobby'])).to.deep.equal(['bob']);
        expect([hub.users([]), hub.users(['nowhere'])]).to.deep.equal([[], []]);
      });

      it('take any text for a name', () => {
        const odd = ['__proto__', 'constructor', '', '\r\nset-cookie: a=1', '房间'];
        for (const name of odd) come(name, name);
        expect(odd.map((name) => hub.users([name]))).to.deep.equal(odd.map((name) => [name]));
        expect(hub.connections('__proto__', '__proto__')).to.have.length(1);
      });

      it("find a user's connections in a room", () => {
        const first = come('ann', 'lobby');
        come('ann', 'attic');
        const second = come('ann', 'lobby', 'attic');
        expect(hub.connections('lobby', 'ann')).to.deep.equal([first, second]);
        expect([hub.connections('lobby', 'bob'), hub.connections('nowhere', 'ann')]).to.deep.equal([[], []]);
      });
    });

    describe('history', () => {
      const room = (name: string): Address => ({ to: 'room-named', room: name });

      it('replays the last messages to whoever enters, and delivers what is published later', () => {
        for (const text of ['1', '2', '3', '4']) say(text, room('lobby'), { keep: 3 });
        const ann = ear('ann');
        hub.connect(ann);
        expect(replayTo(ann, ['lobby'], 3)).to.deep.equal(['2', '3', '4']);
        say('5', room('lobby'), { keep: 3 });
        expect(ann.heard).to.deep.equal(['5']);
      });

      it('replays no more than is asked for, and nothing for 0', () => {
        for (const text of ['1', '2']) say(text, room('lobby'), { keep: 10 });
        const [ann, bob] = [ear('ann'), ear('bob')];
        hub.connect(ann);
        hub.connect(bob);
        expect([replayTo(ann, ['lobby'], 1), replayTo(bob, ['lobby'], 0)]).to.deep.equal([['2'], []]);
      });

      it('merges several rooms in the order sent, a message to both of them once', () => {
        say('a1', room('a'), { keep: 5 });
        say('b1', room('b'), { keep: 5 });
        say('both', { to: 'room' }, { rooms: ['b', 'a'], keep: 5 });
        say('a2', room('a'), { keep: 5 });
        const ann = ear('ann');
        hub.connect(ann);
        expect(replayTo(ann, ['a', 'b'], 5)).to.deep.equal(['a1', 'b1', 'both', 'a2']);
      });

      it('is not replayed for a room that the member is in already', () => {
        const ann = come('ann', 'lobby');
        say('1', room('lobby'), { keep: 5 });
        expect(replayTo(ann, ['lobby'], 5)).to.deep.equal([]);
      });

      it('holds what went to a room only', () => {
        const ann = come('ann', 'lobby');
        const from = { from: ann, rooms: ['lobby'], keep: 5 };
        for (const to of ['sender', 'others', 'everyone'] as const) say(to, { to }, from);
        say('user', { to: 'user', user: 'ann' }, from);
        say('not kept', { to: 'room' }, { ...from, keep: 0 });
        const bob = ear('bob');
        hub.connect(bob);
        expect(replayTo(bob, ['lobby'], 5)).to.deep.equal([]);
      });

      it('outlives the last member of a room', () => {
        const ann = come('ann', 'lobby');
        say('1', { to: 'room' }, { from: ann, rooms: ['lobby'], keep: 5 });
        hub.disconnect(ann);
        say('2', { to: 'room' }, { from: ann, rooms: ['lobby'], keep: 5 });
        const bob = ear('bob');
        hub.connect(bob);
        expect(replayTo(bob, ['lobby'], 5)).to.deep.equal(['1', '2']);
      });
    });
  });
}

import { expect } from 'chai';
import { SpecError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import type { ChannelControl } from '../../../src/serve/channels/control.ts';
import { brief } from '../../spec/support.ts';
import { serveChannels, type Talk } from './talk.ts';

const CHANNELS = `
vars: { stage: qa }
channels:
  /ws/{room}/{user}:
    history: 5
    params: { url: { room: { type: string, maxLength: 10 } } }
    on: { message: [ { do: [ { to: room, json: "\${message}" } ] } ] }
  /one: { name: the one }
  /many/{user}: { room: ['\${url.user + "-1"}', '\${url.user + "-2"}'] }
  /secret/{user}: { room: '\${header["x-room"] + 1}' }
`;

describe('createChannelControl', () => {
  let talk: Talk;
  let control: ChannelControl;
  beforeEach(async () => {
    talk = await serveChannels(CHANNELS, { files: { 'sound.bin': 'sound' } });
    control = talk.project.mock.channelControl;
  });
  afterEach(() => talk.close());

  const failure = async (act: () => unknown): Promise<readonly string[]> => {
    try {
      await act();
    } catch (error) {
      if (error instanceof SpecError) return error.problems.map((item) => `${item.origin.file}:${brief(item)}`);
      throw error;
    }
    throw new Error('nothing was thrown');
  };

  describe('list', () => {
    it('tells every channel, and nobody where nobody is', () => {
      expect(
        control.list().map(({ id, path, name, at, rooms, connections }) => [id, path, name, at, rooms, connections]),
      ).to.deep.equal([
        ['WS /ws/{room}/{user}', '/ws/{room}/{user}', 'WS /ws/{room}/{user}', 'routes.d/chat.yaml:4', [], []],
        ['WS /one', '/one', 'the one', 'routes.d/chat.yaml:8', [], []],
        ['WS /many/{user}', '/many/{user}', 'WS /many/{user}', 'routes.d/chat.yaml:9', [], []],
        ['WS /secret/{user}', '/secret/{user}', 'WS /secret/{user}', 'routes.d/chat.yaml:10', [], []],
      ]);
    });

    it('tells rooms with their members, and connections in order of arrival', async () => {
      const before = Date.now();
      const ann = await talk.connect('/ws/lobby/ann?x=1');
      await talk.connect('/ws/lobby/ann');
      await talk.connect('/ws/attic/bob');
      const [chat] = control.list();
      expect(chat?.rooms).to.deep.equal([
        { room: 'lobby', members: ['ann'], connections: 2 },
        { room: 'attic', members: ['bob'], connections: 1 },
      ]);
      expect(chat?.connections.map(({ user, rooms, target, client }) => [user, rooms, target, client])).to.deep.equal([
        ['ann', ['lobby'], '/ws/lobby/ann?x=1', '127.0.0.1'],
        ['ann', ['lobby'], '/ws/lobby/ann', '127.0.0.1'],
        ['bob', ['attic'], '/ws/attic/bob', '127.0.0.1'],
      ]);
      expect(new Set(chat?.connections.map(({ id }) => id)).size).to.equal(3);
      const since = Date.parse(chat?.connections[0]?.since ?? '');
      expect(since >= before && since <= Date.now()).to.equal(true);
      const closed = new Promise<void>((resolve) => {
        talk.project.mock.journal.onAppend(({ entry }) => entry.kind === 'close' && resolve());
      });
      ann.close();
      await closed;
      expect(control.list()[0]?.connections.map(({ target }) => target)).to.deep.equal([
        '/ws/lobby/ann',
        '/ws/attic/bob',
      ]);
    });
  });

  describe('send', () => {
    it('reaches whoever is meant, once', async () => {
      const ann = await talk.connect('/ws/lobby/ann');
      const bob = await talk.connect('/ws/lobby/bob');
      const cat = await talk.connect('/ws/attic/cat');
      const reached = [
        await control.send('WS /ws/{room}/{user}', { to: 'room:lobby', json: { n: 1 } }),
        await control.send('/ws/{room}/{user}', { to: 'user:cat', text: 'hello ${vars.stage}' }),
        await control.send('/ws/attic/anyone', { to: 'room', binary: { hex: 'ff' } }),
        await control.send('/ws/lobby/x', { to: 'everyone', json: '${[room, members]}' }),
        await control.send('/ws/{room}/{user}', { to: 'room:nobody', json: null }),
      ];
      expect(reached).to.deep.equal([2, 1, 1, 3, 0]);
      const everyone = ['lobby', ['ann', 'bob']];
      expect(await ann.take(2)).to.deep.equal([{ n: 1 }, everyone]);
      expect(await bob.take(2)).to.deep.equal([{ n: 1 }, everyone]);
      expect(await cat.take(3)).to.deep.equal(['hello qa', Buffer.from('ff', 'hex'), everyone]);
    });

    it('has `room` and `members` be those of the room that is named, where the channel alone is known', async () => {
      const ann = await talk.connect('/ws/lobby/ann');
      await control.send('/ws/{room}/{user}', { to: 'room:lobby', json: '${[room, members]}' });
      await control.send('/ws/{room}/{user}', { to: 'user:ann', json: '${[room, members]}' });
      expect(await ann.take(2)).to.deep.equal([
        ['lobby', ['ann']],
        [null, []],
      ]);
    });

    it('means every room of a path by `room`, each member once', async () => {
      const ann = await talk.connect('/many/ann');
      expect(await control.send('/many/ann', { to: 'room', json: '${room}' })).to.equal(1);
      expect(await ann.next()).to.deep.equal(['ann-1', 'ann-2']);
    });

    it('takes a path without parameters as that address', async () => {
      const one = await talk.connect('/one');
      expect(await control.send('/one', { to: 'room', text: 'hi' })).to.equal(1);
      expect(await one.next()).to.equal('hi');
    });

    it('sends a file of the working directory', async () => {
      const one = await talk.connect('/one');
      expect(await control.send('/one', { to: 'everyone', binary: { file: 'sound.bin' } })).to.equal(1);
      expect(await one.next()).to.deep.equal(Buffer.from('sound'));
    });

    it('is not remembered in the history of the room', async () => {
      const ann = await talk.connect('/ws/lobby/ann');
      await control.send('/ws/lobby/ann', { to: 'room', json: 'by hand' });
      ann.send({ by: 'rule' });
      expect(await ann.take(2)).to.deep.equal(['by hand', { by: 'rule' }]);
      const bob = await talk.connect('/ws/lobby/bob');
      expect(await bob.next()).to.deep.equal({ by: 'rule' });
    });

    it('is in the journal, as nobody’s event', async () => {
      await talk.connect('/ws/lobby/ann');
      await control.send('/ws/lobby/ann', { to: 'room', json: { n: 1 } });
      await control.send('/ws/attic/ann', { to: 'room', text: 'nobody hears it' });
      const { reader } = talk.project.mock;
      const sent = reader.records().flatMap((record) => (record.kind === 'sent' ? [record] : []));
      expect(
        sent.map(({ connection, user, to, rooms, message, reached }) => ({
          connection,
          user,
          to,
          rooms,
          message,
          reached,
        })),
      ).to.deep.equal([
        {
          connection: null,
          user: null,
          to: 'room',
          rooms: ['lobby'],
          message: { bytes: 7, json: { n: 1 } },
          reached: 1,
        },
        {
          connection: null,
          user: null,
          to: 'room',
          rooms: ['attic'],
          message: { bytes: 15, text: 'nobody hears it' },
          reached: 0,
        },
      ]);
    });

    const wrong: readonly (readonly [string, string, Json, readonly string[]])[] = [
      [
        'a channel that there is not',
        '/wss/lobby/ann',
        { to: 'everyone', json: 1 },
        ['channel:1:1 unknown-name there is no channel "/wss/lobby/ann" (the nearest is WS /ws/{room}/{user})'],
      ],
      [
        'a path that cannot be decoded',
        '/ws/%zz/ann',
        { to: 'everyone', json: 1 },
        ['channel:1:1 unknown-name there is no channel "/ws/%zz/ann"'],
      ],
      [
        'a room without a path',
        '/ws/{room}/{user}',
        { to: 'room', json: 1 },
        [
          'message:2:9 wrong-value "room" is not known here: /ws/{room}/{user} may have many; a path such as /ws/room/user has one (write room:NAME, user:NAME or everyone)',
        ],
      ],
      [
        'a room that is not allowed',
        '/ws/a-much-too-long-name/ann',
        { to: 'room', json: 1 },
        ['message:2:9 wrong-value "room" is not known here: url "room" must be at most 10 characters long'],
      ],
      [
        'a room that only a client’s header names',
        '/secret/ann',
        { to: 'room', json: 1 },
        ['message:2:9 wrong-value "room" is not known here: '],
      ],
      [
        'the sender',
        '/ws/lobby/ann',
        { to: 'sender', json: 1 },
        [
          'message:2:9 wrong-value "sender" is nobody here: no client’s event sends this (write room:NAME, user:NAME or everyone)',
        ],
      ],
      [
        'the others, by an expression',
        '/ws/lobby/ann',
        { to: '${"others"}', json: 1 },
        [
          'message:2:9 wrong-value "others" is nobody here: no client’s event sends this (write room:NAME, user:NAME or everyone)',
        ],
      ],
      [
        'an address that there is not',
        '/one',
        { to: 'rom:lobby', json: 1 },
        ['message:2:9 wrong-value there is no address "rom:lobby" (did you mean "room:lobby"?)'],
      ],
      [
        'a key that there is not',
        '/one',
        { to: 'everyone', jsn: 1 },
        ['message:3:3 unknown-key a message has no key "jsn" (did you mean "json"?)'],
      ],
      [
        'another step',
        '/one',
        { wait: '1s' },
        ['message:2:3 unknown-key a message has no key "wait" (its keys are to, json, text, binary)'],
      ],
      [
        'two frames',
        '/one',
        { to: 'everyone', json: 1, text: 'a' },
        ['message:4:3 conflicting-keys "text" stands beside "json" (a frame has one of them)'],
      ],
      [
        'no frame',
        '/one',
        { to: 'everyone' },
        ['message:2:3 missing-key a step with "to" needs "json", "text" or "binary"'],
      ],
      [
        'a name that nobody knows here',
        '/one',
        { to: 'everyone', json: '${usr}' },
        ['message:3:14 unknown-name there is no "usr" here'],
      ],
      ['an expression that fails', '/one', { to: 'everyone', json: '${int(room)}' }, ['message:']],
      [
        'a file that there is not',
        '/one',
        { to: 'everyone', binary: { file: 'sond.bin' } },
        ['message:4:13 file-not-found there is no file "sond.bin"'],
      ],
      ['no map', '/one', 'hello', ['message:1:1 wrong-type a message must be a map such as { to: ']],
      ['nothing', '/one', null, ['message:1:1 wrong-type a message must be a map such as { to: ']],
      [
        'a list',
        '/one',
        [{ to: 'everyone', json: 1 }],
        ['message:1:1 wrong-type a message must be a map such as { to: '],
      ],
    ];
    for (const [name, channel, spec, expected] of wrong) {
      it(`refuses ${name}, and says what to write`, async () => {
        const told = await failure(() => control.send(channel, spec));
        expect(told).to.have.length(expected.length);
        for (const [index, text] of expected.entries())
          expect(told[index]).to.satisfy((line: string) => line.startsWith(text), told[index]);
      });
    }
  });

  describe('disconnect', () => {
    it('closes those that are meant, and says how many', async () => {
      const ann = await talk.connect('/ws/lobby/ann');
      const bob = await talk.connect('/ws/lobby/bob');
      const cat = await talk.connect('/ws/attic/cat');
      const dan = await talk.connect('/one');
      expect(control.disconnect({ user: 'nobody' })).to.equal(0);
      expect(control.disconnect({ user: 'ann', room: 'attic' })).to.equal(0);
      expect(control.disconnect({ user: 'ann' }, { code: 4001, reason: 'bye' })).to.equal(1);
      expect(await ann.closed).to.deep.equal({ code: 4001, reason: 'bye' });
      expect(control.disconnect({ channel: '/ws/attic/x' })).to.equal(0);
      expect(control.disconnect({ channel: '/ws/%61ttic/cat/' })).to.equal(1);
      expect(await cat.closed).to.deep.equal({ code: 1000, reason: '' });
      const id = control.list()[0]?.connections[0]?.id ?? '';
      expect(control.disconnect({ id }, { drop: true })).to.equal(1);
      expect(await bob.closed).to.deep.equal({ code: 1006, reason: '' });
      expect(control.disconnect({})).to.equal(1);
      expect(await dan.closed).to.deep.equal({ code: 1000, reason: '' });
      expect(control.disconnect({})).to.equal(0);
    });

    it('has the reason see vars', async () => {
      const one = await talk.connect('/one');
      control.disconnect({ channel: '/one' }, { reason: 'bye, ${vars.stage}' });
      expect(await one.closed).to.deep.equal({ code: 1000, reason: 'bye, qa' });
    });

    it('lets the others hear of it, as when a client goes', async () => {
      await talk.rewrite('channels: { "/c/{user}": { preset: chat } }');
      const ann = await talk.connect('/c/ann');
      await talk.connect('/c/bob');
      await ann.take(2);
      control.disconnect({ channel: '/c/{user}', user: 'bob' });
      expect(await ann.next()).to.deep.equal({ user: 'bob', message: '离开' });
    });

    const wrong: readonly (readonly [string, Parameters<ChannelControl['disconnect']>, string])[] = [
      [
        'a code that is never sent',
        [{}, { code: 1006 }],
        'close:3:13 wrong-value 1006 is no code that a close frame may have',
      ],
      ['a code that there is not', [{}, { code: 5000 }], 'close:3:13 wrong-value '],
      [
        'a reason that is too long',
        [{}, { reason: 'x'.repeat(124) }],
        'close:4:15 wrong-value the reason has 124 bytes',
      ],
      ['a channel that there is not', [{ channel: '/wss' }], 'channel:1:1 unknown-name there is no channel "/wss"'],
      [
        'a channel that is near to none',
        [{ channel: '/quite/other/words/here' }],
        'channel:1:1 unknown-name there is no channel "/quite/other/words/here" (there are /ws/{room}/{user}, ',
      ],
      [
        'a code where there is no frame for it',
        [{}, { drop: true, code: 4001 }],
        'close:3:5 conflicting-keys "code" stands beside "drop" (a connection that is dropped ends without a close frame: ',
      ],
    ];
    for (const [name, args, expected] of wrong) {
      it(`refuses ${name}, and closes nobody`, async () => {
        const one = await talk.connect('/one');
        const [told] = await failure(() => control.disconnect(...args));
        expect(told?.slice(0, expected.length)).to.equal(expected);
        await control.send('/one', { to: 'everyone', text: 'still here' });
        expect(await one.next()).to.equal('still here');
      });
    }
  });
});

import { expect } from 'chai';
import { WebSocket } from 'ws';
import { createMockApi, type MockApi, type RouteFileShape, SpecError, VerificationError } from '../../src/index.ts';
import { brief } from '../spec/support.ts';

const CHANNELS = {
  '/ws/{room}/{user}': {
    message: { type: 'object' },
    on: { message: [{ do: [{ to: 'room', json: '${message}' }] }], invalid: [{ to: 'sender', text: 'invalid' }] },
  },
  '/text/{user}': { on: { message: [{ do: [{ to: 'sender', text: 'ok' }] }] } },
} as const satisfies RouteFileShape['channels'];

describe('channel', () => {
  let mock: MockApi;
  const sockets: WebSocket[] = [];
  beforeEach(async () => {
    mock = createMockApi({ paths: [], env: {}, channels: CHANNELS });
    await mock.start();
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate();
    await mock.stop();
  });

  const connect = async (path: string): Promise<WebSocket> => {
    const socket = new WebSocket(mock.url.replace('http', 'ws') + path);
    sockets.push(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  };
  const heard = (socket: WebSocket): Promise<string> =>
    new Promise((resolve) => socket.once('message', (data) => resolve(String(data))));
  const failure = async (promise: Promise<unknown>): Promise<VerificationError> => {
    const error = await promise.catch((thrown: unknown) => thrown);
    if (error instanceof VerificationError) return error;
    throw error;
  };

  it('sends to those who are there', async () => {
    const ann = await connect('/ws/lobby/ann');
    const hearing = heard(ann);
    expect(await mock.channel('/ws/lobby/ann').send({ to: 'room', json: { n: 1 } })).to.equal(1);
    expect(await hearing).to.equal('{"n":1}');
  });

  it('knows rooms and connections: all of a template, those of a path', async () => {
    await connect('/ws/lobby/ann');
    await connect('/ws/lobby/bob');
    await connect('/ws/attic/cat');
    const all = mock.channel('/ws/{room}/{user}');
    expect(all.rooms()).to.deep.equal([
      { room: 'lobby', members: ['ann', 'bob'], connections: 2 },
      { room: 'attic', members: ['cat'], connections: 1 },
    ]);
    expect(all.connections().map(({ user }) => user)).to.deep.equal(['ann', 'bob', 'cat']);
    const one = mock.channel('/ws/attic/cat');
    expect(one.rooms()).to.deep.equal([{ room: 'attic', members: ['cat'], connections: 1 }]);
    expect(one.connections().map(({ user }) => user)).to.deep.equal(['cat']);
    expect(mock.channel('/ws/attic/nobody').rooms()).to.deep.equal([]);
    expect(mock.channels()[0]?.connections).to.have.length(3);
  });

  it('tells messages, filtered by user and matcher', async () => {
    const ann = await connect('/ws/lobby/ann');
    const bob = await connect('/ws/lobby/bob');
    const text = await connect('/text/ann');
    for (const [socket, message] of [
      [ann, '{"n":1}'],
      [bob, '{"n":2}'],
      [text, 'hello'],
      [text, '["hello"]'],
    ] as const) {
      const hearing = heard(socket);
      socket.send(message);
      await hearing;
    }
    const told = (
      path: string,
      filter?: Parameters<ReturnType<MockApi['channel']>['messages']>[0],
    ): readonly unknown[] =>
      mock
        .channel(path)
        .messages(filter)
        .map(({ kind, user, message }) => [kind, user, message.json ?? message.text]);
    expect(told('/ws/{room}/{user}')).to.deep.equal([
      ['received', 'ann', { n: 1 }],
      ['sent', 'ann', { n: 1 }],
      ['received', 'bob', { n: 2 }],
      ['sent', 'bob', { n: 2 }],
    ]);
    expect(told('/ws/lobby/bob', { message: { n: { $gte: 1 } } })).to.deep.equal([
      ['received', 'bob', { n: 2 }],
      ['sent', 'bob', { n: 2 }],
    ]);
    expect(told('/ws/{room}/{user}', { user: 'ann', message: { n: 2 } })).to.deep.equal([]);
    expect(told('/text/{user}', { message: 'hello' })).to.deep.equal([['received', 'ann', 'hello']]);
    expect(told('/text/{user}', { message: ['hello'] })).to.deep.equal([['received', 'ann', ['hello']]]);
    expect(told('/text/{user}', { message: { $regex: '^(hell|ok)' } })).to.deep.equal([
      ['received', 'ann', 'hello'],
      ['sent', 'ann', 'ok'],
      ['sent', 'ann', 'ok'],
    ]);
  });

  it('waits for a message, that came already or comes', async () => {
    const ann = await connect('/ws/lobby/ann');
    const waiting = mock.channel('/ws/lobby/ann').waitFor({ user: 'ann', message: { n: 2 } });
    ann.send('{"n":1}');
    ann.send('{"n":2}');
    const found = await waiting;
    expect([found.kind, found.user, found.message.json]).to.deep.equal(['received', 'ann', { n: 2 }]);
    const again = await mock.channel('/ws/{room}/{user}').waitFor();
    expect(again.message.json).to.deep.equal({ n: 1 });
    const later = await mock.channel('/ws/{room}/{user}').waitFor({}, { since: again.number });
    expect(later.number).to.equal(found.number);
  });

  it('says what came instead', async () => {
    const ann = await connect('/ws/lobby/ann');
    const hearing = heard(ann);
    ann.send('{"n":1}');
    await hearing;
    const error = await failure(
      mock.channel('/ws/{room}/{user}').waitFor({ user: 'bob', message: { n: 2 } }, { within: '10ms' }),
    );
    expect(error.message.split('\n')).to.deep.equal([
      'waitFor: expected a message from "bob" where n is 2 on WS /ws/{room}/{user} within 10ms, received 1 other',
      '  closest: #3 WS ann: {"n": 1} (options:9)',
      '    user: expected "bob", received "ann"',
      '    n: expected 2, received 1',
    ]);
    const none = await failure(mock.channel('/text/{user}').waitFor({ message: 'hi' }, { within: '10ms' }));
    expect(none.message).to.equal(
      'waitFor: expected a message where it is "hi" on WS /text/{user} within 10ms, received none at all',
    );
  });

  it('stops waiting at a signal', async () => {
    const abort = new AbortController();
    const waiting = mock.channel('/text/{user}').waitFor({}, { signal: abort.signal });
    abort.abort(new Error('enough'));
    expect(await waiting.catch((error: Error) => error.message)).to.equal('enough');
    const over = mock.channel('/text/{user}').waitFor({}, { signal: abort.signal });
    expect(await over.catch((error: Error) => error.message)).to.equal('enough');
  });

  it('disconnects', async () => {
    const ann = await connect('/ws/lobby/ann');
    await connect('/ws/lobby/bob');
    const closed = new Promise((resolve) => ann.once('close', (code, reason) => resolve([code, String(reason)])));
    expect(mock.channel('/ws/{room}/{user}').disconnect({ user: 'ann' }, { code: 4000, reason: 'bye' })).to.equal(1);
    expect(await closed).to.deep.equal([4000, 'bye']);
    expect(mock.channel('/ws/lobby/ann').disconnect()).to.equal(0);
    expect(mock.channel('/ws/lobby/bob').disconnect()).to.equal(1);
  });

  const wrong: readonly (readonly [string, () => unknown, string])[] = [
    ['a channel that there is not', () => mock.channel('/wss').rooms(), '1:1 unknown-name there is no channel "/wss"'],
    [
      'a filter that is none',
      () => mock.channel('/text/a').messages('hello' as never),
      '1:1 wrong-type a filter of messages',
    ],
    [
      'a key that there is not',
      () => mock.channel('/text/a').messages({ usr: 'a' } as never),
      '2:3 unknown-key a filter of messages has no key "usr" (did you mean "user"?)',
    ],
    [
      'a matcher that there is not',
      () => mock.channel('/text/a').messages({ message: { $gt3: 1 } }),
      '3:5 unknown-matcher',
    ],
    ['a wrong channel to wait on', () => mock.channel('/wss').waitFor(), '1:1 unknown-name there is no channel "/wss"'],
    ['a step that is none', () => mock.channel('/text/a').send({} as never), '1:1 missing-key a message needs "to"'],
  ];
  for (const [name, act, expected] of wrong) {
    it(`refuses ${name}`, async () => {
      let problems: readonly string[] = [];
      try {
        await act();
      } catch (error) {
        if (!(error instanceof SpecError)) throw error;
        problems = error.problems.map(brief);
      }
      expect(problems[0]?.slice(0, expected.length)).to.equal(expected);
    });
  }

  it('refuses a time that is none', async () => {
    const waiting = mock.channel('/text/{user}').waitFor({}, { within: '2 seconds' });
    expect(await waiting.catch((error: Error) => error.message)).to.equal(
      '"2 seconds" is no duration: write 500ms or 2s',
    );
  });
});

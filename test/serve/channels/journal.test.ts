import { expect } from 'chai';
import { send, timeless, youngest } from '../journal-project.ts';
import { serveChannels, type Talk } from './talk.ts';

const CHAT = `channels:
  /ws/{room}/{user}:
    params: { url: { user: { type: string, maxLength: 5 } }, query: { token: string } }
    limits: { frame: 1KB, rate: 3/h }
    message: { type: object, required: [text] }
    on:
      join: [ { to: room, json: { in: "\${user}" } } ]
      message:
        - when: message.text == "no"
          do: []
        - when: { message: { to: { $type: string } } }
          do: [ { to: "user:\${message.to}", json: "\${message}" } ]
        - do: [ { to: room, text: "\${message.text}" }, { to: sender, binary: { hex: 00ff } } ]
      leave: [ { to: room, json: { out: "\${user}" } } ]
`;

const channel = { id: 'WS /ws/{room}/{user}', name: 'WS /ws/{room}/{user}', at: 'routes.d/chat.yaml:2' };
const ann = { channel, rooms: ['lobby'], connection: 'c1', user: 'ann' };
const line = (number: number): string => `routes.d/chat.yaml:${number}`;

describe('the journal of channels', () => {
  let talk: Talk;
  afterEach(() => talk.close());

  const records = (from = 0): readonly object[] => timeless(talk.project.mock.reader.records()).slice(from);

  /** Resolves once an entry of that kind is in. */
  function noted(kind: string): Promise<void> {
    const { journal } = talk.project.mock;
    for (const { entry } of journal.entries()) if (entry.kind === kind) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = journal.onAppend(({ entry }) => {
        if (entry.kind !== kind) return;
        stop();
        resolve();
      });
    });
  }

  it('tells of a conversation from the handshake to the end, each message once', async () => {
    talk = await serveChannels(CHAT);
    const client = await talk.connect('/ws/lobby/ann?token=t');
    const other = await talk.connect('/ws/lobby/bob');
    await client.take(2);
    client.send({ text: 'hi' });
    await client.take(2);
    client.send({ text: 'x', to: 'bob' });
    await other.take(3);
    client.send({});
    await client.closed;
    await noted('close');
    const all = records().filter((item) => !('user' in item && item.user === 'bob') && !('method' in item));
    expect(all).to.deep.equal([
      { kind: 'connect', ...ann, target: '/ws/lobby/ann?token=t', client: '127.0.0.1' },
      { kind: 'sent', ...ann, to: 'room', message: { bytes: 12, json: { in: 'ann' } }, reached: 1 },
      {
        kind: 'received',
        ...ann,
        message: { bytes: 13, json: { text: 'hi' } },
        rule: line(13),
        rules: [
          { at: line(9), verdict: 'does not match', why: '`message.text == "no"` is not true' },
          { at: line(11), verdict: 'does not match', why: 'message.to: expected type string, received nothing' },
        ],
        issues: [],
      },
      { kind: 'sent', ...ann, to: 'room', message: { bytes: 2, text: 'hi' }, reached: 2 },
      { kind: 'sent', ...ann, to: 'sender', message: { bytes: 2, base64: 'AP8=' }, reached: 1 },
      {
        kind: 'received',
        ...ann,
        message: { bytes: 23, json: { text: 'x', to: 'bob' } },
        rule: line(11),
        rules: [{ at: line(9), verdict: 'does not match', why: '`message.text == "no"` is not true' }],
        issues: [],
      },
      { kind: 'sent', ...ann, to: 'user:bob', message: { bytes: 23, json: { text: 'x', to: 'bob' } }, reached: 1 },
      {
        kind: 'received',
        ...ann,
        message: { bytes: 2, json: {} },
        rule: null,
        rules: [],
        issues: [
          {
            in: 'message',
            name: 'text',
            pointer: '/text',
            message: 'message "text" is required',
            keyword: 'required',
            expected: true,
            received: null,
          },
        ],
      },
      { kind: 'sent', ...ann, to: 'room', message: { bytes: 13, json: { out: 'ann' } }, reached: 1 },
      { kind: 'close', ...ann, code: 1008 },
    ]);
  });

  it('tells of an accepted handshake as a request', async () => {
    talk = await serveChannels(CHAT);
    await talk.connect('/ws/lobby/ann?token=t', { headers: { 'x-request-id': 'r' } });
    const { headers: _, ...record } = youngest(talk.project);
    expect(record).to.deep.equal({
      number: 1,
      id: 'r',
      method: 'WS',
      target: '/ws/lobby/ann?token=t',
      client: '127.0.0.1',
      body: null,
      received: { url: { room: 'lobby', user: 'ann' }, query: { token: 't' } },
      validated: { url: { room: 'lobby', user: 'ann' }, query: { token: 't' } },
      outcome: 'answered',
      route: channel,
      case: null,
      explanation: { why: null, cases: [], issues: [], moreIssues: 0, nearest: [] },
      answer: { status: 101, headers: {}, body: null },
      version: 1,
    });
    expect(records().map((item) => 'kind' in item && item.kind)).to.deep.equal(['request', 'connect', 'sent']);
  });

  for (const [what, path, outcome, status, why] of [
    ['that is not valid', '/ws/lobby/margaret', 'invalid', 422, /^url "user" must be at most 5 characters/],
    ['to nowhere', '/wss/lobby/ann', 'unmatched', 404, /^no channel for WS \/wss\/lobby\/ann/],
  ] as const) {
    it(`tells of a handshake ${what}, which is refused`, async () => {
      talk = await serveChannels(CHAT);
      await talk.refused(path);
      const { method, explanation, answer, ...record } = youngest(talk.project);
      expect([method, record.outcome, answer.status]).to.deep.equal(['WS', outcome, status]);
      expect(explanation.why).to.match(why);
      expect(explanation.nearest.map(({ id }) => id)).to.deep.equal(status === 404 ? [channel.id] : []);
      expect(explanation.issues.length).to.equal(status === 422 ? 1 : 0);
      expect(answer.headers['x-mockapi-route']).to.equal(status === 422 ? channel.at : undefined);
    });
  }

  it('tells of a message over the rate', async () => {
    talk = await serveChannels(CHAT);
    const client = await talk.connect('/ws/lobby/ann');
    for (let times = 0; times < 4; times++) client.send({ text: 'no' });
    await client.closed;
    await noted('close');
    const received = talk.project.mock.reader.records().filter((record) => record.kind === 'received');
    expect(
      received.map((record) => record.kind === 'received' && [record.message.bytes, record.issues.length]),
    ).to.deep.equal([
      [13, 0],
      [13, 0],
      [13, 0],
      [0, 1],
    ]);
  });

  it('tells of messages that a channel takes as they are: text, JSON and bytes', async () => {
    talk = await serveChannels('channels: { "/ws/{user}": { } }\n');
    const client = await talk.connect('/ws/ann');
    const texts = ['plain', '{"a":', '[1]', '"s"'];
    for (const text of texts) client.send(text);
    client.send(Buffer.from([0, 255]));
    client.close(1000);
    await client.closed;
    await noted('close');
    const messages = talk.project.mock.reader
      .records()
      .flatMap((record) => (record.kind === 'received' ? [record.message] : []));
    expect(messages).to.deep.equal([
      { bytes: 5, text: 'plain' },
      { bytes: 5, text: '{"a":' },
      { bytes: 3, json: [1] },
      { bytes: 3, json: 's' },
      { bytes: 2, base64: 'AP8=' },
    ]);
  });

  it('tells of timers without a connection, and of nothing that is replayed', async () => {
    talk = await serveChannels(
      'channels: { "/ws/{user}": { history: 5, on: { join: [ { to: room, text: hi } ] }, timers: [ { every: 5ms, do: [ { to: room, text: tick } ] } ] } }\n',
    );
    const client = await talk.connect('/ws/ann');
    await client.take(2);
    const sent = talk.project.mock.reader.records().filter((record) => record.kind === 'sent');
    expect(timeless(sent).slice(0, 2)).to.deep.equal([
      {
        kind: 'sent',
        channel: { id: 'WS /ws/{user}', name: 'WS /ws/{user}', at: 'routes.d/chat.yaml:1' },
        rooms: ['lobby'],
        connection: 'c1',
        user: 'ann',
        to: 'room',
        message: { bytes: 2, text: 'hi' },
        reached: 1,
      },
      {
        kind: 'sent',
        channel: { id: 'WS /ws/{user}', name: 'WS /ws/{user}', at: 'routes.d/chat.yaml:1' },
        rooms: ['lobby'],
        connection: null,
        user: null,
        to: 'room',
        message: { bytes: 4, text: 'tick' },
        reached: 1,
      },
    ]);
  });

  it('names the rules of a message by the lines that they had then', async () => {
    talk = await serveChannels(CHAT);
    const client = await talk.connect('/ws/lobby/ann');
    await client.next();
    await talk.rewrite(`# moved\n${CHAT}`);
    client.send({ text: 'hi' });
    await client.take(2);
    const received = talk.project.mock.reader.records().find((record) => record.kind === 'received');
    expect(received?.kind === 'received' && [received.channel.at, received.rule, received.rules.length]).to.deep.equal([
      'routes.d/chat.yaml:3',
      line(14),
      2,
    ]);
  });

  it('keeps nothing of channels while it is off', async () => {
    talk = await serveChannels(CHAT, { flags: { journal: 'off' } });
    const client = await talk.connect('/ws/lobby/ann');
    await client.next();
    client.send({ text: 'hi' });
    await client.take(2);
    expect(records()).to.deep.equal([]);
    await send(talk.project, 'GET', '/');
    expect(talk.project.mock.journal.last).to.equal(0);
  });

  it('keeps the beginning of a frame that is larger than an eighth of its bytes', async () => {
    talk = await serveChannels(
      'channels: { "/ws/{user}": { on: { message: [ { do: [ { to: sender, text: "${message}" } ] } ] } } }\n',
      {
        flags: { journal: { bytes: '80B' } },
      },
    );
    const client = await talk.connect('/ws/ann');
    client.send('0123456789abcdef');
    await client.next();
    const [record] = talk.project.mock.reader.records();
    expect(record?.kind === 'sent' && record.message).to.deep.equal({ bytes: 16, text: '0123456789', isCut: true });
  });
});

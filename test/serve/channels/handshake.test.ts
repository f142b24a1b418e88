import { expect } from 'chai';
import { head, talk as say } from '../wire.ts';
import { serveChannels, type Talk } from './talk.ts';

const YAML = `
envelope: { refused: { code: 9, message: "refused: \${error.message}" } }
channels:
  /ws/{room}/{user}: { preset: chat }
  /one/{room}/{user}: { preset: chat, same-user: refuse }
  /new/{room}/{user}: { preset: chat, same-user: replace }
  /small/{room}: { limits: { members: 1 }, on: { message: [ { do: [ { join: "\${message}" } ] } ] } }
  /rooms:
    room: '\${query.rooms.split(",")}'
    user: "\${query.user}"
    on: { join: [ { to: sender, json: { rooms: "\${room}", user: "\${user}" } } ] }
  /v/{user}: { protocols: [v2.chat, v1.chat] }
  /page: { origin: [ "http://localhost:5173" ] }
  /strict/{id}:
    params:
      url: { id: integer }
      query: { limit: { type: integer, maximum: 5 } }
      header: { x-token: { type: string, required: true, error: { status: 401, code: 40101, message: token missing } } }
routes:
  GET /strict/{id}:
    params:
      url: { id: integer }
      query: { limit: { type: integer, maximum: 5 } }
      header: { x-token: { type: string, required: true, error: { status: 401, code: 40101, message: token missing } } }
  GET /goods: { data: [] }
  POST /page: { data: null }
`;

const HANDSHAKE = [
  'upgrade: websocket',
  'connection: Upgrade',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version: 13',
];

describe('a handshake', () => {
  let talk: Talk;
  before(async () => {
    talk = await serveChannels(YAML);
  });
  after(() => talk.close());

  const fetchText = async (path: string, init?: RequestInit): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`http://127.0.0.1:${talk.port}${path}`, init);
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };

  it('is refused where there is no channel, with the nearest one', async () => {
    const { status, body } = await talk.refused('/wss/lobby/ann');
    expect([status, body]).to.deep.equal([
      404,
      { code: 404, message: 'no channel for WS /wss/lobby/ann; the nearest is WS /ws/{room}/{user}', data: null },
    ]);
  });

  it('is refused where there is a route only', async () => {
    const { status, body } = await talk.refused('/goods');
    expect(status).to.equal(404);
    expect(body)
      .to.have.property('message')
      .that.matches(/^no channel for WS \/goods, only the route GET \/goods/);
  });

  it('is refused for a path that is no valid percent-encoding', async () => {
    const { status, body } = await talk.refused('/ws/%zz/ann');
    expect([status, body]).to.deep.equal([
      400,
      { code: 400, message: 'the path "/ws/%zz/ann" is not valid percent-encoding', data: null },
    ]);
  });

  it('is what a plain request to a channel is told to do', async () => {
    const answer = await fetch(`http://127.0.0.1:${talk.port}/ws/lobby/ann`);
    expect([answer.status, answer.headers.get('upgrade')]).to.deep.equal([426, 'websocket']);
    expect(answer.headers.get('x-mockapi-route')).to.match(/chat\.yaml:4$/);
    expect(await answer.json()).to.deep.equal({
      code: 9,
      message: `refused: /ws/lobby/ann is a channel: connect to ws://127.0.0.1:${talk.port}/ws/lobby/ann`,
      data: null,
    });
    expect((await fetchText('/page')).status).to.equal(426);
    expect((await fetchText('/page', { method: 'POST' })).status).to.equal(200);
    expect((await fetchText('/page', { method: 'PUT' })).status).to.equal(405);
  });

  const params: readonly (readonly [string, string, Record<string, string>, number])[] = [
    ['wrong parameters', '/strict/x?limit=9', { 'x-token': 't' }, 422],
    ['a parameter with an error of its own', '/strict/x', {}, 401],
    ['a repeated key of __proto__', '/strict/1?__proto__=1', { 'x-token': 't' }, 400],
  ];
  for (const [what, path, headers, status] of params) {
    it(`is refused for ${what} as a route refuses it`, async () => {
      const refusal = await talk.refused(path, { headers });
      const { status: same, body } = await fetchText(path, { headers });
      expect([refusal.status, refusal.body]).to.deep.equal([status, body]);
      expect(same).to.equal(status);
      expect(refusal.headers['x-mockapi-route']).to.match(/chat\.yaml:\d+$/);
    });
  }

  it('is refused to pages from elsewhere, and not to clients that are no pages', async () => {
    const { status, body } = await talk.refused('/page', { origin: 'http://evil.example' });
    expect(status).to.equal(403);
    expect(body).to.have.property('message').that.includes('"http://evil.example" may not connect here');
    expect((await talk.refused('/page', { origin: 'null' })).status).to.equal(403);
    for (const options of [{ origin: 'http://localhost:5173' }, {}]) (await talk.connect('/page', options)).close();
  });

  it('chooses the protocol that the channel likes best', async () => {
    const both = await talk.connect('/v/ann', { protocols: ['v1.chat', 'v2.chat'] });
    expect(both.socket.protocol).to.equal('v2.chat');
    const none = await talk.connect('/v/ann');
    expect(none.socket.protocol).to.equal('');
    const { status, body } = await talk.refused('/v/ann', { protocols: ['v3.chat'] });
    expect(status).to.equal(400);
    expect(body).to.have.property('message', 'refused: the channel speaks v2.chat, v1.chat, not "v3.chat"');
  });

  it("goes along with the client's protocol where the channel names none", async () => {
    const client = await talk.connect('/ws/lobby/p', { protocols: ['graphql-ws', 'other'] });
    expect(client.socket.protocol).to.equal('graphql-ws');
  });

  it('is refused to a user who is there already, per room, with same-user: refuse', async () => {
    const ann = await talk.connect('/one/lobby/ann');
    const { status, body } = await talk.refused('/one/lobby/ann');
    expect([status, body]).to.deep.equal([
      409,
      { code: 9, message: 'refused: the user "ann" is connected to the room "lobby" already', data: null },
    ]);
    (await talk.connect('/one/attic/ann')).close();
    ann.close();
    await ann.closed;
    (await talk.connect('/one/lobby/ann')).close();
  });

  it('replaces the old connection of a user with same-user: replace; its leaving is heard before the new joining', async () => {
    const bob = await talk.connect('/new/lobby/bob');
    const old = await talk.connect('/new/lobby/ann');
    await Promise.all([bob.take(2), old.next()]);
    const fresh = await talk.connect('/new/lobby/ann');
    expect(await old.closed).to.deep.equal({ code: 4409, reason: 'replaced by a newer connection' });
    expect(await bob.take(2)).to.deep.equal([
      { user: 'ann', message: '离开' },
      { user: 'ann', message: '进入聊天' },
    ]);
    expect(await fresh.next()).to.deep.equal({ user: 'ann', message: '进入聊天' });
    expect(old.unread).to.deep.equal([]);
  });

  it('is refused by a full room', async () => {
    const first = await talk.connect('/small/lobby');
    const { status, body } = await talk.refused('/small/lobby');
    expect(status).to.equal(503);
    expect(body)
      .to.have.property('message')
      .that.equals('refused: the room "lobby" is full: it takes 1 connections; raise limits.members');
    const other = await talk.connect('/small/attic');
    other.send('lobby');
    expect(await talk.logged(/^error a step failed/)).to.include('the room \\"lobby\\" is full');
    first.close();
    await first.closed;
    (await talk.connect('/small/lobby')).close();
  });

  it('takes any text for rooms and users', async () => {
    const odd = ['__proto__', 'constructor', '\r\nset-cookie: a=1', '房间', ' ', 'a/b'];
    for (const name of odd) {
      const client = await talk.connect(`/rooms?rooms=${encodeURIComponent(name)}&user=${encodeURIComponent(name)}`);
      expect(await client.next()).to.deep.equal({ rooms: name, user: name });
      client.close();
    }
  });

  it('is refused for more rooms or longer names than anybody needs', async () => {
    const many = Array.from({ length: 101 }, (_, index) => index).join(',');
    for (const query of [
      `rooms=${many}&user=a`,
      `rooms=${'x'.repeat(1001)}&user=a`,
      `rooms=a&user=${'x'.repeat(1001)}`,
    ]) {
      expect((await talk.refused(`/rooms?${query}`)).status).to.equal(400);
    }
  });

  const raw: readonly (readonly [string, string, RegExp])[] = [
    [
      'an old version',
      head('GET /ws/a/b HTTP/1.1', ...HANDSHAKE.slice(0, 3), 'sec-websocket-version: 8'),
      /^HTTP\/1\.1 426 .*\r\nsec-websocket-version: 13\r\n.*must be 13, not \\"8\\"/s,
    ],
    [
      'no key',
      head('GET /ws/a/b HTTP/1.1', 'upgrade: websocket', 'connection: Upgrade', 'sec-websocket-version: 13'),
      /^HTTP\/1\.1 400 .*"code":9,"message":"refused: this is no valid WebSocket handshake: .*sec-websocket-key/is,
    ],
    [
      'a key that is none',
      head('GET /ws/a/b HTTP/1.1', ...HANDSHAKE.map((line) => line.replace(/dGhl.*/, 'short'))),
      /^HTTP\/1\.1 400 /,
    ],
    [
      'broken protocols',
      head('GET /ws/a/b HTTP/1.1', ...HANDSHAKE, 'sec-websocket-protocol: a,,b('),
      /^HTTP\/1\.1 400 .*sec-websocket-protocol/is,
    ],
    ['another method', head('POST /ws/a/b HTTP/1.1', ...HANDSHAKE), /^HTTP\/1\.1 405 .*\r\nallow: GET\r\n/s],
  ];
  for (const [what, request, answer] of raw) {
    it(`is refused with ${what}`, async () => expect(await say(talk.port, request)).to.match(answer));
  }

  it('writes a line for what it refuses', async () => {
    await talk.refused('/nowhere/at/all');
    expect(await talk.logged(/404 {3}WS \/nowhere\/at\/all/)).to.be.a('string');
  });
});

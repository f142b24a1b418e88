import { expect } from 'chai';
import { BINARY, CLOSE_FRAME, CONTINUATION, frame, openRaw, PING, PONG, type RawClient, TEXT } from './raw.ts';
import { type Client, serveChannels, type Talk } from './talk.ts';

const YAML = `
channels:
  /ws/{room}/{user}:
    limits: { frame: 4KB, rate: off }
    history: 5
    on:
      join: [ { to: others, json: { came: "\${user}" } } ]
      message:
        - { when: 'message.room != null', do: [ { to: "room:\${message.room}", json: "\${message}" } ] }
        - { do: [ { to: room, json: { from: "\${user}", message: "\${message}" } } ] }
      leave: [ { to: room, json: { left: "\${user}" } } ]
`;

describe('a hostile client', () => {
  let talk: Talk;
  let ann: Client;
  before(async () => {
    talk = await serveChannels(YAML);
    ann = await talk.connect('/ws/lobby/ann');
  });
  after(() => talk.close());

  /** Nobody else is hurt: others hear of its coming and leaving, and their own words. */
  async function expectUnhurt(user: string): Promise<void> {
    const heard: unknown[] = [];
    while (JSON.stringify(heard.at(-1)) !== JSON.stringify({ left: user })) heard.push(await ann.next());
    ann.send('fine');
    expect(await ann.next()).to.deep.equal({ from: 'ann', message: 'fine' });
    expect(heard.filter((message) => JSON.stringify(message).includes('left'))).to.have.length(1);
  }

  const many = (count: number, one: Buffer): Buffer => Buffer.concat(Array.from({ length: count }, () => one));

  const rows: readonly (readonly [string, Buffer | readonly Buffer[], number | undefined])[] = [
    ['a frame without a mask', frame(TEXT, 'x', { isMasked: false }), 1002],
    ['an unknown opcode', frame(3, 'x'), 1002],
    ['reserved bits', frame(TEXT, 'x', { reserved: 4 }), 1002],
    ['a continuation of nothing', frame(CONTINUATION, 'x'), 1002],
    ['a message inside another', [frame(TEXT, 'x', { isFinal: false }), frame(TEXT, 'y')], 1002],
    ['a control frame in pieces', frame(PING, 'x', { isFinal: false }), 1002],
    ['a control frame that is too long', frame(PING, 'x'.repeat(126)), 1002],
    ['a close frame with half a code', frame(CLOSE_FRAME, 'x'), 1002],
    ['a close frame with a code that may not be sent', frame(CLOSE_FRAME, Buffer.from([3, 0xee])), 1002],
    ['a close frame with a reason that is no text', frame(CLOSE_FRAME, Buffer.from([3, 0xe8, 0xff])), 1007],
    ['a text that is no UTF-8', frame(TEXT, Buffer.from([0xc3, 0x28])), 1007],
    [
      'a text that is no UTF-8, in pieces',
      [frame(TEXT, Buffer.from([0xe7]), { isFinal: false }), frame(CONTINUATION, Buffer.from([0x28]))],
      1007,
    ],
    ['a frame that is too large', frame(TEXT, '', { length: 5000 }), 1009],
    ['a frame of 2⁶² bytes', frame(BINARY, '', { length: 2n ** 62n }), 1009],
    [
      'a message that is too large in pieces',
      [frame(TEXT, 'x'.repeat(3000), { isFinal: false }), frame(CONTINUATION, 'x'.repeat(3000))],
      1009,
    ],
    [
      'a flood of empty pieces',
      [frame(TEXT, '', { isFinal: false }), many(5000, frame(CONTINUATION, '', { isFinal: false }))],
      1008,
    ],
    ['bytes that are no frames', Buffer.from('GET / HTTP/1.1\r\n\r\n'), 1002],
  ];
  for (const [what, bytes, code] of rows) {
    it(`is closed with ${code} for ${what}`, async () => {
      const eve = await openRaw(talk.port, '/ws/lobby/eve');
      eve.write(...[bytes].flat());
      // It answers no close frame: the mock does not wait for it with the others.
      await expectUnhurt('eve');
      eve.socket.end();
      expect(await eve.closed).to.equal(code);
      await talk.logged(/broke the protocol/);
    });
  }

  it('may answer no ping, close without a word or reset the connection', async () => {
    for (const end of [
      (eve: RawClient) => eve.socket.end(),
      (eve: RawClient) => eve.socket.destroy(),
      (eve: RawClient) => eve.socket.resetAndDestroy(),
    ]) {
      end(await openRaw(talk.port, '/ws/lobby/eve'));
      await expectUnhurt('eve');
    }
  });

  it('may send its first messages with the handshake', async () => {
    const eve = await openRaw(talk.port, '/ws/lobby/eve');
    eve.write(frame(TEXT, 'one'), frame(TEXT, 'two').subarray(0, 5));
    eve.write(frame(TEXT, 'two').subarray(5));
    expect(await ann.take(3)).to.deep.equal([
      { came: 'eve' },
      { from: 'eve', message: 'one' },
      { from: 'eve', message: 'two' },
    ]);
    eve.write(frame(CLOSE_FRAME, Buffer.from([3, 0xe8])));
    expect(await eve.closed).to.equal(1000);
    await expectUnhurt('eve');
  });

  it('may send a message byte by byte', async () => {
    const eve = await openRaw(talk.port, '/ws/lobby/eve');
    await ann.next();
    eve.socket.setNoDelay(true);
    for (const byte of frame(TEXT, 'slow')) eve.write(Buffer.from([byte]));
    expect(await ann.next()).to.deep.equal({ from: 'eve', message: 'slow' });
    eve.socket.destroy();
    await expectUnhurt('eve');
  });

  it('may flood with pongs that nobody asked for', async () => {
    const eve = await openRaw(talk.port, '/ws/lobby/eve');
    eve.write(many(20_000, frame(PONG, 'x')), frame(TEXT, 'done'));
    expect(await ann.take(2)).to.deep.equal([{ came: 'eve' }, { from: 'eve', message: 'done' }]);
    eve.socket.destroy();
    await expectUnhurt('eve');
  });

  it('may call rooms and users what it likes', async () => {
    const room = encodeURIComponent('__proto__\r\nset-cookie: a=1');
    const eve = await openRaw(talk.port, `/ws/${room}/constructor`);
    eve.write(frame(TEXT, JSON.stringify({ room: '__proto__' })), frame(TEXT, JSON.stringify({ room: 'lobby' })));
    expect(await ann.next()).to.deep.equal({ room: 'lobby' });
    eve.socket.destroy();
    await talk.logged(/^1006 {2}WS \/ws\/__proto__/);
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it('may storm the door', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 200 }, (_, index) => openRaw(talk.port, `/ws/storm/eve${index}`)),
    );
    for (const { socket } of crowd) socket.destroy();
    await Promise.all(crowd.map(({ closed }) => closed));
    const bob = await talk.connect('/ws/lobby/bob');
    expect(await ann.next()).to.deep.equal({ came: 'bob' });
    bob.close();
    await expectUnhurt('bob');
  });
});

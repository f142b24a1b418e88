import { once } from 'node:events';
import { expect } from 'chai';
import { frame, openRaw, PONG } from './raw.ts';
import { serveChannels, type Talk } from './talk.ts';

const YAML = `
channels:
  /json/{user}:
    limits: { frame: 1KB }
    message: { type: object, required: [a], properties: { a: { type: integer }, b: { type: string, default: x } } }
    on: { message: [ { do: [ { to: sender, json: "\${message}" } ] } ] }
  /told/{user}:
    message: { type: object, required: [a] }
    limits: { rate: 3/h }
    on:
      message: [ { do: [ { to: sender, json: "\${message}" } ] } ]
      invalid: [ { to: sender, json: { first: "\${errors[0]}", count: "\${size(errors)}" } } ]
      leave: [ { to: everyone, json: { left: "\${user}" } } ]
  /fast/{user}: { limits: { rate: 3/h }, on: { message: [ { do: [ { to: sender, json: "\${message}" } ] } ] } }
  /free/{user}: { limits: { rate: off }, on: { message: [ { do: [ { to: sender, json: "\${message}" } ] } ] } }
  /flood/{user}:
    limits: { queue: 64KB, rate: off }
    on:
      message:
        - { when: message == "more", do: [ { to: room, text: "${'x'.repeat(50_000)}" } ] }
        - { do: [ { to: room, json: "\${message}" } ] }
      leave: [ { to: room, json: { left: "\${user}" } } ]
  /jam/{user}:
    limits: { queue: 2KB, rate: off }
    on: { message: [ { do: [ { wait: 1h } ] } ] }
  /beat/{user}:
    heartbeat: 60ms
    on:
      message: [ { do: [ { to: room, json: "\${message}" } ] } ]
      leave: [ { to: room, json: { left: "\${user}", members: "\${members}" } } ]
`;

describe('the limits of a channel', () => {
  let talk: Talk;
  before(async () => {
    talk = await serveChannels(YAML);
  });
  after(() => talk.close());

  const codes: readonly (readonly [string, string | Buffer, number, RegExp])[] = [
    ['text that is no JSON', 'hello', 1007, /^the JSON is malformed at 1:1/],
    ['JSON that misses the schema', '{"a":"x"}', 1008, /^message "a" must be an integer/],
    ['bytes', Buffer.from('{"a":1}'), 1003, /binary/],
    ['a message that is too large', JSON.stringify({ a: 1, b: 'x'.repeat(2000) }), 1009, /^$/],
  ];
  for (const [what, sent, code, reason] of codes) {
    it(`close with ${code} for ${what} where there is no invalid rule`, async () => {
      const ann = await talk.connect('/json/ann');
      ann.send({ a: 1 });
      expect(await ann.next()).to.deep.equal({ a: 1, b: 'x' });
      ann.send(sent);
      const closed = await ann.closed;
      expect(closed.code).to.equal(code);
      expect(closed.reason).to.match(reason);
      await talk.logged(new RegExp(`^${code} `));
    });
  }

  it('tell the invalid rule what is wrong, and go on', async () => {
    const ann = await talk.connect('/told/ann');
    ann.send('{"b":1}');
    expect(await ann.next()).to.deep.equal({
      first: {
        in: 'message',
        name: 'a',
        pointer: '/a',
        message: 'message "a" is required',
        keyword: 'required',
        expected: true,
        received: null,
      },
      count: 1,
    });
    ann.send({ a: 1 });
    expect(await ann.next()).to.deep.equal({ a: 1 });
    ann.close();
  });

  it('give the invalid rule one turn, and then close with 1008, when messages come too fast', async () => {
    const bob = await talk.connect('/told/bob');
    const ann = await talk.connect('/told/ann');
    for (let count = 0; count < 10; count++) ann.send({ a: count });
    const text = 'too many messages: limits.rate is 3/h';
    const told = {
      in: 'message',
      name: '',
      pointer: '',
      message: text,
      keyword: 'rate',
      expected: '3/h',
      received: null,
    };
    expect(await ann.take(4)).to.deep.equal([{ a: 0 }, { a: 1 }, { a: 2 }, { first: told, count: 1 }]);
    expect(await ann.closed).to.deep.equal({ code: 1008, reason: text });
    expect(ann.unread).to.deep.equal([]);
    expect(await bob.next()).to.deep.equal({ left: 'ann' });
    bob.close();
  });

  it('close with 1008 for messages that come too fast where there is no invalid rule', async () => {
    const ann = await talk.connect('/fast/ann');
    for (let count = 0; count < 10; count++) ann.send({ a: count });
    expect((await ann.closed).code).to.equal(1008);
    expect(ann.unread).to.deep.equal([{ a: 0 }, { a: 1 }, { a: 2 }]);
  });

  it('count pings as messages', async () => {
    const ann = await talk.connect('/fast/ann');
    for (let count = 0; count < 10; count++) ann.socket.ping();
    expect((await ann.closed).code).to.equal(1008);
  });

  it('let as many messages through as come where the rate is off', async () => {
    const ann = await talk.connect('/free/ann');
    for (let count = 0; count < 1000; count++) ann.send({ a: count });
    const all = await ann.take(1000);
    expect(all.at(-1)).to.deep.equal({ a: 999 });
  });

  it('close a reader that does not read with 1013, while the room goes on and hears of it once', async () => {
    const ann = await talk.connect('/flood/ann');
    const slow = await openRaw(talk.port, '/flood/slow');
    slow.socket.pause();
    const heard: unknown[] = [];
    while (!heard.some((message) => JSON.stringify(message) === '{"left":"slow"}')) {
      ann.send('more');
      heard.push(await ann.next());
    }
    ann.send('fine');
    let last: unknown;
    while (last !== 'fine') {
      last = await ann.next();
      heard.push(last);
    }
    expect(heard.filter((message) => typeof message === 'object')).to.deep.equal([{ left: 'slow' }]);
    expect(await talk.logged(/reads too slowly/)).to.match(/^warn .*user=slow.*limit=64KB/);
    slow.socket.resume().end();
    expect(await slow.closed).to.equal(1013);
    await talk.logged(/^1013 {2}WS \/flood\/slow/);
    ann.close();
  });

  it('do not take a burst to a fast reader for a slow one', async () => {
    const ann = await talk.connect('/flood/ann');
    for (let count = 0; count < 40; count++) ann.send('more');
    expect(await ann.take(40)).to.have.length(40);
    ann.close();
  });

  it('close with 1013 a client that sends more than its rules get through', async () => {
    const ann = await talk.connect('/jam/ann');
    for (let count = 0; count < 20; count++) ann.send('x'.repeat(200));
    expect((await ann.closed).code).to.equal(1013);
    await talk.logged(/sends more than its rules get through/);
  });

  it('end a half-open connection within two intervals, and tell the room', async () => {
    const bob = await talk.connect('/beat/bob');
    const dead = await openRaw(talk.port, '/beat/dead');
    const since = performance.now();
    expect(await bob.next()).to.deep.equal({ left: 'dead', members: ['bob'] });
    expect(performance.now() - since).to.be.below(60 * 2 + 100);
    expect(await dead.closed).to.equal(undefined);
    await talk.logged(/did not answer a ping/);
    bob.send('still here');
    expect(await bob.next()).to.equal('still here');
    bob.close();
  });

  it('leave alone whoever answers pings', async () => {
    const bob = await talk.connect('/beat/bob');
    const alive = await openRaw(talk.port, '/beat/alive');
    let pings = 0;
    while (pings < 4) {
      const [bytes] = (await once(alive.socket, 'data')) as [Buffer];
      expect(bytes[0]).to.equal(0x89);
      pings++;
      alive.write(frame(PONG));
    }
    expect(bob.unread).to.deep.equal([]);
    alive.socket.destroy();
    expect(await bob.next()).to.deep.equal({ left: 'alive', members: ['bob'] });
    bob.close();
  });
});

import { expect } from 'chai';
import { type Client, serveChannels, type Talk } from './talk.ts';

const SPELLED_OUT = `
channels:
  /ws/{room}/{user}:
    message: { type: object }
    on:
      join: [ { to: room, json: { user: "\${user}", message: 进入聊天 } } ]
      message:
        - when: message.send_user != null && message.send_user != ""
          do:
            - { to: sender, json: "\${message}" }
            - { to: "user:\${message.send_user}", json: "\${message}" }
        - do: [ { to: room, json: { user: "\${user}", message: "\${message.message}" } } ]
      invalid: [ { to: sender, json: { code: 422, message: "\${errors[0].message}", data: null } } ]
      leave: [ { to: room, json: { user: "\${user}", message: 离开 } } ]
`;

const RULES = `
channels:
  /echo/{room}/{user}:
    on: { message: [ { do: [ { to: sender, json: { got: "\${message}" } } ] } ] }

  /to/{room}/{user}:
    on:
      message:
        - { when: message.to == "sender", do: [ { to: sender, json: sender } ] }
        - { when: message.to == "others", do: [ { to: others, json: others } ] }
        - { when: message.to == "room", do: [ { to: room, json: room } ] }
        - { when: message.to == "everyone", do: [ { to: everyone, json: everyone } ] }
        - { when: 'message.to.startsWith("room:")', do: [ { to: "room:\${message.to.substring(5)}", json: named } ] }
        - { when: 'message.to.startsWith("user:")', do: [ { to: "user:\${message.to.substring(5)}", json: user } ] }

  /frames/{user}:
    on:
      message:
        - { when: message == "text", do: [ { to: sender, text: "plain \${user}" } ] }
        - { when: message == "base64", do: [ { to: sender, binary: { base64: AP8B } } ] }
        - { when: message == "hex", do: [ { to: sender, binary: { hex: "00ff01" } } ] }
        - { when: message == "file", do: [ { to: sender, binary: { file: ./sound.bin } }, { to: sender, text: after } ] }
        - { do: [ { to: sender, binary: { base64: "\${message}" } } ] }

  /seen/{room}/{user}:
    params: { query: { token: string } }
    on:
      message:
        - do:
            - to: sender
              json:
                { url: "\${url}", token: "\${query.token}", header: '\${header["x-a"]}', cookie: "\${cookie.c}",
                  user: "\${user}", room: "\${room}", members: "\${members}", id: "\${connection.id}",
                  rooms: "\${connection.rooms}", route: "\${route.path}", message: "\${message}" }

  /many/{user}:
    room: '\${query.rooms.split(",")}'
    on:
      join: [ { to: room, json: { in: "\${room}", members: "\${members}" } } ]
      message:
        - { when: message.join != null, do: [ { join: "\${message.join}" }, { to: sender, json: { in: "\${room}" } } ] }
        - { when: message.leave != null, do: [ { leave: "\${message.leave}" }, { to: sender, json: { in: "\${room}" } } ] }
        - { do: [ { to: room, json: "\${message.say}" } ] }

  /ends/{user}:
    on:
      message:
        - { when: message == "close", do: [ { close: { code: 4001, reason: bye } }, { to: everyone, json: closed } ] }
        - { when: message == "drop", do: [ { drop: true } ] }
        - { do: [ { to: everyone, json: "\${message}" } ] }
      leave: [ { to: everyone, json: { left: "\${user}", members: "\${members}" } } ]

  /slow/{user}:
    on:
      message:
        - { when: message == "slow", do: [ { to: room, json: slow 1 }, { wait: 40ms }, { to: room, json: slow 2 } ] }
        - { do: [ { to: room, json: "\${message}" } ] }
      leave: [ { to: room, json: "\${user} left" } ]

  /past/{user}:
    history: 3
    on:
      join: [ { to: room, json: "\${user} came" }, { to: others, json: not remembered } ]
      message:
        - { when: message == "fail", do: [ { to: room, json: "\${message < 3}" }, { to: room, json: after } ] }
        - { do: [ { to: room, json: "\${message}" } ] }

  /tick/{room}/{user}:
    timers:
      - { every: 20ms, do: [ { to: room, json: { room: "\${room}", members: "\${members}" } } ] }
`;

/** The reference chat: who hears what. */
function describeChat(name: string, yaml: string): void {
  describe(`a chat, ${name}`, () => {
    let talk: Talk;
    let ann: Client;
    let bob: Client;
    let cat: Client;
    before(async () => {
      talk = await serveChannels(yaml);
    });
    after(() => talk.close());

    it('lets three users in two rooms talk', async () => {
      ann = await talk.connect('/ws/lobby/ann');
      expect(await ann.next()).to.deep.equal({ user: 'ann', message: '进入聊天' });
      cat = await talk.connect('/ws/attic/cat');
      expect(await cat.next()).to.deep.equal({ user: 'cat', message: '进入聊天' });
      bob = await talk.connect('/ws/lobby/bob');
      for (const one of [ann, bob]) expect(await one.next()).to.deep.equal({ user: 'bob', message: '进入聊天' });
      ann.send({ message: 'hello' });
      for (const one of [ann, bob]) expect(await one.next()).to.deep.equal({ user: 'ann', message: 'hello' });
      cat.send({ message: 'alone' });
      expect(await cat.next()).to.deep.equal({ user: 'cat', message: 'alone' });
    });

    it('carries a personal message to the sender and to every connection of that user, and to nobody else', async () => {
      const bobAgain = await talk.connect('/ws/attic/bob');
      for (const one of [cat, bobAgain]) expect(await one.next()).to.deep.equal({ user: 'bob', message: '进入聊天' });
      const message = { message: 'psst', send_user: 'bob' };
      ann.send(message);
      for (const one of [ann, bob, bobAgain]) expect(await one.next()).to.deep.equal(message);
      cat.send({ message: 'next' });
      for (const one of [cat, bobAgain]) expect(await one.next()).to.deep.equal({ user: 'cat', message: 'next' });
      bobAgain.close();
      expect(await cat.next()).to.deep.equal({ user: 'bob', message: '离开' });
    });

    for (const [what, sent] of [
      ['text', 'hello'],
      ['a list', '[1]'],
      ['bytes', Buffer.from('{}')],
    ] as const) {
      it(`answers ${what} with what is wrong, to the sender alone`, async () => {
        ann.send(sent);
        const answer = await ann.next();
        expect(answer).to.include({ code: 422, data: null });
        expect(answer).to.have.property('message').that.is.a('string').and.not.empty;
        expect(bob.unread).to.deep.equal([]);
      });
    }

    it('tells the room when somebody leaves, once', async () => {
      bob.close(1000);
      expect(await ann.next()).to.deep.equal({ user: 'bob', message: '离开' });
      ann.send({ message: 'alone now' });
      expect(await ann.next()).to.deep.equal({ user: 'ann', message: 'alone now' });
      expect(cat.unread).to.deep.equal([]);
    });
  });
}

describeChat('spelled out', SPELLED_OUT);
describeChat('in one line', 'channels: { "/ws/{room}/{user}": { preset: chat } }');

describe('a conversation', () => {
  let talk: Talk;
  before(async () => {
    talk = await serveChannels(RULES, {
      flags: { log: { dir: 'logs', level: 'debug' } },
      files: { 'routes.d/sound.bin': Buffer.from([1, 2, 3]) },
    });
  });
  after(() => talk.close());

  const addresses: readonly (readonly [to: string, heardBy: Record<string, string>])[] = [
    ['sender', { ann: 'sender' }],
    ['others', { bob: 'others' }],
    ['room', { ann: 'room', bob: 'room' }],
    ['room:attic', { cat: 'named', annAbove: 'named' }],
    ['room:nowhere', {}],
    ['user:ann', { ann: 'user', annAbove: 'user' }],
    ['everyone', { ann: 'everyone', annAbove: 'everyone', bob: 'everyone', cat: 'everyone' }],
  ];
  for (const [to, heardBy] of addresses) {
    it(`sends to ${to}`, async () => {
      const clients: Record<string, Client> = {
        ann: await talk.connect('/to/lobby/ann'),
        annAbove: await talk.connect('/to/attic/ann'),
        bob: await talk.connect('/to/lobby/bob'),
        cat: await talk.connect('/to/attic/cat'),
      };
      clients.ann?.send({ to });
      clients.ann?.send({ to: 'everyone' });
      for (const [name, client] of Object.entries(clients)) {
        const heard: unknown[] = [];
        while (heard.at(-1) !== 'everyone') heard.push(await client.next());
        expect(heard, name).to.deep.equal(
          [heardBy[name], 'everyone'].filter((text, index) => text !== undefined && (index > 0 || to !== 'everyone')),
        );
      }
      for (const client of Object.values(clients)) client.close();
      for (const client of Object.values(clients)) await client.closed;
    });
  }

  it('takes JSON, text and bytes, and sends them', async () => {
    const ann = await talk.connect('/frames/ann');
    for (const message of ['text', 'base64', 'hex', 'file', Buffer.from('abc')]) ann.send(message);
    expect(await ann.take(6)).to.deep.equal([
      'plain ann',
      Buffer.from([0, 255, 1]),
      Buffer.from([0, 255, 1]),
      Buffer.from([1, 2, 3]),
      'after',
      Buffer.from('abc'),
    ]);
  });

  it('shows expressions the handshake, the room and the message', async () => {
    const bob = await talk.connect('/seen/lobby/bob');
    const ann = await talk.connect('/seen/lobby/ann?token=t-1', { headers: { 'x-a': '1', cookie: 'c=2' } });
    ann.send('hello');
    const seen = (await ann.next()) as { id: string };
    expect(seen).to.deep.equal({
      url: { room: 'lobby', user: 'ann' },
      token: 't-1',
      header: '1',
      cookie: '2',
      user: 'ann',
      room: 'lobby',
      members: ['bob', 'ann'],
      id: seen.id,
      rooms: ['lobby'],
      route: '/seen/{room}/{user}',
      message: 'hello',
    });
    expect(seen.id).to.match(/^[0-9a-f]{6}-\d+$/);
    bob.close();
  });

  it('puts a connection into several rooms', async () => {
    const cat = await talk.connect('/many/cat?rooms=b');
    expect(await cat.next()).to.deep.equal({ in: 'b', members: ['cat'] });
    const ann = await talk.connect('/many/ann?rooms=a,b');
    const joined = { in: ['a', 'b'], members: ['ann', 'cat'] };
    expect([await ann.next(), await cat.next()]).to.deep.equal([joined, joined]);
    const bob = await talk.connect('/many/bob?rooms=a,b');
    for (const one of [ann, bob]) {
      expect(await one.next()).to.deep.equal({ in: ['a', 'b'], members: ['ann', 'bob', 'cat'] });
    }
    ann.send({ say: 'once' });
    ann.send({ say: 'again' });
    for (const one of [ann, bob]) expect(await one.take(2)).to.deep.equal(['once', 'again']);
  });

  it('lets steps join and leave rooms', async () => {
    const ann = await talk.connect('/many/ann?rooms=one');
    const bob = await talk.connect('/many/bob?rooms=two');
    await Promise.all([ann.next(), bob.next()]);
    ann.send({ join: 'two' });
    expect(await ann.next()).to.deep.equal({ in: ['one', 'two'] });
    bob.send({ say: 'hello' });
    expect([await ann.next(), await bob.next()]).to.deep.equal(['hello', 'hello']);
    ann.send({ leave: 'one' });
    expect(await ann.next()).to.deep.equal({ in: 'two' });
    ann.send({ leave: 'two' });
    expect(await ann.next()).to.deep.equal({ in: [] });
    ann.send({ say: 'to nobody' });
    ann.send({ join: 'two' });
    expect(await ann.next()).to.deep.equal({ in: 'two' });
  });

  it('closes with the code of a step, does the steps after it, and hears nothing more of the client', async () => {
    const bob = await talk.connect('/ends/bob');
    const ann = await talk.connect('/ends/ann');
    for (const message of ['close', 'not heard']) ann.send(message);
    expect(await ann.closed).to.deep.equal({ code: 4001, reason: 'bye' });
    expect(ann.unread).to.deep.equal([]);
    expect(await bob.take(2)).to.deep.equal(['closed', { left: 'ann', members: ['bob'] }]);
    bob.send('last');
    expect(await bob.next()).to.equal('last');
    bob.close();
  });

  it('drops a connection without a close frame', async () => {
    const bob = await talk.connect('/ends/bob');
    const ann = await talk.connect('/ends/ann');
    ann.send('drop');
    expect(await ann.closed).to.deep.equal({ code: 1006, reason: '' });
    expect(await bob.next()).to.deep.equal({ left: 'ann', members: ['bob'] });
    bob.close();
  });

  it('holds back the next event of a connection while a step waits, and nobody else', async () => {
    const [ann, bob] = [await talk.connect('/slow/ann'), await talk.connect('/slow/bob')];
    ann.send('slow');
    ann.send('fast');
    expect([await ann.next(), await bob.next()]).to.deep.equal(['slow 1', 'slow 1']);
    bob.send('meanwhile');
    ann.close();
    expect(await bob.take(4)).to.deep.equal(['meanwhile', 'slow 2', 'fast', 'ann left']);
  });

  it('replays the history before the own join, without gap or repeat', async () => {
    const ann = await talk.connect('/past/ann');
    expect(await ann.next()).to.equal('ann came');
    for (const message of ['1', '2', '3']) ann.send(message);
    expect(await ann.take(3)).to.deep.equal(['1', '2', '3']);
    const bob = await talk.connect('/past/bob');
    expect(await bob.take(4)).to.deep.equal(['1', '2', '3', 'bob came']);
    ann.send('4');
    expect(await bob.next()).to.equal('4');
    expect(await ann.take(3)).to.deep.equal(['bob came', 'not remembered', '4']);
  });

  it('goes on after a step that fails, and tells the log the file and line', async () => {
    const ann = await talk.connect('/past/eve');
    ann.send('fail');
    let heard: unknown;
    while (heard !== 'after') heard = await ann.next();
    const line = await talk.logged(/^error a step failed/);
    expect(line).to.match(/at=chat\.yaml:\d+|at=routes\.d\/chat\.yaml:\d+/);
  });

  it('runs a timer for each room that has members, with its room and members', async () => {
    const [ann, bob] = [await talk.connect('/tick/lobby/ann'), await talk.connect('/tick/attic/bob')];
    const cat = await talk.connect('/tick/attic/cat');
    expect(await ann.take(2)).to.deep.equal(Array(2).fill({ room: 'lobby', members: ['ann'] }));
    expect(await cat.next()).to.deep.equal({ room: 'attic', members: ['bob', 'cat'] });
    ann.close();
    await ann.closed;
    bob.close();
    let heard: unknown;
    while (JSON.stringify(heard) !== '{"room":"attic","members":["cat"]}') heard = await cat.next();
    cat.close();
  });

  it('keeps the order of one sender for every member', async () => {
    const members = await Promise.all(['a', 'b', 'c', 'd'].map((user) => talk.connect(`/many/${user}?rooms=order`)));
    const [ann, bob] = members;
    for (let count = 0; count < 20; count++) {
      ann?.send({ say: `a${count}` });
      bob?.send({ say: `b${count}` });
    }
    for (const member of members) {
      const heard: string[] = [];
      while (heard.length < 40) {
        const message = await member.next();
        if (typeof message === 'string') heard.push(message);
      }
      const said = (who: string): readonly string[] => heard.filter((text) => text.startsWith(who));
      expect(said('a')).to.deep.equal(Array.from({ length: 20 }, (_, count) => `a${count}`));
      expect(said('b')).to.deep.equal(Array.from({ length: 20 }, (_, count) => `b${count}`));
    }
  });

  it('writes a line when a connection is opened and when it is closed', async () => {
    const ann = await talk.connect('/echo/lobby/logged');
    ann.close(1000);
    expect(await talk.logged(/101 {3}WS \/echo\/lobby\/logged {2}\d+\.\d ms {2}\S*chat\.yaml:3/)).to.be.a('string');
    expect(await talk.logged(/1000 {2}WS \/echo\/lobby\/logged {2}\d+\.\d ms {2}\S*chat\.yaml:3/)).to.be.a('string');
  });
});

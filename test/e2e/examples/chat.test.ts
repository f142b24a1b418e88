/** Talks to every channel of lesson 14 as the lesson says. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { load } from 'js-yaml';
import { createMockApi, type MockApi } from '../../../src/index.ts';
import { connectWs, refusedHandshake, type WsTalker } from '../chat-client.ts';
import { invalid } from './example.ts';
import { settle } from './settle.ts';
import { absent, wrong } from './wrong.ts';

const FOLDER = fileURLToPath(new URL('../../../routes.d/', import.meta.url));
const CHATS = ['/chat', '/ws'];

describe('routes.d/14-chat.yaml', () => {
  let mock: MockApi;
  let base: string;

  before(async () => {
    mock = createMockApi({ paths: [FOLDER] });
    const { port } = await mock.start();
    base = `ws://127.0.0.1:${port}`;
  });

  after(() => mock.stop());

  it('has these channels', () => {
    const { channels } = load(readFileSync(`${FOLDER}14-chat.yaml`, 'utf8')) as { channels: object };
    const talkedTo = [...CHATS.map((path) => `${path}/{room}/{user}`), '/board/{room}'];
    expect(Object.keys(channels)).to.deep.equal(talkedTo);
  });

  for (const path of CHATS) {
    describe(`${path}/{room}/{user}`, () => {
      let ann: WsTalker;
      let bob: WsTalker;
      let cat: WsTalker;

      before(async () => {
        ann = await connectWs(`${base}${path}/lobby/ann`);
        await hears({ user: 'ann', message: '进入聊天' }, ann);
        bob = await connectWs(`${base}${path}/lobby/bob`);
        await hears({ user: 'bob', message: '进入聊天' }, ann, bob);
        cat = await connectWs(`${base}${path}/attic/cat`);
        await hears({ user: 'cat', message: '进入聊天' }, cat);
      });

      after(() => Promise.all([ann, cat].map((client) => client.close())));

      it('lets the room hear what is said, and no other room', async () => {
        await ann.send({ message: 'hello' });
        await hears({ user: 'ann', message: 'hello' }, ann, bob);
        await cat.send({ message: 'anybody?' });
        await hears({ user: 'cat', message: 'anybody?' }, cat);
      });

      it('carries a personal message to the sender and to that user alone, in whatever room', async () => {
        await ann.send({ message: 'psst', send_user: 'cat' });
        await hears({ message: 'psst', send_user: 'cat' }, ann, cat);
        await bob.send({ message: 'it is quiet here' });
        await hears({ user: 'bob', message: 'it is quiet here' }, ann, bob);
      });

      it('tells the sender alone what is wrong with a message', async () => {
        await ann.send('hello');
        const refused = await ann.next();
        expect(refused).to.deep.equal(settle({ code: 422, message: isText, data: null }, refused));
        await ann.send([1]);
        await hears({ code: 422, message: 'message must be an object', data: null }, ann);
        await ann.send({ message: 'sorry' });
        await hears({ user: 'ann', message: 'sorry' }, ann, bob);
      });

      it('lets the room hear who leaves', async () => {
        expect(await bob.close()).to.equal(1000);
        await hears({ user: 'bob', message: '离开' }, ann);
      });
    });
  }

  describe('/board/{room}', () => {
    it('refuses a nameless one as a route does, and a name that is there with 409', async () => {
      expect(await refusedHandshake(`${base}/board/door`)).to.deep.equal({
        status: 422,
        body: invalid(wrong('query', 'name', absent())),
      });
      const ann = await connectWs(`${base}/board/door?name=ann`);
      expect(await refusedHandshake(`${base}/board/door?name=ann`)).to.deep.equal({
        status: 409,
        body: { code: 409, message: 'the user "ann" is connected to the room "door" already', data: null },
      });
      await ann.close();
    });

    it('remembers the last three notices, and tells the time', async () => {
      const ann = await connectWs(`${base}/board/news?name=ann`);
      for (const notice of ['one', 'two', 'three', 'four']) {
        await ann.send({ notice });
        expect(await nextButClock(ann)).to.deep.equal({ from: 'ann', notice });
      }
      const bob = await connectWs(`${base}/board/news?name=bob`);
      for (const notice of ['two', 'three', 'four']) {
        expect(await nextButClock(bob)).to.deep.equal({ from: 'ann', notice });
      }
      await bob.send('who');
      expect(await nextButClock(bob)).to.deep.equal({ members: ['ann', 'bob'] });
      const tick = await bob.next();
      expect(tick).to.deep.equal(settle({ clock: isClock, members: ['ann', 'bob'] }, tick));
      await Promise.all([ann.close(), bob.close()]);
    });

    it('sends bytes back as they came, tells text from them, and says goodbye', async () => {
      const ann = await connectWs(`${base}/board/echo?name=ann`);
      for (const bytes of [Buffer.from([0, 255, 10, 13]), Buffer.from('who'), Buffer.alloc(0)]) {
        await ann.send(bytes);
        expect(await nextButClock(ann)).to.deep.equal(bytes);
      }
      for (const unknown of ['hello', 'aGVsbG8=', { note: 1 }, { notice: 1 }]) {
        await ann.send(unknown);
        expect(await nextButClock(ann)).to.deep.equal({ unknown });
      }
      await ann.send('bye');
      expect(await nextButClock(ann)).to.equal('see you, ann');
      expect(await ann.closed).to.deep.equal({ code: 4000, reason: 'bye' });
    });
  });
});

async function hears(message: unknown, ...clients: readonly WsTalker[]): Promise<void> {
  for (const client of clients) expect(await client.next()).to.deep.equal(message);
}

/** The clock may tick at any time. */
async function nextButClock(client: WsTalker): Promise<unknown> {
  for (;;) {
    const message = await client.next();
    if (!(message instanceof Object && 'clock' in message)) return message;
  }
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isClock(value: unknown): boolean {
  return typeof value === 'string' && /^\d\d:\d\d:\d\d$/.test(value);
}

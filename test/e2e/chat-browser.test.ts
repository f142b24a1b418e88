import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { connectWs, parse, type Talker } from './chat-client.ts';
import { type MockProject, serveProject } from './mock-project.ts';

const CHAT = `
channels:
  /ws/{room}/{user}: { preset: chat }
  /elsewhere/{user}: { preset: chat, origin: [http://elsewhere.example] }
`;

const CHAT_THAT_NAMES_ROOMS = `
channels:
  /ws/{room}/{user}:
    preset: chat
    on:
      message:
        - when: message.send_user != null
          do: [ { to: sender, json: "\${message}" }, { to: "user:\${message.send_user}", json: "\${message}" } ]
        - do: [ { to: room, json: { user: "\${user}", message: "\${message.message}", room: "\${room}" } } ]
`;

/** The front end: its script is text, as whatever compiles the tests would add to it what no page has. */
const PAGE = `<title>front end</title>
<script>
  function connect(url) {
    const socket = new WebSocket(url);
    const heard = [];
    let wake = () => {};
    socket.onmessage = ({ data }) => {
      heard.push(data);
      wake();
    };
    const closed = new Promise((resolve) => {
      socket.onclose = ({ code }) => resolve(code);
    });
    window.chat = {
      send: (text) => socket.send(text),
      async next() {
        if (heard.length === 0) await new Promise((resolve) => (wake = resolve));
        return heard.shift();
      },
      close() {
        socket.close(1000);
        return closed;
      },
    };
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve();
      closed.then((code) => reject(new Error('closed with ' + code)));
    });
  }
</script>`;

describe('a chat of a front end, in a browser', () => {
  let browser: Browser | undefined;
  let frontEnd: Server;
  let project: MockProject;
  let ann: Talker;
  let bob: Talker;
  let bobOnHisPhone: Talker;
  let cat: Talker;

  before(async function () {
    this.timeout(30_000);
    browser = await launchBrowser();
    if (!browser) {
      console.log('      test skipped here: it needs Chromium (apt-get install chromium)');
      this.skip();
    }
    project = await serveProject({ 'routes.d/chat.yaml': CHAT, 'routes.d/mockapi.yaml': '' });
    frontEnd = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PAGE));
    await new Promise<void>((resolve) => frontEnd.listen(0, 'localhost', resolve));
  });

  after(async () => {
    await browser?.close();
    frontEnd?.close();
    await project?.close();
  });

  it('is joined by three users in two rooms, and by one of them twice', async () => {
    ann = await connectPage('/ws/lobby/ann');
    await hear({ user: 'ann', message: '进入聊天' }, ann);
    bob = await connectPage('/ws/lobby/bob');
    await hear({ user: 'bob', message: '进入聊天' }, ann, bob);
    cat = await connectPage('/ws/attic/cat');
    await hear({ user: 'cat', message: '进入聊天' }, cat);
    bobOnHisPhone = await connectWs(`ws://127.0.0.1:${project.port}/ws/attic/bob`);
    await hear({ user: 'bob', message: '进入聊天' }, cat, bobOnHisPhone);
  });

  it('carries what is said to the room, and personal messages to one user wherever he is', async () => {
    await ann.send({ message: 'hello' });
    await hear({ user: 'ann', message: 'hello' }, ann, bob);
    await cat.send({ message: 'psst', send_user: 'bob' });
    await hear({ message: 'psst', send_user: 'bob' }, cat, bob, bobOnHisPhone);
    await bobOnHisPhone.send({ message: 'who is here?' });
    await hear({ user: 'bob', message: 'who is here?' }, cat, bobOnHisPhone);
  });

  it('stays over a reload, and goes on by the new rules', async () => {
    project.write('routes.d/chat.yaml', CHAT_THAT_NAMES_ROOMS);
    await project.mock.reload();
    await bob.send({ message: 'still here' });
    await hear({ user: 'bob', message: 'still here', room: 'lobby' }, ann, bob);
    await cat.send({ message: 'so am I' });
    await hear({ user: 'cat', message: 'so am I', room: 'attic' }, cat, bobOnHisPhone);
    await ann.send({ message: 'and I', send_user: 'cat' });
    await hear({ message: 'and I', send_user: 'cat' }, ann, cat);
  });

  it('stays as it is over a broken file', async () => {
    project.write('routes.d/chat.yaml', 'channels: { /ws/{room}/{user}: { preset: chat');
    await project.mock.reload();
    await ann.send({ message: 'nothing happened' });
    await hear({ user: 'ann', message: 'nothing happened', room: 'lobby' }, ann, bob);
  });

  it('is left by one after the other, and whoever stays hears it', async () => {
    expect(await bobOnHisPhone.close()).to.equal(1000);
    await hear({ user: 'bob', message: '离开' }, cat);
    expect(await bob.close()).to.equal(1000);
    await hear({ user: 'bob', message: '离开' }, ann);
    await ann.send({ message: 'alone' });
    await hear({ user: 'ann', message: 'alone', room: 'lobby' }, ann);
  });

  it('is closed to pages from elsewhere', async () => {
    project.write('routes.d/chat.yaml', CHAT);
    await project.mock.reload();
    const failed = await connectPage('/elsewhere/eve').catch((error: unknown) => String(error));
    expect(failed).to.include('closed with 1006');
  });

  /** A page of the front end with a connection; rejects when it is refused. */
  async function connectPage(path: string): Promise<Talker> {
    if (!browser) throw new Error('there is no browser');
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(frontEnd.address() as AddressInfo).port}/`);
    await page.evaluate((url) => window.connect(url), `ws://localhost:${project.port}${path}`);
    return {
      send: (message) => page.evaluate((text) => window.chat.send(text), JSON.stringify(message)),
      next: async () => parse(await page.evaluate(() => window.chat.next())),
      close: () => page.evaluate(() => window.chat.close()),
    };
  }
});

async function hear(message: unknown, ...talkers: readonly Talker[]): Promise<void> {
  for (const talker of talkers) expect(await talker.next()).to.deep.equal(message);
}

declare const window: {
  connect(url: string): Promise<void>;
  readonly chat: { send(text: string): void; next(): Promise<string>; close(): Promise<number> };
};

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, Frame, Page } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { createConsole } from '../../src/console/console.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { OWN, serveConsole, type TestConsole } from '../console/support.ts';
import { launchBrowser } from './browser.ts';

const ROUTES = 'routes:\n  GET /secret: { data: hush }\n';

/** Everything that a page can do to a server, as a script of the page; what came of each is told by name. */
const ATTACK = `async (base) => {
  const told = {};
  const settle = (name, start) =>
    new Promise((resolve) => start((outcome) => { told[name] = outcome; resolve(); }));
  const ask = async (name, path, init) => {
    try {
      const response = await fetch(base + path, init);
      const text = await response.text();
      told[name] = response.type === 'opaque' ? 'opaque' : response.ok ? 'read: ' + text.slice(0, 20) : 'refused ' + response.status;
    } catch { told[name] = 'failed'; }
  };
  const element = (name, tag, set) => settle(name, (done) => {
    const node = document.createElement(tag);
    node.onload = () => done('loaded');
    node.onerror = () => done('failed');
    set(node);
    document.body.append(node);
  });
  await ask('get', '/requests');
  await ask('get with credentials', '/requests', { credentials: 'include' });
  await ask('get without cors', '/requests', { mode: 'no-cors' });
  await ask('post text', '/reset', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } });
  await ask('post form', '/reset', { method: 'POST', body: new URLSearchParams({ a: '1' }) });
  await ask('post nothing without cors', '/reset', { method: 'POST', mode: 'no-cors' });
  await ask('post reload without cors', '/reload', { method: 'POST', mode: 'no-cors' });
  await ask('post json', '/reset', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
  await ask('delete', '/requests', { method: 'DELETE' });
  await ask('no referrer', '/reset', { method: 'POST', mode: 'no-cors', referrerPolicy: 'no-referrer' });
  told.beacon = navigator.sendBeacon(base + '/reset', '{}') ? 'queued' : 'failed';
  await settle('form', (done) => {
    const frame = document.createElement('iframe');
    frame.name = 'target' + Math.random();
    document.body.append(frame);
    const form = document.createElement('form');
    Object.assign(form, { method: 'POST', action: base + '/reset', target: frame.name, enctype: 'text/plain' });
    document.body.append(form);
    frame.onload = () => done('sent');
    form.submit();
  });
  await settle('events', (done) => {
    const source = new EventSource(base + '/requests/stream?since=0');
    source.onmessage = ({ data }) => { source.close(); done('read: ' + data.slice(0, 20)); };
    source.onerror = () => { source.close(); done('failed'); };
  });
  await settle('websocket', (done) => {
    const socket = new WebSocket(base.replace('http', 'ws') + '/requests/stream');
    socket.onopen = () => { socket.close(); done('open'); };
    socket.onerror = () => done('failed');
  });
  await element('image', 'img', (node) => { node.src = base + '/requests'; });
  await element('script', 'script', (node) => { node.src = base + '/requests'; });
  await element('style', 'link', (node) => { node.rel = 'stylesheet'; node.href = base + '/requests'; });
  return told;
}`;

const PIXEL = Buffer.from('R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==', 'base64');

/** A server that trusts everybody: what the attacks do where nobody is on guard. */
interface Careless {
  readonly server: Server;
  readonly port: number;
  /** `POST /reset` and its kin, each that arrived. */
  readonly commands: string[];
}

async function startCareless(): Promise<Careless> {
  const commands: string[] = [];
  const server = createServer((req, res) => {
    res.setHeader('access-control-allow-origin', req.headers.origin ?? '*');
    res.setHeader('access-control-allow-credentials', 'true');
    res.setHeader('access-control-allow-methods', 'GET, POST, DELETE');
    res.setHeader('access-control-allow-headers', 'content-type');
    const { method, url = '', headers } = req;
    if (method !== 'GET' && method !== 'OPTIONS') commands.push(`${method} ${url}`);
    if (url === '/page') return res.setHeader('content-type', 'text/html').end('<body>somebody else</body>');
    if (url.startsWith('/requests/stream')) {
      return res.setHeader('content-type', 'text/event-stream').end('data: {"kind":"request"}\n\n');
    }
    const wanted = headers['sec-fetch-dest'];
    if (wanted === 'image') return res.setHeader('content-type', 'image/gif').end(PIXEL);
    if (wanted === 'script') return res.setHeader('content-type', 'text/javascript').end('1');
    if (wanted === 'style') return res.setHeader('content-type', 'text/css').end('a {}');
    return res.end('{"requests":[]}');
  });
  const sockets = new WebSocketServer({ server });
  server.on('close', () => sockets.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, commands };
}

describe('the console and the pages that a developer visits, in a browser', () => {
  let browser: Browser | undefined;
  let page: Page;
  let careless: Careless;
  let test: TestConsole;

  before(async function () {
    this.timeout(30_000);
    browser = await launchBrowser(['--host-resolver-rules=MAP evil.example 127.0.0.1']);
    if (!browser) {
      console.log('      test skipped here: it needs Chromium (apt-get install chromium)');
      this.skip();
    }
    careless = await startCareless();
  });

  beforeEach(async function () {
    this.timeout(30_000);
    test = await serveConsole({ 'routes.d/all.yaml': ROUTES });
    await fetch(`${test.mockUrl}/secret`);
    // What a reload would publish.
    test.write('routes.d/more.yaml', 'routes:\n  GET /more: { data: 1 }\n');
    page = (await browser?.newPage()) as Page;
  });

  afterEach(async () => {
    await page?.close();
    await test?.close();
  });

  after(async () => {
    await browser?.close();
    careless?.server.closeAllConnections();
    careless?.server.close();
  });

  const attack = (from: Page | Frame, base: string): Promise<Readonly<Record<string, string>>> =>
    from.evaluate(`(${ATTACK})(${JSON.stringify(base)})`);

  /** What arrived, as the console itself saw it. */
  async function expectUntouched(): Promise<void> {
    const { value: health } = await test.ask('GET /health');
    expect({ version: health.version, journal: health.journal }).to.deep.equal({
      version: 1,
      journal: { isOn: true, last: 1 },
    });
    expect((await test.ask('GET /requests')).value.requests).to.have.length(1);
  }

  const NOTHING = {
    get: 'failed',
    'get with credentials': 'failed',
    'get without cors': 'failed',
    'post text': 'failed',
    'post form': 'failed',
    'post nothing without cors': 'failed',
    'post reload without cors': 'failed',
    'post json': 'failed',
    delete: 'failed',
    'no referrer': 'failed',
    beacon: 'queued',
    form: 'sent',
    events: 'failed',
    websocket: 'failed',
    image: 'failed',
    script: 'failed',
    style: 'failed',
  };

  it('is safe from nothing where nobody is on guard: each attack works', async () => {
    await page.goto(`http://localhost:${careless.port}/page`);
    careless.commands.length = 0;
    const told = await attack(page, `http://127.0.0.1:${careless.port}`);
    expect(told).to.deep.equal({
      get: 'read: {"requests":[]}',
      'get with credentials': 'read: {"requests":[]}',
      'get without cors': 'opaque',
      'post text': 'read: {"requests":[]}',
      'post form': 'read: {"requests":[]}',
      'post nothing without cors': 'opaque',
      'post reload without cors': 'opaque',
      'post json': 'read: {"requests":[]}',
      delete: 'read: {"requests":[]}',
      'no referrer': 'opaque',
      beacon: 'queued',
      form: 'sent',
      events: 'read: {"kind":"request"}',
      websocket: 'open',
      image: 'loaded',
      script: 'loaded',
      style: 'loaded',
    });
    expect(careless.commands.filter((command) => command === 'POST /reset').length).to.be.at.least(6);
    expect(careless.commands).to.include.members(['POST /reload', 'DELETE /requests']);
  });

  for (const [what, host] of [
    ['another port of this machine', 'localhost'],
    ['another port of the same address', '127.0.0.1'],
    ['another site', 'evil.example'],
  ] as const) {
    it(`tells a page of ${what} nothing, and takes no command from it`, async () => {
      const statuses = new Map<string, number>();
      page.on('response', (response) => {
        if (response.url().startsWith(test.url)) statuses.set(response.url().slice(test.url.length), response.status());
      });
      await page.goto(`http://${host}:${careless.port}/page`);
      expect(await attack(page, test.url)).to.deep.equal(NOTHING);
      expect(new Set(statuses.values())).to.deep.equal(new Set([403]));
      await expectUntouched();
    });
  }

  it('tells a page from nowhere ("Origin: null") nothing, and takes no command from it', async () => {
    await page.goto(`http://localhost:${careless.port}/page`);
    await page.setContent('<iframe sandbox="allow-scripts allow-forms" srcdoc="<body>nowhere</body>"></iframe>');
    const frame = page.frames().find((item) => item !== page.mainFrame());
    if (!frame) throw new Error('there is no frame');
    await frame.waitForLoadState();
    expect(await frame.evaluate('self.origin')).to.equal('null');
    expect(await attack(frame, `http://127.0.0.1:${careless.port}`)).to.include({ get: 'read: {"requests":[]}' });
    expect(await attack(frame, test.url)).to.deep.equal(NOTHING);
    await expectUntouched();
  });

  it('tells nothing to a page whose name leads here since it was bound anew', async () => {
    // The page comes while its name leads to its owner's machine; then the same name and port lead to the console.
    const own = await startCareless();
    const site = `http://evil.example:${own.port}`;
    await page.goto(`${site}/page`);
    expect(await attack(page, site)).to.include({ get: 'read: {"requests":[]}' });
    own.server.closeAllConnections();
    own.server.close();
    await once(own.server, 'close');
    const settings = { ...OWN, port: own.port };
    const console = createConsole({ mock: test.mock, settings, logger: silentLogger, version: '1' });
    await console.listen();
    const told = await attack(page, site);
    expect(told).to.deep.equal({
      ...NOTHING,
      get: 'refused 403',
      'get with credentials': 'refused 403',
      'get without cors': 'refused 403',
      'post text': 'refused 403',
      'post form': 'refused 403',
      'post nothing without cors': 'refused 403',
      'post reload without cors': 'refused 403',
      'post json': 'refused 403',
      delete: 'refused 403',
      'no referrer': 'refused 403',
    });
    await expectUntouched();
    await console.stop();
  });

  it('is not shown in a frame of a page elsewhere', async () => {
    await page.goto(`http://localhost:${careless.port}/page`);
    const refused = page.waitForResponse(`${test.url}/requests`);
    await page.setContent(`<iframe src="${test.url}/requests"></iframe>`);
    expect((await refused).status()).to.equal(403);
  });

  it('answers whoever types its address', async () => {
    const response = await page.goto(`${test.url}/health`);
    expect(response?.status()).to.equal(200);
    expect(await page.textContent('body')).to.include('"ready"');
  });
});

import { expect } from 'chai';
import type { JsonObject } from '../../../src/core/json.ts';
import { send } from '../journal-project.ts';
import { type ReloadProject, serveFiles } from '../reload-project.ts';
import { buildAssets } from './built-assets.ts';
import { TINY_PRINTERS } from './tiny-printer.ts';

const ROUTES = 'routes:\n  GET /goods: { data: 1 }\n';

/** Those that are about what is sent. */
function shown({ headers }: { readonly headers: object }): Readonly<Record<string, unknown>> {
  const names = ['content-type', 'cache-control', 'allow', 'x-mockapi-route', 'access-control-allow-origin'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}

describe('createDocs', () => {
  const projects: ReloadProject[] = [];
  before(buildAssets);
  afterEach(async () => {
    for (const project of projects.splice(0)) await project.close();
  });

  async function serve(routes = ROUTES, flags: JsonObject = {}): Promise<ReloadProject> {
    const project = await serveFiles({ 'routes.d/a.yaml': routes }, { docs: TINY_PRINTERS, flags });
    projects.push(project);
    return project;
  }
  const statuses = async (project: ReloadProject, paths: readonly string[], method = 'GET') =>
    Object.fromEntries(
      await Promise.all(paths.map(async (path) => [path, (await send(project, method, path)).status])),
    );

  it('serves the document as JSON and as YAML, with the host that was asked as its server', async () => {
    const project = await serve(ROUTES, { docs: { title: 'Shop', version: '1.2', description: 'All' } });
    const json = await send(project, 'GET', '/openapi.json', { headers: { host: 'mapped:9999' } });
    expect(shown(json)).to.deep.equal({ 'content-type': 'application/json', 'cache-control': 'no-cache' });
    expect(JSON.parse(json.text)).to.deep.equal({
      openapi: '3.1.1',
      info: { title: 'Shop', version: '1.2', description: 'All' },
      servers: [{ url: 'http://mapped:9999' }],
      paths: {
        '/goods': {
          get: {
            tags: [],
            deprecated: false,
            parameters: [],
            responses: { default: { description: 'whatever it answers' } },
          },
        },
      },
    });
    const yaml = await send(project, 'GET', '/openapi.yaml', { headers: { host: 'a b' } });
    expect(shown(yaml)).to.deep.equal({ 'content-type': 'application/yaml', 'cache-control': 'no-cache' });
    expect(yaml.text).to.match(/^# yaml\n.*"servers":\[\{"url":"\/"\}\]/);
  });

  it('prints what was published last', async () => {
    const project = await serve();
    const paths = async () => Object.keys(JSON.parse((await send(project, 'GET', '/openapi.json')).text).paths);
    expect(await paths()).to.deep.equal(['/goods']);
    project.write('routes.d/a.yaml', 'routes:\n  GET /more: { data: 1 }\n');
    await project.mock.reload();
    expect(await paths()).to.deep.equal(['/more']);
  });

  const ofSwagger = ['favicon-32x32.png', 'swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'];
  for (const [path, title, files] of [
    ['/docs', 'swagger-ui-bundle.js', ofSwagger.map((name) => `/docs/${name}`)],
    ['/docs/', 'swagger-ui-bundle.js', ofSwagger.map((name) => `/docs/${name}`)],
    ['/redoc', 'redoc.standalone.js', ['/redoc/redoc.standalone.js', '/redoc/start.js']],
  ] as const) {
    it(`serves a page at ${path} that may fetch nothing from elsewhere`, async () => {
      const project = await serve(ROUTES, { docs: { title: 'A <b> & "c"' } });
      const page = await send(project, 'GET', path);
      expect(page.status).to.equal(200);
      expect(shown(page)).to.deep.equal({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
      expect(page.headers).to.include({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      const policy = String(page.headers['content-security-policy']);
      expect(policy).to.match(/^default-src 'none'; script-src 'self'; /);
      expect(policy).not.to.match(/https?:|\*|unsafe-eval|script-src [^;]*unsafe/);
      expect(page.text).to.include('<title>A &lt;b&gt; &amp; &quot;c&quot;</title>').and.to.include(title);
      expect(page.text).not.to.match(/https?:\/\//);
      const matches = page.text.matchAll(/(?:src|href|data-document)="(\/[^"]*)"/g);
      const targets = new Set([...matches].map(([, target = '']) => target));
      expect([...targets]).to.have.members([...files, '/openapi.json']);
      for (const target of targets) {
        expect({ target, status: (await send(project, 'GET', target)).status }).to.deep.equal({ target, status: 200 });
      }
    });
  }

  it('serves the files of the pages with their types, the licences too', async () => {
    const project = await serve();
    const types = async (...paths: readonly string[]) =>
      Object.fromEntries(
        await Promise.all(
          paths.map(async (path) => [path, (await send(project, 'GET', path)).headers['content-type']]),
        ),
      );
    expect(
      await types(
        '/docs/swagger-ui.css',
        '/docs/swagger-ui-bundle.js',
        '/docs/favicon-32x32.png',
        '/docs/start.js',
        '/docs/LICENSE',
        '/redoc/redoc.standalone.js.LICENSE.txt',
      ),
    ).to.deep.equal({
      '/docs/swagger-ui.css': 'text/css; charset=utf-8',
      '/docs/swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
      '/docs/favicon-32x32.png': 'image/png',
      '/docs/start.js': 'text/javascript; charset=utf-8',
      '/docs/LICENSE': 'text/plain; charset=utf-8',
      '/redoc/redoc.standalone.js.LICENSE.txt': 'text/plain; charset=utf-8',
    });
  });

  for (const [path, cache] of [
    ['/openapi.json', 'no-cache'],
    ['/docs', 'no-cache'],
    ['/docs/start.js', 'no-cache'],
    ['/redoc/redoc.standalone.js', 'public, max-age=3600'],
  ] as const) {
    it(`answers HEAD, and 304 to whoever has it, at ${path}`, async () => {
      const project = await serve();
      const whole = await send(project, 'GET', path);
      const head = await send(project, 'HEAD', path);
      expect({ status: head.status, text: head.text }).to.deep.equal({ status: 200, text: '' });
      const { date: _, ...headers } = head.headers;
      expect(whole.headers).to.include(headers);
      const again = await send(project, 'GET', path, { headers: { 'if-none-match': `"x", ${whole.headers.etag}` } });
      expect({ status: again.status, text: again.text, ...shown(again) }).to.deep.equal({
        status: 304,
        text: '',
        'cache-control': cache,
      });
      expect(again.headers.etag).to.equal(whole.headers.etag);
    });
  }

  const ALL = ['/docs', '/redoc', '/openapi.json', '/openapi.yaml', '/docs/start.js', '/redoc/start.js'];
  const are = (paths: readonly string[], status: number) => Object.fromEntries(paths.map((path) => [path, status]));

  it('stands elsewhere as a whole where the setting says so', async () => {
    const project = await serve(ROUTES, { docs: '/_/about' });
    const moved = [
      '/_/about',
      '/_/redoc',
      '/_/openapi.json',
      '/_/openapi.yaml',
      '/_/about/start.js',
      '/_/redoc/start.js',
    ];
    expect(await statuses(project, [...moved, ...ALL])).to.deep.equal({ ...are(moved, 200), ...are(ALL, 404) });
    expect(project.mock.docsUrl).to.equal(`http://127.0.0.1:${project.port}/_/about`);
  });

  it('stands at the root where the setting says so', async () => {
    const project = await serve(ROUTES, { docs: '/' });
    const moved = ['/', '/redoc', '/openapi.json', '/start.js', '/swagger-ui.css'];
    expect(await statuses(project, [...moved, '/docs'])).to.deep.equal({ ...are(moved, 200), '/docs': 404 });
  });

  it('is nowhere when it is off, and where nobody can print it', async () => {
    const off = await serve(ROUTES, { docs: 'off' });
    expect(await statuses(off, ALL)).to.deep.equal(are(ALL, 404));
    expect(off.mock.docsUrl).to.equal(undefined);
    const without = await serveFiles({ 'routes.d/a.yaml': ROUTES });
    projects.push(without);
    expect(await statuses(without, ALL)).to.deep.equal(are(ALL, 404));
    expect(without.mock.docsUrl).to.equal(undefined);
  });

  for (const [what, routes, taken, docsUrl] of [
    ['a route', 'routes:\n  GET /docs: { body: mine }\n', ['/docs'], false],
    ['a route for every method', 'routes:\n  ANY /openapi.json: { body: mine }\n', ['/openapi.json'], true],
    ['a route that takes everything', 'routes:\n  ANY /{rest*}: { body: mine }\n', ALL, false],
    ['a route with a parameter', 'routes:\n  GET /{name}: { body: mine }\n', ALL.slice(0, 4), false],
  ] as const) {
    it(`leaves to ${what} what that takes`, async () => {
      const project = await serve(routes);
      const answers = await Promise.all(ALL.map(async (path) => [path, (await send(project, 'GET', path)).text]));
      expect(answers.filter(([, text]) => text === 'mine').map(([path]) => path)).to.deep.equal(taken);
      expect(project.mock.docsUrl !== undefined).to.equal(docsUrl);
    });
  }

  it('answers beside a route of another method, and both are in Allow', async () => {
    const project = await serve('routes:\n  POST /docs: { data: 1 }\n');
    expect((await send(project, 'GET', '/docs')).status).to.equal(200);
    expect((await send(project, 'POST', '/docs')).status).to.equal(200);
    const refused = await send(project, 'DELETE', '/docs');
    expect({ status: refused.status, ...shown(refused) }).to.deep.equal({
      status: 405,
      'content-type': 'application/json; charset=utf-8',
      allow: 'GET, HEAD, OPTIONS, POST',
    });
  });

  it('refuses other methods, and says what there is to OPTIONS and to a preflight', async () => {
    const project = await serve();
    const post = await send(project, 'POST', '/openapi.json', { body: 'x' });
    expect({ status: post.status, text: JSON.parse(post.text), allow: post.headers.allow }).to.deep.equal({
      status: 405,
      text: { code: 405, message: '/openapi.json does not take POST; it takes GET, HEAD, OPTIONS', data: null },
      allow: 'GET, HEAD, OPTIONS',
    });
    const options = await send(project, 'OPTIONS', '/docs');
    expect({ status: options.status, ...shown(options) }).to.deep.equal({ status: 204, allow: 'GET, HEAD, OPTIONS' });
    const headers = { origin: 'http://a', 'access-control-request-method': 'GET' };
    const preflight = await send(project, 'OPTIONS', '/openapi.json', { headers });
    expect({ status: preflight.status, methods: preflight.headers['access-control-allow-methods'] }).to.deep.equal({
      status: 204,
      methods: 'GET, HEAD, OPTIONS',
    });
    const read = await send(project, 'GET', '/openapi.json', { headers: { origin: 'http://a' } });
    expect(read.headers['access-control-allow-origin']).to.equal('*');
  });

  it('is no request of the API: the journal has nothing of it, but what it refuses', async () => {
    const project = await serve();
    for (const path of ALL) await send(project, 'GET', path, { body: 'a body that nobody reads' });
    await send(project, 'GET', '/docs', { headers: { 'x-mockapi-explain': '1' } });
    expect(project.mock.journal.last).to.equal(0);
    await send(project, 'PUT', '/docs');
    await send(project, 'GET', '/docs/nothing');
    const records = project.mock.reader.records({ test: () => true, limit: 9 });
    expect(records.map((record) => record.kind === 'request' && `${record.target} ${record.outcome}`)).to.deep.equal([
      '/docs unmatched',
      '/docs/nothing unmatched',
    ]);
  });

  it('stays a document for whoever asks why it is as it is', async () => {
    const project = await serve();
    const { text, headers } = await send(project, 'GET', '/openapi.json', { headers: { 'x-mockapi-explain': '1' } });
    expect(Object.keys(JSON.parse(text))).to.deep.equal(['openapi', 'info', 'servers', 'paths']);
    expect(headers).not.to.have.property('x-mockapi-explain');
  });

  it('answers a channel of the same path for whoever wants no connection', async () => {
    const project = await serve('channels:\n  /{name}: {}\n');
    expect(await statuses(project, ['/docs', '/other'])).to.deep.equal({ '/docs': 200, '/other': 426 });
  });

  it('is 500 with an id when a document cannot be printed, and tries again', async () => {
    let fails = true;
    const project = await serveFiles(
      { 'routes.d/a.yaml': ROUTES },
      {
        docs: {
          ...TINY_PRINTERS,
          openApi(snapshot, about) {
            if (fails) throw new Error('our own mistake');
            return TINY_PRINTERS.openApi(snapshot, about);
          },
        },
      },
    );
    projects.push(project);
    const failed = await send(project, 'GET', '/openapi.json');
    expect({ status: failed.status, body: JSON.parse(failed.text) }).to.deep.equal({
      status: 500,
      body: { code: 500, message: 'an internal error of the mock; its log says more under id r', data: null },
    });
    expect(project.mock.journal.last).to.equal(0);
    fails = false;
    expect((await send(project, 'GET', '/openapi.json')).status).to.equal(200);
  });

  for (const path of [
    '/docs/../../package.json',
    '/docs/..%2f..%2fpackage.json',
    '/docs//LICENSE',
    '/docs/%00',
    '/docs/__proto__',
    '/docs/constructor',
    '/DOCS',
    '/docs/swagger-ui/LICENSE',
  ]) {
    it(`has nothing at ${path}`, async () => {
      const project = await serve();
      expect((await send(project, 'GET', path)).status).to.equal(404);
    });
  }
});

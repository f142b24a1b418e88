import { expect } from 'chai';
import type { Entry } from '../../src/journal/entry.ts';
import { createCoverage } from '../../src/runner/coverage.ts';
import type { Coverage } from '../../src/runner/result.ts';
import type { CoverageCollector } from '../../src/runner/run-options.ts';
import { serveChannels, type Talk } from '../serve/channels/talk.ts';

const FILES = {
  'routes.d/_defaults.yaml': 'params: { query: { debug: boolean } }\n',
  'routes.d/goods.yaml': `routes:
  GET /health: { data: up }
  GET /goods/{id}:
    params:
      header: { x-token: string }
      cookie: { last: string }
      query:
        limit: integer
    cases:
      - { when: query.limit == 1, data: 1 }
      - { when: query.limit == 2, data: '\${int("x" + query.limit)}' }
      - { when: query.limit == 3, data: 3 }
  PUT /goods/{id}:
    params: { body: { type: object } }
    data: 1
  POST /photo:
    params: { form: { title: string }, file: { photo: {} } }
    data: 1
`,
};

const CONTRACT = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /shop:
    post:
      parameters: [{ name: filter, in: query, style: deepObject, schema: { type: object } }, { name: sort, in: query, schema: { type: object, properties: { by: { type: string } } } }]
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object } } } }
      responses: { 204: { description: ok } }
`;

const CHAT = `channels:
  /ws/{room}:
    params: { query: { token: string } }
    message: { type: object }
    on:
      join: [ { to: sender, text: hi } ]
      message: [ { when: message.n == 1, do: [ { to: sender, text: one } ] }, { do: [ { to: sender, text: any } ] } ]
      invalid: [ { to: sender, text: bad } ]
      leave:
        - { to: room, text: bye }
  /chat: { preset: chat }
  /bare: {}
`;

describe('createCoverage', () => {
  let talk: Talk;
  let coverage: CoverageCollector;
  let stop: () => void;

  beforeEach(async () => {
    talk = await serveChannels(CHAT, { files: FILES });
    coverage = createCoverage();
    stop = watch(talk);
  });
  afterEach(() => talk.close());

  function watch({ project: { mock } }: Talk): () => void {
    const { journal, reader } = mock;
    return coverage.watch({ journal, reader, reset: () => mock.reset() }, mock.snapshot);
  }
  /** Resolves with the next entry of a kind. */
  const appended = (kind: Entry['kind']): Promise<void> =>
    new Promise((resolve) => {
      const forget = talk.project.mock.journal.onAppend(({ entry }) => {
        if (entry.kind !== kind) return;
        forget();
        resolve();
      });
    });
  const result = (): Coverage => coverage.result(talk.project.mock.snapshot);
  /** Without the folder. */
  const missed = (): readonly string[] =>
    result().missed.map(({ kind, name, at }) => `${at.replace('routes.d/', '')} ${kind} ${name}`);
  /** Of one route or channel, those that are missed. */
  const missedOf = (id: string): readonly string[] =>
    missed()
      .filter((line) => line.includes(` ${id}`))
      .map((line) => line.replace(` ${id}`, ''));
  const ask = async (path: string, init: RequestInit = {}): Promise<number> => {
    const response = await fetch(`http://127.0.0.1:${talk.port}${path}`, init);
    await response.arrayBuffer();
    return response.status;
  };

  it('misses everything before anything was asked, by file and line', () => {
    expect(missed()).to.deep.equal([
      'goods.yaml:2 route GET /health',
      // What a folder declares is told as near to the route as its file goes.
      'goods.yaml:2 parameter GET /health query.debug',
      'goods.yaml:2 case GET /health case 1',
      'goods.yaml:3 route GET /goods/{id}',
      'goods.yaml:4 parameter GET /goods/{id} url.id',
      'goods.yaml:5 parameter GET /goods/{id} header.x-token',
      'goods.yaml:6 parameter GET /goods/{id} cookie.last',
      'goods.yaml:7 parameter GET /goods/{id} query.debug',
      'goods.yaml:8 parameter GET /goods/{id} query.limit',
      'goods.yaml:10 case GET /goods/{id} case 1',
      'goods.yaml:11 case GET /goods/{id} case 2',
      'goods.yaml:12 case GET /goods/{id} case 3',
      'goods.yaml:13 route PUT /goods/{id}',
      'goods.yaml:14 parameter PUT /goods/{id} url.id',
      'goods.yaml:14 parameter PUT /goods/{id} query.debug',
      'goods.yaml:14 parameter PUT /goods/{id} body',
      'goods.yaml:13 case PUT /goods/{id} case 1',
      'goods.yaml:16 route POST /photo',
      'goods.yaml:17 parameter POST /photo query.debug',
      'goods.yaml:17 parameter POST /photo form.title',
      'goods.yaml:17 parameter POST /photo file.photo',
      'goods.yaml:16 case POST /photo case 1',
      'chat.yaml:3 parameter WS /ws/{room} url.room',
      'chat.yaml:3 parameter WS /ws/{room} query.debug',
      'chat.yaml:3 parameter WS /ws/{room} query.token',
      'chat.yaml:6 rule WS /ws/{room} join',
      'chat.yaml:7 rule WS /ws/{room} message rule 1',
      'chat.yaml:7 rule WS /ws/{room} message rule 2',
      'chat.yaml:8 rule WS /ws/{room} invalid',
      'chat.yaml:10 rule WS /ws/{room} leave',
      'chat.yaml:11 parameter WS /chat query.debug',
      'chat.yaml:11 rule WS /chat join',
      'chat.yaml:11 rule WS /chat message rule 1',
      'chat.yaml:11 rule WS /chat message rule 2',
      'chat.yaml:11 rule WS /chat invalid',
      'chat.yaml:11 rule WS /chat leave',
      'chat.yaml:12 parameter WS /bare query.debug',
      'chat.yaml:12 rule WS /bare join',
    ]);
    const { missed: _, ...shares } = result();
    expect(shares).to.deep.equal({
      routes: { total: 4, covered: 0 },
      cases: { total: 6, covered: 0 },
      parameters: { total: 17, covered: 0 },
      rules: { total: 11, covered: 0 },
      percent: 0,
    });
  });

  it('counts the case of a literal answer', async () => {
    expect(await ask('/health')).to.equal(200);
    expect(missedOf('GET /health')).to.deep.equal(['goods.yaml:2 parameter query.debug']);
    const { routes, cases, percent } = result();
    expect([routes.covered, cases.covered, percent]).to.deep.equal([1, 1, 5.2]);
  });

  it('adds up what several requests bring, in whatever case a header comes', async () => {
    await ask('/goods/1?limit=1', { headers: { 'x-TOKEN': 'a' } });
    expect(missedOf('GET /goods/{id}')).to.deep.equal([
      'goods.yaml:6 parameter cookie.last',
      'goods.yaml:7 parameter query.debug',
      'goods.yaml:11 case case 2',
      'goods.yaml:12 case case 3',
    ]);
    await ask('/goods/1?limit=3&debug=on', { headers: { cookie: 'last=1' } });
    expect(missedOf('GET /goods/{id}')).to.deep.equal(['goods.yaml:11 case case 2']);
  });

  it('counts a case whose answer failed, and a parameter that is not valid', async () => {
    expect(await ask('/goods/1?limit=2')).to.equal(500);
    expect(await ask('/goods/1?debug=maybe')).to.equal(422);
    expect(missedOf('GET /goods/{id}')).to.deep.equal([
      'goods.yaml:5 parameter header.x-token',
      'goods.yaml:6 parameter cookie.last',
      'goods.yaml:10 case case 1',
      'goods.yaml:12 case case 3',
    ]);
  });

  it('counts nothing for requests that met no route, and of sources that cannot be read', async () => {
    expect([await ask('/nope'), await ask('/health', { method: 'PUT' }), await ask('/chat')]).to.deep.equal([
      404, 405, 426,
    ]);
    expect(result().missed).to.have.length(38);
    expect(await ask('/goods/1?limit=1&__proto__=1')).to.equal(400);
    expect(missedOf('GET /goods/{id}')).to.include('goods.yaml:8 parameter query.limit').and.have.length(7);
  });

  it('takes a body where JSON came, not where it was refused unread', async () => {
    const put = (type: string): Promise<number> =>
      ask('/goods/1', { method: 'PUT', headers: { 'content-type': type }, body: '{}' });
    expect(await put('image/png')).to.equal(415);
    expect(missedOf('PUT /goods/{id}')).to.deep.equal([
      'goods.yaml:14 parameter query.debug',
      'goods.yaml:14 parameter body',
      'goods.yaml:13 case case 1',
    ]);
    expect(await put('application/json')).to.equal(200);
    expect(missedOf('PUT /goods/{id}')).to.deep.equal(['goods.yaml:14 parameter query.debug']);
  });

  it('takes fields and files of a form', async () => {
    const form = new FormData();
    form.set('title', 'a');
    expect(await ask('/photo', { method: 'POST', body: form })).to.equal(200);
    expect(missedOf('POST /photo')).to.deep.equal([
      'goods.yaml:17 parameter query.debug',
      'goods.yaml:17 parameter file.photo',
    ]);
    form.set('photo', new Blob(['x']), 'a.txt');
    await ask('/photo', { method: 'POST', body: form });
    expect(missedOf('POST /photo')).to.deep.equal(['goods.yaml:17 parameter query.debug']);
  });

  it('counts the rules of a channel as they are run', async () => {
    const client = await talk.connect('/ws/a?token=x&debug=1');
    expect(await client.next()).to.equal('hi');
    expect(missedOf('WS /ws/{room}')).to.deep.equal([
      'chat.yaml:7 rule message rule 1',
      'chat.yaml:7 rule message rule 2',
      'chat.yaml:8 rule invalid',
      'chat.yaml:10 rule leave',
    ]);
    client.send({ n: 2 });
    expect(await client.next()).to.equal('any');
    client.send('no object');
    expect(await client.next()).to.equal('bad');
    expect(missedOf('WS /ws/{room}')).to.deep.equal(['chat.yaml:7 rule message rule 1', 'chat.yaml:10 rule leave']);
    const left = appended('close');
    client.close();
    await left;
    expect(missedOf('WS /ws/{room}')).to.deep.equal(['chat.yaml:7 rule message rule 1']);
  });

  it('does not take the end of the server for a leaving', async () => {
    const client = await talk.connect('/ws/a');
    await client.next();
    await talk.project.mock.stop();
    expect(missedOf('WS /ws/{room}')).to.include('chat.yaml:10 rule leave');
  });

  it('counts the parameters of a handshake that is refused', async () => {
    expect((await talk.refused('/ws/a?token=1&token=2&debug=1')).status).to.equal(422);
    expect(missedOf('WS /ws/{room}').filter((line) => line.includes('parameter'))).to.deep.equal([]);
    expect(missedOf('WS /ws/{room}')).to.include('chat.yaml:6 rule join');
  });

  it('forgets nothing when the journal does', async () => {
    await ask('/health?debug=on');
    talk.project.mock.reset();
    expect(missedOf('GET /health')).to.deep.equal([]);
  });

  it('adds up what several mocks were asked', async () => {
    const other = await serveChannels(CHAT, { files: FILES });
    try {
      watch(other);
      await ask('/goods/1?limit=1');
      await (await fetch(`http://127.0.0.1:${other.port}/goods/1?limit=3`)).arrayBuffer();
      expect(missedOf('GET /goods/{id}').filter((line) => line.includes(' case '))).to.deep.equal([
        'goods.yaml:11 case case 2',
      ]);
    } finally {
      await other.close();
    }
  });

  it('counts nothing once it was stopped', async () => {
    stop();
    await ask('/health');
    expect(result().routes.covered).to.equal(0);
  });

  it('knows parameters of a contract however they are written, and its bodies of any type', async () => {
    talk.project.write('routes.d/shop.yaml', CONTRACT);
    await talk.project.mock.reload();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await ask('/shop?filter[kind]=dog', { method: 'POST', headers, body: 'a=1' })).to.equal(204);
    expect(missedOf('POST /shop')).to.deep.equal(['shop.yaml:5 parameter query.sort']);
  });

  it('is whole where there is nothing to cover', () => {
    const nothing = { ...talk.project.mock.snapshot, channels: [], routes: [] };
    expect(coverage.result(nothing)).to.deep.equal({
      routes: { total: 0, covered: 0 },
      cases: { total: 0, covered: 0 },
      parameters: { total: 0, covered: 0 },
      rules: { total: 0, covered: 0 },
      percent: 100,
      missed: [],
    });
  });
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import {
  createMockApi,
  type MockApi,
  type MockApiOptions,
  type RequestRecord,
  SpecError,
  VerificationError,
} from '../../src/index.ts';
import { useRemoteServer } from '../serve/remote-server.ts';
import { brief } from '../spec/support.ts';

describe('createMockApi', () => {
  let folder = '';
  const mocks: MockApi[] = [];
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-api-')));
  });
  afterEach(async () => {
    await Promise.all(mocks.splice(0).map((mock) => mock.stop()));
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const create = (options: MockApiOptions = {}): MockApi => {
    const mock = createMockApi({ cwd: folder, env: {}, ...options });
    mocks.push(mock);
    return mock;
  };
  const start = async (options?: MockApiOptions): Promise<MockApi> => {
    const mock = create(options);
    await mock.start();
    return mock;
  };
  const get = async (mock: MockApi, path: string): Promise<unknown> => {
    const { data } = (await (await fetch(mock.url + path)).json()) as { readonly data: unknown };
    return data;
  };
  const post = async (mock: MockApi, path: string, body: unknown): Promise<number> => {
    const headers = { 'content-type': 'application/json' };
    const { status } = await fetch(mock.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return status;
  };
  const problemsOf = (act: () => unknown): readonly string[] => {
    try {
      act();
    } catch (error) {
      if (error instanceof SpecError) return error.problems.map((item) => `${item.origin.file}:${brief(item)}`);
      throw error;
    }
    throw new Error('nothing was thrown');
  };
  const failure = async (promise: Promise<unknown>): Promise<VerificationError> => {
    const error = await promise.then(
      () => new Error('it did not fail'),
      (thrown: unknown) => thrown,
    );
    if (error instanceof VerificationError) return error;
    throw error;
  };
  const lines = (requests: readonly RequestRecord[]): readonly string[] =>
    requests.map(({ number, method, target, answer }) => `#${number} ${method} ${target} ${answer.status}`);

  it('serves what it is given, without any file', async () => {
    const mock = await start({
      routes: { 'GET /x': { data: 1 } },
      channels: { '/ws/{user}': { preset: 'chat' } },
    });
    expect(mock.url).to.match(/^http:\/\/(localhost|127\.0\.0\.1):\d+$/);
    expect(await get(mock, '/x')).to.equal(1);
    expect(mock.routes()).to.deep.equal([
      {
        id: 'GET /x',
        method: 'GET',
        path: '/x',
        name: 'GET /x',
        summary: undefined,
        tags: [],
        at: 'options:3',
      },
    ]);
    expect(mock.channels().map(({ id, at, rooms }) => [id, at, rooms])).to.deep.equal([
      ['WS /ws/{user}', 'options:8', []],
    ]);
  });

  it('serves ./routes.d where there is such a folder', async () => {
    write({ 'routes.d/a.yaml': 'routes:\n  GET /a: { data: file }\n' });
    expect(await get(await start(), '/a')).to.equal('file');
  });

  it('serves nothing where there is no such folder', () => {
    expect(create().routes()).to.deep.equal([]);
  });

  it('throws every problem of files and options at once', () => {
    write({ 'r/a.yaml': 'routes:\n  GET /a: { dta: file }\n' });
    const routes = { 'GET /x': { whne: 1 } } as never;
    expect(problemsOf(() => create({ paths: ['r'], routes }))).to.deep.equal([
      'options:4:7 unknown-key a route has no key "whne"',
      'r/a.yaml:2:13 unknown-key a route has no key "dta" (did you mean "data"?)',
    ]);
  });

  it('has no address before it is started, and no console unless it is asked for', async () => {
    const mock = create();
    expect(() => mock.url).to.throw('await start() first');
    expect(mock.consoleUrl).to.equal(undefined);
    await mock.start();
    expect(mock.consoleUrl).to.equal(undefined);
  });

  it('has a console when the settings ask for one', async () => {
    const mock = await start({ settings: { console: { port: 0 } }, routes: { 'GET /x': {} } });
    await get(mock, '/x');
    const health = (await (await fetch(`${mock.consoleUrl}/health`)).json()) as { readonly status: string };
    expect(health.status).to.equal('ready');
    const { consoleUrl } = mock;
    await mock.stop();
    const gone = await fetch(`${consoleUrl}/health`).catch(() => 'gone');
    expect(gone).to.equal('gone');
  });

  it('stops at the end of a block, and as often as it is asked to', async () => {
    const mock = await start();
    const { url } = mock;
    await mock[Symbol.asyncDispose]();
    await mock.stop();
    expect(await fetch(url).catch(() => 'gone')).to.equal('gone');
    expect(() => mock.add({ 'GET /x': {} })).to.throw('the mock was stopped');
    expect(await mock.start().catch(String)).to.equal('Error: the mock was stopped: make a new one');
  });

  it('knows its options', () => {
    expect(() => createMockApi({ route: {} } as object)).to.throw('has no option "route"; did you mean "routes"?');
  });

  it('shares nothing: ten stand side by side', async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) => start({ routes: { 'GET /n': { data: index } }, settings: { seed: 1 } })),
    );
    for (const [index, mock] of all.entries()) {
      mock.add({ 'GET /c': { data: `\${counter("n") + ${index}}` } });
    }
    const answers = await Promise.all(all.map((mock) => Promise.all([get(mock, '/n'), get(mock, '/c')])));
    expect(answers).to.deep.equal(all.map((_, index) => [index, index + 1]));
    expect(all.map((mock) => mock.requests().length)).to.deep.equal(all.map(() => 2));
    all[0]?.reset();
    expect(all.map((mock) => mock.requests().length)).to.deep.equal([0, ...all.slice(1).map(() => 2)]);
    expect(new Set(all.map(({ url }) => url)).size).to.equal(10);
  });

  describe('add', () => {
    it('is live when it returns, over files and options; remove brings back what was there', async () => {
      write({ 'r/a.yaml': 'routes:\n  GET /a: { data: file }\n' });
      const mock = await start({ paths: ['r'], routes: { 'GET /b': { data: 'options' } } });
      const one = mock.add({ 'GET /a': { data: 1 }, 'GET /b': { data: 1 } });
      expect([await get(mock, '/a'), await get(mock, '/b')]).to.deep.equal([1, 1]);
      const two = mock.add({ 'GET /a': { data: 2 } });
      expect([one.file, two.file]).to.deep.equal(['added#1', 'added#2']);
      expect(await get(mock, '/a')).to.equal(2);
      two.remove();
      two.remove();
      expect(await get(mock, '/a')).to.equal(1);
      one.remove();
      expect([await get(mock, '/a'), await get(mock, '/b')]).to.deep.equal(['file', 'options']);
    });

    it('works before the start', async () => {
      const mock = create();
      mock.add({ 'GET /a': { data: 1 } });
      await mock.start();
      expect(await get(mock, '/a')).to.equal(1);
    });

    it('takes the content of a whole route file', async () => {
      const mock = await start();
      mock.add({ prefix: '/api', vars: { stage: 'qa' }, routes: { 'GET /v': { data: '${vars.stage}' } } });
      expect(await get(mock, '/api/v')).to.equal('qa');
    });

    it('throws every problem with its place and text, and leaves everything as it was', async () => {
      const mock = await start();
      const before = mock.add({ 'GET /a': { data: 1 } });
      const wrong = { 'GET /a': { data: '${qery.a}' }, 'GTE /x': { data: () => 1 } } as never;
      expect(problemsOf(() => mock.add(wrong))).to.deep.equal([
        'added#2:7:15 wrong-value a function: JSON has no such thing (write a value, or an expression in a text: "${…}")',
      ]);
      const worse = { 'GET /a': { data: '${qery.a}' }, 'GTE /x': {} } as never;
      expect(problemsOf(() => mock.add(worse))).to.deep.equal([
        'added#3:4:18 unknown-name there is no "qery" here (did you mean "query"?)',
        'added#3:6:5 bad-route "GTE" is no HTTP method (did you mean "GET /x"?)',
      ]);
      expect(mock.problems).to.deep.equal([]);
      expect(await get(mock, '/a')).to.equal(1);
      before.remove();
      expect(mock.routes()).to.deep.equal([]);
    });

    it('shows the lines around a mistake', () => {
      const mock = create();
      try {
        mock.add({ 'GET /a': { dta: 1 } } as never);
        expect.fail('it was taken');
      } catch (error) {
        if (!(error instanceof SpecError)) throw error;
        expect(error.message.split('\n')).to.deep.equal([
          'added#1:4:7  error  unknown-key  a route has no key "dta"',
          '   3 |     "GET /a": {',
          '   4 |       "dta": 1',
          '     |       ^^^^^ did you mean "data"?',
        ]);
      }
    });

    it('keeps warnings among the problems as long as it is there', () => {
      const mock = create();
      const added = mock.add({ 'GET /a': { cases: [{ data: 1 }, { data: 2 }] } });
      expect(mock.problems.map(brief)).to.have.length(1);
      expect(mock.problems[0]?.code).to.equal('unreachable-case');
      added.remove();
      expect(mock.problems).to.deep.equal([]);
    });

    it('stays over a reload, and is not lost to one that is under way', async () => {
      write({ 'r/a.yaml': 'routes:\n  GET /a: { data: 1 }\n' });
      const mock = await start({ paths: ['r'] });
      for (let round = 2; round < 12; round++) {
        write({ 'r/a.yaml': `routes:\n  GET /a: { data: ${round} }\n` });
        const reloading = mock.reload();
        for (let turn = 0; turn < round; turn++) await Promise.resolve();
        const added = mock.add({ 'GET /b': { data: round } });
        expect(await get(mock, '/b')).to.equal(round);
        await reloading;
        expect([await get(mock, '/a'), await get(mock, '/b')]).to.deep.equal([round, round]);
        added.remove();
      }
    });

    it('is not brought back by a reload that was under way when it was removed', async () => {
      write({ 'r/a.yaml': 'routes:\n  GET /a: { data: 1 }\n' });
      const mock = await start({ paths: ['r'] });
      const added = mock.add({ 'GET /a': { data: 'added' } });
      write({ 'r/a.yaml': 'routes:\n  GET /a: { data: 2 }\n' });
      const reloading = mock.reload();
      added.remove();
      await reloading;
      expect(await get(mock, '/a')).to.equal(2);
    });

    it('reads files from the working directory', async () => {
      write({ 'item.schema.json': '{ "type": "integer" }', 'hello.txt': 'hello' });
      const mock = await start();
      mock.add({
        'GET /n': { params: { query: { n: { $ref: './item.schema.json' } } }, data: '${query.n}' },
        'GET /f': { file: 'hello.txt' },
      });
      expect(await get(mock, '/n?n=5')).to.equal(5);
      expect((await fetch(`${mock.url}/n?n=x`)).status).to.equal(422);
      expect(await (await fetch(`${mock.url}/f`)).text()).to.equal('hello');
    });
  });

  describe('requests', () => {
    it('are told from the oldest to the youngest, whole', async () => {
      const mock = await start({ routes: { 'POST /orders': { status: 201, data: { id: 1 } }, 'GET /orders': {} } });
      await post(mock, '/orders', { item: 'pen' });
      await get(mock, '/orders?page=2');
      expect(lines(mock.requests())).to.deep.equal(['#1 POST /orders 201', '#2 GET /orders?page=2 200']);
      const [first] = mock.requests('POST /orders');
      expect(first?.received.body).to.deep.equal({ item: 'pen' });
      expect(first?.outcome).to.equal('answered');
      expect(first?.route).to.deep.equal({ id: 'POST /orders', name: 'POST /orders', at: 'options:3' });
    });

    it('are filtered', async () => {
      const mock = await start({ routes: { 'POST /orders': { status: 201 } } });
      for (const item of ['pen', 'cup', 'pen']) await post(mock, '/orders', { item });
      await get(mock, '/nothing');
      expect(lines(mock.requests({ request: 'POST /orders', where: { body: { item: 'pen' } } }))).to.deep.equal([
        '#1 POST /orders 201',
        '#3 POST /orders 201',
      ]);
      expect(lines(mock.requests({ outcome: 'unmatched' }))).to.deep.equal(['#4 GET /nothing 404']);
      expect(lines(mock.requests({ since: 2, limit: 1, method: 'POST' }))).to.deep.equal(['#3 POST /orders 201']);
    });

    it('say what is wrong with a filter', () => {
      const mock = create({ routes: { 'POST /orders/{id}': {} } });
      expect(problemsOf(() => mock.requests({ reqest: 'x' } as never))[0]).to.match(/did you mean "request"/);
      expect(problemsOf(() => mock.requests('POST /ordrs/{id}'))[0]).to.match(/POST \/orders\/\{id\}/);
    });

    it('are not known where the journal is off', async () => {
      const mock = await start({ settings: { journal: 'off' }, routes: { 'GET /a': {} } });
      await get(mock, '/a');
      expect(() => mock.requests()).to.throw('the journal is off');
      expect(() => mock.records()).to.throw('the journal is off');
      expect(() => mock.expectations()).to.throw('the journal is off');
      const told = (error: unknown): string => String(error);
      expect(await mock.verify('GET /a').catch(told)).to.contain('the journal is off');
      expect(await mock.waitFor('GET /a').catch(told)).to.contain('the journal is off');
    });
  });

  describe('verify', () => {
    it('resolves with what was counted', async () => {
      const mock = await start({ routes: { 'POST /orders': { status: 201 } } });
      await post(mock, '/orders', { item: 'pen' });
      const results = await mock.verify([
        { request: 'POST /orders', where: { body: { item: 'pen' } }, times: 1 },
        'POST /orders',
        { unmatched: 0 },
      ]);
      expect(results.map(({ isMet, received, numbers }) => ({ isMet, received, numbers }))).to.deep.equal([
        { isMet: true, received: 1, numbers: [1] },
        { isMet: true, received: 1, numbers: [1] },
        { isMet: true, received: 0, numbers: [] },
      ]);
    });

    it('rejects with what was expected and the request that comes nearest', async () => {
      const mock = await start({ routes: { 'POST /orders': { status: 201 } } });
      await post(mock, '/orders', { item: 'pencil' });
      const check = { request: 'POST /orders', where: { body: { item: 'pen' } }, times: 1 };
      const error = await failure(mock.verify(check));
      expect(error.name).to.equal('VerificationError');
      expect(error.message.split('\n')).to.deep.equal([
        'verify: expected POST /orders once where body.item is "pen", received 0 of 1 request',
        '  closest: #1 POST /orders (options:3)',
        '    body.item: expected "pen", received "pencil"',
      ]);
      expect(error.results.map(({ isMet }) => isMet)).to.deep.equal([false]);
    });

    it('does not hold where a body decides that is not kept, unless it holds either way', async () => {
      const mock = await start({ settings: { journal: { bytes: '8KB' } }, routes: { 'POST /orders': { data: 1 } } });
      await post(mock, '/orders', { item: 'pen', pad: 'x'.repeat(5000) });
      const where = { body: { item: 'pen' } };
      const error = await failure(mock.verify({ request: 'POST /orders', where, times: 0 }));
      expect(error.message.split('\n')).to.deep.equal([
        'verify: expected POST /orders never where body.item is "pen", received 0 of 1 request; 1 could not be compared',
        '  closest: #1 POST /orders (options:3)',
        '    it could not be compared: only the beginning of the body is kept (journal.bytes, limits.body)',
      ]);
      await failure(mock.verify({ request: 'POST /orders', where: 'request.body.contains("pen")', times: 0 }));
      await mock.verify([
        { request: 'POST /orders', where, times: { $lte: 1 } },
        { request: 'POST /orders', where: 'header["content-type"] == "application/json"', times: 1 },
        { request: 'POST /orders', where: 'request.method == "POST" || body.item == "pen"', times: 1 },
        { request: 'GET /orders', where, times: 0 },
      ]);
      expect(mock.requests({ request: 'POST /orders', where })).to.deep.equal([]);
      await post(mock, '/orders', { item: 'pen' });
      await mock.verify({ request: 'POST /orders', where, times: { $gte: 1 } });
    });

    it('waits for as long as a check says, and counts from a number on', async () => {
      const mock = await start({ routes: { 'GET /a': {} } });
      await get(mock, '/a');
      const later = mock.verify({ request: 'GET /a', times: 1, within: '5s' }, { since: 1 });
      await get(mock, '/a');
      expect((await later).map(({ numbers }) => numbers)).to.deep.equal([[2]]);
    });

    it('is ended by a signal', async () => {
      const mock = await start({ routes: { 'GET /a': {} } });
      const abort = new AbortController();
      const waiting = mock.verify({ request: 'GET /a', within: '1m' }, { signal: abort.signal });
      abort.abort(new Error('enough'));
      expect(await waiting.catch((error: Error) => error.message)).to.equal('enough');
    });

    it('rejects with SpecError for what is no check', async () => {
      const mock = create();
      const error = await mock.verify({ reqest: 'GET /a' } as never).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(SpecError);
    });
  });

  describe('waitFor', () => {
    const routes = { 'POST /orders': { status: 201 } } as const;

    it('gives the first request that came already', async () => {
      const mock = await start({ routes });
      await post(mock, '/orders', { item: 'pen' });
      await post(mock, '/orders', { item: 'cup' });
      expect((await mock.waitFor('POST /orders')).received.body).to.deep.equal({ item: 'pen' });
      expect((await mock.waitFor('POST /orders', { since: 1 })).number).to.equal(2);
    });

    it('gives one that comes in time', async () => {
      const mock = await start({ routes });
      const waiting = mock.waitFor({ request: 'POST /orders', where: { body: { item: 'pen' } } }, { within: '10s' });
      await post(mock, '/orders', { item: 'cup' });
      await post(mock, '/orders', { item: 'pen' });
      expect((await waiting).number).to.equal(2);
    });

    it('says what came instead', async () => {
      const mock = await start({ routes });
      await post(mock, '/order', { item: 'pen' });
      const { message } = await failure(mock.waitFor('POST /orders', { within: '20ms' }));
      expect(message).to.match(/^waitFor: expected POST \/orders at least once within 20ms/);
      expect(message).to.contain('closest: #1 POST /order');
    });

    const MISTAKES: readonly (readonly [what: string, selector: unknown, told: string])[] = [
      [
        'has a key of a check',
        { request: 'POST /orders', times: 2 },
        '3:3 unknown-key a request to wait for has no key "times" (its keys are request, where)',
      ],
      [
        'has a key of a filter',
        { request: 'POST /orders', status: 404 },
        '3:3 unknown-key a request to wait for has no key "status" (its keys are request, where)',
      ],
      [
        'names no request',
        { where: 'body.item == 1' },
        '1:1 missing-key a request to wait for needs the key "request"',
      ],
      [
        'is no map',
        7,
        '1:1 wrong-type a request to wait for must be a request such as "PUT /goods/{id}", or a map such as { request: "PUT /goods/{id}", where: { body: { name: pen } } }, not 7',
      ],
    ];
    for (const [what, selector, told] of MISTAKES) {
      it(`does not begin to wait for what ${what}`, async () => {
        const mock = await start({ routes });
        const error = await mock.waitFor(selector as never, { within: '1m' }).catch((thrown: unknown) => thrown);
        if (!(error instanceof SpecError)) throw new Error(String(error));
        expect(error.problems.map(brief)).to.deep.equal([told]);
      });
    }
  });

  describe('expectations', () => {
    it('tell what became of every `times`', async () => {
      const mock = await start({ routes: { 'GET /a': { times: 1 }, 'GET /b': { times: { $gte: 2 } } } });
      await get(mock, '/a');
      expect(mock.expectations().map(({ at, isMet, received }) => [at, isMet, received])).to.deep.equal([
        ['options:4', true, 1],
        ['options:7', false, 0],
      ]);
      expect(() => mock.verifyExpectations()).to.throw(VerificationError, 'GET /b');
      await get(mock, '/b');
      await get(mock, '/b');
      expect(mock.verifyExpectations().every(({ isMet }) => isMet)).to.equal(true);
    });
  });

  describe('reset', () => {
    it('makes it as it was started: no requests, counters anew, nothing added', async () => {
      const mock = await start({ routes: { 'GET /n': { data: '${counter("n")}' } } });
      mock.add({ 'GET /a': { data: 1 } });
      expect([await get(mock, '/n'), await get(mock, '/n'), await get(mock, '/a')]).to.deep.equal([1, 2, 1]);
      mock.reset();
      expect(mock.requests()).to.deep.equal([]);
      expect(mock.routes().map(({ id }) => id)).to.deep.equal(['GET /n']);
      expect(await get(mock, '/n')).to.equal(1);
      expect(mock.requests().map(({ number }) => number)).to.deep.equal([4]);
    });

    it('has what is random begin anew, under ids of their own', async () => {
      const mock = await start({ routes: { 'GET /n': { data: '${random(1, 1000000)}' } }, settings: { seed: 1 } });
      const ask = async () => {
        const values = [await get(mock, '/n'), await get(mock, '/n')];
        return { values, ids: mock.requests().map(({ id }) => id) };
      };
      const before = await ask();
      mock.reset();
      const after = await ask();
      expect(after.values).to.deep.equal(before.values);
      expect(new Set([...before.ids, ...after.ids]).size).to.equal(4);
    });
  });

  describe('with allowRemoteRefs', () => {
    const server = useRemoteServer();
    const remote = (path: string): MockApiOptions => ({
      allowRemoteRefs: true,
      routes: { 'POST /a': { params: { body: { $ref: server.url + path } }, data: 1 } },
    });

    it('fetches what is named when it is started, and again when it is reloaded', async () => {
      server.pages.set('/api/item.yaml', 'type: integer');
      const mock = create(remote('/api/item.yaml'));
      expect(mock.problems).to.deep.equal([]);
      expect(() => mock.routes()).to.throw('needs await start() first');
      await mock.start();
      expect(mock.routes().map(({ id }) => id)).to.deep.equal(['POST /a']);
      expect([await post(mock, '/a', 5), await post(mock, '/a', 'x')]).to.deep.equal([200, 422]);
      server.pages.set('/api/item.yaml', 'type: string');
      await mock.reload();
      expect([await post(mock, '/a', 5), await post(mock, '/a', 'x')]).to.deep.equal([422, 200]);
    });

    it('rejects the start with the problems of the project', async () => {
      const mock = create(remote('/api/none.yaml'));
      const error = await mock.start().catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(SpecError);
      await mock.stop();
      expect(await mock.start().catch(({ message }: Error) => message)).to.equal(
        'the mock was stopped: make a new one',
      );
    });
  });
});

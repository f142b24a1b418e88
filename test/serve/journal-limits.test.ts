import { expect } from 'chai';
import { type Order, send } from './journal-project.ts';
import { type Files, type ReloadProject, serveFiles } from './reload-project.ts';

const ROUTES =
  'routes:\n  GET /a: { data: 1 }\n  POST /echo: { params: { body: { type: object } }, data: "${body}" }\n';

const JSON_BODY = (name: string): Order => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ name }),
});

describe('what the journal keeps', () => {
  let project: ReloadProject;
  afterEach(() => project.close());

  async function serve(settings: string, files: Files = {}): Promise<void> {
    project = await serveFiles({ 'routes.d/mockapi.yaml': settings, 'routes.d/a.yaml': ROUTES, ...files });
  }

  const targets = (): readonly unknown[] =>
    project.mock.reader.records().map((record) => record.kind === 'request' && `${record.number} ${record.target}`);

  it('is the youngest requests', async () => {
    await serve('journal: { keep: 2 }\n');
    for (const name of ['x', 'y', 'z']) await send(project, 'GET', `/a?${name}`);
    expect(targets()).to.deep.equal(['2 /a?y', '3 /a?z']);
  });

  it('stays as it is for whoever has read it', async () => {
    await serve('journal: { keep: 2 }\n');
    const sendAll = async (...names: readonly string[]): Promise<void> => {
      for (const name of names) await send(project, 'POST', `/echo?${name}`, JSON_BODY(name));
    };
    await sendAll('u', 'v', 'w');
    const [, held] = [...project.mock.journal.entries()];
    if (held?.entry.kind !== 'request') throw new Error('there is no request');
    await sendAll('x', 'y', 'z');
    expect(targets()).to.deep.equal(['5 /echo?y', '6 /echo?z']);
    const { exchange, plan } = held.entry;
    expect([exchange.request.target, exchange.payload, plan?.kind === 'send' && plan.body]).to.deep.equal([
      '/echo?w',
      { kind: 'json', text: '{"name":"w"}', value: { name: 'w' } },
      '{"code":200,"message":"success","data":{"name":"w"}}',
    ]);
  });

  it('is nothing where it is off', async () => {
    await serve('journal: off\n');
    await send(project, 'GET', '/a');
    expect(targets()).to.deep.equal([]);
    expect([project.mock.journal.isOn, project.mock.journal.last]).to.deep.equal([false, 0]);
  });

  it('follows its settings at once', async () => {
    await serve('journal: { keep: 9 }\n');
    const change = async (settings: string): Promise<void> => {
      project.write('routes.d/mockapi.yaml', settings);
      await project.mock.reload();
    };
    for (const name of ['x', 'y', 'z']) await send(project, 'GET', `/a?${name}`);
    await change('journal: { keep: 2, mask: [query.t] }\n');
    expect(targets()).to.deep.equal(['2 /a?y', '3 /a?z']);
    await send(project, 'GET', '/a?t=secret');
    expect(targets()).to.deep.equal(['3 /a?z', '4 /a?t=***']);
    await change('journal: off\n');
    await send(project, 'GET', '/a');
    expect(targets()).to.deep.equal([]);
    await change('journal: on\n');
    await send(project, 'GET', '/a?again');
    expect(targets()).to.deep.equal(['5 /a?again']);
    expect(project.reports.flatMap(({ needsRestart }) => needsRestart)).to.deep.equal([]);
  });

  it('is cleared by a reset, which has counters begin anew', async () => {
    await serve('journal: on\n', { 'routes.d/b.yaml': 'routes: { GET /n: { data: \'${counter("n")}\' } }\n' });
    const next = async (): Promise<unknown> => JSON.parse((await send(project, 'GET', '/n')).text).data;
    expect([await next(), await next()]).to.deep.equal([1, 2]);
    project.mock.reset();
    expect(targets()).to.deep.equal([]);
    expect(await next()).to.equal(1);
    expect(targets()).to.deep.equal(['3 /n']);
  });

  it('is the beginning of a body that is larger than an eighth of its bytes', async () => {
    await serve('journal: { bytes: 1KB }\n');
    const body = JSON.stringify({ a: 'é'.repeat(200) });
    await send(project, 'POST', '/echo', { body, headers: { 'content-type': 'application/json' } });
    const [record] = project.mock.reader.records();
    if (record?.kind !== 'request') throw new Error('there is no request');
    const text = body.slice(0, 67);
    expect(Buffer.byteLength(text)).to.equal(128);
    expect([record.body, record.received, record.validated, record.outcome]).to.deep.equal([
      { bytes: Buffer.byteLength(body), type: 'application/json', text, isCut: true },
      {},
      {},
      'answered',
    ]);
    const { body: answer } = record.answer;
    const sent = `{"code":200,"message":"success","data":${body}}`;
    expect(answer).to.deep.equal({
      bytes: Buffer.byteLength(sent),
      type: 'application/json; charset=utf-8',
      // A letter is not cut in two.
      text: sent.slice(0, 86),
      isCut: true,
    });
  });

  it('tells of a multipart body whose fields are not kept', async () => {
    await serve('journal: { bytes: 8KB }\n', {
      'routes.d/f.yaml':
        'routes:\n  POST /f:\n    params: { form: { i: string, pad: string } }\n    cases:\n      - { when: form.pad == null, data: none }\n      - { data: other }\n',
    });
    const form = new FormData();
    form.set('i', '5');
    form.set('pad', 'x'.repeat(5000));
    await (await fetch(`http://127.0.0.1:${project.port}/f`, { method: 'POST', body: form })).text();
    const [record] = project.mock.reader.records();
    if (record?.kind !== 'request') throw new Error('there is no request');
    expect(record.body).to.include({ isMultipart: true, isCut: true });
    expect(record.explanation.cases.map(({ verdict, why }) => [verdict, why])).to.deep.equal([
      ['does not match', 'the body is too large to be kept and asked again'],
      ['answers', 'it has no condition'],
    ]);
  });

  it('is the beginning of a body that nobody reads, up to limits.body', async () => {
    await serve('limits: { body: 10B }\n');
    const headers = { 'content-type': 'text/plain' };
    await send(project, 'POST', '/nowhere', { body: '0123456789abcdef', headers });
    await send(project, 'POST', '/echo', { body: '0123456789abcdef', headers });
    await send(project, 'POST', '/echo', { body: '0123456789abcdef' });
    const bodies = project.mock.reader.records().map((record) => record.kind === 'request' && record.body);
    expect(bodies).to.deep.equal([
      { bytes: 16, type: 'text/plain', text: '0123456789', isCut: true },
      { bytes: 16, type: 'text/plain', text: '0123456789', isCut: true },
      { bytes: 16, type: null, text: '0123456789', isCut: true },
    ]);
  });

  it('is bounded by its bytes, however large requests and answers are', async () => {
    await serve('journal: { keep: 1000, bytes: 64KB }\n');
    const body = JSON.stringify({ a: 'x'.repeat(5000) });
    for (let times = 0; times < 30; times++) {
      await send(project, 'POST', '/echo', { body, headers: { 'content-type': 'application/json' } });
    }
    const kept = targets().length;
    expect(kept).to.be.within(3, 7);
    expect(project.mock.journal.last).to.equal(30);
  });

  it('tells the version that answered, and the nearest routes as they were then', async () => {
    await serve('{}\n');
    await send(project, 'GET', '/b');
    project.write('routes.d/a.yaml', 'routes: { GET /b: { data: 2 } }\n');
    await project.mock.reload();
    await send(project, 'GET', '/b');
    const told = project.mock.reader
      .records()
      .map(
        (record) => record.kind === 'request' && [record.version, record.outcome, record.explanation.nearest[0]?.id],
      );
    expect(told).to.deep.equal([
      [1, 'unmatched', 'GET /a'],
      [2, 'answered', undefined],
    ]);
  });

  it('still knows parameters of a route that is gone', async () => {
    await serve('{}\n', {
      'routes.d/b.yaml': 'routes:\n  GET /p/{a}-{b}/{rest*}: { params: { url: { a: integer } }, data: 1 }\n',
    });
    await send(project, 'GET', '/p/7-x%20y/1/2%2F3');
    project.remove('routes.d/b.yaml');
    await project.mock.reload();
    const [record] = project.mock.reader.records();
    if (record?.kind !== 'request') throw new Error('there is no request');
    expect([record.received, record.validated, record.route?.at]).to.deep.equal([
      { url: { a: '7', b: 'x y', rest: '1/2/3' } },
      { url: { a: 7, b: 'x y', rest: '1/2/3' } },
      'routes.d/b.yaml:2',
    ]);
  });
});

describe('a reload of the console’s settings', () => {
  let project: ReloadProject;
  afterEach(() => project.close());

  for (const [what, before, after, told] of [
    [
      'the port',
      'console: { port: 9011 }',
      'console: { port: 9012 }',
      ['"console" is on 127.0.0.1:9012 now; until then it stays on 127.0.0.1:9011'],
    ],
    ['whether there is one', 'console: off', '{}', ['"console" is on 127.0.0.1:8011 now; until then it stays off']],
    [
      'the token, which is not told',
      'console: { token: old }',
      'console: { token: new }',
      ['"console.token" is another one now; until then the old one is asked for'],
    ],
    ['nothing', 'console: { port: 8011 }', '{}', []],
  ] as const) {
    it(`tells that ${what} takes effect at the next start`, async () => {
      project = await serveFiles({ 'routes.d/mockapi.yaml': before, 'routes.d/a.yaml': ROUTES });
      project.write('routes.d/mockapi.yaml', after);
      await project.mock.reload();
      expect(project.reports.flatMap(({ needsRestart }) => needsRestart)).to.deep.equal(told);
    });
  }
});

import { expect } from 'chai';
import type { Order, Sent } from './journal-project.ts';
import { send } from './journal-project.ts';
import { type ReloadProject, serveFiles } from './reload-project.ts';

const ROUTES = `routes:
  GET /a: { cases: [ { when: query.x == "1", data: 1 }, { when: query.x == "2", data: 2 } ] }
  GET /empty: { body: {} }
  GET /list: { body: [1] }
  GET /text: { body: hello }
  GET /big: { body: { n: 1, explain: mine } }
  GET /none: { status: 204 }
  GET /file: { file: ./a.txt }
  GET /typed: { headers: { content-type: application/problem+json }, body: { b: 1 } }
  GET /numbers: { headers: { content-type: application/json }, body: '{"n": 12345678901234567890 }' }
channels:
  /ws/{room}: { origin: [http://here] }
`;

describe('a request with x-mockapi-explain: 1', () => {
  let project: ReloadProject;
  afterEach(() => project.close());

  const ask = (method: string, path: string, { headers, ...order }: Order = {}): Promise<Sent> =>
    send(project, method, path, { ...order, headers: { 'x-mockapi-explain': '1', ...headers } });

  async function serve(settings = ''): Promise<void> {
    project = await serveFiles({
      'routes.d/a.yaml': ROUTES,
      'routes.d/a.txt': 'hello',
      'routes.d/mockapi.yaml': settings,
    });
  }

  const route = { id: 'GET /a', name: 'GET /a', at: 'routes.d/a.yaml:2' };

  it('has a JSON object say why it is the answer, as its last key', async () => {
    await serve();
    const { text, headers } = await ask('GET', '/a?x=2');
    expect(Object.keys(JSON.parse(text))).to.deep.equal(['code', 'message', 'data', 'explain']);
    expect(JSON.parse(text)).to.deep.equal({
      code: 200,
      message: 'success',
      data: 2,
      explain: {
        route,
        case: 'routes.d/a.yaml:2',
        why: null,
        cases: [
          { at: 'routes.d/a.yaml:2', verdict: 'does not match', why: '`query.x == "1"` is not true' },
          { at: 'routes.d/a.yaml:2', verdict: 'answers', why: 'its condition holds' },
        ],
        issues: [],
        moreIssues: 0,
        nearest: [],
      },
    });
    expect(headers['content-length']).to.equal(String(Buffer.byteLength(text)));
    expect(headers['x-mockapi-explain']).to.equal(undefined);
  });

  it('says it in the header of an answer to HEAD, whose body nobody gets', async () => {
    await serve();
    const plain = await send(project, 'GET', '/a?x=2');
    const { text, headers } = await ask('HEAD', '/a?x=2');
    expect([text, headers['content-length'], headers['x-mockapi-explain']]).to.deep.equal([
      '',
      plain.headers['content-length'],
      'routes.d/a.yaml:2 answers; routes.d/a.yaml:2: `query.x == "1"` is not true',
    ]);
    const missing = await ask('HEAD', '/emptu');
    expect(missing.headers['x-mockapi-explain']).to.match(
      /^no route for HEAD \/emptu; the nearest is GET \/empty; GET \/empty \(routes\.d\/a\.yaml:3\): "emptu" is not "empty"; /,
    );
  });

  it('has refusals say why', async () => {
    await serve();
    const explain = async (method: string, path: string, order?: Order): Promise<unknown> =>
      JSON.parse((await ask(method, path, order)).text).explain.why;
    expect(await explain('GET', '/a')).to.equal('no case of GET /a matched');
    expect(await explain('GET', '/b')).to.match(/^no route for GET \/b/);
    expect(await explain('POST', '/a', { body: 'x' })).to.equal('/a does not take POST; it takes GET, HEAD, OPTIONS');
    expect(await explain('GET', '/ws/lobby')).to.match(/is a channel: connect to ws:/);
  });

  it('has the refusal of a handshake say why', async () => {
    await serve();
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const { status, text, headers } = await ask('GET', '/ws/lobby', {
      headers: { ...upgrade, origin: 'http://there' },
    });
    const { explain } = JSON.parse(text);
    expect([status, headers['x-mockapi-route'], explain.route.id, explain.case, explain.why]).to.deep.equal([
      403,
      'routes.d/a.yaml:12',
      'WS /ws/{room}',
      null,
      'pages of "http://there" may not connect here; the channel\'s origin names http://here',
    ]);
  });

  for (const [path, status, body] of [
    ['/list', 200, '[1]'],
    ['/text', 200, 'hello'],
    ['/big', 200, '{"n":1,"explain":"mine"}'],
    ['/none', 204, ''],
    ['/file', 200, 'hello'],
  ] as const) {
    it(`leaves the body of ${path} as it is and says it in a header`, async () => {
      await serve();
      const { status: got, text, headers } = await ask('GET', path);
      expect([got, text]).to.deep.equal([status, body]);
      expect(headers['x-mockapi-explain']).to.match(/^routes\.d\/a\.yaml:\d+ answers$/);
    });
  }

  it('takes any JSON type, and objects without keys', async () => {
    await serve();
    expect(Object.keys(JSON.parse((await ask('GET', '/empty')).text))).to.deep.equal(['explain']);
    expect(Object.keys(JSON.parse((await ask('GET', '/typed')).text))).to.deep.equal(['b', 'explain']);
  });

  it('leaves numbers as they are written', async () => {
    await serve();
    expect((await ask('GET', '/numbers')).text).to.match(/^\{"n": 12345678901234567890 ,"explain":\{/);
  });

  it('says it on one line of ASCII, in bounds', async () => {
    await serve('envelope: { body: "${message}" }\n');
    const { headers } = await ask('GET', `/${encodeURIComponent('密')}${'x'.repeat(3000)}`);
    const line = String(headers['x-mockapi-explain']);
    expect(line).to.match(/^no route for GET [ -~]*\.\.\.$/);
    expect(line.length).to.equal(1024);
  });

  it('is not told more than the journal shows', async () => {
    await serve('journal: { mask: [query.x] }\n');
    expect((await ask('GET', '/a?x=topsecret')).text).to.not.include('topsecret');
  });

  it('is not told anything where server.headers is off, or by another value', async () => {
    await serve('server: { headers: off }\n');
    const plain = '{"code":200,"message":"success","data":2}';
    expect((await ask('GET', '/a?x=2')).text).to.equal(plain);
    expect((await ask('GET', '/text')).headers['x-mockapi-explain']).to.equal(undefined);
    await project.close();
    await serve();
    expect((await ask('GET', '/a?x=2', { headers: { 'x-mockapi-explain': '0' } })).text).to.equal(plain);
  });

  it('may come from a page, which gets to see the answer’s headers', async () => {
    await serve();
    const origin = 'http://localhost:5173';
    const asked = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-mockapi-explain' };
    const preflight = await send(project, 'OPTIONS', '/a', { headers: { origin, ...asked } });
    expect(preflight.headers['access-control-allow-headers']).to.equal('x-mockapi-explain');
    const { headers } = await ask('GET', '/text', { headers: { origin } });
    expect(headers['access-control-expose-headers']).to.include('x-mockapi-route').and.include('x-mockapi-explain');
  });

  it('is the same in the journal as on the wire', async () => {
    await serve();
    const { text } = await ask('GET', '/a?x=2');
    const [record] = project.mock.reader.records();
    expect(record?.kind === 'request' && record.answer.body?.text).to.equal(text);
  });
});

describe('the log at debug', () => {
  let project: ReloadProject;
  afterEach(() => project.close());

  it('tells in one line why a request met nothing or was not valid', async () => {
    const lines: string[] = [];
    project = await serveFiles(
      {
        'routes.d/a.yaml':
          'routes:\n  GET /a: { params: { query: { n: integer, t: string } }, cases: [ { when: query.n > 1, data: 1 } ] }\n',
        'routes.d/mockapi.yaml': 'journal: { mask: [query.t] }\n',
      },
      {
        flags: { log: { level: 'debug', dir: 'logs' } },
        console: { colour: false, write: (text) => lines.push(...text.split('\n')) },
      },
    );
    await send(project, 'GET', '/a?n=1');
    await send(project, 'GET', '/a?n=x&t=topsecret');
    await send(project, 'GET', '/b');
    await send(project, 'GET', '/a?n=2');
    await project.mock.log.flush();
    const told = lines.filter((line) => line.includes('no case answered a request')).map((line) => line.slice(9));
    expect(told).to.deep.equal([
      'debug no case answered a request  id=r outcome=unmatched route=routes.d/a.yaml:2 why="no case of GET /a matched" cases="routes.d/a.yaml:2 does not match: `query.n > 1` is not true"',
      'debug no case answered a request  id=r outcome=invalid route=routes.d/a.yaml:2 why="query \\"n\\" must be an integer" cases="routes.d/a.yaml:2 not asked: the request is refused before" issues="query \\"n\\" must be an integer"',
      'debug no case answered a request  id=r outcome=unmatched why="no route for GET /b; the nearest is GET /a" nearest="GET /a routes.d/a.yaml:2: \\"b\\" is not \\"a\\""',
    ]);
    expect(lines.join('\n')).to.not.include('topsecret');
  });
});

import { expect } from 'chai';
import { type Explanation, explainExchange } from '../../src/compile/explain.ts';
import { createCompiler } from '../../src/compile/project.ts';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import { RequestError } from '../../src/core/errors.ts';
import type { Payload } from '../../src/core/exchange.ts';
import { createRandom } from '../../src/core/random.ts';
import { createLoader } from '../../src/spec/load.ts';
import { useFolder } from '../cli/fake-terminal.ts';

const GOODS = `routes:
  GET /goods/{id}:
    name: one
    params:
      url: { id: { type: integer } }
      query: { limit: { type: integer, default: 10 }, tag: string }
      header: { X-Token: { type: string } }
    cases:
      - when: query.limit > 100
        status: 400
      - when: { query: { limit: 7 } }
        data: seven
      - when: url.id == 3
        data: "\${range(url.id * 100000)}"
      - when: url.id != 5
        data: "\${url.id}"
  GET /goods/new:
    data: fresh
  ANY /goods/{any}:
    data: any
  PUT /goods/{id}:
    params:
      body: { type: object, required: [name], properties: { name: { type: string }, n: { type: integer, default: 1 } } }
    data: "\${body.n}"
  GET /next:
    cases:
      - when: counter("c") > 1
        data: later
      - data: '\${counter("c")}'
`;

describe('explainExchange', () => {
  const folder = useFolder();
  let snapshot: Snapshot;

  beforeEach(() => {
    const cwd = folder({ 'routes.d/goods.yaml': GOODS });
    const compiled = createCompiler({ env: {}, cwd, flags: {}, isStrict: false }).compile(
      createLoader({ paths: ['routes.d'], cwd }).load(),
    );
    expect(compiled.problems.filter((problem) => problem.severity === 'error')).to.deep.equal([]);
    if (!compiled.snapshot) throw new Error('nothing to serve');
    snapshot = compiled.snapshot;
  });

  interface Asked {
    readonly headers?: Readonly<Record<string, string>>;
    readonly payload?: Payload;
    readonly refused?: RequestError;
  }

  function explain(method: string, target: string, { headers = {}, payload = { kind: 'none' }, refused }: Asked = {}) {
    const [path = '', queryText = ''] = target.split('?');
    const match = snapshot.table.match(method, path);
    const counts = new Map<string, number>();
    const exchange = {
      id: 'x',
      request: { method, target, path, queryText, headers, client: { host: '', port: 0 }, port: 0 },
      payload,
      pathParams: match.kind === 'found' ? match.params : {},
      random: createRandom(1),
      now: 0,
      locale: 'en',
      nextCount(name: string) {
        const next = (counts.get(name) ?? 0) + 1;
        counts.set(name, next);
        return next;
      },
    };
    return explainExchange({ snapshot, exchange, match, refused });
  }

  const at = (line: number): string => `routes.d/goods.yaml:${line}`;
  const bodyOf = ({ plan }: Explanation): unknown =>
    plan.kind === 'send' ? (JSON.parse(plan.body.toString()) as { readonly data: unknown }).data : plan.kind;
  const casesOf = ({ cases }: Explanation) => cases.map((item) => [item.at, item.verdict, item.why]);

  it('tells the route, every case and the answer of a hit', () => {
    const told = explain('GET', '/goods/4?limit=9&x=1', { headers: { 'x-token': 't' } });
    expect(told.route).to.deep.include({ id: 'GET /goods/{id}', name: 'one', at: at(2) });
    expect(casesOf(told)).to.deep.equal([
      [at(9), 'does not match', '`query.limit > 100` is not true'],
      [at(11), 'does not match', 'query.limit: expected 7, received 9'],
      [at(13), 'does not match', '`url.id == 3` is not true'],
      [at(15), 'answers', 'its condition holds'],
    ]);
    expect(told.refusal).to.equal(undefined);
    expect([told.plan.status, bodyOf(told)]).to.deep.equal([200, 4]);
  });

  it('tells of each parameter what came and what became of it', () => {
    const told = explain('GET', '/goods/4?x=1', { headers: { 'x-token': 't', accept: '*/*' } });
    const row = (source: string, name: string, isDeclared: boolean, received: unknown, value: unknown) => ({
      in: source,
      name,
      isDeclared,
      received,
      value,
    });
    expect(
      told.parameters.map((item) => row(item.in, item.name, item.isDeclared, item.received, item.value)),
    ).to.deep.equal([
      row('header', 'x-token', true, 't', 't'),
      row('url', 'id', true, '4', 4),
      row('query', 'limit', true, undefined, 10),
      row('query', 'tag', true, undefined, undefined),
      row('query', 'x', false, '1', '1'),
    ]);
  });

  it('tells which routes fit too, and why they do not answer', () => {
    const others = (method: string, target: string) =>
      explain(method, target).others.map((other) => [other.id, other.at, other.why]);
    expect(others('GET', '/goods/new')).to.deep.equal([
      ['GET /goods/{id}', at(2), 'the path of GET /goods/new is more literal'],
      ['ANY /goods/{any}', at(19), 'the path of GET /goods/new is more literal'],
      ['PUT /goods/{id}', at(21), 'it takes PUT, not GET'],
    ]);
    expect(others('HEAD', '/goods/4')).to.deep.equal([
      ['ANY /goods/{any}', at(19), 'GET /goods/{id} names the method'],
      ['PUT /goods/{id}', at(21), 'it takes PUT, not HEAD'],
      ['GET /goods/new', at(17), '"4" is not "new"'],
    ]);
  });

  it('tells every issue at its parameter, and that no case was asked', () => {
    const told = explain('GET', '/goods/x?limit=y');
    expect(told.plan.status).to.equal(422);
    expect(told.refusal).to.equal('url "id" must be an integer');
    expect(told.issues).to.have.length(2);
    expect(told.parameters.map((item) => item.issues.map((issue) => issue.keyword))).to.deep.equal([
      [],
      ['type'],
      ['type'],
      [],
    ]);
    expect(new Set(told.cases.map((item) => item.verdict))).to.deep.equal(new Set(['not asked']));
  });

  it('tells that no case matched', () => {
    const told = explain('GET', '/goods/5');
    expect([told.plan.status, told.refusal]).to.deep.equal([404, 'no case of GET /goods/{id} matched']);
    expect(told.cases.map((item) => item.verdict)).to.deep.equal(Array(4).fill('does not match'));
  });

  it('tells that the answer of the chosen case failed', () => {
    const told = explain('GET', '/goods/3');
    expect(told.plan.status).to.equal(500);
    expect(casesOf(told).slice(2)).to.deep.equal([
      [at(13), 'fails', told.refusal],
      [at(15), 'not asked', 'a case above it answers'],
    ]);
  });

  it('tells the received body before its defaults are filled in', () => {
    const value = { name: 'pen' };
    const told = explain('PUT', '/goods/4', { payload: { kind: 'json', value, text: '{"name":"pen"}' } });
    expect(told.parameters.find((item) => item.in === 'body')).to.deep.include({
      received: { name: 'pen' },
      value: { name: 'pen', n: 1 },
    });
    expect(bodyOf(told)).to.equal(1);
  });

  it('tells why the body was refused', () => {
    const refused = new RequestError(415, 'wrong-type', 'this route takes application/json');
    const told = explain('PUT', '/goods/4', { refused });
    expect([told.plan.status, told.refusal, casesOf(told)]).to.deep.equal([
      415,
      'this route takes application/json',
      [[at(21), 'not asked', 'the request is refused before']],
    ]);
  });

  const strangers = [
    ['GET', '/god', 404, 'no route for GET /god'],
    ['POST', '/next', 405, '/next does not take POST; it takes GET, HEAD, OPTIONS'],
    ['GET', '/%zz', 400, 'the path "/%zz" is not valid percent-encoding'],
    ['GET', '/goods/4?__proto__=1', 400, 'query must not have the name "__proto__"'],
  ] as const;
  for (const [method, target, status, refusal] of strangers) {
    it(`tells ${status} for ${method} ${target}`, () => {
      const told = explain(method, target);
      expect(told.plan.status).to.equal(status);
      expect(told.refusal).to.include(refusal.split(' must')[0]);
    });
  }

  it('tells the nearest routes of a path that none has', () => {
    expect(explain('GET', '/nxt').others.map((other) => [other.id, other.why])).to.deep.include([
      'GET /next',
      '"nxt" is not "next"',
    ]);
  });

  it('answers OPTIONS as the server does', () => {
    const told = explain('OPTIONS', '/next');
    expect([told.plan.status, told.plan.headers, told.refusal]).to.deep.equal([
      204,
      ['allow', 'GET, HEAD, OPTIONS'],
      undefined,
    ]);
  });

  it('plans before it asks the other cases, so that asking does not change the answer', () => {
    expect(bodyOf(explain('GET', '/next'))).to.equal(2);
  });

  it('tells a literal answer without asking anything', () => {
    const told = explain('GET', '/goods/new');
    expect([bodyOf(told), casesOf(told)]).to.deep.equal(['fresh', [[at(17), 'answers', 'it has no condition']]]);
  });
});

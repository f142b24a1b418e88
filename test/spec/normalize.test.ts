import { expect } from 'chai';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { normalizeRoutes } from '../../src/spec/normalize.ts';
import type { Located, RouteSpec } from '../../src/spec/route-spec.ts';
import { readSettings } from '../../src/spec/settings.ts';
import { brief, documentOf } from './support.ts';

interface Written {
  /** From the outside in. */
  readonly defaults?: readonly string[];
  readonly settings?: string;
  readonly file: string;
}

function normalize({ defaults = [], settings: settingsText = '', file }: Written): {
  readonly specs: readonly RouteSpec[];
  readonly told: readonly string[];
} {
  const told: string[] = [];
  const report = (problem: Parameters<typeof brief>[0]): void => {
    told.push(`${problem.origin.file}:${brief(problem)}`);
  };
  const layer = (text: string, name: string): Located<JsonObject> => {
    const { value, place } = documentOf(text, name);
    return { value: isJsonObject(value) ? value : {}, place };
  };
  const settings = readSettings(
    { document: documentOf(settingsText, 'mockapi.yaml'), env: {}, flags: {}, cwd: '/p' },
    report,
  );
  if (!settings) throw new Error(told.join('\n'));
  const own = layer(file, 'a.yaml');
  const { routes } = own.value;
  const specs = normalizeRoutes(
    { value: isJsonObject(routes) ? routes : {}, place: own.place.child('routes') },
    {
      settings,
      layers: [...defaults.map((text, index) => layer(text, `${'x/'.repeat(index)}_defaults.yaml`)), own],
      answers: ['data', 'body', 'file'],
    },
    report,
  );
  return { specs, told };
}

/** The only route of a file that is fine. */
function only(written: Written): RouteSpec {
  const { specs, told } = normalize(written);
  expect(told).to.deep.equal([]);
  const [spec] = specs;
  if (!spec || specs.length > 1) throw new Error(`${specs.length} routes`);
  return spec;
}

const params = (spec: RouteSpec): unknown =>
  Object.fromEntries(
    Object.entries(spec.params).map(([source, declared]) => [
      source,
      declared?.params.map(({ name, spec: written }) => [name, written]),
    ]),
  );
const values = (list: readonly Located[]): readonly unknown[] => list.map(({ value }) => value);
const named = (list: RouteSpec['cases'][number]['headers']): unknown =>
  Object.fromEntries(list.map(({ name, value }) => [name, value]));

describe('normalizeRoutes', () => {
  it('writes a bare route out', () => {
    const spec = only({ file: 'routes: { GET /a: }' });
    const { method, name, summary, description, isDeprecated, tags, coerce, vars, envelope, times, responses } = spec;
    expect({
      method,
      name,
      summary,
      description,
      isDeprecated,
      tags,
      coerce,
      vars,
      envelope,
      times,
      responses,
      params: spec.params,
    }).to.deep.equal({
      method: 'GET',
      name: 'GET /a',
      summary: undefined,
      description: undefined,
      isDeprecated: false,
      tags: [],
      coerce: false,
      vars: {},
      envelope: [],
      times: undefined,
      responses: [],
      params: {},
    });
    const [{ place, ...first } = { place: undefined }, ...others] = spec.cases;
    expect(others).to.deep.equal([]);
    expect(place?.pointer).to.equal('/routes/GET ~1a');
    expect(first).to.deep.equal({
      when: undefined,
      answer: undefined,
      status: undefined,
      code: undefined,
      message: undefined,
      headers: [],
      cookies: [],
      delay: undefined,
      times: undefined,
      envelope: [],
    });
  });

  it('keeps `times` of a route with the route, whether it has cases or is one', () => {
    const written = (file: string): unknown => {
      const { times, cases } = only({ file });
      return [times?.value, times?.place.pointer, ...cases.map((item) => item.times?.value)];
    };
    expect(written('routes: { GET /a: { times: 1, data: 1 } }')).to.deep.equal([1, '/routes/GET ~1a/times', undefined]);
    const cases = 'routes: { GET /a: { times: 1, cases: [ { times: 0, when: a }, { times: { $gt: 1 } } ] } }';
    expect(written(cases)).to.deep.equal([1, '/routes/GET ~1a/times', 0, { $gt: 1 }]);
  });

  it('joins prefixes from the outside in', () => {
    const defaults = ['prefix: /api/', 'prefix: /', 'prefix: "/v{version}"'];
    expect(only({ defaults, file: 'prefix: /shop\nroutes: { GET /goods/: }' }).pattern.path).to.equal(
      '/api/v{version}/shop/goods',
    );
    expect(only({ defaults, file: 'routes: { GET /: }' }).pattern.path).to.equal('/api/v{version}');
    expect(only({ file: 'prefix: ""\nroutes: { GET /: }' }).pattern.path).to.equal('/');
  });

  it('adds tags from the outside in, each once', () => {
    const spec = only({
      defaults: ['tags: [a, b]', 'tags: [c, a]'],
      file: 'tags: [d]\nroutes: { GET /: { tags: [b, e] } }',
    });
    expect(spec.tags).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
  });

  it('merges parameters by source and name, the nearest wins', () => {
    const spec = only({
      defaults: [
        'params: { query: { page: integer, size: integer }, header: { X-Token: string } }',
        'params: { query: { page: number } }',
      ],
      file: 'params: { cookie: { sid: string } }\nroutes: { GET /: { params: { query: { size: string, q: string }, header: { x-token: { type: string, required: true } } } } }',
    });
    expect(params(spec)).to.deep.equal({
      header: [['x-token', { type: 'string', required: true }]],
      cookie: [['sid', 'string']],
      query: [
        ['page', 'number'],
        ['size', 'string'],
        ['q', 'string'],
      ],
    });
    expect(spec.params.query?.params.map(({ place }) => place.file)).to.deep.equal([
      'x/_defaults.yaml',
      'a.yaml',
      'a.yaml',
    ]);
  });

  it('takes the body as a whole from the nearest', () => {
    const spec = only({
      defaults: ['params: { body: { type: object, required: [a] } }'],
      file: 'routes: { POST /: { params: { body: { type: array } } } }',
    });
    expect(params(spec)).to.deep.equal({ body: [['', { type: 'array' }]] });
  });

  it('reads "additional: false" as the switch, and a parameter of that name as a parameter', () => {
    const closed = only({ file: 'routes: { GET /: { params: { query: { additional: false, a: string } } } }' });
    expect(closed.params.query).to.deep.include({ additional: false });
    expect(params(closed)).to.deep.equal({ query: [['a', 'string']] });
    const named = only({ file: 'routes: { GET /: { params: { query: { additional: string } } } }' });
    expect(params(named)).to.deep.equal({ query: [['additional', 'string']] });
    const opened = only({
      defaults: ['params: { query: { additional: false } }'],
      file: 'routes: { GET /: { params: { query: { additional: true } } } }',
    });
    expect(opened.params.query?.additional).to.equal(true);
  });

  it('gives url parameters of the surroundings only to routes whose path has them', () => {
    const { specs, told } = normalize({
      defaults: ['params: { url: { id: integer } }'],
      file: 'routes: { "GET /a/{id}": , GET /b: }',
    });
    expect(told).to.deep.equal([]);
    expect(specs.map(params)).to.deep.equal([{ url: [['id', 'integer']] }, { url: [] }]);
  });

  it('merges vars by name over those of the settings', () => {
    const spec = only({
      settings: 'vars: { a: 1, b: 1, c: 1 }',
      defaults: ['vars: { b: 2, d: { x: 1 } }'],
      file: 'vars: { c: 3 }\nroutes: { GET /: { vars: { d: { y: 2 } } } }',
    });
    expect(spec.vars).to.deep.equal({ a: 1, b: 2, c: 3, d: { y: 2 } });
  });

  it('stacks envelopes from the settings to the case', () => {
    const spec = only({
      settings: 'envelope: { success: { code: 0 } }',
      defaults: ['envelope: { success: { code: 1 } }'],
      file: 'envelope: none\nroutes: { GET /: { envelope: { success: { code: 3 } }, cases: [ { when: query.a, envelope: none }, { data: 1 } ] } }',
    });
    const route = [{ success: { code: 0 } }, { success: { code: 1 } }, 'none', { success: { code: 3 } }];
    expect(values(spec.envelope)).to.deep.equal(route);
    expect(spec.cases.map((item) => values(item.envelope))).to.deep.equal([[...route, 'none'], route]);
  });

  it('takes coerce and delay from the nearest', () => {
    const written = { settings: 'coerce: true', defaults: ['delay: 1s', 'coerce: false'], file: 'routes: { GET /: }' };
    expect(only(written).coerce).to.equal(false);
    expect(only(written).cases[0]?.delay?.value).to.equal('1s');
    expect(only({ ...written, file: 'routes: { GET /: { coerce: true, delay: 2s } }' }).coerce).to.equal(true);
    expect(only({ ...written, file: 'delay: 3s\nroutes: { GET /: }' }).cases[0]?.delay?.value).to.equal('3s');
    expect(only({ settings: 'coerce: true', file: 'routes: { GET /: }' }).coerce).to.equal(true);
  });

  it('merges headers by name in any case, and hands them, cookies, delay and envelope down to the cases', () => {
    const spec = only({
      defaults: ['headers: { Cache-Control: no-store, x-a: 1 }'],
      file: 'headers: { X-A: 2 }\nroutes: { GET /: { headers: { x-b: 3 }, cookies: { s: a, t: b }, delay: 1s, cases: [ { when: query.a, headers: { X-B: 4 }, cookies: { t: c }, delay: 2s }, { data: 1 } ] } }',
    });
    const [first, second] = spec.cases;
    expect(first && named(first.headers)).to.deep.equal({ 'Cache-Control': 'no-store', 'X-A': 2, 'X-B': 4 });
    expect(first && named(first.cookies)).to.deep.equal({ s: 'a', t: 'c' });
    expect(first?.delay?.value).to.equal('2s');
    expect(second && named(second.headers)).to.deep.equal({ 'Cache-Control': 'no-store', 'X-A': 2, 'x-b': 3 });
    expect(second && named(second.cookies)).to.deep.equal({ s: 'a', t: 'b' });
    expect(second?.delay?.value).to.equal('1s');
  });

  it('keeps the headers and cookies of a route without cases once', () => {
    const [item] = only({ file: 'routes: { GET /: { headers: { a: 1 }, cookies: { b: 2 }, envelope: none } }' }).cases;
    expect(item && [named(item.headers), named(item.cookies), values(item.envelope)]).to.deep.equal([
      { a: 1 },
      { b: 2 },
      ['none'],
    ]);
  });

  for (const [kind, value] of [
    ['data', null],
    ['body', 'x'],
    ['file', './a.png'],
  ] as const) {
    it(`names the answer ${kind}`, () => {
      const [item] = only({ file: `routes: { GET /: { ${kind}: ${value} } }` }).cases;
      expect(item?.answer).to.deep.include({ kind, value });
      expect(item?.answer?.place.pointer).to.equal(`/routes/GET ~1/${kind}`);
    });
  }

  it('leaves out what is wrong, tells it, and goes on with the rest', () => {
    const { specs, told } = normalize({
      file: `routes:
  get /a: {}
  GET /:id: {}
  GET /two: { data: 1, body: 2 }
  GET /mixed: { data: 1, cases: [ { data: 1 } ] }
  GET /{id}: { params: { url: { idd: string } } }
  GET /last: {}
`,
    });
    expect(specs.map(({ pattern }) => pattern.path)).to.deep.equal(['/{id}', '/last']);
    expect(told).to.deep.equal([
      'a.yaml:2:3 bad-route "get" is no HTTP method (did you mean "GET /a"?)',
      'a.yaml:3:8 bad-path ":id" is not how parameters are written (write "{id}")',
      'a.yaml:4:24 conflicting-keys "body" stands beside "data" (an answer has one of them)',
      'a.yaml:5:17 conflicting-keys "data" stands beside "cases" (move it into a case)',
      'a.yaml:6:33 unknown-url-parameter the path has no parameter "{idd}" (did you mean "id"?)',
    ]);
  });

  for (const [what, file, expected] of [
    [
      'a header written twice',
      'routes: { GET /: { headers: { X-A: 1, x-a: 2 } } }',
      'a.yaml:1:39 duplicate-key "x-a" and "X-A" are one header (remove one of the two; a list sends a header several times)',
    ],
    [
      'a header parameter written twice',
      'params: { header: { X-A: string, x-a: string } }\nroutes: { GET /: }',
      'a.yaml:1:34 duplicate-key "x-a" and "X-A" are one header (remove one of the two; a list sends a header several times)',
    ],
    [
      'a case behind one that takes all',
      'routes: { GET /: { cases: [ { when: true }, { when: query.a } ] } }',
      'a.yaml:1:45 unreachable-case this case is never reached (the case on line 1 takes every request)',
    ],
    [
      'a code that no envelope says',
      'routes: { GET /: { body: x, code: 5 } }',
      'a.yaml:1:29 conflicting-keys "code" has no effect beside "body" (it belongs to the envelope, and "body" is sent without one)',
    ],
    [
      'a prefix with a mistake',
      'prefix: /a//b\nroutes: { GET /: }',
      'a.yaml:1:11 bad-path a path has no empty segments (write one "/")',
    ],
    [
      'a path that its prefix spoils',
      'prefix: "/{id}"\nroutes:\n  GET /{id}:',
      'a.yaml:3:3 bad-path with its prefix "/{id}": the path has two parameters called "id" (give each a name of its own)',
    ],
    [
      'several methods in one key',
      'routes: { "GET, put /a": }',
      'a.yaml:1:11 bad-route a route has one method (write "GET /a" and "PUT /a", or "ANY /a")',
    ],
    [
      'a method of a sentence',
      'routes: { "GET all users": }',
      'a.yaml:1:16 bad-path a path begins with "/" (write "/all users")',
    ],
  ] as const) {
    it(`tells ${what}`, () => expect(normalize({ file }).told).to.deep.equal([expected]));
  }
});

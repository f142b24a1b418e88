/** Contracts that are broken, endless or huge: told on their lines, and never paid for twice. */

import { expect } from 'chai';
import { header, snapshotOf, told, useProject } from '../support.ts';
import { contract, json, serveContract } from './support.ts';

const OK = 'responses: { 200: { description: ok } }';

describe('a hostile contract', () => {
  const project = useProject();

  const compile = (
    text: string,
    name = 'api.yaml',
  ): { readonly routes: readonly string[]; readonly told: readonly string[] } => {
    project.write({ [name]: text });
    const compiled = project.compile();
    return { routes: compiled.snapshot?.routes.map(({ id }) => id) ?? [], told: told(compiled) };
  };

  const rows: readonly (readonly [title: string, text: string, routes: readonly string[], told: readonly string[]])[] =
    [
      [
        'a document that is a list',
        '[{ openapi: 3.1.0 }]\n',
        [],
        ['api.yaml:1:1 wrong-type the file must be a map with "routes" or "channels", not a list'],
      ],
      [
        'paths that are a list',
        'openapi: 3.1.0\npaths: []\n',
        [],
        ['api.yaml:2:8 wrong-type "paths" is a map, not a list'],
      ],
      [
        'no paths',
        'openapi: 3.1.0\npaths:\n',
        [],
        ['api.yaml:1:1 missing-key the contract has no "paths" (add the paths that it is about)'],
      ],
      [
        'a version of the future',
        'openapi: 4.0.0\npaths: {}\n',
        [],
        [
          'api.yaml:1:10 wrong-value there is no OpenAPI "4.0.0" that is known here (write openapi: 3.1.0, openapi: 3.0.3 or swagger: "2.0")',
        ],
      ],
      [
        'a version that is a map',
        'swagger: { constructor: 2 }\npaths: {}\n',
        [],
        [
          'api.yaml:1:10 wrong-value there is no Swagger {"constructor":2} that is known here (write openapi: 3.1.0, openapi: 3.0.3 or swagger: "2.0")',
        ],
      ],
      ['a version that YAML takes for a number', `openapi: 3.1\npaths: { /a: { get: { ${OK} } } }\n`, ['GET /a'], []],
      ['a byte order mark', `\uFEFFopenapi: 3.1.0\npaths: { /a: { get: { ${OK} } } }\n`, ['GET /a'], []],
      [
        'anchors',
        `openapi: 3.1.0\npaths:\n  /a: &a { get: { responses: &r { 200: { description: ok } } } }\n  /b: *a\n  /c: { get: { responses: *r } }\n`,
        ['GET /a', 'GET /b', 'GET /c'],
        [],
      ],
      [
        'path items in a circle',
        contract(
          `/a: { $ref: "#/paths/~1b" }\n/b: { $ref: "#/paths/~1a" }\n/c: { $ref: "#/paths/~1c" }\n/d: { get: { ${OK} } }`,
        ),
        ['GET /d'],
        ['a', 'b', 'c'].map(
          (name, index) =>
            `api.yaml:${index + 4}:15 unknown-ref this "$ref" leads back to itself (name the place of the path "/${name}"; nothing at /${name} is served)`,
        ),
      ],
      [
        'parts that refer to themselves',
        contract(
          '/a: { get: { parameters: [{ $ref: "#/components/parameters/P" }], responses: { 200: { $ref: "#/components/responses/R" } } } }',
          'components: { parameters: { P: { $ref: "#/components/parameters/P" } }, responses: { R: { $ref: "#/components/responses/R" } } }\n',
        ),
        [],
        [
          'api.yaml:4:37 unknown-ref this "$ref" leads back to itself (name the place of a parameter; until then GET /a is not served)',
          'api.yaml:4:95 unknown-ref this "$ref" leads back to itself (name the place of a response; until then GET /a is not served)',
        ],
      ],
      [
        'methods that HTTP does not have',
        contract(`/a: { additionalOperations: { "b ad": { ${OK} }, "": { ${OK} }, lock: { ${OK} } } }`),
        ['LOCK /a'],
        [
          'api.yaml:4:33 wrong-value "b ad" is no method (it is not served; there are for example PATCH, LOCK and SEARCH)',
          'api.yaml:4:86 wrong-value "" is no method (it is not served; there are for example PATCH, LOCK and SEARCH)',
        ],
      ],
    ];
  for (const [title, text, routes, problems] of rows) {
    it(`may be ${title}`, () => {
      expect(compile(text)).to.deep.equal({ routes, told: problems });
    });
  }

  it('may call everything as objects of JavaScript do', () => {
    const word = 'constructor';
    const ask = serveContract(
      project,
      contract(
        `
/${word}/{${word}}:
  post:
    tags: [${word}]
    operationId: ${word}
    security: [{ ${word}: [] }]
    parameters:
      - { name: ${word}, in: path, required: true, schema: { type: integer } }
      - { name: ${word}, in: query, required: true, schema: { $ref: "#/components/schemas/${word}" } }
      - { name: toString, in: header, required: true, schema: { type: integer } }
      - { name: hasOwnProperty, in: cookie, required: true, schema: { type: integer } }
    requestBody: { required: true, content: { application/json: { schema: { type: object, required: [${word}, valueOf], properties: { ${word}: { type: integer } } } } } }
    responses:
      200:
        description: ok
        headers: { ${word}: { schema: { type: string }, example: x } }
        content: { application/json: { examples: { ${word}: { value: { ${word}: 1 } }, toString: { value: 2 } } } }`,
        `components: { schemas: { ${word}: { type: integer } }, securitySchemes: { ${word}: { type: apiKey, in: query, name: toString } } }\n`,
      ),
    );
    const body = json({ constructor: 1, valueOf: 1 });
    const headers = { ...body.headers, tostring: '1', cookie: 'hasOwnProperty=1' };
    const target = '/constructor/1?constructor=1&toString=k';
    const answer = ask(target, { method: 'POST', ...body, headers });
    expect([answer.status, answer.body, header(answer, word)]).to.deep.equal([200, { constructor: 1 }, 'x']);
    const other = ask(`${target}&__example=toString`, { method: 'POST', ...body, headers });
    expect(other.body).to.equal(2);
    expect(ask('/constructor/1?constructor=1', { method: 'POST', ...body, headers }).status).to.equal(401);
    const empty = ask('/constructor/1?toString=k', { method: 'POST', ...json({}) });
    const { errors } = JSON.parse(String(empty.body)) as { errors: readonly { in: string; name: string }[] };
    expect(errors.map((issue) => `${issue.in} ${issue.name}`)).to.deep.equal([
      'header tostring',
      'cookie hasOwnProperty',
      'query constructor',
      'body constructor',
      'body valueOf',
    ]);
  });

  it('may have path parameters with names that are none of ours', () => {
    const ask = serveContract(
      project,
      contract(`
"/a/{ a b }/{é}/{x.y}-{z}/{*}":
  get:
    parameters: [{ name: x.y, in: path, required: true, schema: { type: integer } }, { name: é, in: path, required: true, schema: { enum: [é] } }]
    responses: { 204: { description: ok } }`),
    );
    expect(ask('/a/1/%C3%A9/5-z/*').status).to.equal(204);
    expect(ask('/a/1/%C3%A9/x-z/*').status).to.equal(422);
    expect(ask('/a/1/e/5-z/*').status).to.equal(422);
  });

  it('is read in time that grows with it, not faster', () => {
    const timeOf = (count: number): number => {
      const paths = Array.from(
        { length: count },
        (_, index) =>
          `/p${index}/{id}: { get: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { 200: { $ref: "#/components/responses/R" } } } }`,
      );
      const rest =
        'components: { responses: { R: { description: ok, content: { application/json: { schema: { type: object } } } } } }\n';
      const start = process.cpuUsage().user;
      expect(compile(contract(paths.join('\n'), rest)).routes).to.have.length(count);
      return process.cpuUsage().user - start;
    };
    timeOf(200);
    expect(timeOf(2000) / timeOf(500)).to.be.below(12);
  });

  it('keeps its size where everything is made of everything', () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) =>
        `S${level}: { allOf: [{ $ref: "#/components/schemas/S${level + 1}" }, { $ref: "#/components/schemas/S${level + 1}" }] }`,
    );
    const ask = serveContract(
      project,
      contract(
        '/a: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/S0" } } } } } } }',
        `components: { schemas: { ${levels.join(', ')}, S40: { type: object, required: [a], properties: { a: { const: 1 } } } } }\n`,
      ),
    );
    expect(ask('/a').body).to.deep.equal({ a: 1 });
  });

  it('shares its paths with another one: the first file has them', () => {
    project.write({
      'a.yaml': contract('/x: { get: { responses: { 201: { description: a } } } }'),
      'b.yaml': contract(
        '/x: { get: { responses: { 202: { description: b } } } }\n/y: { get: { responses: { 202: { description: b } } } }',
      ),
    });
    const compiled = project.compile();
    expect(
      snapshotOf(compiled)
        .routes.map(({ at }) => at)
        .sort(),
    ).to.deep.equal(['a.yaml:4', 'b.yaml:5']);
    expect(told(compiled)).to.deep.equal([
      'b.yaml:4:9 duplicate-route GET /x is declared twice (only the first is served)',
    ]);
    project.remove('a.yaml');
    expect(told(project.compile())).to.deep.equal([]);
  });

  it('is broken, mended, renamed and deleted while it is served', () => {
    const good = contract('/x: { get: { responses: { 201: { description: a } } } }');
    const served = (): readonly string[] => snapshotOf(project.compile()).routes.map(({ id, at }) => `${id} ${at}`);
    project.write({ 'a.yaml': good, 'own.yaml': 'routes: { GET /y: { body: x } }\n' });
    expect(served()).to.include('GET /x a.yaml:4');
    project.write({ 'a.yaml': 'openapi: 9\npaths: {}\n' });
    expect(served()).to.include('GET /x a.yaml:4');
    project.write({ 'a.yaml': good.replace('/x', '/z') });
    expect(served()).to.deep.equal(['GET /z a.yaml:4', 'GET /y own.yaml:1']);
    project.write({ 'b.yaml': good.replace('/x', '/z') });
    project.remove('a.yaml');
    expect(served()).to.include('GET /z b.yaml:4');
    project.remove('b.yaml');
    expect(served()).to.deep.equal(['GET /y own.yaml:1']);
  });
});

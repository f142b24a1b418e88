import { expect } from 'chai';
import { contractKey } from '../../../src/spec/contract/read.ts';
import { operationsOf, readText } from './support.ts';

const INFO = 'info: { title: Shop, version: "1.2" }\n';

describe('contractKey', () => {
  it('tells contracts from route files', () => {
    expect(contractKey({ openapi: '3.1.0' })).to.equal('openapi');
    expect(contractKey({ swagger: '2.0' })).to.equal('swagger');
    expect(contractKey({ routes: {} })).to.equal(undefined);
    expect(contractKey(null)).to.equal(undefined);
    expect(contractKey(Object.create({ openapi: '3.1.0' }))).to.equal(undefined);
  });
});

describe('readContract', () => {
  const versions: readonly (readonly [text: string, dialect: string | undefined])[] = [
    ['openapi: 3.0.0', 'openapi-3.0'],
    ['openapi: 3.0.4', 'openapi-3.0'],
    ['openapi: 3.1.1', 'openapi-3.1'],
    ['openapi: 3.2.0', 'openapi-3.1'],
    ['openapi: 3.1', 'openapi-3.1'],
    ['swagger: "2.0"', 'swagger-2.0'],
    ['swagger: 2.0', 'swagger-2.0'],
    ['openapi: 4.0.0', undefined],
    ['openapi: 30', undefined],
    ['openapi: "3"', undefined],
    ['openapi: {}', undefined],
    ['swagger: "1.2"', undefined],
    ['openapi: "2.0"', undefined],
  ];
  for (const [text, dialect] of versions) {
    it(`reads "${text}" as ${dialect ?? 'an error'}`, () => {
      expect(readText(`${text}\n${INFO}paths: {}\n`).spec?.dialect).to.equal(dialect);
    });
  }

  it('says which versions there are', () => {
    expect(readText(`openapi: 4.0.0\n${INFO}paths: {}`).told).to.deep.equal([
      '!1:10 wrong-value there is no OpenAPI "4.0.0" that is known here (write openapi: 3.1.0, openapi: 3.0.3 or swagger: "2.0")',
    ]);
  });

  it('wants paths', () => {
    expect(readText(`openapi: 3.1.0\n${INFO}`).told).to.deep.equal([
      '!1:1 missing-key the contract has no "paths" (add the paths that it is about)',
    ]);
    expect(readText(`openapi: 3.1.0\n${INFO}webhooks: {}`).told).to.deep.equal([]);
  });

  it('gives info and tags', () => {
    const { spec, told } = readText(
      `openapi: 3.1.0\n${INFO}paths: {}\ntags: [{ name: pets, description: All of them }, { name: a }]`,
    );
    expect(told).to.deep.equal([]);
    expect(spec?.info).to.deep.equal({ title: 'Shop', version: '1.2', description: undefined });
    expect(spec?.tags).to.deep.equal([
      { name: 'pets', description: 'All of them' },
      { name: 'a', description: undefined },
    ]);
  });

  it('warns of keys that nobody knows, not of extensions', () => {
    const { told } = readText(
      `openapi: 3.1.0\n${INFO}paths:\n  /a:\n    get:\n      sumary: x\n      x-own: 1\n      responses: { 200: { description: ok } }\nx-mockapi: { securty: off }\n`,
    );
    expect(told).to.deep.equal([
      '9:14 unknown-key "x-mockapi" has no key "securty" (did you mean "security"?)',
      '6:7 unknown-key OpenAPI has no key "sumary" here (did you mean "summary"?)',
    ]);
  });

  it('tells a mistake of the whole document once, however many operations there are', () => {
    const paths = 'paths:\n  /a: { get: OK, put: OK }\n  /b: { get: OK }\n'.replaceAll(
      'OK',
      '{ responses: { 200: { description: ok } } }',
    );
    expect(readText(`openapi: 3.1.0\n${INFO}servers: 5\nsecurity: [{ nope: [] }]\n${paths}`).told).to.deep.equal([
      '3:10 wrong-type "servers" is a list, not a number',
      '4:14 unknown-name there is no security scheme "nope" (declare it under securitySchemes; nobody is asked for it)',
    ]);
    expect(
      readText(`swagger: "2.0"\n${INFO}consumes: 5\nproduces: text/plain\nsecurity: 6\n${paths}`).told,
    ).to.deep.equal([
      '5:11 wrong-type "security" is a list, not a number',
      '3:11 wrong-type "consumes" is a list, not a number',
      '4:11 wrong-type "produces" is a list, not a string',
    ]);
  });

  it('tells mistakes of x-mockapi at the root, a path and an operation', () => {
    const text = `openapi: 3.1.0
${INFO}x-mockapi: { security: nonsense, prefix: [] }
paths:
  /a:
    x-mockapi: { securty: off, prefix: /v2 }
    get: { x-mockapi: off, responses: { 200: { description: ok } } }
    put: { x-mockapi: { security: true }, responses: { 200: { description: ok } } }
`;
    expect(readText(text).told).to.deep.equal([
      '3:42 wrong-type "prefix" is a text, not a list',
      '3:24 wrong-value "security" is on or off, not "nonsense" (it has no effect; `security: off` asks nobody for credentials)',
      '6:18 unknown-key "x-mockapi" has no key "securty" (did you mean "security"?)',
      '6:32 unknown-key "x-mockapi" has no key "prefix" here (it belongs to the root of the document)',
      '7:23 wrong-type "x-mockapi" is a map, not a string',
    ]);
  });

  it('has the prefix of the root win over the servers of paths and operations', () => {
    const text = `openapi: 3.1.0\n${INFO}x-mockapi: { prefix: /mine }\npaths: { /a: { servers: [{ url: /files }], get: { servers: [{ url: /c }], responses: { 200: { description: ok } } } } }\n`;
    expect([...operationsOf(text).keys()]).to.deep.equal(['GET /mine/a']);
  });

  it('leaves out an operation that it cannot read, and serves the rest', () => {
    const text = `openapi: 3.1.0
${INFO}paths:
  /a:
    get: { parameters: [{ $ref: "#/components/parameters/Nope" }], responses: { 200: { description: ok } } }
    put: { responses: { 200: { description: ok } } }
  /b/{id}{no}:
    get: { responses: { 200: { description: ok } } }
`;
    const { spec, told } = readText(text);
    expect(spec?.operations.map(({ method, path }) => `${method} ${path}`)).to.deep.equal(['PUT /a']);
    expect(told).to.deep.equal([
      '5:33 unknown-ref there is no "#/components/parameters/Nope" (until then GET /a is not served)',
      '7:10 bad-path "{id}" and "{no}" need text between them (write for example "{a}-{b}"; until then GET /b/{id}{no} is not served)',
    ]);
  });

  it('tells references that lead in a circle', () => {
    const text = `openapi: 3.1.0
${INFO}paths:
  /a:
    get: { requestBody: { $ref: "#/components/requestBodies/A" }, responses: { 200: { description: ok } } }
components:
  requestBodies: { A: { $ref: "#/components/requestBodies/B" }, B: { $ref: "#/components/requestBodies/A" } }
`;
    const { spec, told } = readText(text);
    expect(spec?.operations).to.deep.equal([]);
    expect(told).to.deep.equal([
      '5:33 unknown-ref this "$ref" leads back to itself (name the place of a request body; until then GET /a is not served)',
    ]);
  });

  it('serves the first of two paths that take the same requests', () => {
    const text = `openapi: 3.1.0\n${INFO}paths:\n  /a/{x}: { get: { responses: { 200: { description: ok } } } }\n  /a/{y}/: { get: { responses: { 200: { description: ok } } } }\n`;
    const { spec, told } = readText(text);
    expect(spec?.operations.map(({ path }) => path)).to.deep.equal(['/a/{x}']);
    expect(told).to.deep.equal([
      '5:14 duplicate-route GET /a/{y}/ takes the same requests as GET /a/{x} (only the first is served)',
    ]);
  });

  const paths: readonly (readonly [path: string, pattern: string, params: readonly string[]])[] = [
    ['/pets/{petId}', '/pets/{petId}', ['petId']],
    ['/a.{format}', '/a.{format}', ['format']],
    ['/{user.id}/x', '/{user_id}/x', ['user_id']],
    ['/{a b}-{a_b}', '/{a_b_2}-{a_b}', ['a_b_2', 'a_b']],
    ['/{__proto__}', '/{___proto__}', ['___proto__']],
    ['/v1/{name}:cancel', '/v1/{name}:cancel', ['name']],
    ['/:odd/(x)*', '/:odd/(x)*', []],
  ];
  for (const [path, pattern, params] of paths) {
    it(`serves ${path} as ${pattern}`, () => {
      const operations = operationsOf(
        `openapi: 3.1.0\n${INFO}paths:\n  "${path}": { get: { responses: { 200: { description: ok } } } }\n`,
      );
      expect([...operations.keys()]).to.deep.equal([`GET ${pattern}`]);
      expect([...operations.values()][0]?.pattern.params).to.deep.equal(params);
    });
  }

  const bases: readonly (readonly [holder: string, base: string])[] = [
    ['', '/a'],
    ['servers: [{ url: "https://api.example.com/v1/" }, { url: /other }]', '/v1/a'],
    ['servers: [{ url: /v2 }]', '/v2/a'],
    ['servers: [{ url: "https://api.example.com" }]', '/a'],
    [
      'servers: [{ url: "https://{host}:{port}/{base}", variables: { base: { default: v3 }, host: { default: h }, port: { default: "1" } } }]',
      '/v3/a',
    ],
    ['servers: [{ url: /v2 }]\nx-mockapi: { prefix: /mine }', '/mine/a'],
    ['servers: [{ url: /v2 }]\nx-mockapi: { prefix: "" }', '/a'],
  ];
  for (const [holder, path] of bases) {
    it(`serves ${path} with ${holder === '' ? 'no servers' : holder.replace('\n', ' and ')}`, () => {
      const text = `openapi: 3.1.0\n${INFO}paths: { /a: { get: { responses: { 200: { description: ok } } } } }\n${holder}\n`;
      expect([...operationsOf(text).keys()]).to.deep.equal([`GET ${path}`]);
    });
  }

  it('joins the prefix of the folders around', () => {
    const text = `openapi: 3.1.0\n${INFO}servers: [{ url: /v1 }]\npaths: { /a: { get: { responses: { 200: { description: ok } } } } }\n`;
    expect([...operationsOf(text, '/mock').keys()]).to.deep.equal(['GET /mock/v1/a']);
  });

  it('has a path item say where its servers are', () => {
    const text = `openapi: 3.1.0\n${INFO}servers: [{ url: /v1 }]\npaths: { /a: { servers: [{ url: /files }], get: { responses: { 200: { description: ok } } } } }\n`;
    expect([...operationsOf(text).keys()]).to.deep.equal(['GET /files/a']);
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { parsePath } from '../../../src/spec/path.ts';
import { documentOf } from '../../spec/support.ts';
import { imported, lost, textsOf } from './support.ts';

describe('importContract', () => {
  it('writes a small contract as the golden files, and tells what is lost', () => {
    const golden = 'test/convert/import/shop.golden.txt';
    const made = imported(readFileSync('test/convert/import/shop.openapi.yaml', 'utf8'), 'shop.openapi.yaml');
    const files = Object.entries(textsOf(made)).map(([name, text]) => `==> ${name}\n${text}`);
    const printed = [...files, `==> lost\n${lost(made).join('\n')}\n`].join('\n');
    if (process.env.UPDATE_GOLDEN) writeFileSync(golden, printed);
    expect(printed).to.equal(readFileSync(golden, 'utf8'));
  });

  it('gives the problems of a document that cannot be read as a whole', () => {
    expect(() => imported('openapi: 4.0.0\npaths: {}\n')).to.throw('there is no OpenAPI "4.0.0"');
    expect(() => imported('openapi: 3.1.0\n')).to.throw('the contract has no "paths"');
  });

  it('puts routes without a tag into a file that is called as the contract', () => {
    const file = (title: string): string => Object.keys(textsOf(contract({ '/a': { get: {} } }, { title })))[0] ?? '';
    expect([file('My API'), file('mockapi'), file('../..'), file('_x'), file('con')]).to.deep.equal([
      'my-api.yaml',
      'mockapi-routes.yaml',
      'routes.yaml',
      'x.yaml',
      'con-part.yaml',
    ]);
  });

  it('names a line for editors where their schema is', () => {
    const text = contract({ '/a': { get: {} } }, {}, 'schemas/r.json').files[0]?.text;
    expect(text?.split('\n', 1)[0]).to.equal('# yaml-language-server: $schema=schemas/r.json');
  });

  const param = (name: string, rest: JsonObject): JsonObject => ({ name, in: 'query', ...rest });
  const schema = (type: string, rest: JsonObject = {}): JsonObject => ({ schema: { type, ...rest } });
  const list = schema('array', { items: { type: 'integer' } });
  const parameters: readonly (readonly [what: string, param: JsonObject, becomes: Json, lost?: RegExp])[] = [
    ['a bare type', param('a', schema('integer')), { query: { a: 'integer' } }],
    [
      'required',
      param('a', { required: true, ...schema('string') }),
      { query: { a: { type: 'string', required: true } } },
    ],
    [
      'its example',
      param('a', { example: 1, ...schema('integer') }),
      { query: { a: { type: 'integer', example: 1 } } },
    ],
    ['nothing said', param('a', {}), { query: { a: {} } }],
    ['a list', param('a', list), { query: { a: { type: 'array', items: { type: 'integer' } } } }],
    [
      'a list with commas',
      param('a', { explode: false, ...list }),
      { query: { a: { type: 'array', style: 'comma', items: { type: 'integer' } } } },
    ],
    ['a list with pipes', param('a', { style: 'pipeDelimited', ...list }), { query: { a: {} } }, /style pipeDelimited/],
    [
      'an exploded object',
      param('a', schema('object', { required: ['x'], properties: { x: { type: 'string' } } })),
      { query: { x: 'string' } },
      /each member is a parameter of its own/,
    ],
    [
      'a deep object',
      param('a', { style: 'deepObject', ...schema('object', { properties: { x: { type: 'integer' } } }) }),
      { query: { 'a[x]': 'integer' } },
      /style deepObject/,
    ],
    [
      'a JSON document',
      param('a', { content: { 'application/json': schema('object', { properties: { x: { type: 'string' } } }) } }),
      { query: { a: { type: 'object', properties: { x: { type: 'string' } } } } },
    ],
    ['a JSON list', param('a', { content: { 'application/json': list } }), { query: { a: {} } }, /document/],
    ['a header in lower case', { ...param('X-A', schema('string')), in: 'header' }, { header: { 'x-a': 'string' } }],
    [
      'a header that cannot be',
      { ...param('a b', schema('string')), in: 'header' },
      undefined as never,
      /header "a b"/,
    ],
    [
      'a required object',
      param('a', { required: true, content: { 'application/json': schema('object', { required: ['x'] }) } }),
      { query: { a: { required: true, allOf: [{ type: 'object', required: ['x'] }] } } },
    ],
  ];
  for (const [what, written, becomes, loss] of parameters) {
    it(`writes a parameter: ${what}`, () => {
      const made = contract({ '/a': { get: { parameters: [written] } } });
      expect(made.faults).to.deep.equal([]);
      expect(routeOf(made, 'GET /a').params).to.deep.equal(becomes);
      expect(lost(made).filter((text) => !text.startsWith('mistake'))).to.have.length(loss ? 1 : 0);
      if (loss) expect(lost(made).join('\n')).to.match(loss);
    });
  }

  const token = { type: 'apiKey', in: 'header', name: 'X-Token' };
  const bearer = { type: 'http', scheme: 'bearer' };
  const securitySchemes = {
    token,
    bearer,
    key: { type: 'apiKey', in: 'query', name: 'key' },
    tls: { type: 'mutualTLS' },
  };
  const error = { status: 401 };
  const credentials: readonly (readonly [what: string, security: Json, params: Json, when?: string])[] = [
    ['none', [], undefined as never],
    ['an api key', [{ token: [] }], { header: { 'x-token': { type: 'string', required: true, minLength: 1, error } } }],
    [
      'two at once',
      [{ bearer: [], key: [] }],
      {
        query: { key: { type: 'string', required: true, minLength: 1, error } },
        header: { authorization: { type: 'string', required: true, pattern: '(?i)^bearer ', error } },
      },
    ],
    [
      'one of two',
      [{ bearer: [] }, { token: [] }],
      undefined as never,
      'header.authorization == null && header["x-token"] == null',
    ],
    [
      'one of two, or both',
      [{ token: [] }, { token: [], key: [] }],
      { header: { 'x-token': { type: 'string', required: true, minLength: 1, error } } },
    ],
    ['or nobody', [{ token: [] }, {}], undefined as never],
    ['a certificate', [{ tls: [] }], undefined as never],
  ];
  for (const [what, security, params, when] of credentials) {
    it(`asks for credentials: ${what}`, () => {
      const made = contract({ '/a': { get: { security } } }, { components: { securitySchemes } });
      expect(made.faults).to.deep.equal([]);
      const route = routeOf(made, 'GET /a');
      expect(route.params).to.deep.equal(params);
      const [first] = (route.cases ?? [{}]) as readonly JsonObject[];
      expect(first?.when).to.equal(when);
    });
  }

  const json = (content: JsonObject): JsonObject => ({ description: '', content: { 'application/json': content } });
  const answers: readonly (readonly [what: string, responses: JsonObject, becomes: JsonObject])[] = [
    ['nothing', { 200: { description: 'OK' } }, { body: '' }],
    ['no content', { 204: { description: '' } }, { status: 204 }],
    ['an example', { 200: json({ example: { a: 1 } }) }, { body: { a: 1 } }],
    ['a text as JSON', { 200: json({ example: 'hi' }) }, { data: 'hi' }],
    ['a tree written as text', { 200: json({ example: '{"a": [1]}' }) }, { body: { a: [1] } }],
    ['null', { 200: json({ example: null }) }, { body: null }],
    [
      'what its schema invents',
      { 201: json({ schema: { type: 'integer' } }) },
      { response: { 201: { type: 'integer' } }, status: 201 },
    ],
    ['without a schema', { 200: json({}) }, { body: null }],
    [
      'any type, which JSON is one of',
      { 200: { description: '', content: { '*/*': { schema: { type: 'integer' } } } } },
      { response: { 200: { type: 'integer' } } },
    ],
    [
      'the first success',
      { 404: { description: 'x' }, 202: { description: '' } },
      {
        cases: [
          { when: 'header.prefer == "code=404"', status: 404, body: '' },
          { status: 202, body: '' },
        ],
      },
    ],
    ['default', { default: json({ example: 1 }) }, { body: 1 }],
    [
      'a range',
      { '2XX': { description: '' }, '4XX': { description: '' }, default: { description: '' } },
      {
        cases: [
          { when: 'header.prefer == "code=400"', status: 400, body: '' },
          { when: 'header.prefer == "code=500"', status: 500, body: '' },
          { body: '' },
        ],
      },
    ],
    [
      'further examples',
      { 200: json({ examples: { one: { value: 1 }, 'not one': { value: 2 } } }) },
      {
        cases: [{ when: 'header.prefer == "example=not-one"', status: 200, body: 2 }, { body: 1 }],
      },
    ],
    [
      'another type of JSON',
      { 200: { description: '', content: { 'application/hal+json': { example: {} } } } },
      {
        headers: { 'content-type': 'application/hal+json' },
        body: {},
      },
    ],
    [
      'a text',
      { 200: { description: '', content: { 'text/csv': { example: 'a,b\n' } } } },
      {
        headers: { 'content-type': 'text/csv' },
        body: 'a,b\n',
      },
    ],
    [
      'bytes',
      { 200: { description: '', content: { 'image/png': {} } } },
      { headers: { 'content-type': 'image/png' }, body: '' },
    ],
    [
      'any image, as it is served',
      { 200: { description: '', content: { 'image/*': {} } } },
      { headers: { 'content-type': 'image/png' }, body: '' },
    ],
    [
      'a range that nothing is served for',
      { 200: { description: '', content: { 'font/*': {} } } },
      { headers: { 'content-type': 'application/octet-stream' }, body: '' },
    ],
    ['any text', { 200: { description: '', content: { 'text/*': { example: 'a' } } } }, { body: 'a' }],
    ['templates of others', { 200: json({ example: { a: '${x} {{y}}' } }) }, { body: { a: "$${x} ${'{{'}y}}" } }],
  ];
  for (const [what, responses, becomes] of answers) {
    it(`answers: ${what}`, () => {
      const made = contract({ '/a': { get: { responses } } });
      expect(made.faults).to.deep.equal([]);
      expect(routeOf(made, 'GET /a')).to.deep.equal(becomes);
    });
  }

  const headers: readonly (readonly [what: string, header: JsonObject, becomes: Json])[] = [
    ['a list', { example: ['a', 1] }, 'a,1'],
    ['a list of maps', { example: [{ a: 1 }, null] }, '{"a":1},null'],
    ['a map', { example: { a: 1, b: [2] } }, 'a,1,b,[2]'],
    ['an exploded map', { explode: true, example: { a: { b: 1 } } }, 'a={"b":1}'],
    ['the sample of its schema', schema('string', { default: 'd', enum: ['e'] }), 'd'],
    ['what its schema fixes, where its example is null', schema('string', { example: null, const: 'c' }), 'c'],
    ['a number', { example: 5 }, 5],
  ];
  for (const [what, header, becomes] of headers) {
    it(`gives a header: ${what}`, () => {
      const made = contract({ '/a': { get: { responses: { 200: { description: '', headers: { 'X-A': header } } } } } });
      expect(made.faults).to.deep.equal([]);
      expect(routeOf(made, 'GET /a')).to.deep.equal({ headers: { 'x-a': becomes }, body: '' });
    });
  }

  it('says bodies that several cases have once', () => {
    const content = { example: { code: 404, message: 'there is no such thing here, look at the list' } };
    const responses = { 200: { description: '' }, 404: json(content) };
    const made = contract({ '/a': { get: { responses } }, '/b': { get: { responses } } });
    const value = documentOf(made.files[0]?.text ?? '').value as JsonObject;
    expect(value.vars).to.deep.equal({ not_found: content.example });
    expect(routeOf(made, 'GET /b').cases).to.deep.equal([
      { when: 'header.prefer == "code=404"', status: 404, body: '${vars.not_found}' },
      { body: '' },
    ]);
  });

  it('leaves out a promise that its own example breaks, and says so', () => {
    const made = contract({ '/a': { get: { responses: { 200: json({ schema: { type: 'string' }, example: 5 }) } } } });
    expect(routeOf(made, 'GET /a')).to.deep.equal({ body: 5 });
    expect(lost(made).map((text) => text.replace(/\d+ /, ''))).to.deep.equal([
      'example GET /a response 200: left out, since the example must be a string',
    ]);
  });

  it('encodes what means something in a path, and keeps odd parameter names apart', () => {
    const made = contract({ '/a b/(c)/{x.y}:{z}': { get: {} } });
    expect(made.faults).to.deep.equal([]);
    expect(Object.keys(routesOf(made))).to.deep.equal(['GET /a%20b/%28c%29/{x_y}%3A{z}']);
    expect(parsePath('/a%20b/%28c%29/{x_y}%3A{z}')).to.deep.equal(parsePath('/a%20b/%28c%29/{x_y}:{z}'));
  });

  it('tells what stands besides the operations, but not what is null, as contracts are read', () => {
    const made = contract(
      { '/a': { get: { callbacks: { sold: {}, lent: null } } } },
      {
        webhooks: { 'a/b': {}, none: null },
        components: { schemas: { 'a/b~': {}, used: {}, none: null }, examples: { 'x-a': {} } },
        'x-refs': [{ $ref: '#/components/schemas/used/properties' }],
      },
    );
    expect(lost(made).map((text) => text.replace(/ \d+ /, ' '))).to.have.members([
      'callback sold of GET /a',
      'webhook a/b',
      'unused schemas/a/b~',
      'extension x-refs',
    ]);
  });

  it('bears a contract that is hostile in every way', () => {
    let deep: Json = { type: 'string' };
    for (let level = 0; level < 60; level++) deep = { not: deep };
    const loop = { $ref: '#/components/schemas/Loop' };
    const schemas = {
      Loop: loop,
      Deep: deep,
      constructor: { type: 'object', properties: { toString: { $ref: '#/components/schemas/constructor' } } },
      Bad: { type: 'object', required: 'a', properties: { a: 5, b: null, c: { pattern: '(a+)+$', maxLength: -1 } } },
    };
    const refs = Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` }));
    const made = contract(
      {
        '/a': {
          post: {
            tags: ['\u0000\u2028x', 5],
            operationId: '${x}\n#',
            summary: '# no\n---',
            requestBody: json({ schema: { anyOf: refs } }),
            responses: { 200: json({ schema: loop }), abc: 5, 99: {} },
          },
        },
        '/b/{': { get: {} },
        '/c': { get: 5, $ref: '#/nowhere' },
        '/d': { $ref: '#/paths/~1d' },
      },
      { components: { schemas } },
    );
    expect(made.faults).to.deep.equal([]);
    expect(made.routeCount).to.equal(1);
    expect(lost(made).length).to.be.greaterThan(5);
  });
});

function contract(paths: JsonObject, rest: JsonObject = {}, editorSchema?: string) {
  const { title = 't', ...others } = rest;
  const whole = { openapi: '3.1.0', info: { title, version: '1' }, paths: withResponses(paths), ...others };
  return imported(JSON.stringify(whole, null, 1), 'contract.json', editorSchema);
}

/** An operation without responses would be a mistake. */
function withResponses(paths: JsonObject): JsonObject {
  const mended = Object.entries(paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item as JsonObject).map(([method, operation]) => [
        method,
        typeof operation === 'object' && operation !== null
          ? { responses: { 200: { description: '' } }, ...operation }
          : operation,
      ]),
    ),
  ]);
  return Object.fromEntries(mended);
}

function routesOf({ files }: ReturnType<typeof imported>): JsonObject {
  return (documentOf(files[0]?.text ?? '').value as JsonObject).routes as JsonObject;
}

function routeOf(made: ReturnType<typeof imported>, key: string): JsonObject {
  return routesOf(made)[key] as JsonObject;
}

import { expect } from 'chai';
import type { DescribedResponse, RouteDescription } from '../../../src/compile/describe/route-description.ts';
import type { JsonSchema } from '../../../src/core/json.ts';
import { snapshotOf, told, useProject } from '../support.ts';

describe('describeRoute', () => {
  const project = useProject();

  /** Of the first route of a file. */
  function describe_(routes: string, more: Readonly<Record<string, string>> = {}): RouteDescription {
    project.write({ ...more, 'a.yaml': `routes:\n${routes.replace(/^/gm, '  ')}\n` });
    const made = project.compile();
    const [route] = snapshotOf(made).routes;
    if (!route) throw new Error(told(made).join('\n'));
    return route.describe();
  }

  /** Status and description, and the name that documents share it under. */
  const statuses = ({ responses }: RouteDescription): readonly string[] =>
    responses.map(({ status, sharedName }) => (sharedName === undefined ? status : `${status} ${sharedName}`));

  const responseOf = (description: RouteDescription, status: string): DescribedResponse => {
    const response = description.responses.find((one) => one.status === status);
    if (!response) throw new Error(`no ${status} among ${statuses(description)}`);
    return response;
  };

  /** The schema of `data` in the envelope. */
  const dataOf = (description: RouteDescription, status = '200'): JsonSchema | undefined => {
    const schema = responseOf(description, status).contents[0]?.schema as { properties?: { data?: JsonSchema } };
    return schema.properties?.data;
  };

  const refOf = (description: RouteDescription, status: string): string => {
    const schema = responseOf(description, status).contents[0]?.schema;
    return typeof schema === 'object' ? String(schema.$ref) : '';
  };

  it('is worked out once', () => {
    project.write({ 'a.yaml': 'routes: { GET /a: { data: 1 } }' });
    const [route] = snapshotOf(project.compile()).routes;
    expect(route?.describe()).to.equal(route?.describe());
  });

  it('invents in the locale of the settings, also after a reload that changes nothing else', () => {
    project.write({
      'mockapi.yaml': 'locale: en',
      'a.yaml': `routes: { GET /a: { data: "\${fake('person.fullName')}" } }`,
    });
    const examples = (): string => {
      const [route] = snapshotOf(project.compile()).routes;
      return JSON.stringify(route?.describe().responses[0]?.contents[0]?.examples);
    };
    expect(examples()).to.match(/"data":"[\w .'-]+"/);
    project.write({ 'mockapi.yaml': 'locale: zh_CN' });
    expect(examples()).to.match(/"data":"\p{Script=Han}+"/u);
  });

  describe('of parameters', () => {
    it('lists them by place, undeclared ones of the path as texts, with values that the route admits', () => {
      const { parameters } = describe_(`GET /a/{id}/{rest*}:
  params:
    query:
      ids: { type: array, items: { type: integer }, style: comma, required: true, example: [1, 2] }
      where: { type: object, required: true, properties: { a: { const: 1 } } }
      n: { type: integer, default: 3, deprecated: true }
    header: { X-Token: { type: string, required: true, pattern: "^t-1$", description: Of the login } }
    cookie: { tags: { type: array, items: { type: string }, style: comma } }
  data: 1`);
      expect(parameters).to.deep.equal([
        { in: 'url', name: 'id', isRequired: true, schema: { type: 'string' }, example: 'id' },
        { in: 'url', name: 'rest', isRequired: true, schema: { type: 'string' }, example: 'rest' },
        {
          in: 'query',
          name: 'ids',
          isRequired: true,
          schema: { type: 'array', items: { type: 'integer' }, example: [1, 2] },
          isExploded: false,
        },
        {
          in: 'query',
          name: 'where',
          isRequired: true,
          schema: { type: 'object', properties: { a: { const: 1 } } },
          example: { a: 1 },
          mediaType: 'application/json',
        },
        {
          in: 'query',
          name: 'n',
          isRequired: false,
          schema: { type: 'integer', default: 3, deprecated: true },
          isDeprecated: true,
        },
        {
          in: 'header',
          name: 'x-token',
          isRequired: true,
          schema: { type: 'string', pattern: '^t-1$', description: 'Of the login' },
          description: 'Of the login',
          example: 't-1',
        },
        {
          in: 'cookie',
          name: 'tags',
          isRequired: false,
          schema: { type: 'array', items: { type: 'string' } },
          isExploded: false,
        },
      ]);
    });

    it('says what no field says', () => {
      const { notes } = describe_(`GET /a/{rest*}:
  params: { query: { q: string, additional: false } }
  data: 1`);
      expect(notes).to.deep.equal([
        '`{rest}` is the rest of the path: it may have slashes in it, or be empty.',
        'What is not declared is refused in: query.',
      ]);
    });
  });

  describe('of bodies', () => {
    it('has JSON with an example for each case that it leads to', () => {
      const { bodies, isBodyRequired } = describe_(`POST /a:
  params: { body: { type: object, required: [n], properties: { n: { type: integer, example: 1 } } } }
  cases:
    - when: body.n > 5
      data: many
    - data: few`);
      expect(isBodyRequired).to.equal(true);
      expect(
        bodies.map(({ mediaType, examples }) => ({ mediaType, names: examples.map(({ name }) => name) })),
      ).to.deep.equal([{ mediaType: 'application/json', names: ['body.n > 5', 'otherwise'] }]);
    });

    it('has a form alone in both types', () => {
      const { bodies, isBodyRequired } = describe_(`POST /a:
  params: { form: { a: { type: integer, required: true }, l: { type: array, style: comma }, additional: false } }
  data: 1`);
      const schema = {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' }, l: { type: 'array' } },
        additionalProperties: false,
      };
      expect(isBodyRequired).to.equal(true);
      expect(bodies.map(({ examples: _, ...body }) => body)).to.deep.equal(
        ['application/x-www-form-urlencoded', 'multipart/form-data'].map((mediaType) => ({
          mediaType,
          schema,
          encoding: { l: { style: 'form', explode: false } },
        })),
      );
    });

    it('has files with their rules in words', () => {
      const { bodies } = describe_(`POST /a:
  params:
    form: { t: string }
    file:
      p: { required: true, types: [image/png, "image/*"], maxSize: 2MB, extensions: [png, jpg], description: A photo. }
      n: { count: 3, name: "^n" }
  data: 1`);
      expect(bodies).to.deep.equal([
        {
          mediaType: 'multipart/form-data',
          schema: {
            type: 'object',
            required: ['p'],
            properties: {
              t: { type: 'string' },
              p: {
                type: 'string',
                format: 'binary',
                description: 'A photo.\n\nAt most 2MB. Of type image/png or image/*. Its name ends in png or jpg.',
              },
              n: {
                type: 'array',
                items: { type: 'string', format: 'binary' },
                maxItems: 3,
                description: 'Its name matches `^n`.',
              },
            },
          },
          encoding: { p: { contentType: 'image/png, image/*' } },
          examples: [],
        },
      ]);
    });
  });

  describe('of answers', () => {
    const params = `
  params:
    url: { id: { type: integer } }
    query: { q: { type: string, maxLength: 3 }, n: { type: integer, default: 3 }, e: { enum: [a, b] } }
    header: { x-a: { type: string, required: true } }
    body: { $ref: item.schema.json }`;
    const files = {
      'item.schema.json':
        '{"type":"object","required":["name"],"properties":{"name":{"type":"string"},"tags":{"type":"array","items":{"type":"string"}},"owner":{"type":"object","required":["id"],"properties":{"id":{"type":"integer"}}}}}',
      'mockapi.yaml': 'vars: { table: { one: 1 } }',
    };
    const rows: readonly (readonly [string, JsonSchema])[] = [
      ['url.id', { type: 'integer' }],
      ['query.q', { type: ['string', 'null'], maxLength: 3 }],
      ['query.n', { type: 'integer', default: 3 }],
      ['query.e', { anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] }],
      ['header["X-A"]', { type: 'string' }],
      ['header["other"]', { type: ['string', 'null'] }],
      ['body.name', { type: 'string' }],
      ['body.tags', { type: ['array', 'null'], items: { type: 'string' } }],
      ['body.tags[0]', { type: ['string', 'null'] }],
      ['body.owner.id', { type: ['integer', 'null'] }],
      ['body.name.size()', {}],
      ['vars.table', { type: 'object', required: ['one'], properties: { one: { type: 'integer' } } }],
      ['request.method', { type: 'string' }],
      ['uuid()', {}],
    ];
    for (const [expression, schema] of rows) {
      it(`knows what ${expression} is`, () => {
        const description = describe_(`POST /a/{id}:${params}\n  data: '\${${expression}}'`, files);
        expect(dataOf(description)).to.deep.equal(schema);
      });
    }

    it('refers to the schema that a body is given back by', () => {
      const description = describe_(`POST /a/{id}:${params}\n  data: "\${body}"`, files);
      const schema = dataOf(description) as { readonly $ref: string };
      expect(schema.$ref).to.match(/item\.schema\.json#$/);
      expect(description.lookup(schema.$ref)).to.include({ type: 'object' });
    });

    it('takes what is promised before what is written, also for statuses that no case gives', () => {
      const description = describe_(`GET /a:
  response: { 200: { type: integer, maximum: 5 }, 4XX: { type: string } }
  data: 1`);
      expect(dataOf(description)).to.deep.equal({ type: 'integer', maximum: 5 });
      expect(dataOf(description, '4XX')).to.deep.equal({ type: 'string' });
    });

    it('puts cases of one status together, and shows each by a request that leads to it', () => {
      const description = describe_(`GET /a:
  params: { query: { kind: string } }
  cases:
    - when: query.kind == "big"
      headers: { x-size: 5, x-big: "yes" }
      data: { size: 5, kind: "\${query.kind}" }
    - when: { query: { kind: { $regex: "^s" } } }
      headers: { x-size: 1 }
      data: { size: 1.5, kind: null }
    - when: query.kind == "gone"
      status: 410
    - headers: { x-size: 0 }
      data: { size: 0, kind: "\${query.kind}" }`);
      const { contents, headers } = responseOf(description, '200');
      expect(dataOf(description)).to.deep.equal({
        type: 'object',
        required: ['size', 'kind'],
        properties: { size: { type: 'number' }, kind: { type: ['string', 'null'] } },
      });
      expect(contents[0]?.examples.map(({ name, value }) => [name, (value as { data: unknown }).data])).to.deep.equal([
        ['query.kind == "big"', { size: 5, kind: 'big' }],
        ['query.kind is {"$regex": "^s"}', { size: 1.5, kind: null }],
        ['otherwise', { size: 0, kind: null }],
      ]);
      expect(headers.map(({ name, isRequired }) => [name, isRequired])).to.deep.equal([
        ['x-size', true],
        ['x-big', false],
      ]);
      expect(responseOf(description, '410').description).to.equal('Gone, when `query.kind == "gone"`');
    });

    it('shows a condition, a pattern, and names as they are written, whatever is in them', () => {
      const long = `query.kind == "${'x'.repeat(400)}"`;
      const description = describe_(`POST /a:
  params:
    query: { kind: string, "a\`b": { type: string, required: true, error: { status: 401 } } }
    file: { f: { name: "^\`n" } }
  cases:
    - { when: 'query.kind == "\`a\`"', status: 410, data: 1 }
    - { when: '${long}', status: 409, data: 1 }
    - { data: 1, cookies: { "c\`d": "1" } }`);
      expect(['410', '409', '401'].map((status) => responseOf(description, status).description)).to.deep.equal([
        'Gone, when ``query.kind == "`a`"``',
        `Conflict, when \`${long.slice(0, 300)}…\``,
        'Unauthorized, when ``query a`b`` is not valid',
      ]);
      expect(responseOf(description, '200').headers[0]?.description).to.equal('Sets the cookie ``c`d``.');
      expect(JSON.stringify(description.bodies)).to.include('Its name matches ``^`n``.');
    });

    it('counts nothing and invents the same again', () => {
      const text = 'GET /a:\n  data: { n: "${counter(\'orders\')}", id: "${uuid()}", at: "${now()}" }';
      const example = () => responseOf(describe_(text), '200').contents[0]?.examples[0]?.value;
      const first = example();
      expect(first).to.deep.include({ code: 200 });
      expect((first as { data: object }).data).to.include({ n: 1, at: '2026-01-01T12:00:00.000Z' });
      expect(example()).to.deep.equal(first);
    });

    it('has no example of a case that no tried request leads to, and none that fails', () => {
      const description = describe_(
        `GET /a:
  params: { query: { q: string } }
  cases:
    - when: sha256(query.q) == "00"
      data: "\${query.q}"
    - data: "\${query.n > 5}"`.replace('query.n > 5', 'request.method > 5'),
      );
      expect(responseOf(description, '200').contents[0]?.examples).to.deep.equal([]);
    });

    const types: readonly (readonly [string, readonly (readonly [string, JsonSchema])[]])[] = [
      ['body: hi', [['text/plain', { type: 'string' }]]],
      [
        'body: { a: 1 }',
        [['application/json', { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }]],
      ],
      [
        'body: "${request.body}"',
        [
          ['application/json', { type: ['string', 'null'] }],
          ['text/plain', { type: 'string' }],
        ],
      ],
      ['{ headers: { content-type: text/html; charset=utf-8 }, body: hi }', [['text/html', { type: 'string' }]]],
      [
        '{ headers: { content-type: application/problem+json }, body: { a: 1 } }',
        [['application/problem+json', { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } }]],
      ],
      ['file: a.png', [['image/png', { type: 'string', format: 'binary' }]]],
      ['file: "./${request.method}.png"', [['image/png', { type: 'string', format: 'binary' }]]],
      ['file: "./${request.method}"', [['*/*', { type: 'string', format: 'binary' }]]],
      ['status: 204', []],
    ];
    for (const [answer, contents] of types) {
      it(`knows the content of ${answer}`, () => {
        const { responses } = describe_(`GET /a:\n  ${answer.startsWith('{') ? answer : `{ ${answer} }`}`, {
          'a.png': 'x',
        });
        expect(responses[0]?.contents.map(({ mediaType, schema }) => [mediaType, schema])).to.deep.equal(contents);
      });
    }
  });

  describe('of refusals', () => {
    const rows: readonly (readonly [string, string, readonly string[]])[] = [
      ['nothing that could be wrong', 'GET /a: { data: 1 }', ['200', 'default Refused']],
      [
        'a path of any text',
        'GET /a/{t}: { params: { url: { t: string } }, data: 1 }',
        ['200', '400 Malformed', 'default Refused'],
      ],
      [
        'a path of numbers',
        'GET /a/{n}: { params: { url: { n: integer } }, data: 1 }',
        ['200', '400 Malformed', '422 Invalid', 'default Refused'],
      ],
      [
        'any header',
        'GET /a: { params: { header: { x-a: string } }, data: 1 }',
        ['200', '400 Malformed', 'default Refused'],
      ],
      ['a body of anything', 'POST /a: { data: 1 }', ['200', '400 Malformed', '413 TooLarge', 'default Refused']],
      [
        'a JSON body',
        'POST /a: { params: { body: { type: object } }, data: 1 }',
        ['200', '400 Malformed', '413 TooLarge', '415 WrongType', '422 Invalid', 'default Refused'],
      ],
      [
        'only conditions',
        'GET /a: { cases: [{ when: "request.method == \\"X\\"", data: 1 }] }',
        ['200', '404 Unmatched', 'default Refused'],
      ],
      [
        'an error of its own',
        'GET /a: { params: { header: { x-a: { type: string, required: true, error: { status: 401, code: 7 } } } }, data: 1 }',
        ['200', '400 Malformed', '401', 'default Refused'],
      ],
      [
        'another status for what is invalid',
        'GET /a/{n}: { envelope: { invalid: { status: 400 } }, params: { url: { n: integer } }, data: 1 }',
        ['200', '400 InvalidOrMalformed', 'default Refused'],
      ],
      ['a status that an expression gives', 'GET /a: { status: "${200 + 1}", data: 1 }', ['default']],
    ];
    for (const [what, route, expected] of rows) {
      it(`has those of a route with ${what}`, () => {
        expect(statuses(describe_(route))).to.deep.equal(expected);
      });
    }

    it('speaks as the envelope does, and lists issues', () => {
      const description = describe_(
        'GET /a/{n}: { envelope: { body: { ok: false, code: "${code}", why: "${data}" } }, params: { url: { n: integer } }, data: 1 }',
      );
      const ref = refOf(description, '422');
      expect(description.lookup(ref)).to.deep.equal({
        type: 'object',
        required: ['ok', 'code', 'why'],
        properties: { ok: { type: 'boolean' }, code: { const: 422 }, why: { $ref: 'mockapi:Issues' } },
      });
      expect(description.lookup('mockapi:Issues')).to.include({ type: 'array' });
      expect(responseOf(description, '422').contents[0]?.examples[0]?.value).to.deep.include({ ok: false, code: 422 });
    });

    it('frames refusals even where answers are bare', () => {
      const description = describe_('GET /a/{n}: { envelope: none, params: { url: { n: integer } }, data: 1 }');
      const ref = refOf(description, '422');
      expect(description.lookup(ref)).to.include({ type: 'object' });
      expect(responseOf(description, '200').contents[0]?.schema).to.deep.equal({ type: 'integer' });
    });

    it('shows the words of a parameter’s own error', () => {
      const description = describe_(`GET /a:
  params: { header: { x-a: { type: string, required: true, error: { status: 401, code: 7, message: "no \${errors[0].name}" } } } }
  data: 1`);
      expect(responseOf(description, '401')).to.deep.include({
        description: 'Unauthorized, when `header x-a` is not valid',
        headers: [],
      });
      expect(responseOf(description, '401').contents[0]?.examples).to.deep.equal([
        { name: 'header x-a', value: { code: 7, message: 'no x-a', data: null } },
      ]);
    });
  });
});

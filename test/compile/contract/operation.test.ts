import { expect } from 'chai';
import { header, snapshotOf, told, useProject } from '../support.ts';
import { contract, form, json, multipart, raw, serveContract } from './support.ts';

describe('compileOperation', () => {
  const project = useProject();

  it('answers with the example, as the contract has it and without an envelope', () => {
    const ask = serveContract(
      project,
      contract(`
/pets/{id}:
  get:
    operationId: getPet
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    responses:
      200: { description: ok, content: { application/json: { example: { id: 1, name: Rex } } } }`),
    );
    const answer = ask('/pets/7');
    expect([answer.status, answer.body]).to.deep.equal([200, { id: 1, name: 'Rex' }]);
    expect(header(answer, 'content-type')).to.equal('application/json');
    expect(header(answer, 'x-mockapi-route')).to.equal('api.yaml:9');
  });

  it('takes the first of several examples, then what the schema offers, then invents', () => {
    const ask = serveContract(
      project,
      contract(`
/named: { get: { responses: { 200: { description: ok, content: { application/json: { examples: { b: { value: 2 }, a: { value: 1 } } } } } } } }
/schema: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { type: object, example: { a: 3 } } } } } } } }
/default: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: integer, default: 4 } } } } } } } } }
/invented: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: integer, minimum: 5, maximum: 5 } } } } } } } } }
/nothing: { get: { responses: { 200: { description: ok, content: { application/json: {} } } } } }`),
    );
    expect(['/named', '/schema', '/default', '/invented', '/nothing'].map((path) => ask(path).body)).to.deep.equal([
      2,
      { a: 3 },
      { a: 4 },
      { a: 5 },
      null,
    ]);
  });

  it('invents the same for every request, and another value for the dynamic one', () => {
    const ask = serveContract(
      project,
      contract(`
/a: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { type: string, format: uuid } } } } } } }`),
    );
    expect(ask('/a', { seed: 1 }).body).to.equal(ask('/a', { seed: 2 }).body);
    const headers = { prefer: 'dynamic=true' };
    expect(ask('/a', { headers, seed: 1 }).body).to.not.equal(ask('/a', { headers, seed: 2 }).body);
    expect(ask('/a', { headers, seed: 1 }).body).to.equal(ask('/a', { headers, seed: 1 }).body);
  });

  it('answers with the lowest success, else with what holds for anything', () => {
    const ask = serveContract(
      project,
      contract(`
/a: { get: { responses: { 404: { description: no }, 201: { description: made }, 200: { description: ok } } } }
/b: { get: { responses: { 404: { description: no }, default: { description: any } } } }
/c: { get: { responses: { 404: { description: no }, 2XX: { description: any } } } }
/d: { get: { responses: { 404: { description: no }, 302: { description: elsewhere, headers: { Location: { schema: { type: string }, example: /x } } } } } }
/e: { get: { responses: { 404: { description: no } } } }`),
    );
    expect(['/a', '/b', '/c', '/d', '/e'].map((path) => ask(path).status)).to.deep.equal([200, 200, 200, 302, 404]);
    expect(header(ask('/d'), 'location')).to.equal('/x');
  });

  it('sends declared headers, without those of the server and what HTTP does not allow', () => {
    const ask = serveContract(
      project,
      contract(`
/a:
  get:
    responses:
      200:
        description: ok
        headers:
          X-Rate: { schema: { type: integer, minimum: 9, maximum: 9 } }
          X-List: { schema: { type: array }, example: [1, b] }
          X-Odd: { schema: { type: string }, example: "a\\nb" }
          X-Dollar: { schema: { type: string }, example: "\${query.x}" }
          Content-Length: { schema: { type: integer }, example: 5 }`),
      ['api.yaml:12:20 bad-header a header value has no line breaks or control characters (the header is not sent)'],
    );
    expect(ask('/a').headers).to.deep.equal([
      'x-rate',
      '9',
      'x-list',
      '1,b',
      'x-dollar',
      '${query.x}',
      'x-mockapi-route',
      'api.yaml:7',
    ]);
  });

  it('sends headers whose names begin as those of extensions do', () => {
    const ask = serveContract(
      project,
      contract(`
/a:
  get:
    responses: { 200: { description: ok, headers: { x-total: { schema: { type: integer, const: 7 } } } }, x-note: { none: of it } }`),
    );
    expect(header(ask('/a'), 'x-total')).to.equal('7');
  });

  it('writes answers to ranges anew once clients have asked for very many types', () => {
    const ask = serveContract(
      project,
      contract('/a: { get: { responses: { 200: { description: ok, content: { "*/*": { example: x } } } } } }'),
    );
    for (let count = 0; count < 60; count++) {
      const answer = ask('/a', { headers: { accept: `application/t${count}` } });
      expect([header(answer, 'content-type'), answer.body]).to.deep.equal([`application/t${count}`, 'x']);
    }
  });

  describe('what comes', () => {
    const PARAMS = contract(`
/pets/{id}:
  get:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
      - { name: tags, in: query, style: pipeDelimited, schema: { type: array, items: { type: string }, maxItems: 2 } }
      - { name: filter, in: query, style: deepObject, schema: { type: object, properties: { price: { type: number } }, additionalProperties: false } }
      - { name: X-Token, in: header, required: true, schema: { type: string, minLength: 3 } }
      - { name: sid, in: cookie, schema: { type: integer } }
    responses: { 200: { description: ok, content: { application/json: { example: 1 } } } }`);

    it('is read as the styles write it, and validated', () => {
      const ask = serveContract(project, PARAMS);
      const headers = { 'x-token': 'abc', cookie: 'sid=5' };
      expect(ask('/pets/1?tags=a|b&filter[price]=1.5', { headers }).status).to.equal(200);
      const { status, body } = ask('/pets/0?tags=a|b|c&filter[price]=x', {
        headers: { 'x-token': 'a', cookie: 'sid=x' },
      });
      expect(status).to.equal(422);
      const problem = JSON.parse(String(body)) as {
        readonly detail: string;
        readonly errors: readonly { readonly in: string; readonly pointer: string }[];
      };
      expect(problem.errors.map((issue) => `${issue.in}${issue.pointer}`)).to.deep.equal([
        'header/x-token',
        'cookie/sid',
        'url/id',
        'query/tags',
        'query/filter/price',
      ]);
      expect(problem.detail).to.equal('header "x-token" must be at least 3 characters long');
    });

    const BODIES = contract(`
/json:
  post:
    requestBody: { required: true, content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } } }
    responses: { 204: { description: ok } }
/optional:
  post:
    requestBody: { content: { application/json: { schema: { type: object } } } }
    responses: { 204: { description: ok } }
/form:
  post:
    requestBody:
      content:
        application/x-www-form-urlencoded:
          schema: { type: object, required: [age], properties: { age: { type: integer }, tags: { type: array, items: { type: string }, maxItems: 2 }, more: { type: object, properties: { a: { type: integer } } } } }
    responses: { 204: { description: ok } }
/upload:
  post:
    requestBody:
      content:
        multipart/form-data:
          schema: { type: object, required: [photo], properties: { photo: { type: string, format: binary }, title: { type: string, maxLength: 3 } } }
    responses: { 204: { description: ok } }
/text:
  post:
    requestBody: { content: { text/plain: { schema: { type: string, maxLength: 3 } }, image/*: {} } }
    responses: { 204: { description: ok } }`);

    const rows: readonly (readonly [title: string, path: string, request: object, status: number])[] = [
      ['takes JSON', '/json', json({ name: 'a' }), 204],
      ['takes JSON under a vendor’s name', '/json', json({ name: 'a' }, 'application/vnd.shop+json'), 204],
      ['refuses JSON that its schema does not want', '/json', json({ name: 1 }), 422],
      ['refuses a body that is missing', '/json', {}, 422],
      ['refuses a type that is not declared', '/json', raw('a', 'text/plain'), 415],
      ['takes no body where it is optional', '/optional', {}, 204],
      ['takes a form', '/form', form('age=5&tags=a&tags=b&more=%7B%22a%22%3A1%7D'), 204],
      ['refuses a form that its schema does not want', '/form', form('age=x'), 422],
      ['refuses too many values of a field', '/form', form('age=1&tags=a&tags=b&tags=c'), 422],
      ['refuses JSON in place of a form', '/form', json({ age: 5 }), 415],
      [
        'takes a file',
        '/upload',
        multipart([['title', 'abc']], [{ field: 'photo', name: 'a.png', type: 'image/png' }]),
        204,
      ],
      ['refuses a form without its file', '/upload', multipart([['title', 'abc']]), 422],
      [
        'validates fields beside a file',
        '/upload',
        multipart([['title', 'abcd']], [{ field: 'photo', name: 'a.png', type: 'image/png' }]),
        422,
      ],
      ['takes text', '/text', raw('abc', 'text/plain; charset=utf-8'), 204],
      ['validates text', '/text', raw('abcd', 'text/plain'), 422],
      ['takes any type of a range', '/text', raw('x', 'image/webp'), 204],
      ['refuses what is in no range', '/text', raw('x', 'video/mp4'), 415],
    ];
    for (const [title, path, request, status] of rows) {
      it(title, () => {
        const ask = serveContract(project, BODIES);
        expect(ask(path, { method: 'POST', ...request }).status).to.equal(status);
      });
    }

    it('has to come where it is required, whatever the default is', () => {
      const ask = serveContract(
        project,
        contract(`
/a:
  post:
    parameters: [{ name: n, in: query, required: true, schema: { type: integer, default: 1 } }, { name: m, in: query, schema: { type: integer, default: 2 } }]
    requestBody: { required: true, content: { application/json: { schema: { type: object, required: [a], properties: { a: { type: integer, default: 1 } } } } } }
    responses: { 204: { description: ok } }`),
      );
      expect(ask('/a?n=1', { method: 'POST', ...json({ a: 1 }) }).status).to.equal(204);
      const { status, body } = ask('/a', { method: 'POST', ...json({}) });
      const { errors } = JSON.parse(String(body)) as { readonly errors: readonly { readonly message: string }[] };
      expect([status, errors.map(({ message }) => message)]).to.deep.equal([
        422,
        ['query "n" is required', 'body "a" is required'],
      ]);
    });

    it('is bytes of any type where the contract takes bytes', () => {
      const ask = serveContract(
        project,
        contract(`
/a:
  post:
    requestBody: { content: { application/octet-stream: { schema: { type: string, format: binary } } } }
    responses: { 204: { description: ok } }`),
      );
      expect(ask('/a', { method: 'POST', ...raw('x', 'application/zip') }).status).to.equal(204);
      expect(ask('/a', { method: 'POST', ...json({ a: 1 }) }).status).to.equal(204);
    });

    it('is a list that repeats its name where brackets are meant for objects alone', () => {
      const ask = serveContract(
        project,
        contract(`
/a:
  post:
    requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { l: { type: array, items: { type: integer } }, o: { type: object, properties: { k: { type: integer } } } } }, encoding: { l: { style: deepObject }, o: { style: deepObject } } } } }
    responses: { 204: { description: ok } }`),
      );
      expect(ask('/a', { method: 'POST', ...form('l=1&l=2&o[k]=3') }).status).to.equal(204);
      expect(ask('/a', { method: 'POST', ...form('l=x') }).status).to.equal(422);
    });

    it('need not have what only answers have', () => {
      const ask = serveContract(
        project,
        contract(
          `
/a:
  post:
    requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
    responses: { 200: { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }`,
          'components: { schemas: { Pet: { type: object, required: [id, name, secret], properties: { id: { type: integer, readOnly: true }, name: { type: string, enum: [Rex] }, secret: { type: string, writeOnly: true } } } } }\n',
        ),
      );
      const answer = ask('/a', { method: 'POST', ...json({ name: 'Rex', secret: 'x' }) });
      expect(answer.status).to.equal(200);
      expect(Object.keys(answer.body as object)).to.deep.equal(['id', 'name']);
      expect(ask('/a', { method: 'POST', ...json({ name: 'Rex' }) }).status).to.equal(422);
    });

    it('may be null where OpenAPI 3.0 says nullable', () => {
      const ask = serveContract(
        project,
        contract(
          `
/a:
  post:
    requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { a: { type: string, nullable: true }, b: { type: integer, minimum: 0, exclusiveMinimum: true } } } } } }
    responses: { 204: { description: ok } }`,
          '',
          'openapi: 3.0.3',
        ),
      );
      expect(ask('/a', { method: 'POST', ...json({ a: null, b: 1 }) }).status).to.equal(204);
      expect(ask('/a', { method: 'POST', ...json({ a: 1 }) }).status).to.equal(422);
      expect(ask('/a', { method: 'POST', ...json({ b: 0 }) }).status).to.equal(422);
    });
  });

  describe('what is asked for', () => {
    const ANSWERS = contract(`
/a:
  get:
    responses:
      200: { description: ok, content: { application/json: { examples: { one: { value: 1 }, two: { value: 2 } } } } }
      404: { description: no, content: { application/json: { examples: { gone: { value: nothing } } } } }
      5XX: { description: broken, content: { application/json: { example: broken } } }`);
    const rows: readonly (readonly [
      asked: string,
      target: string,
      prefer: string | undefined,
      status: number,
      body: unknown,
    ])[] = [
      ['nothing', '/a', undefined, 200, 1],
      ['a code', '/a', 'code=404', 404, 'nothing'],
      ['a code in the query', '/a?__code=404', undefined, 404, 'nothing'],
      ['one in the query before one in the header', '/a?__code=404', 'code=200', 404, 'nothing'],
      ['a code of a hundred', '/a', 'code=503', 503, 'broken'],
      ['an example', '/a', 'example=two', 200, 2],
      ['an example in quotes', '/a?__example=two', undefined, 200, 2],
      ['an example of another answer', '/a', 'example="gone"', 404, 'nothing'],
      ['several things at once', '/a', 'respond-async, code=200; foo, EXAMPLE="two"', 200, 2],
      ['things of others', '/a', 'return=minimal', 200, 1],
    ];
    for (const [asked, target, prefer, status, body] of rows) {
      it(`is ${asked}`, () => {
        const answer = serveContract(project, ANSWERS)(target, prefer === undefined ? {} : { headers: { prefer } });
        expect([answer.status, answer.body]).to.deep.equal([status, body]);
      });
    }

    const refused: readonly (readonly [prefer: string, detail: string])[] = [
      ['code=418', 'the contract has no answer 418 here; it has 200, 404, 5XX'],
      ['code=abc', 'the preferred code "abc" is no status from 200 to 599'],
      ['example=three', 'the contract has no example "three" here; there are one, two, gone, example'],
      ['code=404, example=two', 'the contract has no example "two" here; there are gone'],
      ['dynamic=perhaps', 'the preference dynamic is true or false, not "perhaps"'],
      ['delay=soon', 'the preferred delay "soon" is no time: write milliseconds, or 200ms'],
    ];
    for (const [prefer, detail] of refused) {
      it(`cannot be ${prefer}`, () => {
        const { status, body } = serveContract(project, ANSWERS)('/a', { headers: { prefer } });
        expect([status, JSON.parse(String(body))]).to.deep.equal([
          400,
          { type: 'about:blank', title: 'Bad Request', status: 400, detail },
        ]);
      });
    }

    it('may be later', () => {
      const ask = serveContract(project, ANSWERS);
      expect(ask('/a', { headers: { prefer: 'delay=20' } }).delayMs).to.equal(20);
      expect(ask('/a?__delay=1.5s').delayMs).to.equal(1500);
      expect(ask('/a').delayMs).to.equal(0);
    });
  });

  it('gives folder defaults what they can say: prefix, tags, headers and delay', () => {
    project.write({ '_defaults.yaml': 'prefix: /mock\ntags: [outer]\nheaders: { x-env: qa }\ndelay: 5ms\n' });
    const ask = serveContract(
      project,
      contract('/a: { get: { tags: [pets], responses: { 204: { description: ok } } } }', 'servers: [{ url: /v1 }]\n'),
    );
    const answer = ask('/mock/v1/a');
    expect([answer.status, answer.delayMs, header(answer, 'x-env')]).to.deep.equal([204, 5, 'qa']);
    expect(snapshotOf(project.compile()).routes[0]?.tags).to.deep.equal(['outer', 'pets']);
  });

  describe('headers of the folders around', () => {
    const DECLARED = contract(`
/a:
  get:
    parameters: [{ name: n, in: query, schema: { type: integer } }]
    responses:
      200: { description: ok, headers: { Cache-Control: { schema: { type: string }, example: private } }, content: { application/json: { examples: { one: { value: 1 }, two: { value: 2 } } } } }
      422: { description: no, content: { application/json: { example: {} } } }`);

    it('may have expressions, anew for each request', () => {
      project.write({
        '_defaults.yaml':
          'vars: { team: red }\nheaders: { x-at: "${request.method} ${vars.team} ${route.name}", x-n: "${query.n}", x-random: "${uuid()}" }\n',
      });
      const ask = serveContract(project, DECLARED);
      const one = ask('/a?n=1', { seed: 1 });
      const two = ask('/a?n=2', { seed: 2 });
      expect([header(one, 'x-at'), header(one, 'x-n'), one.body]).to.deep.equal(['GET red GET /a', '1', 1]);
      expect([header(two, 'x-n'), two.body]).to.deep.equal(['2', 1]);
      expect(header(one, 'x-random'))
        .to.match(/^[0-9a-f-]{36}$/)
        .and.not.equal(header(two, 'x-random'));
      expect(header(ask('/a?n=x'), 'x-at')).to.equal('GET red GET /a');
    });

    it('yield to what the contract declares, its content types included', () => {
      project.write({
        '_defaults.yaml':
          'headers: { Content-Type: text/x-folder, cache-control: no-store, X-Env: "${1 + 1}", x-list: [a, b] }\n',
      });
      const ask = serveContract(project, DECLARED);
      const own = ['x-env', '2', 'x-list', 'a', 'x-list', 'b'];
      const [type, at] = [
        ['content-type', 'application/json'],
        ['x-mockapi-route', 'api.yaml:8'],
      ];
      for (const headers of [{}, { prefer: 'example=two' }]) {
        expect(ask('/a', { headers }).headers).to.deep.equal([...type, ...own, 'cache-control', 'private', ...at]);
      }
      expect(ask('/a?n=x').headers).to.deep.equal([
        ...type,
        'cache-control',
        'no-store',
        ...own,
        'x-mockapi-route',
        'api.yaml:5',
      ]);
    });

    it('tell a mistake once, however many answers there are', () => {
      project.write({ '_defaults.yaml': 'headers: { x-a: "${nope}" }\n', 'api.yaml': DECLARED });
      expect(told(project.compile())).to.deep.equal([
        '_defaults.yaml:1:20 unknown-name there is no "nope" here (it has request, route, env, vars, header, cookie, url, query …)',
      ]);
    });
  });

  it('tells examples that miss their schema', () => {
    const text = contract(
      '/a: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { type: object, properties: { n: { type: integer } } }, example: { n: five } } } } } } }',
    );
    const ask = serveContract(project, text, [
      'api.yaml:4:162 schema-mismatch /n of the example must be an integer (it is sent as it is)',
    ]);
    expect(ask('/a').body).to.deep.equal({ n: 'five' });
  });

  it('yields to routes that are written by hand', () => {
    project.write({
      'api.yaml': contract(
        '/a/{id}: { get: { responses: { 204: { description: ok } } }, put: { responses: { 204: { description: ok } } } }',
      ),
      'own.yaml': 'routes: { "GET /a/{x}": { body: mine } }\n',
    });
    const compiled = project.compile();
    expect(told(compiled)).to.deep.equal([]);
    expect(
      snapshotOf(compiled)
        .routes.map(({ id, at }) => `${id} ${at}`)
        .sort(),
    ).to.deep.equal(['GET /a/{x} own.yaml:1', 'PUT /a/{id} api.yaml:4']);
    project.remove('own.yaml');
    expect(
      snapshotOf(project.compile())
        .routes.map(({ id }) => id)
        .sort(),
    ).to.deep.equal(['GET /a/{id}', 'PUT /a/{id}']);
  });

  it('keeps the last good version of a contract that breaks', () => {
    project.write({
      'api.yaml': contract('/a: { get: { responses: { 204: { description: ok } } } }'),
      'own.yaml': 'routes: { GET /b: { body: x } }\n',
    });
    project.compile();
    project.write({ 'api.yaml': 'openapi: 3.1.0\npaths: { /a: [\n' });
    const broken = project.compile();
    expect(broken.isBroken).to.equal(true);
    expect(
      snapshotOf(broken)
        .routes.map(({ id }) => id)
        .sort(),
    ).to.deep.equal(['GET /a', 'GET /b']);
    expect([...snapshotOf(broken).stale.values()]).to.deep.equal(['api.yaml']);
    project.write({ 'api.yaml': contract('/c: { get: { responses: { 204: { description: ok } } } }') });
    expect(
      snapshotOf(project.compile())
        .routes.map(({ id }) => id)
        .sort(),
    ).to.deep.equal(['GET /b', 'GET /c']);
  });

  it('follows references into other files, and is made anew when they change', () => {
    project.write({
      'api.yaml': contract('/a: { $ref: "./parts/a.yaml#/item" }'),
      'parts/_parts.txt': '',
      'parts/a.yaml':
        'openapi: 3.1.0\npaths: {}\nitem: { get: { responses: { 200: { description: ok, content: { application/json: { schema: { $ref: "../b.schema.json" } } } } } } }\n',
      'b.schema.json': '{ "const": 1 }',
    });
    const first = project.compile();
    expect(told(first)).to.deep.equal([
      'parts/a.yaml:3:1 unknown-key OpenAPI has no key "item" here (it has no effect)',
    ]);
    const route = snapshotOf(first).routes[0];
    expect(
      route?.cases[0]?.planner.plan(
        { header: {} },
        { now: 0, random: { next: () => 0 }, locale: 'en', nextCount: () => 1 },
      ),
    ).to.include({ body: '1' });
    project.write({ 'b.schema.json': '{ "const": 2 }' });
    const second = snapshotOf(project.compile()).routes[0];
    expect(
      second?.cases[0]?.planner.plan(
        { header: {} },
        { now: 0, random: { next: () => 0 }, locale: 'en', nextCount: () => 1 },
      ),
    ).to.include({ body: '2' });
  });

  it('tells the many small mistakes of a document in bounds', () => {
    const keys = Array.from(
      { length: 9 },
      (_, index) => `/p${index}: { get: { sumary: x, responses: { 204: { description: ok } } } }`,
    ).join('\n');
    project.write({ 'api.yaml': contract(keys) });
    expect(told(project.compile())).to.deep.equal([
      ...[4, 5, 6, 7].map(
        (line) => `api.yaml:${line}:17 unknown-key OpenAPI has no key "sumary" here (did you mean "summary"?)`,
      ),
      'api.yaml:8:17 unknown-key OpenAPI has no key "sumary" here (and 4 more of this kind) (did you mean "summary"?)',
    ]);
  });
});

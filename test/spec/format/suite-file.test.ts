import { expect } from 'chai';
import { formatKinds } from '../../../src/compile/project.ts';
import { suiteFileSchema } from '../../../src/spec/format/suite-file.ts';
import { createShapeCheck } from '../../../src/spec/shape.ts';
import { brief, documentOf } from '../support.ts';

const check = createShapeCheck(suiteFileSchema(formatKinds()));

function told(text: string): readonly string[] {
  const problems: string[] = [];
  const { value, place } = documentOf(text, 'a.test.yaml');
  check(value, place, (problem) => problems.push(brief(problem)));
  return problems;
}

const ONE_OF_ALL = `
$schema: ../schemas/mockapi.suite.schema.json
suite: goods
tags: [shop]
vars: { token: t-1, list: [1, { a: null }] }
secrets: [vars.token, env.PASSWORD, saved.token, row.key.inner]
defaults:
  follow: true
  conform: false
  params: { url: { shop: 1 }, query: { lang: zh, n: [1, 2] }, header: { x-token: "\${vars.token}" }, cookie: { sid: x } }
before: [ { GET /health: 200 }, { use: "login.test.yaml#log in", with: { name: ann } } ]
after: []
cases:
  - GET /shop/goods/1?name=pen: 200
  - GET /a: status == 200 && body.items[0] == "x"
  - GET \${vars.path}?a=\${row.a}: 200
  - GET http://127.0.0.1:8010/a: 200
  - M-SEARCH /a: 200
  - name: everything
    tags: [smoke]
    skip: not today
    only: false
    rows: ./rows/goods.csv
    vars: { a: "\${now()}" }
    conform: false
    PUT /shop/goods/{id}:
      params:
        url: { id: "\${row.id}" }
        query: { limit: 1, dry_run: true, tag: [a, b], gone: null }
        header: null
        cookie: { sid: x }
        body: [1, null, "x"]
        form: {}
        file: { photo: ./pen.png, more: [./a.png, { text: hi, name: a.txt, type: text/plain }], raw: { base64: aGk= }, no: null }
      expect:
        status: { $in: [200, 201] }
        header: { location: { $regex: "^/shop/" } }
        cookie: { sid: { $any: true } }
        body: null
        paths: { /data/id: 1, "": { $type: object } }
        schema: { $ref: ../schemas/item.schema.json }
        time: { $lt: 500 }
        file: ./expected.json
      until: 200
      within: 5s
      every: 200ms
      save: { location: 'header["location"]', id_2: body.data.id }
      follow: true
      conform: true
      timeout: 1m
    after: [ { DELETE /shop/goods/1: { expect: { time: 500ms, schema: true } } } ]
    verify:
      - { request: "PUT /shop/goods/{id}", where: { body: { name: pen } }, times: 1, within: 2s }
      - { order: [ GET /a, { request: GET /b, where: query.a == 1 } ] }
      - { unmatched: 0 }
      - { invalid: { $lte: 1 } }
  - name: chat
    rows: [ { a: 1 }, { a: [1] } ]
    clients:
      ann: { ws: /ws/lobby/ann, params: { query: { token: t }, header: { a: b } }, protocols: [v1.chat] }
      安: { ws: "\${vars.ws}" }
      c-2.d: { ws: "wss://localhost/ws" }
    steps:
      - ann: { open: { status: 403, body: { code: 1 } } }
      - 安 , c-2.d: { open: 101 }
      - ann: { send: [1] }
      - ann: { send: null }
      - ann: { send: { binary: { hex: 00 ff } } }
      - ann: { receive: { user: ann }, within: 1s, save: { id: message.id } }
      - ann: { receive: message.user == "ann" }
      - ann: { next: 5 }
      - ann: { next: { $eq: hello } }
      - ann: { silent: 300ms }
      - ann: { close: { code: 4001, reason: bye } }
      - 安: { closed: 1000 }
      - c-2.d: { closed: { $in: [1000, 1001] }, within: 5s }
      - wait: 200ms
      - use: "#everything"
`;

describe('suiteFileSchema', () => {
  it('admits everything that a suite may hold', () => {
    expect(told(ONE_OF_ALL)).to.deep.equal([]);
  });

  const kinds = ['true', 'false', '1', '{}', '[]', 'null', '""'];
  for (const [where, suite, fine] of [
    ['a case', (value: string) => `cases: [ ${value} ]`, ['{}']],
    ['a request', (value: string) => `cases: [ { GET /a: ${value} } ]`, ['{}']],
    ['"send"', (value: string) => `cases: [ { steps: [ { ann: { send: ${value} } } ] } ]`, kinds],
    [
      '"next"',
      (value: string) => `cases: [ { steps: [ { ann: { next: ${value} } } ] } ]`,
      ['true', 'false', '1', '{}', '[]', '""'],
    ],
    ['"body" of "expect"', (value: string) => `cases: [ { GET /a: { expect: { body: ${value} } } } ]`, kinds],
    ['"save"', (value: string) => `cases: [ { GET /a: { save: ${value} } } ]`, ['{}']],
    ['"skip"', (value: string) => `cases: [ { GET /a: 200, skip: ${value} } ]`, ['true', 'false']],
    ['"file"', (value: string) => `cases: [ { GET /a: { params: { file: { a: ${value} } } } } ]`, ['{}', '[]', 'null']],
    ['"closed"', (value: string) => `cases: [ { steps: [ { ann: { closed: ${value} } } ] } ]`, ['{}', '""']],
  ] as const) {
    it(`takes for ${where} ${fine.join(', ')} of ${kinds.join(', ')}`, () => {
      expect(kinds.filter((value) => told(suite(value)).length === 0)).to.deep.equal(fine);
    });
  }

  for (const [key, is] of [
    ['GET /a', 'a request'],
    ['get  /a', 'a request'],
    ['/a', 'a request'],
    ['GET/a', 'a request'],
    ['GET:/a', 'a request'],
    ['GET a', 'a request'],
    ['GET|POST /a', 'a request'],
    ['GET, POST /a', 'a request'],
    ['"${vars.url}"', 'a request'],
    ['ann', 'a step of a client'],
    ['ann, bob', 'a step of a client'],
    ['ann ,bob', 'a step of a client'],
    ['wiat', 'a step of a client'],
    ['expectant', 'a step of a client'],
    ['open', 'a step'],
    ['ann, open', 'a step'],
    ['GET', 'a step'],
    ['expect', 'a step'],
    ['ann,', 'a step'],
    ['""', 'a step'],
    ['constructor', 'a step of a client'],
    ['a$b', 'a step'],
  ] as const) {
    it(`takes the key ${key} of a step for that of ${is}`, () => {
      const [first = ''] = told(`cases: [ { steps: [ { ${/^"/.test(key) ? key : `"${key}"`}: { zebra: 1 } } ] } ]`);
      expect(first).to.match(new RegExp(` unknown-key ${is} has no key `));
    });
  }

  it('says once what is wrong in a part that many steps share', () => {
    expect(
      told('cases:\n  - GET /a: { params: { heder: {} } }\n  - steps: [ { GET /b: { params: { heder: {} } } } ]'),
    ).to.deep.equal([
      '2:25 unknown-key "params" has no key "heder" (did you mean "header"?)',
      '3:36 unknown-key "params" has no key "heder" (did you mean "header"?)',
    ]);
  });
});

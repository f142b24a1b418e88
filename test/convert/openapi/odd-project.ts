/** Projects that have a bit of everything, and names that nobody expects. */

import { createRandom, randomInteger } from '../../../src/core/random.ts';

/** Files by name. */
export type Files = Readonly<Record<string, string>>;

export const ODD: Files = {
  'mockapi.yaml': 'vars: { codes: { none: 40400 }, word: pen }\n',
  'a.yaml': `
tags: [odd]
params: { header: { x-tenant: { type: string, maxLength: 8 } } }
routes:
  GET /trees/{id}:
    name: tree
    params: { url: { id: { type: integer, maximum: 9, example: 7 } } }
    response: { 200: { $ref: node.schema.json }, 404: { type: object, properties: { why: { type: string } } }, 5XX: true }
  POST /trees/{tree}:
    name: tree
    params: { body: { $ref: node.schema.json } }
    data: { id: "\${url.tree}", first: "\${body.children[0]}", label: "\${body.label}", all: "\${body}" }
  GET /rest/{rest*}: { data: "\${url.rest}" }
  GET /rest/{name}: { data: "\${url.name}" }
  ANY /any: { name: any thing!, data: "\${request.method}" }
  POST /any: { data: null }
  PURGE /cache: { status: 204 }
  HEAD /head: { headers: { x-size: 5 }, data: 1 }
  GET /状态/{名-a}: 
    summary: 状态
    data: { 名: "\${url["名-a"]}" }
`
    .replace('{名-a}', '{code}')
    .replace('url["名-a"]', 'url.code'),
  'b.yaml': `
envelope: none
routes:
  GET /plain: { body: "hello \${request.method}" }
  GET /maybe: { params: { query: { n: integer } }, body: "\${query.n}" }
  GET /status/{code}:
    params: { url: { code: { type: integer, minimum: 200, maximum: 503 } } }
    status: "\${url.code}"
    data: { code: "\${url.code}" }
  POST /free: { data: "\${request.body}" }
  GET /html: { headers: { content-type: text/html; charset=utf-8 }, body: <p>hi</p> }
  GET /typed: { headers: { content-type: "\${query.type}" }, body: hi }
  GET /nothing: { status: 204 }
  GET /file: { file: ./a.txt }
  GET /files/{name}.txt: { file: "./\${url.name}.txt" }
  GET /any-file/{name}: { file: "./\${url.name}" }
`,
  'c.yaml': `
envelope:
  body: { ok: "\${code == 0}", code: "\${code}", text: "code \${code}", meta: { from: [mock, 1] }, result: "\${data}" }
  success: { code: 0 }
  invalid: { status: 400, code: 4, data: "\${errors}" }
  refused: { code: "R\${status}" }
routes:
  GET /cases:
    params:
      query:
        q: { type: [string, "null"] }
        tag: { type: array, items: { enum: [a, b] }, style: comma }
        where: { type: object, properties: { a: { type: integer } }, required: [a] }
        additional: false
      cookie: { sid: { type: string, required: true, error: { status: 401, code: 9, message: "no \${errors[0].name}" } } }
    cases:
      - when: query.q == "none"
        status: 404
        code: "\${vars.codes.none}"
        message: "no \${query.q}"
      - when: { query: { where: { a: 5 } } }
        data: [1, 2.5, null, { a: 1 }, { a: x, b: true }]
      - when: has(query.tag) && size(query.tag) > 1
        data: "\${query.tag}"
  POST /upload:
    params:
      form: { title: { type: string, required: true }, tags: { type: array, items: string, style: comma } }
      file: { note: { required: true, count: 2, maxSize: 1KB, extensions: [txt], description: A note } }
    data: { first: "\${file.note[0].name}", note: "\${file.note}", title: "\${form.title}" }
  POST /form:
    params: { form: { constructor: { type: integer, required: true }, toString: string } }
    data: { constructor: "\${form.constructor}", other: "\${form.toString}" }
  GET /fails: { data: "\${query.x > 5}" }
`.replace('items: string,', 'items: { type: string },'),
  'sub/node.schema.json': '{ "type": "object", "properties": { "other": { "$ref": "../node.schema.json" } } }',
  'sub/d.yaml': `
routes:
  GET /other: { response: { 200: { $ref: node.schema.json } } }
  GET /def: { response: { 200: { $ref: ../node.schema.json#/$defs/label, description: beside } }, data: x }
`,
  'node.schema.json': JSON.stringify({
    type: 'object',
    required: ['label'],
    properties: {
      label: { $ref: '#/$defs/label' },
      children: { type: 'array', items: { $ref: '#' }, maxItems: 2 },
    },
    $defs: { label: { type: 'string', minLength: 1, examples: ['oak'] } },
  }),
  'a.txt': 'a',
};

const SCHEMAS = [
  '{ type: string }',
  '{ type: string, minLength: 2, pattern: "^[a-z]+$" }',
  '{ type: integer, minimum: 3, maximum: 40 }',
  '{ type: number, exclusiveMinimum: 0 }',
  '{ type: boolean }',
  '{ enum: [a, b, 3] }',
  '{ type: [integer, "null"] }',
  '{ type: string, format: date }',
  '{ type: array, items: { type: integer, minimum: 0 }, minItems: 1 }',
  '{ anyOf: [{ type: integer }, { type: string, maxLength: 3 }] }',
  '{ type: string, default: d }',
  '{ type: string, example: e, description: Said, deprecated: true }',
  '{ description: anything }',
  'true',
];

/** Another one for each seed: routes of random parameters, answers that give back some of them. */
export function randomProject(seed: number): Files {
  const random = createRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[randomInteger(random, 0, list.length - 1)] as T;
  const param = (name: string): string => {
    const schema = pick(SCHEMAS);
    return schema === 'true'
      ? `${name}: { title: ${name} }`
      : `${name}: ${pick([schema, schema.replace('{ ', '{ required: true, ')])}`;
  };
  const routes = Array.from({ length: 12 }, (_, index) => {
    const isForm = pick([true, false]);
    const lines = [
      `  ${pick(['POST', 'PUT', 'PATCH'])} /r${index}/{id}:`,
      '    params:',
      `      url: { id: ${pick(['{ type: integer }', '{ type: string, maxLength: 5 }', '{ enum: [x, y] }'])} }`,
      `      query: { ${param('a')}, ${param('b')}${pick(['', ', additional: false'])} }`,
      `      header: { ${param('x-h')} }`,
      isForm
        ? `      form: { ${param('f')}, ${param('g')} }`
        : `      body: { type: object, required: [p], properties: { ${['p', 'q'].map((name) => `${name}: ${pick(SCHEMAS.slice(0, -1))}`).join(', ')} } }`,
      `    status: ${pick([200, 201, 202, 418])}`,
      `    data: { id: "\${url.id}", a: "\${query.a}", b: "\${query.b}", h: '\${header["x-h"]}', rest: ${
        isForm ? '["${form.f}", "${form.g}"]' : '{ p: "${body.p}", q: "${body.q}", text: "q ${body.q}" }'
      } }`,
    ];
    return lines.join('\n');
  });
  return { 'a.yaml': `routes:\n${routes.join('\n')}\n` };
}

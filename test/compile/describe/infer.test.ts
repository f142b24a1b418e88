import { expect } from 'chai';
import { inferSchema, literalSchema, type Meaning, readReference } from '../../../src/compile/describe/infer.ts';
import type { Json, JsonSchema } from '../../../src/core/json.ts';

describe('inferSchema', () => {
  const meaning: Meaning = ([root, ...keys]) =>
    root === 'url' && keys.join() === 'id' ? { type: 'integer', minimum: 1 } : undefined;
  const rows: readonly (readonly [Json, JsonSchema])[] = [
    [null, { type: 'null' }],
    [true, { type: 'boolean' }],
    [3, { type: 'integer' }],
    [3.5, { type: 'number' }],
    ['text', { type: 'string' }],
    ['$${x}', { type: 'string' }],
    ['${url.id}', { type: 'integer', minimum: 1 }],
    ['${ url["id"] }', { type: 'integer', minimum: 1 }],
    ['no ${url.id}', { type: 'string' }],
    ['${url.id}${url.id}', { type: 'string' }],
    ['${url.id + 1}', {}],
    ['${url.other}', {}],
    [[], { type: 'array' }],
    [[1, 2.5], { type: 'array', items: { type: 'number' } }],
    [[1, '${uuid()}'], { type: 'array' }],
    [
      [{ a: 1 }, { a: 'x', b: true }],
      {
        type: 'array',
        items: {
          type: 'object',
          required: ['a'],
          properties: { a: { type: ['integer', 'string'] }, b: { type: 'boolean' } },
        },
      },
    ],
    [{}, { type: 'object' }],
    [{ a: { b: null } }, obj({ a: obj({ b: { type: 'null' } }) })],
    [
      JSON.parse('{"__proto__":1,"constructor":"${url.id}"}'),
      obj(JSON.parse('{"__proto__":{"type":"integer"},"constructor":{"type":"integer","minimum":1}}')),
    ],
  ];
  for (const [template, schema] of rows) {
    it(`reads ${JSON.stringify(template)}`, () => {
      expect(inferSchema(template, meaning)).to.deep.equal(schema);
    });
  }

  it('takes every value that the tree itself is', () => {
    expect(literalSchema(['${url.id}', 1])).to.deep.equal({ type: 'array', items: { type: ['string', 'integer'] } });
  });

  function obj(properties: { readonly [name: string]: JsonSchema }): JsonSchema {
    return { type: 'object', required: Object.keys(properties), properties };
  }
});

describe('readReference', () => {
  const rows: readonly (readonly [string, readonly (string | number)[] | undefined])[] = [
    ['url', ['url']],
    [' body.a.b ', ['body', 'a', 'b']],
    ['header["x-token"]', ['header', 'x-token']],
    ["header['x-token'].a[0]", ['header', 'x-token', 'a', 0]],
    ['body.a + 1', undefined],
    ['body.a()', undefined],
    ['"text"', undefined],
    ['', undefined],
    [`a${'.a'.repeat(50_000)}!`, undefined],
  ];
  for (const [expression, reference] of rows) {
    it(`reads ${expression.slice(0, 40)}`, () => {
      expect(readReference(expression)).to.deep.equal(reference);
    });
  }
});

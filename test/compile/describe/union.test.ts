import { expect } from 'chai';
import { eitherOf, orNull } from '../../../src/compile/describe/union.ts';
import type { JsonSchema } from '../../../src/core/json.ts';

describe('eitherOf', () => {
  const map = (properties: { readonly [name: string]: JsonSchema }): JsonSchema => ({
    type: 'object',
    required: Object.keys(properties),
    properties,
  });
  const rows: readonly (readonly [string, readonly JsonSchema[], JsonSchema])[] = [
    ['nothing', [], {}],
    ['one', [{ type: 'string' }], { type: 'string' }],
    ['one twice', [{ $ref: 'a' }, { $ref: 'a' }], { $ref: 'a' }],
    ['anything', [{ type: 'string' }, true], {}],
    ['nothing at all', [false, { type: 'string' }], { type: 'string' }],
    ['types', [{ type: 'string' }, { type: 'null' }, { type: 'string' }], { type: ['string', 'null'] }],
    ['whole and other numbers', [{ type: 'integer' }, { type: 'number' }], { type: 'number' }],
    ['a short text among texts', [{ type: 'string', maxLength: 3 }, { type: 'string' }], { type: 'string' }],
    ['constants', [{ const: 1 }, { const: 2 }, { const: 1 }], { enum: [1, 2] }],
    ['a constant of a type', [{ type: 'integer' }, { const: 500 }], { type: 'integer' }],
    [
      'null beside rules',
      [{ type: 'string', minLength: 1 }, { type: 'null' }],
      { type: ['string', 'null'], minLength: 1 },
    ],
    [
      'null beside an enum',
      [{ type: 'string', enum: ['a'] }, { type: 'null' }],
      { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'null' }] },
    ],
    [
      'maps of the same members',
      [map({ code: { const: 1 }, data: { type: 'null' } }), map({ code: { const: 2 }, data: { $ref: 'a' } })],
      map({ code: { enum: [1, 2] }, data: { anyOf: [{ type: 'null' }, { $ref: 'a' }] } }),
    ],
    ['maps of other members', [map({ a: true }), map({ b: true })], { anyOf: [map({ a: true }), map({ b: true })] }],
    [
      'lists',
      [
        { type: 'array', items: { type: 'string' } },
        { type: 'array', items: { type: 'null' } },
      ],
      { type: 'array', items: { type: ['string', 'null'] } },
    ],
    [
      'alternatives',
      [{ anyOf: [{ type: 'string' }, { $ref: 'a' }] }, { type: 'null' }],
      { anyOf: [{ type: ['string', 'null'] }, { $ref: 'a' }] },
    ],
    ['too much to be told', Array.from({ length: 30 }, (_, index) => ({ $ref: String(index) })), {}],
    ['many constants', Array.from({ length: 30 }, (_, index) => ({ const: index })), { type: 'integer' }],
  ];
  for (const [what, schemas, either] of rows) {
    it(`puts together ${what}`, () => {
      expect(eitherOf(schemas)).to.deep.equal(either);
    });
  }

  it('lets null in', () => {
    expect(orNull({ $ref: 'a' })).to.deep.equal({ anyOf: [{ $ref: 'a' }, { type: 'null' }] });
    expect(orNull({ type: 'null' })).to.deep.equal({ type: 'null' });
  });
});

import { Ajv } from 'ajv';
import { expect } from 'chai';
import { draft07 } from '../../../src/convert/asyncapi/draft-07.ts';
import type { JsonSchema } from '../../../src/core/json.ts';

const point = (ref: string): string => `#/x/${ref}`;

describe('draft07', () => {
  for (const [what, schema, expected] of [
    ['a boolean', true, true],
    ['what both drafts have', { type: ['string', 'null'], minLength: 1 }, { type: ['string', 'null'], minLength: 1 }],
    [
      'the first items and the others',
      { prefixItems: [{ type: 'string' }], items: false },
      { items: [{ type: 'string' }], additionalItems: false },
    ],
    [
      'what depends on properties',
      { dependentRequired: { a: ['b'], c: ['d'] }, dependentSchemas: { c: { prefixItems: [true] } } },
      { dependencies: { a: ['b'], c: { allOf: [{ required: ['d'] }, { items: [true] }] } } },
    ],
    ['an example', { example: 1 }, { examples: [1] }],
    ['examples beside an example', { example: 1, examples: [2] }, { examples: [2] }],
    ['a reference', { $ref: 'a' }, { $ref: '#/x/a' }],
    [
      'what stands beside a reference',
      { $ref: 'a', description: 'd', allOf: [{ $ref: 'b' }] },
      { description: 'd', allOf: [{ $ref: '#/x/a' }, { $ref: '#/x/b' }] },
    ],
    [
      'what draft-07 cannot say',
      { type: 'object', unevaluatedProperties: false, properties: { a: { contains: true, minContains: 2 } } },
      {
        type: 'object',
        properties: { a: { contains: true, $comment: 'draft-07 has no minContains: the mock checks that too' } },
        $comment: 'draft-07 has no unevaluatedProperties: the mock checks that too',
      },
    ],
    [
      'values that look like schemas',
      { const: { $ref: 'a', prefixItems: [] }, enum: [{ example: 1 }], default: { $ref: 'b' } },
      { const: { $ref: 'a', prefixItems: [] }, enum: [{ example: 1 }], default: { $ref: 'b' } },
    ],
    [
      'properties that are called like keywords',
      { properties: { $ref: { $ref: 'a' }, constructor: { prefixItems: [true] } } },
      { properties: { $ref: { $ref: '#/x/a' }, constructor: { items: [true] } } },
    ],
  ] as const) {
    it(`says ${what} in its words`, () => {
      const printed = draft07(schema as unknown as JsonSchema, point);
      expect(printed).to.deep.equal(expected);
      expect(new Ajv({ strict: false }).validateSchema(printed as object)).to.equal(true);
    });
  }
});

/** What is said of a value that is not valid; and that generated code and explanations agree. */

import { expect } from 'chai';
import { accepts } from '../../../src/compile/schema/explain.ts';
import { schemaOf } from './project.ts';

const UNION =
  '{ oneOf: [{ properties: { kind: { const: cat }, lives: { type: integer } }, required: [kind] }, { properties: { kind: { const: dog }, legs: { type: integer } }, required: [kind, legs] }] }';
const SHAPES =
  '{ anyOf: [{ type: object, required: [id] }, { type: object, required: [name, mail] }, { type: string }] }';

describe('explain', () => {
  const rows: readonly (readonly [schema: string, value: unknown, ...expected: string[]])[] = [
    ['{ type: integer }', 'x', ' type: must be an integer'],
    ['{ type: [integer, "null"] }', 'x', ' type: must be an integer or null'],
    ['{ type: boolean }', 1, ' type: must be true or false'],
    ['{ type: array }', {}, ' type: must be a list'],
    ['{ type: integer }', 1.5, ' type: must be an integer'],
    ['{ minimum: 1 }', 0, ' minimum: must be at least 1'],
    ['{ maximum: 5 }', 6, ' maximum: must be at most 5'],
    ['{ exclusiveMinimum: 1 }', 1, ' exclusiveMinimum: must be more than 1'],
    ['{ exclusiveMaximum: 5 }', 5, ' exclusiveMaximum: must be less than 5'],
    ['{ multipleOf: 0.1 }', 0.35, ' multipleOf: must be a multiple of 0.1'],
    ['{ minLength: 1 }', '', ' minLength: must not be empty'],
    ['{ minLength: 3 }', '😀😀', ' minLength: must be at least 3 characters long'],
    ['{ maxLength: 1 }', 'ab', ' maxLength: must be at most 1 character long'],
    ['{ pattern: "^a" }', 'b', ' pattern: must match the pattern "^a"'],
    ['{ format: email }', 'x', ' format: must be an email address'],
    ['{ format: date-time }', '2026-02-30T00:00:00Z', ' format: must be a date-time such as 2026-11-22T09:30:00Z'],
    ['{ format: int32 }', 3e9, ' format: must be a whole number of 32 bits'],
    ['{ const: a }', 'b', ' const: must be "a"'],
    ['{ enum: [a, 1, null] }', 'b', ' enum: must be one of "a", 1, null'],
    [
      '{ enum: [a, b, c, d, e, f, g, h, i, j, k, l] }',
      'z',
      ' enum: must be one of "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" … (12 in all)',
    ],
    ['{ type: string, minLength: 3, enum: [abc] }', 1, ' type: must be a string'],
    ['{ minItems: 2 }', [1], ' minItems: must have at least 2 items'],
    ['{ maxItems: 1 }', [1, 2], ' maxItems: must have at most 1 item'],
    [
      '{ uniqueItems: true }',
      [{ a: 1, b: 2 }, 1, { b: 2, a: 1 }],
      ' uniqueItems: must not have an item twice: item 2 equals item 0',
    ],
    ['{ items: { type: string } }', ['a', 1, 2], '/1 type: must be a string', '/2 type: must be a string'],
    [
      '{ prefixItems: [{ type: string }], items: false }',
      [1, 2],
      '/0 type: must be a string',
      '/1 false: is not allowed',
    ],
    ['{ contains: { const: 5 } }', [1], ' contains: must contain 5'],
    ['{ contains: { type: string }, minContains: 2 }', ['a'], ' minContains: must contain at least 2 times a string'],
    [
      '{ contains: { type: string }, maxContains: 1 }',
      ['a', 'b'],
      ' maxContains: must contain a string at most 1 time',
    ],
    ['{ required: [a, b] }', { b: 1 }, '/a required: is required'],
    [
      '{ properties: { a: true, b: { type: string } }, required: [c, b, a] }',
      {},
      '/a required: is required',
      '/b required: is required',
      '/c required: is required',
    ],
    [
      '{ properties: { name: true, other: true }, additionalProperties: false }',
      { nmae: 1 },
      '/nmae additionalProperties: is not allowed; did you mean "name"?',
    ],
    [
      '{ properties: { name: true }, additionalProperties: false }',
      { name: 1, nmae: 1 },
      '/nmae additionalProperties: is not allowed',
    ],
    ['{ additionalProperties: { type: integer } }', { a: 1, b: 'x' }, '/b type: must be an integer'],
    [
      '{ patternProperties: { "^x-": { type: string } }, additionalProperties: false }',
      { 'x-a': 1, y: 1 },
      '/x-a type: must be a string',
      '/y additionalProperties: is not allowed',
    ],
    [
      '{ propertyNames: { maxLength: 2 } }',
      { abc: 1 },
      '/abc propertyNames: has a name that must be at most 2 characters long',
    ],
    ['{ minProperties: 1 }', {}, ' minProperties: must have at least 1 property'],
    ['{ maxProperties: 1 }', { a: 1, b: 2 }, ' maxProperties: must have at most 1 property'],
    ['{ dependentRequired: { a: [b] } }', { a: 1 }, '/b dependentRequired: is required beside "a"'],
    ['{ dependentSchemas: { a: { required: [b] } } }', { a: 1 }, '/b required: is required'],
    ['{ properties: { a: false } }', { a: 1 }, '/a false: is not allowed'],
    [
      '{ properties: { "a/b": { properties: { "c~d": { type: string } } } } }',
      { 'a/b': { 'c~d': 1 } },
      '/a~1b/c~0d type: must be a string',
    ],
    ['{ not: { type: string } }', 'a', ' not: must not be a string'],
    [
      '{ if: { properties: { a: { const: 1 } } }, then: { required: [b] }, else: { required: [c] } }',
      { a: 1 },
      '/b required: is required',
    ],
    [
      '{ if: { properties: { a: { const: 1 } } }, then: { required: [b] }, else: { required: [c] } }',
      { a: 2 },
      '/c required: is required',
    ],
    [
      '{ allOf: [{ required: [a] }, { required: [a, b] }] }',
      {},
      '/a required: is required',
      '/b required: is required',
    ],
    [
      '{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false }',
      { a: 1, b: 1 },
      '/b unevaluatedProperties: is not allowed',
    ],
    ['{ prefixItems: [true], unevaluatedItems: { type: string } }', [1, 2], '/1 type: must be a string'],
    ['{ anyOf: [{ type: integer }, { type: "null" }] }', 'x', ' anyOf: must be an integer or null'],
    ['{ anyOf: [{ type: integer, minimum: 1 }, { type: "null" }] }', 0, ' minimum: must be at least 1'],
    [
      '{ anyOf: [{ format: email, type: string }, { format: uuid, type: string }] }',
      'x',
      ' anyOf: must be an email address, or be a UUID',
    ],
    [
      '{ anyOf: [{ type: array, items: { type: string } }, { type: array, items: { type: integer } }] }',
      [1, 'a', 'b'],
      ' anyOf: must be a list with each item a string or a list with each item an integer',
      '/0 type: must be a string',
    ],
    [UNION, { kind: 'cat', lives: 'x' }, '/lives type: must be an integer'],
    [UNION, { kind: 'dog' }, '/legs required: is required'],
    [UNION, { kind: 'cow' }, '/kind enum: must be one of "cat", "dog"'],
    [UNION, { lives: 9 }, '/kind required: is required: one of "cat", "dog"'],
    [
      SHAPES,
      { name: 'x' },
      ' anyOf: must be an object with "id" or an object with "name" and "mail"',
      '/id required: is required',
    ],
    [SHAPES, 5, ' anyOf: must be an object with "id", an object with "name" and "mail" or a string'],
    [
      '{ oneOf: [{ multipleOf: 2 }, { multipleOf: 3 }, { multipleOf: 5 }] }',
      6,
      ' oneOf: must match exactly one of 3 schemas, but matches number 1 and 2',
    ],
    [
      '{ $ref: https://json-schema.org/draft/2020-12/schema }',
      { type: 'intger' },
      ' $ref: must be a valid JSON Schema',
    ],
    [
      '{ required: [constructor, toString] }',
      {},
      '/constructor required: is required',
      '/toString required: is required',
    ],
    ['{ properties: { constructor: { type: string } } }', {}],
    [
      '{ additionalProperties: false, properties: { toString: true } }',
      { constructor: 1 },
      '/constructor additionalProperties: is not allowed',
    ],
    ['{ const: { a: [1] } }', Object.assign(Object.create(null), { a: [1] })],
    ['{ enum: [{ constructor: 1 }] }', { constructor: 1 }],
    [
      '{ prefixItems: [{ type: string }], contains: { minimum: 1 } }',
      [],
      ' contains: must contain a value of another kind',
    ],
    ['{ uniqueItems: true }', [1, '1', true, 'true', null, 'null', [1], '[1]', {}, '{}']],
    ['{ multipleOf: 0.01 }', 19.99],
    ['{ multipleOf: 0.1 }', 0.3],
  ];
  for (const [schema, value, ...expected] of rows) {
    it(`says of ${JSON.stringify(value)} under ${schema.slice(0, 90)}: ${expected.join(' · ') || 'nothing'}`, () => {
      const made = schemaOf(schema);
      const violations = made.library.validator(made.schema).check(value);
      expect(violations.map(({ pointer, keyword, message }) => `${pointer} ${keyword}: ${message}`)).to.deep.equal(
        expected,
      );
      expect(accepts(made.schema, value, made.library.lookup)).to.equal(expected.length === 0);
    });
  }

  it('tells the value of the keyword and what came, cut where they are large', () => {
    const { schema, library } = schemaOf('{ items: { type: string, maxLength: 3 }, maxItems: 1 }');
    expect(library.validator(schema).check([{ deep: [[[1]]] }, 'x'.repeat(300)])).to.deep.equal([
      {
        pointer: '',
        keyword: 'maxItems',
        message: 'must have at most 1 item',
        expected: 1,
        received: [{ deep: ['…'] }, `${'x'.repeat(200)}…`],
      },
      { pointer: '/0', keyword: 'type', message: 'must be a string', expected: 'string', received: { deep: [['…']] } },
      {
        pointer: '/1',
        keyword: 'maxLength',
        message: 'must be at most 3 characters long',
        expected: 3,
        received: `${'x'.repeat(200)}…`,
      },
    ]);
  });
});

/** Defaults find their places. */

import { expect } from 'chai';
import { schemaOf } from './project.ts';

describe('createFill', () => {
  const rows: readonly (readonly [says: string, schema: string, value: unknown, expected: unknown])[] = [
    ['a missing member', '{ properties: { a: { default: 1 } } }', {}, { a: 1 }],
    [
      'nothing that is there, null neither',
      '{ properties: { a: { default: 1 }, b: { default: 2 } } }',
      { a: null, b: 0 },
      { a: null, b: 0 },
    ],
    ['names that every object has', '{ properties: { constructor: { default: c } } }', {}, { constructor: 'c' }],
    ['deep members', '{ properties: { a: { properties: { b: { default: 1 } } } } }', { a: {} }, { a: { b: 1 } }],
    ['no object that is missing itself', '{ properties: { a: { properties: { b: { default: 1 } } } } }', {}, {}],
    [
      'a default that has defaults inside',
      '{ properties: { a: { default: {}, properties: { b: { default: 1 } } } } }',
      {},
      { a: { b: 1 } },
    ],
    ['items', '{ items: { properties: { a: { default: 1 } } } }', [{}, { a: 2 }, 'x'], [{ a: 1 }, { a: 2 }, 'x']],
    [
      'the first items and the rest',
      '{ prefixItems: [{ properties: { a: { default: 1 } } }], items: { properties: { b: { default: 2 } } } }',
      [{}, {}],
      [{ a: 1 }, { b: 2 }],
    ],
    [
      'behind a reference',
      '{ properties: { a: { $ref: "#/$defs/d" } }, $defs: { d: { type: integer, default: 7 } } }',
      {},
      { a: 7 },
    ],
    [
      'a default beside a reference first',
      '{ properties: { a: { $ref: "#/$defs/d", default: 8 } }, $defs: { d: { type: integer, default: 7 } } }',
      {},
      { a: 8 },
    ],
    [
      'recursively',
      '{ $ref: "#/$defs/n", $defs: { n: { properties: { v: { default: 0 }, kids: { items: { $ref: "#/$defs/n" } } } } } }',
      { kids: [{ kids: [{}] }] },
      { v: 0, kids: [{ v: 0, kids: [{ v: 0 }] }] },
    ],
    [
      'what allOf says',
      '{ allOf: [{ properties: { a: { default: 1 } } }, { properties: { b: { default: 2 } } }] }',
      {},
      { a: 1, b: 2 },
    ],
    [
      'the branch that matches',
      '{ oneOf: [{ properties: { k: { const: 1 }, a: { default: 1 } } }, { properties: { k: { const: 2 }, b: { default: 2 } } }] }',
      { k: 2 },
      { k: 2, b: 2 },
    ],
    [
      'then or else',
      '{ if: { required: [x] }, then: { properties: { a: { default: 1 } } }, else: { properties: { b: { default: 2 } } } }',
      {},
      { b: 2 },
    ],
    [
      'members by pattern and all others',
      '{ patternProperties: { "^x-": { properties: { a: { default: 1 } } } }, additionalProperties: { properties: { b: { default: 2 } } } }',
      { 'x-y': {}, z: {} },
      { 'x-y': { a: 1 }, z: { b: 2 } },
    ],
    [
      'what a member brings with it',
      '{ dependentSchemas: { a: { properties: { b: { default: 2 } } } } }',
      { a: 1 },
      { a: 1, b: 2 },
    ],
    [
      'a date as the text that it is',
      '{ properties: { at: { format: date-time, default: "2026-11-22T09:30:00Z" } } }',
      {},
      { at: '2026-11-22T09:30:00Z' },
    ],
  ];
  for (const [says, text, value, expected] of rows) {
    it(`fills ${says}`, () => {
      const { schema, library } = schemaOf(text);
      library.validator(schema).check(value);
      expect(value).to.deep.equal(expected);
    });
  }

  it('gives every value its own copy of a default', () => {
    const { schema, library } = schemaOf('{ properties: { list: { default: [] } } }');
    const values: { list?: unknown[] }[] = [{}, {}];
    for (const value of values) library.validator(schema).check(value);
    values[0]?.list?.push(1);
    expect(values).to.deep.equal([{ list: [1] }, { list: [] }]);
  });

  it('makes required members with a default valid', () => {
    const { schema, library } = schemaOf('{ required: [a], properties: { a: { default: 1 } } }');
    expect(library.validator(schema).check({})).to.deep.equal([]);
  });

  it('leaves out what is required where only the optional is to be filled in', () => {
    const { schema, library } = schemaOf('{ required: [a], properties: { a: { default: 1 }, b: { default: 2 } } }');
    const value = {};
    expect(
      library
        .validator(schema, 'optional')
        .check(value)
        .map(({ pointer }) => pointer),
    ).to.deep.equal(['/a']);
    expect(value).to.deep.equal({ b: 2 });
  });
});

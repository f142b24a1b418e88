/** What expressions may know of a value by its schema. */

import { expect } from 'chai';
import type { Known } from '../../../src/core/names.ts';
import { schemaOf } from './project.ts';

/** Names down to a depth: `{ a: {…} }`, items under `[]`, strictness under `?`. */
function shape(known: Known, depth = 3): unknown {
  if (depth === 0) return '…';
  return {
    '?': known.unknownMember,
    ...Object.fromEntries([...(known.members ?? [])].map(([name, inside]) => [name, shape(inside, depth - 1)])),
    ...(known.items ? { '[]': shape(known.items, depth - 1) } : {}),
  };
}

const open = { '?': 'allow' };

describe('createKnownNames', () => {
  const rows: readonly (readonly [says: string, schema: string, expected: unknown])[] = [
    ['members of an open object', '{ properties: { a: { type: string } } }', { '?': 'near-warning', a: open }],
    [
      'members of a closed object',
      '{ properties: { a: true }, additionalProperties: false }',
      { '?': 'error', a: open },
    ],
    [
      'no closedness beside patterns',
      '{ properties: { a: true }, patternProperties: { "^x-": true }, additionalProperties: false }',
      { '?': 'near-warning', a: open },
    ],
    ['nothing of a text', '{ type: string }', open],
    ['nothing of a map', '{ type: object, additionalProperties: { type: integer } }', open],
    [
      'items',
      '{ type: array, items: { properties: { a: true } } }',
      { '?': 'allow', '[]': { '?': 'near-warning', a: open } },
    ],
    ['nothing of a tuple', '{ prefixItems: [{ properties: { a: true } }], items: { properties: { b: true } } }', open],
    [
      'what is behind a reference',
      '{ $ref: "#/$defs/d", $defs: { d: { properties: { a: true }, additionalProperties: false } } }',
      { '?': 'error', a: open },
    ],
    [
      'all parts of allOf',
      '{ allOf: [{ properties: { a: true } }, { properties: { b: true }, unevaluatedProperties: false }] }',
      { '?': 'error', a: open, b: open },
    ],
    [
      'all branches, closed when each is',
      '{ oneOf: [{ properties: { a: true }, additionalProperties: false }, { properties: { b: true }, additionalProperties: false }] }',
      { '?': 'error', a: open, b: open },
    ],
    [
      'all branches, open when one is',
      '{ anyOf: [{ properties: { a: true }, additionalProperties: false }, { properties: { b: true } }, { type: string }] }',
      { '?': 'near-warning', a: open, b: open },
    ],
    [
      'one member from two sides',
      '{ allOf: [{ properties: { a: { properties: { x: true } } } }, { properties: { a: { properties: { y: true } } } }] }',
      { '?': 'near-warning', a: { '?': 'near-warning', x: open, y: open } },
    ],
  ];
  for (const [says, text, expected] of rows) {
    it(`knows ${says}`, () => {
      const { schema, library } = schemaOf(text);
      expect(shape(library.known(schema))).to.deep.equal(expected);
    });
  }

  it('goes on as long as somebody asks where a schema contains itself', () => {
    const { schema, library } = schemaOf(
      '{ $ref: "#/$defs/n", $defs: { n: { properties: { kid: { $ref: "#/$defs/n" } } } } }',
    );
    let known: Known | undefined = library.known(schema);
    for (let depth = 0; depth < 1000; depth++) known = known?.members?.get('kid');
    expect(known?.unknownMember).to.equal('near-warning');
  });
});

import { expect } from 'chai';
import type { JsonObject } from '../../src/core/json.ts';
import { createShapeCheck } from '../../src/spec/shape.ts';
import { brief, documentOf } from './support.ts';

/** Whether it is fine, and every problem. */
function check(schema: JsonObject, text: string): { readonly isFine: boolean; readonly told: readonly string[] } {
  const told: string[] = [];
  const { value, place } = documentOf(text);
  const isFine = createShapeCheck(schema)(value, place, (problem) => told.push(brief(problem)));
  return { isFine, told };
}

const map = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

describe('createShapeCheck', () => {
  it('is silent about what is as it should be', () => {
    expect(check(map({ a: { type: 'integer' } }), 'a: 1')).to.deep.equal({ isFine: true, told: [] });
  });

  for (const [what, schema, text, expected] of [
    [
      'an unknown key with the nearest one',
      map({ status: {} }, { says: 'a route' }),
      'staus: 1',
      '1:1 unknown-key a route has no key "staus" (did you mean "status"?)',
    ],
    [
      'an unknown key with all keys where none is near',
      map({ a: {}, b: {}, $schema: {}, c: { notBuiltYet: 'x' } }),
      'zebra: 1',
      '1:1 unknown-key this map has no key "zebra" (its keys are a, b)',
    ],
    [
      'a key that belongs elsewhere',
      map({ a: {} }, { elsewhere: { when: 'it belongs to a case' } }),
      'when: 1',
      '1:1 unknown-key this map has no key "when" (it belongs to a case)',
    ],
    [
      'a key of a kind that belongs elsewhere',
      map({ a: {} }, { elsewhere: { '^[A-Z]+ /': 'put it under "cases:"', 'GET /b': 'not here' } }),
      'GET /a: 1',
      '1:1 unknown-key this map has no key "GET /a" (put it under "cases:")',
    ],
    [
      'a key that belongs elsewhere though its kind does too',
      map({ a: {} }, { elsewhere: { '^[A-Z]+ /': 'put it under "cases:"', 'GET /b': 'not here' } }),
      'GET /b: 1',
      '1:1 unknown-key this map has no key "GET /b" (not here)',
    ],
    [
      'a route that is not under "routes"',
      map({ routes: {} }),
      'GET /a: {}',
      '1:1 unknown-key this map has no key "GET /a" (put it under "routes:")',
    ],
    [
      'a path that is not under "routes"',
      map({ routes: {} }),
      '/a: {}',
      '1:1 unknown-key this map has no key "/a" (put it under "routes:")',
    ],
    [
      'a key that its value sticks to',
      map({ status: {} }),
      '{status:200}',
      '1:2 unknown-key this map has no key "status:200" (a space is missing: "status: 200")',
    ],
    [
      'a key named like a member of Object.prototype',
      map({ a: {} }),
      'constructor: 1',
      '1:1 unknown-key this map has no key "constructor" (its keys are a)',
    ],
    [
      'a missing key',
      map({ a: map({ v: {} }, { required: ['v'] }) }),
      'a: {}',
      '1:1 missing-key "a" needs the key "v"',
    ],
    [
      'an inherited member is not the key that is missing',
      map({}, { required: ['toString'], additionalProperties: true }),
      'a: 1',
      '1:1 missing-key the file needs the key "toString"',
    ],
    [
      'an empty value',
      map({ a: { type: ['object', 'null'] }, b: { type: 'array' } }),
      'a:\nb:\n',
      '2:1 wrong-type "b" is empty: it must be a list',
    ],
    [
      'a text that should be a map',
      map({ a: { type: 'object' } }),
      'a: status:200',
      '1:4 wrong-type "a" must be a map, not "status:200" (a space is missing: "status: 200")',
    ],
    [
      'a map that should be a list',
      map({ a: { type: 'array' } }),
      'a: { b: 1 }',
      '1:4 wrong-type "a" must be a list, not a map (begin each item with "- ")',
    ],
    [
      'a word that should be a list',
      map({ a: { type: 'array' } }),
      'a: b',
      '1:4 wrong-type "a" must be a list, not "b" (write [b])',
    ],
    [
      'a word that is neither of two kinds of texts, without making a list of it',
      map({ a: { type: ['string', 'array'], pattern: '^/', expected: 'a path, or a list of them' } }),
      'a: x',
      '1:4 wrong-value "a" must be a path, or a list of them, not "x"',
    ],
    [
      'a word that older YAML took for true',
      map({ a: { type: 'boolean' } }),
      'a: Yes',
      '1:4 wrong-type "a" must be true or false, not "Yes" (write true, without quotes)',
    ],
    [
      'a word that older YAML took for false',
      map({ a: { type: 'boolean' } }),
      'a: off',
      '1:4 wrong-type "a" must be true or false, not "off" (write false, without quotes)',
    ],
    [
      'a quoted boolean',
      map({ a: { type: 'boolean' } }),
      'a: "false"',
      '1:4 wrong-type "a" must be true or false, not "false" (write false, without quotes)',
    ],
    [
      'a number in quotes',
      map({ a: { type: 'integer' } }),
      'a: "5"',
      '1:4 wrong-type "a" must be a whole number, not "5" (write 5, without quotes)',
    ],
    [
      'a number that should be a text',
      map({ a: { type: 'string' } }),
      'a: 5',
      '1:4 wrong-type "a" must be a text, not 5 (put it in quotes: "5")',
    ],
    [
      'a number that should be a special text',
      map({ a: { type: 'string', pattern: '^/', expected: 'a path' } }),
      'a: 5',
      '1:4 wrong-type "a" must be a path, not 5',
    ],
    [
      'an item of a list',
      map({ a: { type: 'array', items: { type: 'string' } } }),
      'a: [x, 2]',
      '1:8 wrong-type item 2 of "a" must be a text, not 2 (put it in quotes: "2")',
    ],
    [
      'an item that is there twice',
      map({ a: { type: 'array', uniqueItems: true } }),
      'a: [x, y, x]',
      '1:11 wrong-value "a" has "x" twice (remove one of the two)',
    ],
    [
      'a wrong choice',
      map({ a: { type: 'string', enum: ['strict', 'lax', 'none'] } }),
      'a: Lax',
      '1:4 wrong-value "a" must be strict, lax or none, not "Lax" (did you mean "lax"?)',
    ],
    [
      'a wrong choice of a switch',
      map({ a: { type: ['string', 'boolean'], enum: ['on', 'off', true, false], expected: 'on or off' } }),
      'a: no',
      '1:4 wrong-value "a" must be on or off, not "no" (did you mean "on"?)',
    ],
    ['another constant', map({ a: { const: 5 } }), 'a: 6', '1:4 wrong-value "a" must be 5, not 6'],
    [
      'a text that misses its pattern',
      map({ a: { type: 'string', pattern: '^x', expected: 'a word with x' } }),
      'a: y',
      '1:4 wrong-value "a" must be a word with x, not "y"',
    ],
    [
      'a number below its minimum',
      map({ a: { type: 'number', minimum: 1 } }),
      'a: 0',
      '1:4 wrong-value "a" must be at least 1',
    ],
    [
      'a number that must be greater',
      map({ a: { type: 'number', exclusiveMinimum: 0 } }),
      'a: 0',
      '1:4 wrong-value "a" must be greater than 0',
    ],
    ['an empty list', map({ a: { type: 'array', minItems: 1 } }), 'a: []', '1:4 wrong-value "a" must not be empty'],
    [
      'a name that is not allowed',
      map({ a: { type: 'object', propertyNames: { pattern: '^x', expected: 'a name with x' } } }),
      'a: { y: 1 }',
      '1:6 wrong-value "y" must be a name with x',
    ],
    ['the whole file', map({}), '- a', '1:1 wrong-type the file must be a map, not a list'],
    [
      'a number as a key in the way to it',
      map({ 1: { type: 'string' } }),
      '1: 2',
      '1:4 wrong-type "1" must be a text, not 2 (put it in quotes: "2")',
    ],
    [
      'a long value, cut',
      map({ a: { type: 'integer' } }),
      `a: ${'x'.repeat(200)}`,
      `1:4 wrong-type "a" must be a whole number, not "${'x'.repeat(57)}…"`,
    ],
  ] as const) {
    it(`tells ${what}`, () => expect(check(schema, text)).to.deep.equal({ isFine: false, told: [expected] }));
  }

  it('warns of a key of a later version, and lets it pass', () => {
    const schema = map({ console: { notBuiltYet: 'it comes later' } });
    expect(check(schema, 'console: { port: 1 }')).to.deep.equal({
      isFine: true,
      told: [
        '1:1 not-built-yet "console" is not built yet (it comes with a later version; the rest of the file is served)',
      ],
    });
    expect(check(schema, 'console: off')).to.deep.equal({ isFine: true, told: [] });
    expect(check(schema, 'console: false')).to.deep.equal({ isFine: true, told: [] });
  });

  it('says nothing of what is inside a value that is of the wrong type itself', () => {
    const schema = map({ a: { type: 'array', minItems: 2, items: { type: 'string' } } });
    expect(check(schema, 'a: 5').told).to.deep.equal(['1:4 wrong-type "a" must be a list, not 5']);
  });

  it('tells a mistake once, though "if" and "then" both find it', () => {
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    const schema = map({ a: { type: 'string', if: { type: 'string' }, then: { enum: ['b'] }, enum: ['b'] } });
    expect(check(schema, 'a: c').told).to.deep.equal(['1:4 wrong-value "a" must be b, not "c"']);
  });

  it('stops telling after 200 problems', () => {
    const schema = { type: 'object', additionalProperties: { type: 'string' } };
    expect(check(schema, Array.from({ length: 1000 }, (_, index) => `k${index}: 1`).join('\n')).told).to.have.lengthOf(
      200,
    );
  });

  it('may be used again', () => {
    const shape = createShapeCheck(map({ a: {} }));
    const good = documentOf('a: 1');
    const bad = documentOf('b: 1');
    const results = [good, bad, good].map(({ value, place }) => shape(value, place, () => {}));
    expect(results).to.deep.equal([true, false, true]);
  });
});

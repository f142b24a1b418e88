import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { JsonObject } from '../../../src/core/json.ts';
import { shareRepeated } from '../../../src/spec/format/share-repeated.ts';

const LONG =
  'a description of more than a hundred and sixty characters, so that it is worth the reference to it: '.repeat(2);
const word: JsonObject = { type: 'string', says: 'a word', description: LONG };
const words: JsonObject = { type: 'array', items: word, description: LONG };

describe('shareRepeated', () => {
  const rows: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['leaves alone what is there once', { items: word }, { items: word }],
    [
      'leaves alone what is short',
      { items: { type: 'null' }, not: { type: 'null' } },
      { items: { type: 'null' }, not: { type: 'null' } },
    ],
    [
      'writes once what is there twice, under the word that it says',
      { properties: { a: word, b: { ...word } } },
      { properties: { a: { $ref: '#/$defs/word' }, b: { $ref: '#/$defs/word' } }, $defs: { word } },
    ],
    [
      'names what says no word after its first key, and shares inside of what is shared',
      { properties: { list: words, other: words, one: word } },
      {
        properties: { list: { $ref: '#/$defs/list' }, other: { $ref: '#/$defs/list' }, one: { $ref: '#/$defs/word' } },
        $defs: { list: { ...words, items: { $ref: '#/$defs/word' } }, word },
      },
    ],
    [
      'gives two schemas of one word two names',
      { prefixItems: [word, word, { ...word, maxLength: 1 }], items: { ...word, maxLength: 1 } },
      {
        prefixItems: [{ $ref: '#/$defs/word' }, { $ref: '#/$defs/word' }, { $ref: '#/$defs/word-2' }],
        items: { $ref: '#/$defs/word-2' },
        $defs: { word, 'word-2': { ...word, maxLength: 1 } },
      },
    ],
    [
      'takes what is no schema for what it is, whatever it looks like',
      { const: { items: word }, default: word, enum: [word] },
      { const: { items: word }, default: word, enum: [word] },
    ],
  ];
  for (const [title, schema, shared] of rows) {
    it(title, () => {
      const given = structuredClone(schema);
      expect(shareRepeated(schema)).to.deep.equal(shared);
      expect(schema).to.deep.equal(given);
    });
  }

  it('gives a schema that judges alike', () => {
    const schema: JsonObject = {
      type: 'object',
      additionalProperties: words,
      properties: { a: word, b: word, c: words },
    };
    const ajv = new Ajv2020({ strict: false });
    const [before, after] = [ajv.compile(schema), ajv.compile(shareRepeated(schema))];
    for (const value of [{}, { a: 'x', c: ['y'] }, { a: 1 }, { c: [1] }, { d: ['x'] }, { d: 'x' }, []]) {
      expect(after(value), JSON.stringify(value)).to.equal(before(value));
    }
  });
});

import { expect } from 'chai';
import type { JsonObject } from '../../src/core/json.ts';
import { createShapeCheck, MAX_SHAPE_PROBLEMS } from '../../src/spec/shape.ts';
import { type SoundPart, soundPart } from '../../src/spec/sound-part.ts';
import { brief, documentOf } from './support.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: 'string' },
    later: { notBuiltYet: 'it comes later' },
    list: { type: 'array', items: { $ref: '#' } },
    map: { type: 'object', additionalProperties: { $ref: '#' } },
    timer: { type: 'object', required: ['every'], properties: { do: { type: 'string' } } },
  },
};

function sound(text: string): { readonly part: SoundPart | undefined; readonly told: readonly string[] } {
  const told: string[] = [];
  const check = createShapeCheck(SCHEMA);
  return { part: soundPart(documentOf(text), check, (problem) => told.push(brief(problem))), told };
}

describe('soundPart', () => {
  it('is the very same value where nothing is wrong', () => {
    const document = documentOf('{ name: a, list: [ { name: b } ], later: x }');
    const part = soundPart(document, createShapeCheck(SCHEMA), () => {});
    expect(part?.value).to.equal(document.value);
    expect(part?.removed).to.deep.equal([]);
  });

  const rows: readonly (readonly [
    what: string,
    text: string,
    value: unknown,
    removed: readonly (readonly string[])[],
  ])[] = [
    ['an unknown key', '{ nme: a, list: [] }', { list: [] }, [['nme']]],
    [
      'a wrong value, deep inside',
      '{ map: { a/b: { name: 5, list: [] } } }',
      { map: { 'a/b': { list: [] } } },
      [['map', 'a/b', 'name']],
    ],
    ['both of two in one map', '{ name: 5, nme: a }', {}, [['nme'], ['name']]],
    ['a hostile key', '{ constructor: 1, name: a }', { name: 'a' }, [['constructor']]],
    [
      'a value whose own parts are wrong, too',
      '{ map: { a: [ { nme: 1 } ] }, name: b }',
      { map: {}, name: 'b' },
      [['map', 'a']],
    ],
  ];
  for (const [what, text, value, removed] of rows) {
    it(`leaves out ${what}`, () => {
      const { part, told } = sound(text);
      expect(part?.value).to.deep.equal(value);
      expect(part?.removed).to.deep.equal(removed.map((keys) => ({ file: 'a.yaml', keys })));
      expect(told).to.have.length(removed.length);
    });
  }

  it('leaves a hole for an item, so that the others are where they were', () => {
    const { part } = sound('{ list: [ 5, { name: b }, { name: 5 }, x ] }');
    const { list = [] } = (part?.value ?? {}) as { readonly list?: readonly unknown[] };
    expect([list.length, Object.entries(list)]).to.deep.equal([
      4,
      [
        ['1', { name: 'b' }],
        ['2', {}],
      ],
    ]);
  });

  it('keeps what has a key too few, and what is not built yet', () => {
    const { part, told } = sound('{ timer: { do: x }, later: y }');
    expect(part).to.deep.equal({ value: { timer: { do: 'x' }, later: 'y' }, removed: [] });
    expect(told).to.have.length(2);
  });

  it('changes nothing in the document', () => {
    const document = documentOf('{ list: [ 5, { name: 5 } ], nme: a }');
    const before = structuredClone(document.value);
    soundPart(document, createShapeCheck(SCHEMA), () => {});
    expect(document.value).to.deep.equal(before);
  });

  it('is nothing where the whole is wrong', () => {
    expect(sound('[ 1 ]').part).to.equal(undefined);
  });

  it('is nothing where more is wrong than is told', () => {
    const keys = (count: number): string => Array.from({ length: count }, (_, index) => `k${index}: 1`).join('\n');
    expect(sound(keys(MAX_SHAPE_PROBLEMS - 1)).part?.value).to.deep.equal({});
    expect(sound(keys(MAX_SHAPE_PROBLEMS + 1)).part).to.equal(undefined);
  });
});

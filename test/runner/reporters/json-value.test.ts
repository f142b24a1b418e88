import { expect } from 'chai';
import { jsonValue } from '../../../src/runner/reporters/json-value.ts';

const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;

const rows: readonly (readonly [title: string, value: unknown, json: unknown])[] = [
  ['JSON', { a: [1, 'b', null, true], c: {} }, { a: [1, 'b', null, true], c: {} }],
  ['keys without a value left out', { a: undefined, b: 1 }, { b: 1 }],
  ['nothing', undefined, 'nothing'],
  ['a time', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['a number that JSON does not have', Number.NaN, 'NaN'],
  ['a big integer', 12n, '12'],
  ['a key that is not what it seems', JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}')],
  ['long text, cut', 'x'.repeat(5000), `${'x'.repeat(4000)}…`],
  ['a long list, cut', Array.from({ length: 5000 }, () => 0), [...Array.from({ length: 999 }, () => 0), '…']],
];

describe('jsonValue', () => {
  for (const [title, value, json] of rows) {
    it(`gives ${title}`, () => {
      expect(jsonValue(value)).to.deep.equal(json);
    });
  }

  it('cuts a map with a key that says so', () => {
    const map = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, index]));
    const cut = jsonValue(map) as Readonly<Record<string, unknown>>;
    expect(Object.keys(cut)).to.have.lengthOf(1000);
    expect(cut['…']).to.equal('…');
  });

  it('stays small for what is deep, wide or never ends', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level++) deep = [deep];
    const wide = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => ['x']));
    for (const value of [deep, wide, cyclic, [cyclic, cyclic]]) {
      expect(JSON.stringify(jsonValue(value)).length).to.be.below(10_000);
    }
  });
});

import { expect } from 'chai';
import { readMemoryFile } from '../../src/spec/memory-file.ts';
import { brief } from './support.ts';

const read = (value: unknown) => readMemoryFile(value, { file: 'added#1', cwd: '/p' });

describe('readMemoryFile', () => {
  const circle: { a?: unknown } = {};
  circle.a = circle;
  const shared = { b: 1 };
  class Money {
    readonly amount = 1;
  }

  it('is the file that the value would be: its text, its path in the working directory, and a place for all in it', () => {
    const { source, document, problems } = read({ routes: { 'GET /x': { data: [1, 'a'] } } });
    expect(problems).to.deep.equal([]);
    expect(source.file).to.equal('added#1');
    expect(source.path).to.equal('/p/added#1');
    expect(source.text).to.equal(JSON.stringify({ routes: { 'GET /x': { data: [1, 'a'] } } }, null, 2));
    const { line, column } = document?.place.child('routes', 'GET /x', 'data').origin() ?? {};
    expect({ line, column }).to.deep.equal({ line: 4, column: 15 });
  });

  it('names what it refers to, from the working directory', () => {
    const { refs, sends } = read({ a: { $ref: 'schemas/a.json#/b' }, file: './c.txt' });
    expect({ refs, sends }).to.deep.equal({ refs: ['/p/schemas/a.json'], sends: ['/p/c.txt'] });
  });

  it('has one hash for equal values, another for others', () => {
    expect(read({ a: 1 }).source.hash).to.equal(read({ a: 1, b: undefined }).source.hash);
    expect(read({ a: 1 }).source.hash).to.not.equal(read({ a: 2 }).source.hash);
  });

  const same: readonly (readonly [string, unknown, unknown])[] = [
    ['null', null, null],
    ['a text', 'a "b" \\ ${c} {{ d }} # e: f', 'a "b" \\ ${c} {{ d }} # e: f'],
    ['keys that are undefined left out', { a: undefined, b: 1 }, { b: 1 }],
    ['a date as its ISO text', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['great and small numbers', [1e21, 1e-7, -0, 0.1], [1e21, 1e-7, 0, 0.1]],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    [
      'texts that YAML reads in another way',
      ['yes', 'null', '1', '~', '', ' ', '*a', '&a'],
      ['yes', 'null', '1', '~', '', ' ', '*a', '&a'],
    ],
    [
      'odd characters',
      '\u0000\u0007\u007f\u0085\u2028\u2029\ufeff\ufffe\u{1f600}',
      '\u0000\u0007\u007f\u0085\u2028\u2029\ufeff\ufffe\u{1f600}',
    ],
    ['one object in two places', [shared, shared], [{ b: 1 }, { b: 1 }]],
    ['a key of a thousand characters', { ['k'.repeat(2000)]: 1 }, { ['k'.repeat(2000)]: 1 }],
  ];
  for (const [name, value, expected] of same) {
    it(`keeps ${name}`, () => {
      const { document, problems } = read(value);
      expect(problems.map(brief)).to.deep.equal([]);
      expect(document?.value).to.deep.equal(expected);
    });
  }

  const faulty: readonly (readonly [string, unknown, string])[] = [
    ['a function', { a: { b: () => 1 } }, '3:10 wrong-value a function: JSON has no such thing'],
    ['a symbol', [Symbol('a')], '2:3 wrong-value a symbol: JSON has no such thing'],
    ['a BigInt', { a: 12n }, '2:8 wrong-value the BigInt 12: JSON has no such thing'],
    ['no number', { a: Number.NaN }, '2:8 wrong-value NaN: JSON has no such thing'],
    ['an infinite number', [1, Number.POSITIVE_INFINITY], '3:3 wrong-value Infinity: JSON has no such thing'],
    ['nothing in a list', [undefined], '2:3 wrong-value undefined: JSON has no such thing'],
    ['nothing at all', undefined, '1:1 wrong-value undefined: JSON has no such thing'],
    ['a map', { a: new Map() }, '2:8 wrong-value an object of the class Map: JSON has no such thing'],
    [
      'an object of a class',
      { a: new Money() },
      '2:8 wrong-value an object of the class Money: JSON has no such thing',
    ],
    ['a circle', circle, '2:8 wrong-value a value that stands inside itself: JSON has no such thing'],
  ];
  for (const [name, value, expected] of faulty) {
    it(`tells the place of ${name}`, () => {
      const { document, problems } = read(value);
      expect(document).to.equal(undefined);
      expect(problems.map(brief)).to.deep.equal([`${expected} (write a value, or an expression in a text: "\${…}")`]);
    });
  }

  it('tells what the parser tells: a name that is never a good idea, a value that is too deep', () => {
    const parsed = JSON.parse('{"__proto__": {"a": 1}}') as unknown;
    expect(read(parsed).problems.map(brief)).to.deep.equal(['2:3 wrong-value the name "__proto__" is not allowed']);
    let deep: unknown = 1;
    for (let index = 0; index < 5000; index++) deep = [deep];
    expect(read(deep).problems).to.have.length(1);
  });
});

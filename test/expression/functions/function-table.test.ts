/** The functions, against their own documentation. */

import { expect } from 'chai';
import { createRandom } from '../../../src/core/random.ts';
import { FUNCTIONS } from '../../../src/expression/functions/function-table.ts';
import { EXPRESSION_FUNCTIONS, isFakeLocale } from '../../../src/expression/index.ts';
import { MACROS } from '../../../src/expression/macros.ts';
import { evaluate, runtime } from '../setting.ts';

describe('EXPRESSION_FUNCTIONS', () => {
  it('lists every function and macro once', () => {
    const listed = EXPRESSION_FUNCTIONS.map((each) => each.name);
    expect(listed.toSorted()).to.deep.equal([...FUNCTIONS.keys(), ...MACROS.map((each) => each.name)].toSorted());
    expect(new Set(listed).size).to.equal(listed.length);
  });

  it('has the functions that FORMAT.md promises', () => {
    const promised =
      'now uuid random pick range fake merge coalesce json base64 sha256 lower upper trim split join replace format counter';
    expect(EXPRESSION_FUNCTIONS.map((each) => each.name)).to.include.members(promised.split(' '));
  });

  for (const { name, signature, summary, example, result } of EXPRESSION_FUNCTIONS) {
    it(`shows ${name} by an example that works: ${example}`, () => {
      expect(signature).to.include(name);
      expect(summary).to.match(/^[^\n]+[^.\n]$/);
      expect(example).to.include(name);
      const value = evaluate(example);
      if (result !== undefined) expect(JSON.stringify(value)).to.equal(result);
    });
  }
});

describe('functions that vary', () => {
  const draw = (source: string, seed: number, locale = 'en') =>
    evaluate(source, {}, runtime({ random: createRandom(seed), locale }));

  for (const source of [
    'uuid()',
    'random(1, 1000000)',
    'pick(range(1000))',
    'fake("person.fullName")',
    'fake("date.past")',
  ]) {
    it(`repeats ${source} for a seed`, () => {
      expect(draw(source, 7)).to.equal(draw(source, 7));
      expect(draw(source, 7)).to.not.equal(draw(source, 8));
    });
  }

  it('gives UUIDs of version 4', () => {
    for (let seed = 0; seed < 50; seed++) {
      expect(draw('uuid()', seed)).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('includes both ends of a random range', () => {
    const seen = new Set(Array.from({ length: 200 }, (_, seed) => draw('random(1, 3)', seed)));
    expect([...seen].toSorted()).to.deep.equal([1, 2, 3]);
    expect(draw('random(5, 5)', 1)).to.equal(5);
  });

  it('picks null from an empty list', () => {
    expect(draw('pick([])', 1)).to.equal(null);
    expect(draw('pick(["a"])', 1)).to.equal('a');
  });

  it('counts each name for itself', () => {
    const given = runtime();
    const next = (source: string) => evaluate(source, {}, given);
    expect([next('counter("a")'), next('counter("a")'), next('counter("b")')]).to.deep.equal([1, 2, 1]);
  });

  it('invents plain values in the locale of the runtime, with options', () => {
    expect(draw('fake("person.fullName")', 1, 'zh_CN')).to.match(/^\p{Script=Han}+$/u);
    expect(draw('fake("number.int", {"min": 3, "max": 3})', 1)).to.equal(3);
    expect(draw('fake("number.bigInt", 5)', 1)).to.be.a('number');
    expect(draw('fake("date.past")', 1)).to.match(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
    expect(() => draw('fake("person.fullName")', 1, 'xx')).to.throw('faker has no locale "xx"');
    expect(() => draw('fake("helpers.arrayElement")', 1)).to.throw("faker's helpers.arrayElement fails");
  });
});

describe('isFakeLocale', () => {
  for (const [locale, expected] of [
    ['en', true],
    ['zh_CN', true],
    ['xx', false],
    ['', false],
    ['../en', false],
    ['EN', false],
  ] as const) {
    it(`says ${expected} of "${locale}"`, () => {
      expect(isFakeLocale(locale)).to.equal(expected);
    });
  }
});

import { expect } from 'chai';
import { ANYTHING } from '../../src/core/names.ts';
import { createRandom } from '../../src/core/random.ts';
import { explainCondition } from '../../src/expression/index.ts';
import { documentOf } from '../spec/support.ts';

const names = new Map(['a', 'b', 'list'].map((name) => [name, ANYTHING] as const));
const seen = {
  scope: { a: { x: 5, t: 'te)xt' }, b: 6, list: [1, 2] },
  runtime: { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 },
};

/** A condition, and of each part that is not true where it begins, what it is and what its operands are. */
const ROWS: readonly (readonly [condition: string, ...parts: readonly string[]])[] = [
  ['a.x == 5'],
  ['a.x == b', '0 a.x == b (==) a.x=5 b=6'],
  ['  a.x > 5 ', '2 a.x > 5 (>) a.x=5 5!'],
  ['a.x == 5 && (b < 6 || (a.none == 1 && b == 6))', '13 b < 6 (<) b=6 6!', '23 a.none == 1 (==) a.none=null 1!'],
  ['(a.x + 1) * (b - 1) == -(2)', '0 (a.x + 1) * (b - 1) == -(2) (==) (a.x + 1) * (b - 1)=30 -(2)!'],
  ['((a.x) == (b))', '1 (a.x) == (b) (==) a.x=5 b=6'],
  ['3 in list', '0 3 in list (in) 3! list=[1,2]'],
  ['b in [1, "x"]', '0 b in [1, "x"] (in) b=6 [1, "x"]!'],
  ['!(b == 6)', '0 !(b == 6) b == 6=true'],
  ['a.t.startsWith("x)") && true', '0 a.t.startsWith("x)") a.t="te)xt" "x)"!'],
  ['list.exists(i, i == 3)', '0 list.exists(i, i == 3) list=[1,2]'],
  ['a.x == 5 ? b == 7 : true', '0 a.x == 5 ? b == 7 : true a.x == 5=true b == 7=false true!'],
  ['a.none', '0 a.none a.none=null'],
  ['has(a.none)', '0 has(a.none) a.none=null'],
  ['a.t < 5', '0 a.t < 5 (<) a.t="te)xt" 5!'],
  ['a.x ==', ''],
];

describe('explainCondition', () => {
  for (const [condition, ...parts] of ROWS) {
    it(`${condition} ${parts.length === 0 ? 'has no part that is not true' : 'is told by its parts'}`, () => {
      const { place } = documentOf(JSON.stringify(condition));
      const told = explainCondition(condition, { place, names }, seen).map(({ text, offset, comparison, operands }) =>
        [
          `${offset} ${text}`,
          ...(comparison === undefined ? [] : [`(${comparison})`]),
          ...operands.map((one) => (one.isLiteral ? `${one.text}!` : `${one.text}=${JSON.stringify(one.value)}`)),
        ].join(' '),
      );
      expect(told).to.deep.equal(parts.filter((part) => part !== ''));
    });
  }

  it('tells a bounded number of parts', () => {
    const condition = Array.from({ length: 100 }, (_, index) => `b == ${index + 10}`).join(' || ');
    const { place } = documentOf(JSON.stringify(condition));
    expect(explainCondition(condition, { place, names }, seen)).to.have.lengthOf(20);
  });
});

import { expect } from 'chai';
import { chooseCases, explainNone, isPartial } from '../../../src/cli/test/choose.ts';
import { parsePattern } from '../../../src/cli/test/option-values.ts';
import { suite, testCase } from '../../runner/hand-made.ts';

const GOODS = suite({
  name: 'goods',
  cases: [
    testCase('GET /goods/1', [], { tags: ['smoke', 'shop'] }),
    testCase('a price is refused', [], { tags: ['shop'] }),
  ],
});
const CHAT = suite({ name: 'chat', cases: [testCase('ann hears bob', [])] });
const ALL = [GOODS, CHAT];

interface Words {
  readonly tags?: readonly string[];
  readonly grep?: string;
}

const choiceOf = ({ tags = [], grep }: Words) => ({ tags, grep: grep === undefined ? undefined : parsePattern(grep) });

describe('chooseCases', () => {
  const rows: readonly (readonly [Words, Readonly<Record<string, readonly string[]>>])[] = [
    [{}, { goods: ['GET /goods/1', 'a price is refused'], chat: ['ann hears bob'] }],
    [{ tags: ['shop'] }, { goods: ['GET /goods/1', 'a price is refused'] }],
    [{ tags: ['smoke', 'none'] }, { goods: ['GET /goods/1'] }],
    [{ tags: ['SMOKE'] }, {}],
    [{ grep: 'goods' }, { goods: ['GET /goods/1', 'a price is refused'] }],
    [{ grep: '^chat › ann' }, { chat: ['ann hears bob'] }],
    [{ grep: '(?i)BOB|^goods › a' }, { goods: ['a price is refused'], chat: ['ann hears bob'] }],
    [{ tags: ['shop'], grep: 'price' }, { goods: ['a price is refused'] }],
    [{ tags: ['smoke'], grep: 'price' }, {}],
  ];
  for (const [words, chosen] of rows) {
    it(`chooses by ${JSON.stringify(words)}`, () => {
      const found = chooseCases(ALL, choiceOf(words)).map(({ name, cases }) => [name, cases.map(({ title }) => title)]);
      expect(Object.fromEntries(found)).to.deep.equal(chosen);
    });
  }
});

describe('isPartial', () => {
  for (const [what, chosen, asked, isOne] of [
    ['all cases', ALL, [], false],
    ['a suite less', [GOODS], [], true],
    ['a case less', [{ ...GOODS, cases: GOODS.cases.slice(1) }, CHAT], [], true],
    ['suites that were named', ALL, ['a.test.yaml'], true],
  ] as const) {
    it(`is ${isOne} for ${what}`, () => {
      expect(isPartial(chosen, ALL, { chosen: asked })).to.equal(isOne);
    });
  }
});

describe('explainNone', () => {
  const rows: readonly (readonly [Words, string])[] = [
    [{ tags: ['smok'] }, 'no case has the tag "smok": did you mean "smoke"?'],
    [{ tags: ['x', 'y'] }, 'no case has the tag "x", "y": there are "shop", "smoke"'],
    [{ tags: ['smoke', 'x'], grep: 'z' }, 'no case has the tag "smoke", "x" and matches "z": --list shows all'],
    [{ grep: 'z' }, 'no case matches "z": --list shows all'],
    [{}, 'the suites have no cases'],
  ];
  for (const [words, told] of rows) {
    it(`says for ${JSON.stringify(words)}: ${told}`, () => {
      expect(explainNone(ALL, choiceOf(words))).to.equal(told);
    });
  }

  it('says that there are no tags at all', () => {
    expect(explainNone([CHAT], choiceOf({ tags: ['x'] }))).to.equal('no case has the tag "x": no case has a tag');
  });
});

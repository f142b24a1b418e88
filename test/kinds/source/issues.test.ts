import { expect } from 'chai';
import type { Issues } from '../../../src/core/issue.ts';
import type { Violation } from '../../../src/core/kind.ts';
import { addViolations, describePlace } from '../../../src/kinds/source/issues.ts';

describe('describePlace', () => {
  for (const [keys, text] of [
    [[], 'body'],
    [['price'], 'body "price"'],
    [['items', '0', 'price'], 'body "items[0].price"'],
    [['0', 'a'], 'body "0.a"'],
    [['a"b\n'], 'body "a\\"b\\n"'],
    [['x'.repeat(5000)], `body "${'x'.repeat(117)}…"`],
  ] as const) {
    it(`says ${text.slice(0, 30)}`, () => {
      expect(describePlace('body', keys)).to.equal(text);
    });
  }
});

describe('addViolations', () => {
  const violation: Violation = { pointer: '/a~1b', message: 'is bad', keyword: 'k', expected: 1, received: 2 };

  it('makes issues that know where they came from', () => {
    const issues: Issues = [];
    addViolations('query', [violation], issues);
    expect(issues).to.deep.equal([
      {
        in: 'query',
        name: 'a/b',
        pointer: '/a~1b',
        message: 'query "a/b" is bad',
        keyword: 'k',
        expected: 1,
        received: 2,
      },
    ]);
  });

  it('keeps a hundred over all sources and counts the rest', () => {
    const issues: Issues = [];
    const many = Array.from({ length: 70 }, () => violation);
    addViolations('query', many, issues);
    addViolations('body', Object.assign([...many], { more: 5 }), issues);
    expect([issues.length, issues.more]).to.deep.equal([100, 45]);
  });
});

import { expect } from 'chai';
import { countCases, selectSuites } from '../../src/runner/select.ts';
import { suite, testCase } from './hand-made.ts';

const SUITES = [
  suite({ name: 'a', cases: [testCase('one', [], { tags: ['smoke'] }), testCase('two', [])] }),
  suite({ name: 'b', cases: [testCase('three', [], { rows: [{}, {}, {}] })] }),
];

function titles(suites: ReturnType<typeof selectSuites>): readonly string[] {
  return suites.flatMap(({ name, cases }) => cases.map(({ title }) => `${name} ${title}`));
}

describe('selectSuites', () => {
  it('takes all where nothing is chosen', () => {
    expect(titles(selectSuites(SUITES))).to.deep.equal(['a one', 'a two', 'b three']);
  });

  it('leaves out what is not chosen, and suites that have nothing left', () => {
    const chosen = selectSuites(SUITES, ({ tags }) => tags.includes('smoke'));
    expect(chosen.map(({ name }) => name)).to.deep.equal(['a']);
    expect(titles(chosen)).to.deep.equal(['a one']);
  });

  it('takes only the `only` ones of all suites', () => {
    const only = suite({ name: 'c', cases: [testCase('four', [], { isOnly: true }), testCase('five', [])] });
    expect(titles(selectSuites([...SUITES, only]))).to.deep.equal(['c four']);
  });

  it('does not count an `only` that is not chosen', () => {
    const only = suite({ name: 'c', cases: [testCase('four', [], { isOnly: true })] });
    expect(titles(selectSuites([...SUITES, only], ({ title }) => title !== 'four'))).to.have.length(3);
  });
});

describe('countCases', () => {
  it('counts each row', () => {
    expect(countCases(SUITES)).to.equal(5);
  });
});

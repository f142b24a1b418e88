/** How often something is expected: what a number or a matcher takes, and how it is said. */

import { expect } from 'chai';
import { AT_LEAST_ONCE, type CountUnit, compileTimes, IN_TIMES } from '../../src/compile/times.ts';
import type { Problem } from '../../src/core/problem.ts';
import { documentOf } from '../spec/support.ts';
import { snapshotOf, useProject } from './support.ts';

const APPLES: CountUnit = { none: 'no apple', of: (count) => `${count} apples` };

describe('compileTimes', () => {
  const rows: readonly (readonly [
    written: string,
    taken: readonly number[],
    most: number | undefined,
    times: string,
    apples: string,
  ])[] = [
    ['0', [0], 0, 'never', 'no apple'],
    ['1', [1], 1, 'once', '1 apples'],
    ['3', [3], 3, '3 times', '3 apples'],
    ['{ $eq: 2 }', [2], 2, '2 times', '2 apples'],
    ['{ $ne: 0 }', [1, 2, 3, 4, 5, 6], undefined, 'not 0 times', 'not 0 apples'],
    ['{ $gte: 1 }', [1, 2, 3, 4, 5, 6], undefined, 'at least once', 'at least 1 apples'],
    ['{ $gt: 4 }', [5, 6], undefined, 'more than 4 times', 'more than 4 apples'],
    ['{ $lte: 2 }', [0, 1, 2], 2, 'at most 2 times', 'at most 2 apples'],
    ['{ $lte: 0 }', [0], 0, 'never', 'no apple'],
    ['{ $lt: 2.5 }', [0, 1, 2], 2, 'less than 2.5 times', 'less than 2.5 apples'],
    ['{ $lt: 1 }', [0], 0, 'never', 'no apple'],
    [
      '{ $gte: 2, $lt: 4 }',
      [2, 3],
      3,
      'at least 2 times and less than 4 times',
      'at least 2 apples and less than 4 apples',
    ],
    ['{ $in: [0, 2, 5] }', [0, 2, 5], 5, 'never or 2 times or 5 times', 'no apple or 2 apples or 5 apples'],
    [
      '{ $not: { $in: [1, 3] } }',
      [0, 2, 4, 5, 6],
      undefined,
      'a number of times that matches {"$not": {"$in": [1, 3]}}',
      'a number of apples that matches {"$not": {"$in": [1, 3]}}',
    ],
    [
      '{ $type: integer }',
      [0, 1, 2, 3, 4, 5, 6],
      undefined,
      'a number of times that matches {"$type": "integer"}',
      'a number of apples that matches {"$type": "integer"}',
    ],
  ];
  for (const [written, taken, most, times, apples] of rows) {
    it(`takes ${taken.join(', ')} for ${written}: ${times}`, () => {
      const problems: Problem[] = [];
      const { value, place } = documentOf(written);
      const compiled = compileTimes(value, place, (problem) => problems.push(problem));
      expect(problems).to.deep.equal([]);
      expect({
        taken: [0, 1, 2, 3, 4, 5, 6].filter((count) => compiled?.takes(count)),
        most: compiled?.most,
        times: compiled?.words(IN_TIMES),
        apples: compiled?.words(APPLES),
      }).to.deep.equal({ taken, most, times, apples });
    });
  }

  it('is at least once where nothing is written', () => {
    expect([0, 1, 2].map(AT_LEAST_ONCE.takes)).to.deep.equal([false, true, true]);
    expect(AT_LEAST_ONCE.words(IN_TIMES)).to.equal('at least once');
  });
});

describe('the expectations of a snapshot', () => {
  const project = useProject();

  it('belong to the route or to its case, as they are written', () => {
    project.write({
      'a.yaml': `
routes:
  GET /route: { times: 1, data: null }
  GET /cases:
    times: { $gte: 1 }
    cases:
      - { when: query.x == "1", data: null }
      - { times: 0, data: null }
`,
    });
    const told = snapshotOf(project.compile()).routes.map(({ expectation, cases }) => [
      expectation?.at,
      ...cases.map((item) => item.expectation?.at),
    ]);
    expect(told).to.deep.equal([
      ['a.yaml:3', undefined],
      ['a.yaml:5', undefined, 'a.yaml:8'],
    ]);
  });
});

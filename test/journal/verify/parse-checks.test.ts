/** Checks that come as values of a program: mistakes have a line of their own text. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { SpecError } from '../../../src/core/errors.ts';
import { formatProblem } from '../../../src/core/format-problem.ts';
import { parseChecks } from '../../../src/journal/verify/parse-checks.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { brief } from '../../spec/support.ts';

describe('parseChecks', () => {
  const project = useProject();
  let snapshot: Snapshot;
  beforeEach(() => {
    project.write({ 'a.yaml': 'routes: { "GET /goods/{id}": { data: null } }' });
    snapshot = snapshotOf(project.compile());
  });

  it('takes one check or a list of them', () => {
    const check = { request: 'GET /goods/{id}', where: { url: { id: '1' } }, times: undefined };
    const at = (value: unknown) => parseChecks(value, 'verify', { snapshot }).map((item) => item.at);
    expect(at(check)).to.deep.equal(['verify:1']);
    expect(at([check, { unmatched: 0 }])).to.deep.equal(['verify:2', 'verify:10']);
  });

  const mistakes: readonly (readonly [name: string, value: unknown, ...problems: readonly string[]])[] = [
    [
      'an unknown key',
      [{ request: '/a', tims: 1 }],
      '4:5 unknown-key a check has no key "tims" (did you mean "times"?)',
    ],
    [
      'a pattern of the language',
      { request: '/a', where: { body: /x/ } },
      '4:13 wrong-value an object of the class RegExp: JSON has no such thing (write a value, or an expression in a text: "${…}")',
    ],
    [
      'a text that YAML would stumble over',
      { request: '/a\u007f{{', times: 'x' },
      '3:12 wrong-type "times" must be a whole number from 0 on, or a matcher such as { $gte: 1 }, not "x"',
    ],
    [
      'nothing',
      undefined,
      '1:1 wrong-value undefined: JSON has no such thing (write a value, or an expression in a text: "${…}")',
    ],
  ];
  for (const [name, value, ...problems] of mistakes) {
    it(`throws a SpecError for ${name}`, () => {
      expect(failure(value).problems.map(brief)).to.deep.equal(problems);
    });
  }

  it('shows the line', () => {
    const [problem] = failure({ request: 'GET /gods/{id}' }).problems;
    expect(problem && formatProblem(problem)).to.equal(
      [
        'verify:2:14  error  unknown-name  there is no route "GET /gods/{id}"',
        '   1 | {',
        '   2 |   "request": "GET /gods/{id}"',
        '     |              ^^^^^^^^^^^^^^^^ did you mean "GET /goods/{id}"?',
      ].join('\n'),
    );
  });

  function failure(value: unknown): SpecError {
    try {
      parseChecks(value, 'verify', { snapshot });
    } catch (error) {
      if (error instanceof SpecError) return error;
      throw error;
    }
    throw new Error('nothing was wrong');
  }
});

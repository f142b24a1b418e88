/** A mistake that is there hundreds of times is told a few times, with the number of the rest. */

import { expect } from 'chai';
import { foldWarnings } from '../../../src/compile/schema/index.ts';
import type { Problem } from '../../../src/core/problem.ts';

const problem = (line: number, part: Partial<Problem>): Problem => ({
  code: 'unknown-key',
  severity: 'warning',
  message: `no keyword "k${line}"`,
  origin: { file: 'a.yaml', pointer: '', line, column: 1 },
  ...part,
});

describe('foldWarnings', () => {
  const lines = Array.from({ length: 8 }, (_, index) => index + 1);
  const rows: readonly (readonly [says: string, part: Partial<Problem>, messages: readonly string[]])[] = [
    [
      'keeps a few of a kind',
      {},
      [
        'no keyword "k1"',
        'no keyword "k2"',
        'no keyword "k3"',
        'no keyword "k4"',
        'no keyword "k5" (and 3 more of this kind)',
      ],
    ],
    ['keeps every error', { severity: 'error' }, lines.map((line) => `no keyword "k${line}"`)],
  ];
  for (const [says, part, messages] of rows) {
    it(says, () => {
      expect(foldWarnings(lines.map((line) => problem(line, part))).map(({ message }) => message)).to.deep.equal(
        messages,
      );
    });
  }

  it('takes all mismatches as one kind, and each file by itself', () => {
    const mixed = lines.flatMap((line) => [
      problem(line, { code: 'schema-mismatch', message: `${'x'.repeat(line)} is wrong` }),
      problem(line, { message: `${'x'.repeat(line)} is wrong` }),
      problem(line, { origin: { file: `${line}.yaml`, pointer: '', line, column: 1 } }),
    ]);
    expect(foldWarnings(mixed)).to.have.lengthOf(5 + 8 + 8);
    expect(foldWarnings([])).to.deep.equal([]);
  });
});

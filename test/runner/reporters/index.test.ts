import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { REPORTERS } from '../../../src/runner/reporters/index.ts';
import type { Reporter, ReporterOptions } from '../../../src/runner/reporters/reporter.ts';
import type { RunResult } from '../../../src/runner/result.ts';
import { GOOD_RUN, PLAIN_OPTIONS, RICH_RUN, runResult, told } from './fixture.ts';

const GOLDEN = fileURLToPath(new URL('../../cases/reporters/', import.meta.url));
/** `UPDATE_GOLDEN=1` writes what is told today, to be read in the diff. */
const isUpdate = process.env.UPDATE_GOLDEN === '1';

const RUNS: Readonly<Record<string, RunResult>> = { rich: RICH_RUN, good: GOOD_RUN, empty: runResult([]) };
const TERMINAL: ReporterOptions = { version: '1.2.3', isColoured: true, columns: 60, isTerminal: true };

const rows: readonly (readonly [file: string, reporter: Reporter, options: ReporterOptions, run: RunResult])[] = [
  ...REPORTERS.flatMap((reporter) =>
    Object.entries(RUNS).map(([run, result]) => {
      return [`${reporter.name}-${run}.txt`, reporter, PLAIN_OPTIONS, result] as const;
    }),
  ),
  ...REPORTERS.filter(({ name }) => name === 'pretty').map((reporter) => {
    return [`${reporter.name}-terminal.txt`, reporter, TERMINAL, RICH_RUN] as const;
  }),
];

describe('REPORTERS', () => {
  it('have one for every name, each once', () => {
    expect(REPORTERS.map((reporter) => reporter.name)).to.deep.equal([
      'pretty',
      'plain',
      'junit',
      'tap',
      'json',
      'html',
      'github',
    ]);
  });

  it('have a golden text for every row and no other', () => {
    expect(readdirSync(GOLDEN).sort()).to.deep.equal(rows.map(([file]) => file).sort());
  });

  for (const [file, reporter, options, run] of rows) {
    it(`tell a run as ${file} says`, () => {
      const text = told(reporter.create(options), run);
      if (isUpdate) writeFileSync(GOLDEN + file, text);
      expect(text).to.equal(readFileSync(GOLDEN + file, 'utf8'));
    });
  }

  for (const reporter of REPORTERS) {
    it(`let nothing of ${reporter.name} act on the terminal when there is none`, () => {
      expect(told(reporter.create(PLAIN_OPTIONS), RICH_RUN)).not.to.match(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    });

    it(`never dump a whole value in ${reporter.name}, except cut ones in json`, () => {
      const longest = Math.max(
        ...(told(reporter.create(PLAIN_OPTIONS), RICH_RUN)
          .match(/x+/g)
          ?.map(({ length }) => length) ?? []),
      );
      expect(longest).to.be.at.most(reporter.name === 'json' ? 4000 : 120);
    });

    it(`leave the run as it was in ${reporter.name}, twice in a row`, () => {
      const first = told(reporter.create(PLAIN_OPTIONS), RICH_RUN);
      expect(told(reporter.create(PLAIN_OPTIONS), RICH_RUN)).to.equal(first);
    });
  }
});

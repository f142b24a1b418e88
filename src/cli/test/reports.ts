/** The reports of a run: each reporter's text goes where it was asked for. */

import type { Reporter, Reporting } from '../../runner/reporters/reporter.ts';
import type { RunResult } from '../../runner/result.ts';
import type { Following } from '../../runner/run-options.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import type { Output } from './option-values.ts';
import { openReportFile, type ReportFile } from './report-file.ts';

export interface Reports {
  readonly follow: Following;
  /** Writes the rest of all of them; throws CommandFailure when one could not be written. */
  finish(result: RunResult, options: FinishOptions): void;
}

export interface FinishOptions {
  /** Leaves it out of what people read: of a part of the project it would tell the same each time. */
  readonly hidesCoverage: boolean;
}

/** For one run. Throws CommandFailure when a file cannot be written. */
export function openReports(outputs: readonly Output[], terminal: Terminal, version: string): Reports {
  const opened = outputs.map(({ reporter, file }) =>
    file === undefined
      ? onStdout(reporter, terminal, version)
      : inFile(reporter, openReportFile(file, terminal.cwd), version),
  );
  const each = (text: (reporting: Reporting) => string | undefined): void => {
    for (const { reporting, write } of opened) {
      const said = text(reporting);
      if (said !== undefined && said !== '') write(said);
    }
  };
  return {
    follow: {
      onStart: (plan) => each((reporting) => reporting.onStart?.(plan)),
      onCase: (result) => each((reporting) => reporting.onCase?.(result)),
      onSuite: (result) => each((reporting) => reporting.onSuite?.(result)),
    },
    finish(result, { hidesCoverage }) {
      const failed: string[] = [];
      for (const { reporter, reporting, close } of opened) {
        const isShort = hidesCoverage && FOR_PEOPLE.has(reporter.name);
        try {
          close(reporting.end(isShort ? { ...result, coverage: undefined } : result));
        } catch (error) {
          if (!(error instanceof CommandFailure)) throw error;
          failed.push(error.message);
        }
      }
      if (failed.length > 0) throw new CommandFailure(EXIT.blocked, failed.join('\n'));
    },
  };
}

const FOR_PEOPLE: ReadonlySet<Reporter['name']> = new Set(['pretty', 'plain']);

interface OpenReport {
  readonly reporter: Reporter;
  readonly reporting: Reporting;
  write(text: string): void;
  /** With what is written last. */
  close(text: string): void;
}

function onStdout(reporter: Reporter, { out }: Terminal, version: string): OpenReport {
  const { isTerminal, columns, style } = out;
  const reporting = reporter.create({ version, isTerminal, columns, isColoured: style.isColoured });
  return { reporter, reporting, write: out.write, close: out.write };
}

function inFile(reporter: Reporter, file: ReportFile, version: string): OpenReport {
  const texts: string[] = [];
  return {
    reporter,
    reporting: reporter.create({ version, isTerminal: false, columns: undefined, isColoured: false }),
    write: (text) => void texts.push(text),
    close: (text) => file.write(texts.join('') + text),
  };
}

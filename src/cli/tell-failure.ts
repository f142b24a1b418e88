/** Why a command could not do what it was asked to, for people. */

import { SpecError } from '../core/errors.ts';
import { ListenError } from '../serve/listen.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-code.ts';
import { printProblems, printSummary } from './print-problems.ts';
import { ReadyFileError } from './ready-file.ts';
import type { Stream } from './terminal.ts';

/** The exit code of what went wrong; throws what is our own fault. `beginning` says how to begin where there is no project. */
export function tellFailure(error: unknown, err: Stream, beginning?: string): number {
  if (error instanceof SpecError) {
    printProblems(error.problems, err);
    if (error.problems.length > 0) printSummary(error.problems, err, beginning);
    else tell(error.message, err);
    return EXIT.wrong;
  }
  if (error instanceof ListenError || error instanceof ReadyFileError) {
    tell(error.message, err);
    return EXIT.blocked;
  }
  if (error instanceof CommandFailure) {
    for (const line of error.message.split('\n')) tell(line, err);
    return error.exitCode;
  }
  throw error;
}

function tell(message: string, { write, style }: Stream): void {
  write(`${style.error('error:')} ${message}\n`);
}

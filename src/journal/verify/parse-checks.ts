/** What comes as JSON, from a test or over the console → compiled, or thrown with the place of each mistake. */

import { SpecError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Place, Problem, Report } from '../../core/problem.ts';
import type { LoadedFile } from '../../spec/load.ts';
import { readMemoryFile } from '../../spec/memory-file.ts';
import type { Document } from '../../spec/parse.ts';
import { type ChecksContext, compileChecks } from './compile-checks.ts';
import type { Check } from './compiled-check.ts';

/** Checks that came as JSON; `name` is what problems call it (`verify:3:5`). Throws SpecError with every problem. */
export function parseChecks(value: unknown, name: string, context: ChecksContext): readonly Check[] {
  return compileValue(value, name, (json, place, report) => compileChecks(json, place, { ...context, report }));
}

/** The same of a text that was sent: mistakes, and what comes of the checks, are told with its own lines. */
export function parseSentChecks(document: Document, context: ChecksContext): readonly Check[] {
  return compileDocument({ document, problems: [] }, (json, place, report) =>
    compileChecks(json, place, { ...context, report }),
  );
}

/** Reads a value as a file of that name, and compiles it. Throws SpecError with every problem. */
export function compileValue<T>(value: unknown, name: string, compile: Compile<T>): T {
  return compileDocument(readMemoryFile(value, { file: name, cwd: '/' }), compile);
}

type Compile<T> = (json: Json, place: Place, report: Report) => T | undefined;

function compileDocument<T>(
  { document, problems: found }: Pick<LoadedFile, 'document' | 'problems'>,
  compile: Compile<T>,
): T {
  const problems: Problem[] = [...found];
  const compiled = document && compile(document.value, document.place, (problem) => problems.push(problem));
  if (compiled === undefined || problems.some(({ severity }) => severity === 'error')) throw new SpecError(problems);
  return compiled;
}

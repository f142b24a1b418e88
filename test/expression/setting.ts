/** What the tests of this room share: a YAML file of one value, a table of names, a runtime that repeats itself. */

import type { Json } from '../../src/core/json.ts';
import { ANYTHING, type Known, type NameTable } from '../../src/core/names.ts';
import type { Place, Problem, Report } from '../../src/core/problem.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Runtime, Scope } from '../../src/core/runtime.ts';
import { compileExpression } from '../../src/expression/index.ts';
import { parseDocument } from '../../src/spec/parse.ts';

/** 2026-11-22T08:30:15.000Z */
export const NOW = Date.UTC(2026, 10, 22, 8, 30, 15);

export function runtime(overrides: Partial<Runtime> = {}): Runtime {
  const counts = new Map<string, number>();
  return {
    now: NOW,
    random: createRandom(1),
    locale: 'en',
    nextCount(name) {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count;
    },
    ...overrides,
  };
}

export function names(...roots: readonly (string | readonly [string, Known])[]): NameTable {
  return new Map(roots.map((root) => (typeof root === 'string' ? [root, ANYTHING] : root)));
}

export const ROOTS = names('url', 'query', 'header', 'cookie', 'body', 'form', 'file', 'request', 'vars');

/** The value and place of `v` in a file `a.yaml`, written as `v: '…'`: a text begins at column 5. */
export function written(value: string): { readonly value: Json; readonly place: Place } {
  return parsed(`v: '${value.replaceAll("'", "''")}'`);
}

/** The value and place of `v` in a YAML text. */
export function parsed(text: string): { readonly value: Json; readonly place: Place } {
  const problems: Problem[] = [];
  const document = parseDocument({ path: '/a.yaml', file: 'a.yaml', text, hash: '' }, (each) => problems.push(each));
  if (!document) throw new Error(problems.map((each) => each.message).join('\n'));
  const { v = null } = document.value as { readonly v?: Json };
  return { value: v, place: document.place.child('v') };
}

export function collect(): { readonly problems: Problem[]; readonly report: Report } {
  const problems: Problem[] = [];
  return { problems, report: (problem) => problems.push(problem) };
}

/** Compiles and evaluates a bare expression; throws the first problem's message when there is one. */
export function evaluate(source: string, scope: Scope = {}, given: Runtime = runtime()): unknown {
  const { problems, report } = collect();
  const expression = compileExpression(source, written(source).place, { names: ROOTS, report });
  if (!expression) throw new Error(problems.map((each) => `${each.code}: ${each.message}`).join('\n'));
  return expression.evaluate(scope, given);
}

/** A problem as `code column+length message [hint]`. */
export function told(problem: Problem): string {
  const { code, origin, excerpt, message, hint } = problem;
  const at = `${origin.line}:${origin.column}+${excerpt?.length}`;
  return `${code} ${at} ${message}${hint === undefined ? '' : ` [${hint}]`}`;
}

/** The problems of a bare expression; columns are those of the expression itself, from 1. */
export function problemsOf(source: string, table: NameTable = ROOTS): readonly string[] {
  const { problems, report } = collect();
  const { place } = parsed(`v: |-\n  ${source.replaceAll('\n', '\n  ')}`);
  compileExpression(source, place, { names: table, report });
  return problems.map((problem) =>
    told({
      ...problem,
      origin: { ...problem.origin, line: problem.origin.line - 1, column: problem.origin.column - 2 },
    }),
  );
}

/** Compiles matchers from YAML, with a template of our own instead of the expression room's. */

import { assert } from 'chai';
import type { Json } from '../../../src/core/json.ts';
import type { SchemaLibrary } from '../../../src/core/kind.ts';
import type { Known } from '../../../src/core/names.ts';
import type { Place, Problem } from '../../../src/core/problem.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { Runtime, Scope } from '../../../src/core/runtime.ts';
import { compileMatcher, describeDifference, type Matcher } from '../../../src/kinds/matcher/index.ts';
import type { MatcherTemplate } from '../../../src/kinds/matcher/matcher.ts';
import { parseDocument } from '../../../src/spec/parse.ts';

export const runtime: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

export const scope: Scope = {
  row: { id: 7, name: 'pen', missing: null, tags: ['a', 'b'], part: { a: 1 }, min: 3, text: 'b' },
};

export interface Options {
  readonly schemas?: SchemaLibrary;
  readonly known?: Known;
}

/** The matcher of a YAML text and the problems found on the way. */
export function compileYaml(
  text: string,
  options: Options = {},
): { readonly matcher: Matcher | undefined; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = (problem: Problem) => problems.push(problem);
  const document = parseDocument({ path: '/p/x.yaml', file: 'x.yaml', text, hash: text }, report);
  assert.isDefined(document, `the YAML of the test itself: ${text}`);
  if (!document) return { matcher: undefined, problems };
  const template = (value: Json, place: Place) => fakeTemplate(value, place, report);
  return { matcher: compileMatcher(document.value, document.place, { report, template, ...options }), problems };
}

/** `x.yaml:1:3 unknown-matcher: there is no matcher "$gtt" | did you mean "$gt"?` */
export function problemLines(text: string, options: Options = {}): readonly string[] {
  const { matcher, problems } = compileYaml(text, options);
  const hasError = problems.some((problem) => problem.severity === 'error');
  assert.strictEqual(matcher === undefined, hasError, 'a matcher is given exactly when there is no error');
  return problems.map(({ code, message, hint, origin }) => {
    return `${origin.line}:${origin.column} ${code}: ${message}${hint === undefined ? '' : ` | ${hint}`}`;
  });
}

/** The differences of a value, one line each, after making sure that `matches` says the same. */
export function differenceLines(text: string, value: unknown, options: Options = {}): readonly string[] {
  const { matcher, problems } = compileYaml(text, options);
  assert.deepEqual(problems, []);
  if (!matcher) throw new Error('no matcher without a problem');
  const lines = matcher.differences(value, scope, runtime).map(describeDifference);
  assert.strictEqual(matcher.matches(value, scope, runtime), lines.length === 0, 'matches and differences agree');
  return lines;
}

/** YAML of an expectation, the received value, and the differences; none means that it matches. */
export type Row = readonly [expectation: string, received: unknown, ...differences: readonly string[]];

export function itMatches(rows: readonly Row[]): void {
  for (const [text, value, ...lines] of rows) {
    const shown = JSON.stringify(value)?.slice(0, 60) ?? 'nothing';
    it(`${text.replaceAll('\n', ' ')} ${lines.length === 0 ? 'matches' : 'does not match'} ${shown}`, () => {
      assert.deepEqual(differenceLines(text, value), lines);
    });
  }
}

/** YAML of an expectation and the problems that it has. */
export type ProblemRow = readonly [expectation: string, ...problems: readonly string[]];

export function itReports(rows: readonly ProblemRow[], options: Options = {}): void {
  for (const [text, ...lines] of rows) {
    it(`reports ${lines.length === 0 ? 'nothing' : 'the problem'} of ${text.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(problemLines(text, options), lines);
    });
  }
}

const HOLE = /\$\{([^}]*)\}/g;

/** `${a.b}` read from the scope; a whole one keeps its type. `${!` stands for an expression that does not parse. */
function fakeTemplate(value: Json, place: Place, report: (problem: Problem) => void): MatcherTemplate | undefined {
  const uses = new Set<string>();
  let isFine = true;
  const compile = (item: Json): ((names: Scope) => unknown) => {
    if (Array.isArray(item)) {
      const items = (item as readonly Json[]).map(compile);
      return (names) => items.map((render) => render(names));
    }
    if (typeof item === 'object' && item !== null) {
      const members = Object.entries(item).map(([key, member]) => [key, compile(member)] as const);
      return (names) => Object.fromEntries(members.map(([key, render]) => [key, render(names)]));
    }
    if (typeof item !== 'string') return () => item;
    if (item.includes('${!')) {
      isFine = false;
      report(place.problem('expression-syntax', 'it does not parse'));
    }
    for (const [, path = ''] of item.matchAll(HOLE)) uses.add(path.split('.')[0] ?? '');
    const whole = /^\$\{([^}]*)\}$/.exec(item);
    if (whole) return (names) => read(names, whole[1] ?? '');
    return (names) => item.replaceAll(HOLE, (_, path: string) => String(read(names, path) ?? ''));
  };
  const render = compile(value);
  return isFine ? { uses, constant: undefined, render: (names) => render(names) } : undefined;
}

function read(names: Scope, path: string): unknown {
  return path.split('.').reduce<unknown>((from, key) => (from as Record<string, unknown> | null)?.[key] ?? null, names);
}

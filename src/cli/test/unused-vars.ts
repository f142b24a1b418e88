/** Values of `--var` that nothing asks for: a name that was mistyped, most of the time. */

import { didYouMean } from '../../core/nearest.ts';
import type { SuiteSpec } from '../../spec/suite-spec.ts';
import type { Stream } from '../terminal.ts';

/** A suite, and how it is written. */
export interface WrittenSuite {
  /** Undefined where it cannot be read: what it would have used is not known then. */
  readonly spec: SuiteSpec | undefined;
  readonly text: string;
}

/** One line for each of the names that no suite declares or mentions. */
export function unusedVars(given: readonly string[], suites: readonly WrittenSuite[]): readonly string[] {
  if (given.length === 0 || suites.length === 0 || suites.some(({ spec }) => spec === undefined)) return [];
  const declared = new Set(suites.flatMap(({ spec }) => (spec ? declaredBy(spec) : [])));
  const isUsed = (name: string): boolean => declared.has(name) || suites.some(({ text }) => mentions(text, name));
  return given
    .filter((name) => !isUsed(name))
    .map((name) => {
      const meant = didYouMean(name, declared);
      return `--var "${name}" is used by no suite here${meant === undefined ? '' : `; ${meant}`}`;
    });
}

export function printUnusedVars(lines: readonly string[], { write, style }: Stream): void {
  for (const line of lines) write(`${style.warning('warning:')} ${line}\n`);
}

function declaredBy({ vars, cases }: SuiteSpec): readonly string[] {
  return [vars, ...cases.map((item) => item.vars)].flatMap((item) => Object.keys(item?.value ?? {}));
}

/** `vars.token`, `vars["token"]`. A path that happens to say so is a mention too: that warns too little, never wrongly. */
function mentions(text: string, name: string): boolean {
  return MEMBERS.some(([before, after]) => {
    const mention = `vars${before}${name}${after}`;
    for (let at = text.indexOf(mention); at >= 0; at = text.indexOf(mention, at + 1)) {
      if (after !== '' || !/\w/.test(text.charAt(at + mention.length))) return true;
    }
    return false;
  });
}

const MEMBERS = [
  ['.', ''],
  ['["', '"]'],
  ['[\\"', '\\"]'],
  ["['", "']"],
  ["[''", "'']"],
] as const;

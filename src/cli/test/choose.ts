/** The cases that `--tag` and `--grep` are about. */

import { nearest } from '../../core/nearest.ts';
import type { CompiledSuite, TestCase } from '../../runner/compiled-suite.ts';
import type { Choice, TestJob } from './job.ts';

/** Suites with the cases that are chosen, without those that have none. */
export function chooseCases(suites: readonly CompiledSuite[], choice: Choice): readonly CompiledSuite[] {
  return suites
    .map((suite) => ({ ...suite, cases: suite.cases.filter((item) => isChosen(item, suite, choice)) }))
    .filter(({ cases }) => cases.length > 0);
}

function isChosen({ tags, title }: TestCase, suite: CompiledSuite, { tags: asked, grep }: Choice): boolean {
  if (asked.length > 0 && !asked.some((tag) => tags.includes(tag))) return false;
  return grep === undefined || grep.pattern.test(`${suite.name} › ${title}`);
}

/** True when the project may have more cases than those that are chosen. */
export function isPartial(
  chosen: readonly CompiledSuite[],
  all: readonly CompiledSuite[],
  { chosen: asked }: Pick<TestJob, 'chosen'>,
): boolean {
  const amount = (suites: readonly CompiledSuite[]): number => suites.reduce((sum, { cases }) => sum + cases.length, 0);
  return asked.length > 0 || amount(chosen) < amount(all);
}

/** Why none is chosen, and what there is. */
export function explainNone(suites: readonly CompiledSuite[], { tags, grep }: Choice): string {
  const there = [...new Set(suites.flatMap(({ cases }) => cases.flatMap((item) => item.tags)))];
  const unknown = tags.filter((tag) => !there.includes(tag));
  if (tags.length > 0 && unknown.length === tags.length) {
    return `no case has the tag ${quoted(unknown)}: ${tagHint(unknown, there)}`;
  }
  const conditions = [
    ...(tags.length > 0 ? [`has the tag ${quoted(tags)}`] : []),
    ...(grep ? [`matches "${grep.text}"`] : []),
  ];
  return conditions.length === 0 ? 'the suites have no cases' : `no case ${conditions.join(' and ')}: --list shows all`;
}

function tagHint([tag = '']: readonly string[], there: readonly string[]): string {
  const meant = nearest(tag, there);
  if (meant !== undefined) return `did you mean "${meant}"?`;
  return there.length === 0 ? 'no case has a tag' : `there are ${quoted(there.toSorted())}`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}

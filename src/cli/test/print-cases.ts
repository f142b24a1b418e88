/** What would be run, without running it: cases with their lines, steps and words, for people and for programs. */

import { count } from '../../core/count.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Json } from '../../core/json.ts';
import { formatOrigin } from '../../core/origin.ts';
import type { Style } from '../../core/style.ts';
import { printableLine } from '../../core/terminal-text.ts';
import type { CompiledSuite, TestCase, TestStep } from '../../runner/compiled-suite.ts';
import { countCases } from '../../runner/select.ts';
import { formatTabbed, formatTable } from '../print-table.ts';
import type { Stream } from '../terminal.ts';

const HEAD = ['where', 'suite', 'case', 'rows', 'tags', 'note'];

/** A line a case: a table on a terminal, otherwise cells with tabs between them and without a head. */
export function formatCaseList(suites: readonly CompiledSuite[], { isTerminal, style }: Stream): string {
  const rows = suites.flatMap(({ name, cases }) => cases.map((item) => cells(name, item)));
  return isTerminal ? formatTable([HEAD, ...rows], style) : formatTabbed(rows);
}

function cells(suite: string, item: TestCase): readonly string[] {
  const { origin, title, rows, tags } = item;
  return [
    formatOrigin(origin),
    suite,
    title,
    rows === undefined ? '' : String(rows.length),
    tags.join(' '),
    noteOf(item),
  ];
}

function noteOf({ skip, isOnly }: TestCase): string {
  if (skip !== false) return skip === true ? 'skipped' : `skipped: ${skip}`;
  return isOnly ? 'only' : '';
}

/** Each suite with its cases and their steps, and how many would be run on what. */
export function formatPlan(suites: readonly CompiledSuite[], target: string | undefined, style: Style): string {
  const amount = countCases(
    suites.map((suite) => ({ ...suite, cases: suite.cases.filter(({ skip }) => skip === false) })),
  );
  const where = target === undefined ? 'on the mock' : `on ${target}`;
  const sum = `${count(amount, 'case')} of ${count(suites.length, 'suite')} would be run ${where}; nothing was sent`;
  return [...suites.map((suite) => `${suiteLines(suite, style).join('\n')}\n\n`), `${sum}\n`].join('');
}

function suiteLines({ name, file, before, after, cases }: CompiledSuite, style: Style): readonly string[] {
  return [
    `${style.strong(printableLine(name))}  ${style.dim(printableLine(file))}`,
    ...aroundLines('before', before),
    ...cases.flatMap((item) => caseLines(item, style)),
    ...aroundLines('after', after),
  ];
}

function caseLines(item: TestCase, style: Style): readonly string[] {
  const { title, rows, steps, after } = item;
  const facts = [
    ...(rows === undefined ? [] : [count(rows.length, 'row')]),
    ...[noteOf(item)].filter((note) => note !== ''),
  ];
  const told = facts.length === 0 ? '' : style.dim(`  (${printableLine(facts.join(', '))})`);
  const head = `  ${printableLine(title)}${told}`;
  if (item.skip !== false) return [head];
  const [first, second] = steps;
  const isItsStep = first !== undefined && !second && stepTitle(first) === title;
  return [
    head,
    ...(isItsStep ? [] : steps.map((step) => `    ${printableLine(stepTitle(step))}`)),
    ...after.map((step) => `    after: ${printableLine(stepTitle(step))}`),
  ];
}

function aroundLines(when: 'before' | 'after', steps: readonly TestStep[]): readonly string[] {
  return steps.map((step) => `  ${when}: ${printableLine(stepTitle(step))}`);
}

function stepTitle(step: TestStep): string {
  switch (step.kind) {
    case 'wait':
      return `wait ${formatDuration(step.ms)}`;
    case 'use':
      return `use ${step.title}`;
    default:
      return step.title;
  }
}

/** The cases as JSON; what does not apply is null. */
export function casesJson(suites: readonly CompiledSuite[]): Json {
  return suites.flatMap((suite) =>
    suite.cases.map(({ origin, title, rows, tags, skip, isOnly, steps }) => ({
      suite: suite.name,
      name: title,
      file: origin.file,
      line: origin.line,
      column: origin.column,
      tags,
      rows: rows?.length ?? null,
      skip,
      only: isOnly,
      steps: steps.map(stepTitle),
    })),
  );
}

/** A run as text for people, with or without colour: suites, failures, coverage, summary. */

import type { Style } from '../../core/style.ts';
import type { CaseResult, Coverage, RunResult, SuiteResult } from '../result.ts';
import { failedParts } from './failed-parts.ts';
import { type FailureLine, failureLines } from './failure-lines.ts';
import { coverageRows, formatTook, INTERRUPTED, NOT_RUN, summaryParts } from './run-words.ts';
import { oneLine } from './shown-text.ts';

/** How it looks. */
export interface Look {
  readonly style: Style;
  readonly marks: Readonly<Record<CaseResult['status'], string>>;
  /** Between a suite and its case. */
  readonly separator: string;
  readonly valueWidth: number;
}

const MOST_MISSED = 20;

/** A suite with each of its cases, and an empty line behind it. */
export function suiteText(suite: SuiteResult, look: Look): string {
  const { style, marks } = look;
  const failed = `  ${style.error(marks.failed)} `;
  const lines = [
    `${style.strong(oneLine(suite.name))}  ${style.dim(oneLine(suite.file))}`,
    ...suite.notes.map((note) => `    ${style.dim(`note: ${oneLine(note)}`)}`),
    ...(suite.before.length > 0 ? [`${failed}before`] : []),
    ...suite.cases.flatMap((result) => caseLines(result, look)),
    ...(suite.after.length > 0 ? [`${failed}after`] : []),
  ];
  return `${lines.join('\n')}\n\n`;
}

function caseLines(result: CaseResult, { style, marks }: Look): readonly string[] {
  const { status, name, notes } = result;
  const paint = { passed: style.good, failed: style.error, skipped: style.warning }[status];
  return [
    `  ${paint(marks[status])} ${oneLine(name)}  ${style.dim(caseEnd(result))}`,
    ...notes.map((note) => `      ${style.dim(`note: ${oneLine(note)}`)}`),
  ];
}

/** How long it took, or why it was not run. */
function caseEnd({ status, ms, reason, failures }: CaseResult): string {
  if (status === 'skipped') return reason === undefined ? 'skipped' : `skipped: ${oneLine(reason)}`;
  return status === 'failed' && failures.length === 0 ? NOT_RUN : formatTook(ms);
}

/** All that comes behind the suites. */
export function endText(result: RunResult, look: Look): string {
  const { style } = look;
  const { interrupted, coverage } = result;
  const parts = [
    failuresText(result, look),
    coverage === undefined ? '' : coverageText(coverage, style),
    interrupted === undefined ? '' : `${style.warning(INTERRUPTED[interrupted])}\n`,
  ];
  return [...parts.filter((part) => part !== ''), summaryText(result, style)].join('\n');
}

/** Numbered, one a case; each with an empty line behind it. */
function failuresText({ suites }: RunResult, look: Look): string {
  const { style, separator, valueWidth } = look;
  const parts = suites.flatMap((suite) => failedParts(suite).map((part) => ({ suite: suite.name, ...part })));
  return parts
    .map(({ suite, name, failures }, index) => {
      const number = `${index + 1}) `;
      const indent = ' '.repeat(number.length);
      const title = style.error(number) + style.strong(`${oneLine(suite)}${separator}${oneLine(name)}`);
      const lines = failureLines(failures, valueWidth).map((line) => indent + paintLine(line, style));
      return `${[title, ...lines].join('\n')}\n`;
    })
    .join('\n');
}

function paintLine({ kind, depth, text }: FailureLine, style: Style): string {
  return '  '.repeat(depth) + PAINT[kind](style, text);
}

const PAINT: Readonly<Record<FailureLine['kind'], (style: Style, text: string) => string>> = {
  place: (style, text) => style.place(text),
  message: (style, text) => style.error(text),
  pointer: (_style, text) => text,
  expected: (style, text) => style.good(text),
  received: (style, text) => style.error(text),
  more: (style, text) => style.dim(text),
  detail: (_style, text) => text,
  answered: (style, text) => style.dim(text),
  curl: (style, text) => style.dim(text),
};

function coverageText(coverage: Coverage, style: Style): string {
  const head = { name: 'coverage', covered: 'covered', total: 'of', percent: '' };
  const rows = [head, ...coverageRows(coverage)].map(({ name, covered, total, percent }, index) => {
    const text = `${name.padEnd(12)}${covered.padStart(8)}${total.padStart(8)}${percent.padStart(9)}`.trimEnd();
    return index === 0 ? style.dim(text) : text;
  });
  const { missed } = coverage;
  const places = missed.slice(0, MOST_MISSED).map(({ kind, name, at }) => {
    return `  ${style.place(oneLine(at))}  ${kind}  ${oneLine(name)}`;
  });
  const rest = missed.length - MOST_MISSED;
  const lines = [
    ...rows,
    ...(missed.length > 0 ? ['never exercised:', ...places] : []),
    ...(rest > 0 ? [style.dim(`  and ${rest} more: --output json=FILE lists them`)] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function summaryText(result: RunResult, style: Style): string {
  const paint = { passed: style.good, failed: style.error, skipped: style.warning };
  const said = summaryParts(result).map(({ kind, text }) => paint[kind](text));
  const took = `in ${formatTook(result.ms)} (start ${formatTook(result.startMs)})`;
  return `${said.join(', ')} ${style.dim(took)}\n`;
}

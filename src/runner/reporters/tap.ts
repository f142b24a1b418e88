/** TAP version 14: a test point a case, and one for `before` and `after` where they failed. */

import type { CaseResult, Failure, FailureDifference } from '../result.ts';
import { contrast } from './contrast.ts';
import { MOST_DIFFERENCES } from './failure-lines.ts';
import type { Reporter, Reporting } from './reporter.ts';
import { INTERRUPTED, NOT_RUN, summaryLine } from './run-words.ts';
import { oneLine } from './shown-text.ts';

const VALUE_WIDTH = 100;
const MOST_DETAILS = 40;

export const tap: Reporter = { name: 'tap', summary: 'Test Anything Protocol, version 14', create: createTap };

function createTap(): Reporting {
  let points = 0;

  const point = (isOk: boolean, description: string, directive = ''): string =>
    `${isOk ? 'ok' : 'not ok'} ${++points} - ${escapeTap(oneLine(description))}${directive}\n`;

  const around = (suite: string, name: string, failures: readonly Failure[]): string =>
    failures.length === 0 ? '' : point(false, `${suite}: ${name}`) + diagnostics(failuresYaml(failures));

  return {
    onStart: () => 'TAP version 14\n',
    onCase(result) {
      const { suite, name, status, notes } = result;
      const directive = status === 'skipped' ? skipDirective(result) : '';
      return [
        point(status !== 'failed', `${suite}: ${name}`, directive),
        status === 'skipped' ? '' : diagnostics(caseYaml(result)),
        notesText(notes),
      ].join('');
    },
    onSuite: ({ name, before, after, notes }) =>
      around(name, 'before', before) + around(name, 'after', after) + notesText(notes),
    end(result) {
      const plan = points === 0 ? '1..0 # no cases were run' : `1..${points}`;
      // nothing is read behind either of them, and behind a plan no bail out
      const last = result.interrupted === undefined ? plan : `Bail out! ${INTERRUPTED[result.interrupted]}`;
      return `# ${summaryLine(result)}\n${last}\n`;
    },
  };
}

function notesText(notes: readonly string[]): string {
  return notes.map((note) => `# note: ${oneLine(note)}\n`).join('');
}

function skipDirective({ reason }: CaseResult): string {
  return reason === undefined ? ' # SKIP' : ` # SKIP ${escapeTap(oneLine(reason))}`;
}

/** `\` and `#` are the only characters that TAP 14 escapes. */
function escapeTap(text: string): string {
  return text.replace(/[\\#]/g, '\\$&');
}

function caseYaml({ status, ms, failures }: CaseResult): readonly string[] {
  if (status === 'failed' && failures.length === 0) return [`reason: ${quote(NOT_RUN)}`];
  return [`duration_ms: ${Math.round(ms * 1000) / 1000}`, ...failuresYaml(failures)];
}

/** A YAML block; every text in it is a JSON string, which YAML 1.2 reads as what it says. */
function diagnostics(lines: readonly string[]): string {
  return ['---', ...lines, '...'].map((line) => `  ${line}\n`).join('');
}

function failuresYaml(failures: readonly Failure[]): readonly string[] {
  return failures.length === 0 ? [] : ['failures:', ...failures.flatMap(failureYaml).map((line) => `  ${line}`)];
}

function failureYaml({ origin, step, message, kind, differences, details, curl, answeredBy }: Failure): string[] {
  const left = differences.length - MOST_DIFFERENCES;
  return [
    `- message: ${quote(message)}`,
    `  kind: ${kind}`,
    `  step: ${quote(step)}`,
    `  at: { file: ${quote(origin.file)}, line: ${origin.line}, column: ${origin.column} }`,
    ...list('differences', differences.slice(0, MOST_DIFFERENCES).map(differenceYaml)),
    ...(left > 0 ? [`  more_differences: ${left}`] : []),
    ...list('details', details.slice(0, MOST_DETAILS).map(quote)),
    ...(answeredBy === undefined ? [] : [`  answered_by: ${quote(answeredBy)}`]),
    ...(curl === undefined ? [] : [`  curl: ${quote(curl)}`]),
  ];
}

function differenceYaml({ pointer, expected, received, message }: FailureDifference): string {
  const values = contrast(expected, received, VALUE_WIDTH);
  return `{ pointer: ${quote(pointer)}, message: ${quote(message)}, expected: ${quote(values.expected)}, received: ${quote(values.received)} }`;
}

function list(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`  ${name}:`, ...items.map((item) => `    - ${item}`)];
}

/** What YAML does not take as it is (§5.1, c-printable) is escaped; so are its further line breaks. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An explanation for people, and as JSON for programs. */

import type { ExplainedCase, Explanation } from '../compile/explain.ts';
import type { ExplainedParameter } from '../compile/explain-parameters.ts';
import { formatDuration } from '../core/duration.ts';
import { statusPhrase } from '../core/http-words.ts';
import type { Json } from '../core/json.ts';
import { shorten } from '../core/shorten.ts';
import { displayWidth, printable, printableLine } from '../core/terminal-text.ts';
import type { ShownAnswer } from './shown-answer.ts';
import type { Style } from './style.ts';

/** What is explained. */
export interface Explained {
  readonly method: string;
  readonly target: string;
  readonly explanation: Explanation;
  readonly answer: ShownAnswer;
}

/** Ends with a line break. */
export function formatExplanation({ method, target, explanation, answer }: Explained, style: Style): string {
  const { route, refusal } = explanation;
  const status = `${answer.status} ${statusPhrase(answer.status)}`;
  const head = `${style.strong(printableLine(`${method} ${target}`))} → ${answer.status < 400 ? style.good(status) : style.error(status)}`;
  const met = route ? `${printableLine(route.id)}  ${style.place(route.at)}` : style.dim('none takes this request');
  const blocks = [
    [head, ...(refusal === undefined ? [] : [printableLine(refusal)])],
    ['route', `  ${met}`],
    block(
      'parameters',
      explanation.parameters.flatMap((item) => parameterLines(item, style)),
    ),
    block('cases', columns(explanation.cases.map((item) => caseCells(item, style)))),
    block(
      'other routes',
      columns(explanation.others.map(({ id, at, why }) => [printableLine(id), style.place(at), printableLine(why)])),
    ),
    ['answer', ...answerLines(answer, style).map((line) => `  ${line}`.trimEnd())],
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines, index) => (index === 0 ? lines : [style.dim(lines[0] ?? ''), ...lines.slice(1)]).join('\n'))
    .join('\n\n')}\n`;
}

function block(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** `query.limit  "7" → 7`, and what is wrong with it below. */
function parameterLines(item: ExplainedParameter, style: Style): readonly string[] {
  const name = `${item.in}${item.name === '' ? '' : `.${item.name}`}`;
  const came = item.received === undefined ? 'absent' : shorten(item.received);
  const became =
    item.value === undefined || item.issues.length > 0 || shorten(item.value) === came
      ? ''
      : ` → ${shorten(item.value)}`;
  const note = item.isDeclared ? (item.isRequired ? '' : ' (optional)') : ' (not declared)';
  return [
    `${printableLine(name)}  ${printableLine(came + became)}${style.dim(note)}`,
    ...item.issues.map((issue) => `  ${style.error('✗')} ${printableLine(issue.message)}`),
  ];
}

function caseCells({ at, verdict, why }: ExplainedCase, style: Style): readonly string[] {
  const paint = { answers: style.good, fails: style.error, 'does not match': style.warning, 'not asked': style.dim };
  return [style.place(at), paint[verdict](verdict), printableLine(why)];
}

function answerLines(answer: ShownAnswer, style: Style): readonly string[] {
  const { status, headers, delayMs, body, file } = answer;
  const wait = delayMs > 0 ? style.dim(`  after ${formatDuration(Math.round(delayMs))}`) : '';
  return [
    `${status} ${statusPhrase(status)}${wait}`,
    ...headers.map(([name, value]) => `${style.dim(`${name}:`)} ${printableLine(value)}`),
    ...(body === undefined ? [] : ['', ...printable(readable(body, headers)).split('\n')]),
    ...(file === undefined ? [] : ['', `the file ${printableLine(file)}`]),
    ...(answer.isFileMissing ? [style.error('it does not exist: 404 is answered instead')] : []),
  ];
}

/** JSON is indented: it is read here, not parsed. */
function readable(body: string, headers: ShownAnswer['headers']): string {
  const isJson = headers.some(([name, value]) => name === 'content-type' && /^application\/(.*\+)?json/.test(value));
  try {
    return isJson ? JSON.stringify(JSON.parse(body), null, 2) : body;
  } catch {
    return body;
  }
}

const COLOUR = /\u001b\[\d+m/g;

/** Cells may be coloured already. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (cell: string): number => displayWidth(cell.replace(COLOUR, ''));
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))))
      .join('  ')
      .trimEnd(),
  );
}

/** Everything, with whole values; what is not there is null. */
export function explanationJson({ method, target, explanation, answer }: Explained): Json {
  const { route, others, parameters, issues, moreIssues, cases, refusal } = explanation;
  const tree = {
    request: { method, target },
    route: route ? { id: route.id, name: route.name, file: route.origin.file, line: route.origin.line } : null,
    refusal: refusal ?? null,
    parameters: parameters.map((item) => ({
      in: item.in,
      name: item.name,
      declared: item.isDeclared,
      required: item.isRequired,
      received: item.received ?? null,
      value: item.value ?? null,
      issues: item.issues.map((issue) => issue.message),
    })),
    issues,
    moreIssues,
    cases: cases.map(({ origin, verdict, why }) => ({ file: origin.file, line: origin.line, verdict, why })),
    others: others.map(({ id, origin, why }) => ({ id, file: origin.file, line: origin.line, why })),
    answer: {
      status: answer.status,
      headers: answer.headers,
      delayMs: answer.delayMs,
      body: answer.body ?? null,
      file: answer.file ?? null,
    },
  };
  return JSON.parse(JSON.stringify(tree)) as Json;
}

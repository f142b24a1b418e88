/** The blocks that explanations of requests and of handshakes share, for people and as JSON. */

import type { ExplainedRoute } from '../compile/explain.ts';
import type { ExplainedParameter } from '../compile/explain-parameters.ts';
import type { OtherRoute } from '../compile/explain-routes.ts';
import { formatDuration } from '../core/duration.ts';
import { statusPhrase } from '../core/http-words.ts';
import { shorten } from '../core/shorten.ts';
import type { Style } from '../core/style.ts';
import { displayWidth, printable, printableLine } from '../core/terminal-text.ts';
import type { ShownAnswer } from './shown-answer.ts';

/** Blocks with an empty line between them; ends with a line break. */
export function joinBlocks(blocks: readonly (readonly string[])[], style: Style): string {
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines, index) => (index === 0 ? lines : [style.dim(lines[0] ?? ''), ...lines.slice(1)]).join('\n'))
    .join('\n\n')}\n`;
}

export function parametersBlock(parameters: readonly ExplainedParameter[], style: Style): readonly string[] {
  return block(
    'parameters',
    parameters.flatMap((item) => parameterLines(item, style)),
  );
}

/** `title` says of what. */
export function othersBlock(title: string, others: readonly OtherRoute[], style: Style): readonly string[] {
  return block(
    title,
    columns(others.map(({ id, at, why }) => [printableLine(id), style.place(at), printableLine(why)])),
  );
}

export function answerBlock(answer: ShownAnswer, style: Style): readonly string[] {
  return ['answer', ...answerLines(answer, style).map((line) => `  ${line}`.trimEnd())];
}

/** What is not there is null; a value of its own is taken over as it is. */
export function parameterTree(item: ExplainedParameter) {
  return {
    in: item.in,
    name: item.name,
    declared: item.isDeclared,
    required: item.isRequired,
    received: item.received ?? null,
    value: item.value ?? null,
    issues: item.issues.map((issue) => issue.message),
  };
}

export function routeTree({ id, name, origin }: ExplainedRoute) {
  return { id, name, file: origin.file, line: origin.line };
}

export function otherTree({ id, origin, why }: OtherRoute) {
  return { id, file: origin.file, line: origin.line, why };
}

export function answerTree({ status, headers, delayMs, body, file }: ShownAnswer) {
  return { status, headers, delayMs, body: body ?? null, file: file ?? null };
}

/** A title and its lines, or nothing. */
export function block(title: string, lines: readonly string[]): readonly string[] {
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

function answerLines(answer: ShownAnswer, style: Style): readonly string[] {
  const { status, headers, delayMs, body, file } = answer;
  const wait = delayMs > 0 ? style.dim(`  after ${formatDuration(Math.round(delayMs))}`) : '';
  return [
    `${status} ${statusPhrase(status)}${wait}`,
    ...headers.map(([name, value]) => `${style.dim(`${name}:`)} ${printableLine(value)}`),
    ...(body === undefined ? [] : ['', ...printable(readable(body, headers)).split('\n')]),
    ...(file === undefined ? [] : ['', `the file ${printableLine(file)}`]),
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
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (cell: string): number => displayWidth(cell.replace(COLOUR, ''));
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => width(row[column] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(cell))))
      .join('  ')
      .trimEnd(),
  );
}

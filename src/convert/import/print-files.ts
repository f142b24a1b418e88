/** Files of an import as text, as a person would lay them out. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { DraftFile } from './route-file.ts';
import { printTidy } from './tidy-yaml.ts';

export interface RouteFileWords {
  /** A line each, without `#`. */
  readonly comments: readonly string[];
  /** Of the JSON Schema of route files, relative to the file, for editors. */
  readonly editorSchema: string | undefined;
}

export function printRouteFile(
  { value, intent, remarks }: DraftFile,
  { comments, editorSchema }: RouteFileWords,
): string {
  const { routes, ...head } = value;
  const lines = [
    ...(editorSchema === undefined ? [] : [`# yaml-language-server: $schema=${editorSchema}`]),
    ...[intent, ...comments].map((text) => `# ${oneLine(text)}`),
  ];
  const written = Object.entries(isJsonObject(routes) ? routes : {}).map(([key, route]) =>
    printRoute(key, isJsonObject(route) ? route : {}, remarks.get(key) ?? []),
  );
  const body = written.length === 0 ? 'routes: {}\n' : `routes:\n${written.join('\n')}`;
  return `${lines.join('\n')}\n\n${printTidy(head, { isOpen: isRoot })}\n${body}`;
}

/** What it is and takes, then what it answers: under a remark where that is one answer, else as cases with one each. */
function printRoute(key: string, route: JsonObject, remarks: readonly string[]): string {
  const { cases, ...rest } = route;
  const words = Object.entries(rest).filter(([name]) => !ANSWER_KEYS.includes(name));
  const answer = Object.entries(rest).filter(([name]) => ANSWER_KEYS.includes(name));
  const isEmpty = words.length + answer.length === 0 && !Array.isArray(cases);
  const remark = Array.isArray(cases) || answer.length === 0 ? '' : remarkLine(remarks[0] ?? '', 4);
  const head = isEmpty ? `  ${printKey(key)}: {}\n` : `  ${printKey(key)}:\n`;
  return (
    head + printPart(words) + remark + printPart(answer) + (Array.isArray(cases) ? printCases(cases, remarks) : '')
  );
}

const ANSWER_KEYS = ['response', 'status', 'headers', 'body', 'data'];

function printPart(members: readonly (readonly [string, Json])[]): string {
  if (members.length === 0) return '';
  return indented(printTidy(Object.fromEntries(members), { isOpen: isOpenInRoute, indent: 4 }), 4);
}

function printCases(cases: readonly Json[], remarks: readonly string[]): string {
  const items = cases.map(
    (one, index) => remarkLine(remarks[index] ?? '', 6) + indented(printTidy([one], { isOpen: isRoot, indent: 6 }), 6),
  );
  return `    cases:\n${items.join('')}`;
}

function printKey(key: string): string {
  return printTidy({ [key]: null }, { isOpen: isRoot }).replace(/: null\n$/, '');
}

/** Parameters by source, and promises by status, have a line each. */
function isOpenInRoute(keys: readonly string[]): boolean {
  return keys.length === 0 || (keys.length === 1 && ['params', 'response'].includes(keys[0] ?? ''));
}

function isRoot(keys: readonly string[]): boolean {
  return keys.length === 0;
}

export function printSchemaFile(schema: JsonSchema): string {
  const value: Json = isJsonObject(schema)
    ? { $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema }
    : schema;
  return printTidy(value, { isOpen: (keys) => keys.length === 0 || keys.at(-1) === 'properties' });
}

function indented(text: string, columns: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(columns));
}

function remarkLine(text: string, columns: number): string {
  const line = oneLine(text);
  return line === '' ? '' : `${' '.repeat(columns)}# ${line}\n`;
}

const MOST_WORDS = 110;

/** What a comment can hold: no line breaks, nothing that cannot be seen. */
function oneLine(text: string): string {
  const plain = text.replace(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  if (plain.length <= MOST_WORDS) return plain;
  return `${plain.slice(0, MOST_WORDS).replace(/\s+\S*$/, '')} …`;
}

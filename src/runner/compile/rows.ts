/** `rows` of a case: a list, a CSV file or a JSON file → values by column. */

import { dirname, resolve } from 'node:path';
import { count } from '../../core/count.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { ANYTHING, type Known } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import { shorten } from '../../core/shorten.ts';
import type { LoadedFile } from '../../spec/load.ts';
import type { Document } from '../../spec/parse.ts';
import { problemAtOffset } from '../../spec/place.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { SourceFile } from '../../spec/source-file.ts';
import type { TestCase } from '../compiled-suite.ts';
import { type CsvRecord, parseCsv } from './csv.ts';

export interface Rows {
  readonly values: NonNullable<TestCase['rows']>;
  /** What expressions may say of `row`. */
  readonly known: Known;
}

export interface RowsContext {
  readonly report: Report;
  rowsFile(path: string): LoadedFile | undefined;
}

/** Undefined when a problem was reported, of the file by whoever has read it. */
export function compileRows({ value, place }: Located, { report, rowsFile }: RowsContext): Rows | undefined {
  const rows =
    typeof value === 'string'
      ? fileRows(value, place, { report, rowsFile })
      : literalRows(Array.isArray(value) ? value : [], place, report);
  if (rows?.values.length === 0) {
    const name = typeof value === 'string' ? `"${value}" has` : '"rows" has';
    report(
      place.problem('empty-rows', `${name} no rows: the case does not run`, { hint: 'add a row, or drop "rows"' }),
    );
  }
  return rows;
}

function literalRows(list: readonly Json[], place: Place, report: Report): Rows | undefined {
  // What was no map has left a hole, and was told.
  const rows = list.flatMap((item, index) => (isJsonObject(item) ? [{ row: item, at: place.child(index) }] : []));
  let isFine = rows.length === list.length;
  for (const { row, at } of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (!JSON.stringify(value).includes('${')) continue;
      isFine = false;
      const hint = 'write it where the row is used, or under "vars"';
      report(at.child(name).problem('wrong-value', 'expressions are not evaluated in "rows"', { hint }));
    }
  }
  return isFine ? rowsOf(rows.map(({ row }) => row)) : undefined;
}

function rowsOf(values: readonly JsonObject[]): Rows {
  const columns = new Set(values.flatMap((row) => Object.keys(row)));
  return { values, known: { members: knownColumns(columns), unknownMember: 'error' } };
}

function knownColumns(columns: Iterable<string>): ReadonlyMap<string, Known> {
  return new Map([...columns].map((name) => [name, ANYTHING]));
}

function fileRows(name: string, place: Place, { report, rowsFile }: RowsContext): Rows | undefined {
  const file = rowsFile(resolve(dirname(place.path), name));
  if (!file) {
    const hint = name.startsWith('/') ? undefined : 'a relative name starts at the folder of this file';
    report(place.problem('file-not-found', `there is no file "${name}"`, { hint }));
    return undefined;
  }
  if (file.document) return documentRows(file.document, report);
  return file.problems.length === 0 ? tableRows(file.source, report) : undefined;
}

function documentRows({ value, place }: Document, report: Report): Rows | undefined {
  const hint = 'write for example [ { "id": 1, "name": "pen" } ]';
  if (!Array.isArray(value)) {
    report(place.problem('bad-rows', `rows are a list of maps, not ${shorten(value, 40)}`, { hint }));
    return undefined;
  }
  const items: readonly Json[] = value;
  const rows = items.filter(isJsonObject);
  for (const [index, item] of items.entries()) {
    if (isJsonObject(item)) continue;
    report(place.child(index).problem('bad-rows', `a row is a map, not ${shorten(item, 40)}`, { hint }));
  }
  return rows.length === items.length ? rowsOf(rows) : undefined;
}

function tableRows(source: SourceFile, report: Report): Rows | undefined {
  let isFine = true;
  const tell: Tell = (line, message, hint) => {
    isFine = false;
    report(problemAtOffset(source, lineSpan(source.text, line), 'bad-rows', message, { hint }));
  };
  const records = parseCsv(source.text);
  if ('message' in records) {
    tell(records.line, records.message, records.hint);
    return undefined;
  }
  const [head, ...lines] = records;
  if (!head || !checkHead(head, tell)) {
    if (!head) tell(1, 'the table is empty', NAME_COLUMNS);
    return undefined;
  }
  for (const line of lines) checkLine(line, head, tell);
  if (!isFine) return undefined;
  const names = head.values.map((name) => name.trim());
  return {
    values: lines.map(({ values }) =>
      Object.fromEntries(values.map((text, index) => [names[index] ?? '', cellValue(text)])),
    ),
    known: { members: knownColumns(names), unknownMember: 'error' },
  };
}

type Tell = (line: number, message: string, hint: string) => void;

const NAME_COLUMNS = 'its first line names the columns: id,name';

/** The whole line. */
function lineSpan(text: string, line: number): { readonly start: number; readonly length: number } {
  let start = 0;
  for (let left = line - 1; left > 0; left--) start = text.indexOf('\n', start) + 1;
  const end = text.slice(start).search(/\r|\n|$/);
  return { start, length: Math.max(1, end) };
}

/** False, and told, where the columns are not known. */
function checkHead({ values, line }: CsvRecord, tell: Tell): boolean {
  const [only = ''] = values;
  if (values.length === 1 && /[;\t]/.test(only)) {
    const written = only.includes(';') ? 'semicolons' : 'tabs';
    tell(line, `the columns are separated by ${written}`, 'separate them by commas');
    return false;
  }
  const names = values.map((name) => name.trim());
  if (names.includes('')) tell(line, `column ${names.indexOf('') + 1} has no name`, NAME_COLUMNS);
  for (const twin of new Set(names.filter((name, index) => name !== '' && names.indexOf(name) !== index))) {
    tell(line, `two columns are called "${twin}"`, 'give each a name of its own');
  }
  return true;
}

function checkLine({ values, line }: CsvRecord, { values: columns }: CsvRecord, tell: Tell): void {
  if (values.length === columns.length) return;
  const message = `this row has ${count(values.length, 'value')} for ${count(columns.length, 'column')}`;
  const isLong = values.length > columns.length;
  tell(line, message, isLong ? 'put a value with a comma in quotes' : 'write a comma also where a value is empty');
}

/** A JSON number, true, false or null is that; digits that a number would not keep are text, like all else. */
function cellValue(text: string): Json {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return text;
  const number = Number(text);
  const isKept = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
  return isKept ? number : text;
}

/** CSV (RFC 4180) as records of texts, each with its line. */

import { CsvError, parse } from 'csv-parse/sync';

export interface CsvRecord {
  readonly values: readonly string[];
  /** 1-based: where it begins; a quoted value may go over several. */
  readonly line: number;
}

interface CsvFault {
  /** Of the record that is wrong. */
  readonly line: number;
  readonly message: string;
  readonly hint: string;
}

interface Parsed {
  readonly record: readonly string[];
  /** Behind it, its line break included. */
  readonly info: { readonly bytes: number };
}

/** Lines without anything are skipped; of a text that is wrong the first fault is told. */
export function parseCsv(text: string): readonly CsvRecord[] | CsvFault {
  const lineBehind = createLineFinder(text);
  const recordsOf = (parsed: readonly Parsed[]): readonly CsvRecord[] => {
    const starts = [0, ...parsed.map(({ info }) => info.bytes)].map(lineBehind);
    return parsed.map(({ record }, index) => ({ values: record, line: starts[index] ?? 1 }));
  };
  try {
    return recordsOf(parseRecords(text));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { message, hint } = FAULTS[error.code] ?? { message: error.message, hint: 'see RFC 4180' };
    const fine = Number(error.records);
    const end = fine === 0 ? 0 : (parseRecords(text, { to: fine }).at(-1)?.info.bytes ?? 0);
    return { line: lineBehind(end), message, hint };
  }
}

function parseRecords(text: string, options: { readonly to?: number } = {}): readonly Parsed[] {
  return parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    ...options,
  }) as unknown as readonly Parsed[];
}

const FAULTS: Readonly<Partial<Record<CsvError['code'], Omit<CsvFault, 'line'>>>> = {
  INVALID_OPENING_QUOTE: {
    message: 'a quote stands in a value that does not begin with one',
    hint: 'put the whole value in quotes, and write each quote in it twice',
  },
  CSV_INVALID_CLOSING_QUOTE: {
    message: 'text stands behind the quote that ends a value',
    hint: 'a quote inside a quoted value is written twice',
  },
  CSV_QUOTE_NOT_CLOSED: { message: 'a quote is opened here and not closed', hint: 'close it with "' },
};

const LF = 10;
const CR = 13;

/** The line of the first record at or behind an offset in bytes; asked from the first to the last. */
function createLineFinder(text: string): (offset: number) => number {
  const bytes = Buffer.from(text, 'utf8');
  let at = 0;
  let line = 1;
  return (offset) => {
    for (; at < offset || bytes[at] === LF || bytes[at] === CR; at++) if (bytes[at] === LF) line++;
    return line;
  };
}

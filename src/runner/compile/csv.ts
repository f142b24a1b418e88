/** CSV (RFC 4180) as records with the place of each value. */

export interface CsvValue {
  readonly text: string;
  /** Where it begins in the file, its quote included. */
  readonly offset: number;
}

/** Values of one line; a quoted one may go over several. */
export type CsvRecord = readonly CsvValue[];

interface CsvFault {
  readonly offset: number;
  readonly message: string;
  readonly hint: string;
}

/** Lines without anything are skipped; of a text that is wrong the first fault is told. */
export function parseCsv(text: string): readonly CsvRecord[] | CsvFault {
  const records: CsvRecord[] = [];
  let record: CsvValue[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length || record.length > 0) {
    const read = text.charAt(at) === '"' ? readQuoted(text, at) : readPlain(text, at);
    if ('message' in read) return read;
    record.push({ text: read.text, offset: at });
    at = read.end;
    if (text.charAt(at) === ',') {
      at++;
      continue;
    }
    if (record.length > 1 || read.end > (record[0]?.offset ?? 0)) records.push(record);
    record = [];
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return records;
}

interface Read {
  readonly text: string;
  /** Of the comma or line break behind it, or of the end. */
  readonly end: number;
}

const END = /[,\r\n]/g;

function readPlain(text: string, start: number): Read | CsvFault {
  END.lastIndex = start;
  const end = END.exec(text)?.index ?? text.length;
  const value = text.slice(start, end);
  const quote = value.indexOf('"');
  if (quote < 0) return { text: value, end };
  const hint = 'put the whole value in quotes, and write each quote in it twice';
  return { offset: start + quote, message: 'a quote stands in a value that does not begin with one', hint };
}

function readQuoted(text: string, start: number): Read | CsvFault {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { offset: start, message: 'a quote begins here and does not end', hint: 'close it with "' };
    value += text.slice(from, quote);
    from = quote + 2;
    if (text.charAt(quote + 1) === '"') {
      value += '"';
      continue;
    }
    const end = quote + 1;
    if (end === text.length || /[,\r\n]/.test(text.charAt(end))) return { text: value, end };
    const hint = 'a quote inside a quoted value is written twice';
    return { offset: end, message: 'text stands behind the quote that ends a value', hint };
  }
}

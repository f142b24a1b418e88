import { expect } from 'chai';
import { parseCsv } from '../../../src/runner/compile/csv.ts';
import { compile, inSuite, suiteOf, told } from './support.ts';

/** A text, and its records; the offset of each value behind an `@`. */
const TABLES: readonly (readonly [text: string, ...records: readonly string[]])[] = [
  [''],
  ['\n\r\n\n'],
  ['a,b', 'a@0 b@2'],
  ['a,b\n1,2\n', 'a@0 b@2', '1@4 2@6'],
  ['a,b\r\n1,2\r\n\r\n', 'a@0 b@2', '1@5 2@7'],
  ['a\r1\r', 'a@0', '1@2'],
  ['\ufeffa,b', 'a@1 b@3'],
  ['a,,\n,', 'a@0 @2 @3', '@4 @5'],
  ['"a,b","c ""d"" e","x\ny",""', 'a,b@0 c "d" e@6 x\ny@18 @24'],
  ['""\na', '@0', 'a@3'],
  [' a , b', ' a @0  b@4'],
  ['a,é,𝄞\n', 'a@0 é@2 𝄞@4'],
];

/** A text that is no table, and where it is wrong. */
const FAULTS: readonly (readonly [text: string, offset: number, message: string])[] = [
  ['a,b"c', 3, 'a quote stands in a value that does not begin with one'],
  ['a,"b', 2, 'a quote begins here and does not end'],
  ['a,"b""', 2, 'a quote begins here and does not end'],
  ['"a" ,b', 3, 'text stands behind the quote that ends a value'],
];

describe('parseCsv', () => {
  for (const [text, ...records] of TABLES) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const read = parseCsv(text);
      const shown =
        'message' in read
          ? read.message
          : read.map((record) => record.map((value) => `${value.text}@${value.offset}`).join(' '));
      expect(shown).to.deep.equal(records);
    });
  }
  for (const [text, offset, message] of FAULTS) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const { hint: _, ...fault } = parseCsv(text) as { readonly hint: string };
      expect(fault).to.deep.equal({ offset, message });
    });
  }
  it('reads a large table in no time that grows with its square', () => {
    const line = `${'"a ""b"""'},${'x'.repeat(40)},"${'y'.repeat(40)}"\n`;
    const read = parseCsv(line.repeat(20_000));
    expect(read).to.have.lengthOf(20_000);
  });
});

function rowsOf(files: Readonly<Record<string, string>>, rows: string): unknown {
  return suiteOf({ 'a.test.yaml': inSuite(`rows: ${rows}\nGET /a: 200`), ...files }).cases[0]?.rows;
}

describe('compileRows', () => {
  it('types the cells of a table', () => {
    const table = 'id, name ,x y\n1,pen,true\n-1.5e3,"2",null\n007,1e999,\n12345678901234567890,0.1,+1\n';
    expect(rowsOf({ 'a.csv': table }, './a.csv')).to.deep.equal([
      { id: 1, name: 'pen', 'x y': true },
      { id: -1500, name: 2, 'x y': null },
      { id: '007', name: '1e999', 'x y': '' },
      { id: '12345678901234567890', name: 0.1, 'x y': '+1' },
    ]);
  });

  it('takes a list, and a JSON file as it is', () => {
    expect(rowsOf({}, '[ { a: 1 }, { b: [2] } ]')).to.deep.equal([{ a: 1 }, { b: [2] }]);
    expect(rowsOf({ 'b.json': '[{ "a": "1", "b": "${x}" }]' }, 'b.json')).to.deep.equal([{ a: '1', b: '${x}' }]);
  });

  it('gives a case without rows none', () => {
    expect(suiteOf(inSuite('GET /a: 200')).cases[0]?.rows).to.equal(undefined);
  });

  const wrong: readonly (readonly [rows: string, file: string, ...problems: readonly string[]])[] = [
    ['a.csv', '', 'a.csv:1:1 bad-rows the table is empty (its first line names the columns: id,name)'],
    ['a.csv', 'id\n', '2:11 empty-rows "a.csv" has no rows: the case does not run (add a row, or drop "rows")'],
    [
      'a.csv',
      'id,name\n1,2,3\n4\n',
      'a.csv:2:5 bad-rows this row has 3 values for 2 columns (put a value with a comma in quotes)',
      'a.csv:3:1 bad-rows this row has 1 value for 2 columns (an empty value is written as nothing between two commas)',
    ],
    [
      'a.csv',
      'id,,id\n',
      'a.csv:1:4 bad-rows a column has no name (the first line names the columns: id,name)',
      'a.csv:1:5 bad-rows two columns are called "id" (give each a name of its own)',
    ],
    ['a.csv', 'id;name\n1;2\n', 'a.csv:1:1 bad-rows the columns are separated by semicolons (separate them by commas)'],
    ['a.csv', 'id\n"a', 'a.csv:2:1 bad-rows a quote begins here and does not end (close it with ")'],
    [
      'a.json',
      '{ "a": 1 }',
      'a.json:1:1 bad-rows rows are a list of maps, not {"a": 1} (write for example [ { "id": 1, "name": "pen" } ])',
    ],
    [
      'a.json',
      '[{}, 5]',
      'a.json:1:6 bad-rows a row is a map, not 5 (write for example [ { "id": 1, "name": "pen" } ])',
    ],
    ['a.json', '[]', '2:11 empty-rows "a.json" has no rows: the case does not run (add a row, or drop "rows")'],
    [
      './none.csv',
      '',
      '2:11 file-not-found there is no file "./none.csv" (a relative name starts at the folder of this file)',
    ],
    [
      '[ { a: "x ${vars.b}" } ]',
      '',
      '2:18 wrong-value expressions are not evaluated in "rows" (write it where the row is used, or under "vars")',
    ],
  ];
  for (const [rows, text, ...problems] of wrong) {
    it(`reports ${problems[0]}`, () => {
      const file = rows.endsWith('.json') ? 'a.json' : 'a.csv';
      expect(told({ 'a.test.yaml': inSuite(`rows: ${rows}\nGET /a: 200`), [file]: text })).to.deep.equal(problems);
    });
  }

  it('leaves a case out whose rows are wrong, without telling more of it', () => {
    const text = 'cases:\n  - { rows: a.csv, GET "/${row.x}": 200 }\n  - GET /b: 200\n'.replace(
      'GET "/${row.x}"',
      '"GET /${row.x}"',
    );
    const { suites, told: problems } = compile({ 'a.test.yaml': text, 'a.csv': 'a,a\n' });
    expect(problems).to.deep.equal(['a.csv:1:3 bad-rows two columns are called "a" (give each a name of its own)']);
    expect(suites[0]?.cases.map(({ title }) => title)).to.deep.equal(['GET /b']);
  });
});

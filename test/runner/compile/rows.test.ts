import { expect } from 'chai';
import { parseCsv } from '../../../src/runner/compile/csv.ts';
import { compile, inSuite, suiteOf, told } from './support.ts';

/** A text, and its records: the values of each in bars, with its line. */
const TABLES: readonly (readonly [text: string, ...records: readonly string[]])[] = [
  [''],
  ['\n\r\n\n'],
  ['a,b', '1 |a|b|'],
  ['a,b\n1,2\n', '1 |a|b|', '2 |1|2|'],
  ['a,b\r\n1,2\n\r\n3,4\r\n', '1 |a|b|', '2 |1|2|', '4 |3|4|'],
  ['\ufeffa,b', '1 |a|b|'],
  ['a,,\n,', '1 |a|||', '2 |||'],
  ['"a,b","c ""d"" e","x\r\ny",""\n1', '1 |a,b|c "d" e|x\r\ny||', '3 |1|'],
  ['""\na', '1 ||', '2 |a|'],
  [' a , b', '1 | a | b|'],
  ['#a,é,𝄞\n', '1 |#a|é|𝄞|'],
  ['__proto__,=1+1', '1 |__proto__|=1+1|'],
];

/** A text that is no table, and where it is wrong. */
const FAULTS: readonly (readonly [text: string, line: number, message: string])[] = [
  ['a\nb"c', 2, 'a quote stands in a value that does not begin with one'],
  ['a,"b', 1, 'a quote is opened here and not closed'],
  ['a\n"b""\n\nc', 2, 'a quote is opened here and not closed'],
  ['a\n"b" ,c', 2, 'text stands behind the quote that ends a value'],
];

describe('parseCsv', () => {
  for (const [text, ...records] of TABLES) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const read = parseCsv(text);
      const shown = 'message' in read ? read.message : read.map(({ values, line }) => `${line} |${values.join('|')}|`);
      expect(shown).to.deep.equal(records);
    });
  }
  for (const [text, line, message] of FAULTS) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const { hint: _, ...fault } = parseCsv(text) as { readonly hint: string };
      expect(fault).to.deep.equal({ line, message });
    });
  }
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
      'a.csv:2:1 bad-rows this row has 3 values for 2 columns (put a value with a comma in quotes)',
      'a.csv:3:1 bad-rows this row has 1 value for 2 columns (write a comma also where a value is empty)',
    ],
    [
      'a.csv',
      'id,,id\n',
      'a.csv:1:1 bad-rows column 2 has no name (its first line names the columns: id,name)',
      'a.csv:1:1 bad-rows two columns are called "id" (give each a name of its own)',
    ],
    ['a.csv', 'id;name\n1;2\n', 'a.csv:1:1 bad-rows the columns are separated by semicolons (separate them by commas)'],
    ['a.csv', 'id\n"a', 'a.csv:2:1 bad-rows a quote is opened here and not closed (close it with ")'],
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
    expect(problems).to.deep.equal(['a.csv:1:1 bad-rows two columns are called "a" (give each a name of its own)']);
    expect(suites[0]?.cases.map(({ title }) => title)).to.deep.equal(['GET /b']);
  });
});

import { expect } from 'chai';
import { parseDocument } from '../../src/spec/parse.ts';
import { brief, parse } from './support.ts';

const told = (text: string): readonly string[] => parse(text).problems.map(brief);
const value = (text: string): unknown => parse(text).document?.value;

describe('parseDocument', () => {
  for (const [what, text, expected] of [
    ['a map', 'a: 1\nb: [x, null, true]\n', { a: 1, b: ['x', null, true] }],
    ['JSON', '{"a": [1, 2.5, -1e3], "b": "\\u00e9"}', { a: [1, 2.5, -1000], b: 'é' }],
    [
      'words that older YAML took for booleans as text',
      '[yes, no, on, off, y, n]',
      ['yes', 'no', 'on', 'off', 'y', 'n'],
    ],
    [
      'dates and times as text',
      '[2026-11-22, 2026-11-22T08:30:00Z, 12:00]',
      ['2026-11-22', '2026-11-22T08:30:00Z', '12:00'],
    ],
    ['numbers as YAML 1.2 writes them', '[0x1F, 0o17, 1_000, 007]', [31, 15, '1_000', 7]],
    [
      'anchors, aliases and merges',
      'base: &b { x: 1, y: 2 }\nmore: { <<: *b, y: 3 }\nsame: *b',
      { base: { x: 1, y: 2 }, more: { x: 1, y: 3 }, same: { x: 1, y: 2 } },
    ],
    ['block texts', 'a: |\n  one\n  two\nb: >-\n  one\n  two\n', { a: 'one\ntwo\n', b: 'one two' }],
    ['CRLF line ends', 'a: 1\r\nb: |\r\n  x\r\n  y\r\n', { a: 1, b: 'x\ny\n' }],
    ['a file that begins with a document mark', '---\na: 1\n', { a: 1 }],
    [
      'unquoted expressions that YAML can read',
      'a: ${query.name}\nwhen: query.a == "b"',
      { a: '${query.name}', when: 'query.a == "b"' },
    ],
    [
      'members of Object.prototype as plain keys',
      '{ constructor: 1, toString: 2, hasOwnProperty: 3 }',
      { constructor: 1, toString: 2, hasOwnProperty: 3 },
    ],
    ['status codes as keys', '{ 200: a, 4XX: b }', { 200: 'a', '4XX': 'b' }],
    ['a comment behind an expression', 'a: ${query.name} # the name', { a: '${query.name}' }],
  ] as const) {
    it(`reads ${what}`, () => {
      expect(told(text)).to.deep.equal([]);
      expect(value(text)).to.deep.equal(expected);
    });
  }

  for (const [what, text] of [
    ['no text', ''],
    ['white space', ' \n\n'],
    ['comments', '# nothing yet\n# really\n'],
    ['a document mark', '---\n'],
  ] as const) {
    it(`takes a file of ${what} as empty`, () => {
      const { document, problems } = parse(text);
      expect(problems).to.deep.equal([]);
      expect(document?.value).to.equal(null);
      expect(document?.isEmpty).to.equal(true);
    });
  }

  it('does not take a file for empty that says null', () => {
    expect(parse('null\n').document?.isEmpty).to.equal(false);
  });

  it('tells every mistake of a text in one run, the next ones behind those that quotes mend', () => {
    const text = ['a: { b: ${x.y}, c: {{ d }} }', 'e: f: g', 'h: 1', 'h: 2', ''].join('\n');
    expect(told(text)).to.deep.equal([
      '1:9 unquoted-expression a value with "${…}" needs quotes here (put the whole value in quotes: "${x.y}")',
      '2:4 yaml-syntax a text with ": " in it needs quotes (write "f: g")',
      '1:20 mustache-template "{{ … }}" is not the template syntax (write "${d}")',
      '4:1 duplicate-key the key "h" is written twice in this map (remove one of the two)',
    ]);
  });

  for (const [what, text, expected] of [
    [
      'a key without its colon',
      'routes:\n  GET /a\n    data: 1\n',
      '2:3 yaml-syntax a ":" is missing at the end of this line (write "GET /a:")',
    ],
    [
      'a colon without its space',
      'a:\n  status:200\n  data: 1\n',
      '2:3 yaml-syntax a space is missing behind ":" (write "status: 200")',
    ],
    [
      'an escape that double quotes do not have',
      'pattern: "^\\d+$"',
      '1:12 yaml-syntax "\\d" means nothing in double quotes (write "\\\\d", or put the text in single quotes)',
    ],
    ['a tab behind spaces', 'a:\n  b: 1\n \tc: 2\n', '3:2 yaml-syntax a tab cannot indent a line (indent with spaces)'],
    [
      'a path with a parameter inside braces',
      '{ GET /a/{id}: { data: 1 } }',
      '1:3 yaml-syntax a text with brackets in it needs quotes here (write "GET /a/{id}")',
    ],
    [
      'a value with braces inside braces',
      'a: { location: /goods/{id}/x, b: 1 }',
      '1:16 yaml-syntax a text with brackets in it needs quotes here (write "/goods/{id}/x")',
    ],
    ['a tab inside braces', 'a: { b: 1,\tc: 2 }\n', '1:11 yaml-syntax a tab cannot stand here (write spaces)'],
    ['quotes within quotes', "a: 'it's'\n", `1:4 yaml-syntax the quotes inside this text end it (write "it's")`],
    ['text behind a quoted text', 'a: "x" y\n', `1:4 yaml-syntax the quotes inside this text end it (write '"x" y')`],
    ['a bracket that stays open', 'a: [1, 2\nb: 3\n', '1:4 yaml-syntax this "[" is not closed (add "]")'],
    ['a brace that stays open to the end', 'a: { b: 1\n', '1:4 yaml-syntax this "{" is not closed (add "}")'],
    ['the wrong bracket', 'a: [1, 2}\n', '1:4 yaml-syntax this "[" is not closed (add "]")'],
    ['a quote that stays open', 'a: "x\nb: 3\n', '1:4 yaml-syntax this quote is not closed (end the text with ")'],
    [
      'a quote that a later quote seems to close',
      'a: "x\nb: "3"\n',
      '1:4 yaml-syntax this quote is not closed (end the text with ")',
    ],
    ['a missing comma', '{ "a": 1\n  "b": 2 }', '2:3 yaml-syntax a "," is missing before this'],
    ['a comma too many', '[1,, 2]', '1:4 yaml-syntax there is nothing before this comma (remove it)'],
    [
      'a list in a map',
      'a: 1\n- b\n',
      '2:1 yaml-syntax this line does not fit the lines above it (keys of one map begin in the same column, and so do the items of one list)',
    ],
    [
      'text beside a block sign',
      'a: | b\n',
      '1:6 yaml-syntax a text behind "|" or ">" begins on the next line (write it there, indented)',
    ],
    ['a control character', 'a: b\u0001c', '1:5 yaml-syntax a control character is not allowed in YAML (remove it)'],
    ['a stray bracket', 'a: ]\n', '1:4 yaml-syntax a text that begins with "]" needs quotes (write "]")'],
    ['a mention', 'a: @ann\n', '1:4 yaml-syntax a text that begins with "@" needs quotes (write "@ann")'],
    [
      'an anchor nobody set',
      'a: *b\n',
      '1:4 yaml-syntax there is no "&b" before this alias (put a text that begins with "*" in quotes: "*b")',
    ],
    [
      'an alias inside what it stands for',
      'a: &b [*b]\n',
      '1:8 yaml-syntax "*b" stands inside what it stands for (write the value out)',
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      '2:1 yaml-syntax a second document begins here (a file holds one document: move this one to a file of its own)',
    ],
    [
      'a second document behind a leading mark',
      '---\na: 1\n---\nb: 2\n',
      '3:1 yaml-syntax a second document begins here (a file holds one document: move this one to a file of its own)',
    ],
    [
      'an expression that a comment cuts',
      'a: ${x + " #1"}\n',
      '1:11 unquoted-expression " #" begins a comment in the middle of this expression (put the whole value in quotes)',
    ],
    [
      'a condition that a comment cuts',
      'when: x == "a #1"\n',
      '1:14 unquoted-expression " #" begins a comment in the middle of this expression (put the whole value in quotes)',
    ],
    [
      'a template in a flow map of several lines',
      'a: { b: 1,\n  c: ${x}, d: 2 }\n',
      '2:6 unquoted-expression a value with "${…}" needs quotes here (put the whole value in quotes: "${x}")',
    ],
    [
      'a quoted expression with the same quotes inside',
      'a: [ "${h["x"]}" ]\n',
      `1:6 unquoted-expression the quotes inside this value end it (write '\${h["x"]}')`,
    ],
    [
      'both kinds of quotes in an expression',
      `when: !"it's"\n`,
      `1:7 unquoted-expression the expression of "when" needs quotes here (put all of it in single quotes: when: '!"it''s"')`,
    ],
    [
      'a number that JSON does not have',
      'a: .inf\n',
      '1:4 wrong-value a number that JSON does not have (write it as text, in quotes)',
    ],
    ['the name __proto__', 'a:\n  __proto__: { x: 1 }\n', '2:3 wrong-value the name "__proto__" is not allowed'],
  ] as const) {
    it(`explains ${what}`, () => expect(told(text)).to.deep.equal([expected]));
  }

  it('stays where it is in a text with CRLF line ends', () => {
    expect(told('a: 1\r\nb: {{ x }}\r\nc: @d\r\n')).to.deep.equal([
      '3:4 yaml-syntax a text that begins with "@" needs quotes (write "@d")',
      '2:4 mustache-template "{{ … }}" is not the template syntax (write "${x}")',
    ]);
  });

  it('refuses an alias bomb before it is written out', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level++) {
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    expect(parse(lines.join('\n')).problems.map((problem) => problem.code)).to.deep.equal(['too-many-aliases']);
  });

  it('refuses nesting that nobody can read', () => {
    expect(told(`a: ${'['.repeat(101)}${']'.repeat(101)}`)).to.have.lengthOf(1);
    expect(told(`a: ${'['.repeat(90)}${']'.repeat(90)}`)).to.deep.equal([]);
  });

  it('gives up after a number of mistakes that can be mended alone', () => {
    const { problems } = parse(Array.from({ length: 50 }, (_, index) => `k${index}: @x`).join('\n'));
    expect(problems).to.have.lengthOf(20);
  });

  it('does not read a large text again for each mistake', () => {
    const long = `a: @b\nc: @d\ne: "${'x'.repeat(600_000)}"`;
    expect(parse(long).problems).to.have.lengthOf(1);
  });

  it('throws nothing and ends for any text', () => {
    const pieces = [
      'a: ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '\n',
      '  ',
      '\t',
      '- ',
      '${',
      '{{',
      '}}',
      '#',
      ': ',
      ',',
      '&x ',
      '*x',
      '|',
      '>',
      '!',
      '%',
      '\r\n',
      '时',
    ];
    let seed = 7;
    const next = (): number => (seed = (seed * 1103515245 + 12345) % 2 ** 31);
    for (let round = 0; round < 2000; round++) {
      const text = Array.from({ length: 12 }, () => pieces[(next() >> 8) % pieces.length]).join('');
      const { document, problems } = parse(text);
      expect(document !== undefined || problems.length > 0, JSON.stringify(text)).to.equal(true);
      for (const problem of problems) expect(problem.origin.column, JSON.stringify(text)).to.be.greaterThan(0);
    }
  });

  it('reports through the function that it is given, and to nobody else', () => {
    const codes: string[] = [];
    const source = { path: '/p/a.yaml', file: 'a.yaml', text: 'a: 1\na: 2', hash: '' };
    expect(parseDocument(source, ({ code }) => codes.push(code))).to.equal(undefined);
    expect(codes).to.deep.equal(['duplicate-key']);
  });
});

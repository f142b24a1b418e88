import { expect } from 'chai';
import { formatProblem } from '../../src/core/format-problem.ts';
import { documentOf, lineColumn, underlined } from './support.ts';

describe('a place in a file', () => {
  const document = documentOf(
    [
      'routes:',
      '  GET /a:',
      '    "data": { 名字: "张三", n: 12 }',
      '    tags: [a, "b c"]',
      '    empty:',
      '    text: |',
      '      one',
      '        two',
      '',
    ].join('\n'),
  );
  const data = document.place.child('routes', 'GET /a', 'data');

  for (const [what, place, at, text] of [
    ['the root', document.place, '1:1', 'r'],
    ['a map in block style, by its key', document.place.child('routes'), '1:1', 'routes'],
    ['a map in braces, by its brace', data, '3:13', '{'],
    ['a quoted text with its quotes', data.child('名字'), '3:19', '"张三"'],
    ['a number', data.child('n'), '3:28', '12'],
    ['an item of a list', document.place.child('routes', 'GET /a', 'tags', 1), '4:15', '"b c"'],
    ['an empty value, behind its colon', document.place.child('routes', 'GET /a', 'empty'), '5:10', ':'],
    ['a block of text, by its first word', document.place.child('routes', 'GET /a', 'text'), '7:7', 'one'],
    ['what is not in the file, by the nearest that is', data.child('n', 'x', 'y'), '3:25', 'n'],
  ] as const) {
    it(`is shown for ${what}`, () => {
      expect(lineColumn(place)).to.equal(at);
      expect(underlined(place)).to.equal(text);
    });
  }

  it('is shown by its key where that is meant', () => {
    expect(lineColumn(data, { part: 'key' })).to.equal('3:5');
    expect(underlined(data, { part: 'key' })).to.equal('"data"');
    expect(underlined(data.child('名字'), { part: 'key' })).to.equal('名字');
  });

  it('knows its pointer, with the characters that pointers escape', () => {
    expect(data.child('名字').pointer).to.equal('/routes/GET ~1a/data/名字');
    expect(document.place.pointer).to.equal('');
  });

  it('is found inside a key, quoted or not', () => {
    const { place } = documentOf(`"GET /a/:id": 1\nGET /b/:id: x\n'it''s :id': { a: 1 }\n`);
    expect(underlined(place.child('GET /a/:id'), { part: 'key', offset: 7, length: 3 })).to.equal(':id');
    expect(underlined(place.child('GET /b/:id'), { part: 'key', offset: 7, length: 3 })).to.equal(':id');
    expect(underlined(place.child("it's :id"), { part: 'key', offset: 5, length: 3 })).to.equal(':id');
  });

  for (const [what, text, offset] of [
    ['a plain text', 'v: hello ${a.b} x', 8],
    ['a text in single quotes with a doubled quote', "v: 'it''s ${a.b}'", 7],
    ['a text in double quotes with escapes', 'v: "\\u00e9\\t\\x41\\U0001F600 \\"${a.b}"', 9],
    ['a block of text', 'v: |\n  one\n    two\n\n  ${a.b}', 13],
    ['a folded block', 'v: >\n  one\n  ${a.b}', 6],
    ['a block that keeps its indentation by a digit', 'v: |2\n    x\n  ${a.b}', 6],
    ['a block behind CRLF line ends', 'v: |\r\n  one\r\n  ${a.b}', 6],
    ['a text of several lines in double quotes', 'v: "one\n  two ${a.b}"', 10],
    ['a folded block with lines that stand further in', 'v: >\n  one\n    two\n\n  three\n\n\n  ${a.b}', 20],
    ['a block with empty lines behind CRLF', 'v: |\r\n  one\r\n\r\n  ${a.b}', 7],
    ['a text with an escaped line break', 'v: "one \\\n   ${a.b}"', 6],
    ['a text with empty lines', "v: 'one\n\n\n  ${a.b}'", 7],
    ['a text of several plain lines', 'v: one\n  two ${a.b}', 10],
  ] as const) {
    it(`is found by its offset in ${what}`, () => {
      const { place, value } = documentOf(text);
      const decoded = (value as { v: string }).v;
      expect(decoded.indexOf('a.b')).to.equal(offset);
      expect(underlined(place.child('v'), { offset, length: 3 })).to.equal('a.b');
    });
  }

  it('is found through aliases and merges where the text stands', () => {
    const { place } = documentOf('base: &b { x: 1 }\nmore: { <<: *b, y: 2 }\nlist: { <<: [*b, { z: 3 }] }\nsame: *b\n');
    expect(lineColumn(place.child('more', 'x'))).to.equal('1:15');
    expect(lineColumn(place.child('more', 'y'))).to.equal('2:20');
    expect(lineColumn(place.child('list', 'z'))).to.equal('3:23');
    expect(lineColumn(place.child('same', 'x'))).to.equal('1:15');
    expect(underlined(place.child('same'))).to.equal('*b');
  });

  it('counts columns from the line it is on, also with CRLF and a lone CR', () => {
    const { place } = documentOf('a: 1\r\nb: { c: 2 }\r\n');
    expect(lineColumn(place.child('b', 'c'))).to.equal('2:9');
  });

  it('gives excerpts without line ends, cut where a line is endless', () => {
    const { place } = documentOf(`a: 1\r\nb: ${'x'.repeat(5000)}\r\n`);
    const { excerpt } = place.child('b').problem('wrong-value', 'm');
    expect(excerpt).to.deep.equal({ firstLine: 1, lines: ['a: 1', `b: ${'x'.repeat(397)}`], length: 397 });
  });

  it('puts the caret under wide characters, tabs and emoji where a terminal shows them', () => {
    const { place } = documentOf('名: "张\t三" # 😀\n😀名: [{ a: "😀张\t三", n: x }]');
    expect(formatProblem(place.child('😀名', 0, 'n').problem('wrong-value', 'm', { hint: 'h' }))).to.equal(
      [
        'a.yaml:2:24  error  wrong-value  m',
        '   1 | 名: "张\t三" # 😀',
        '   2 | 😀名: [{ a: "😀张\t三", n: x }]',
        `     | ${' '.repeat(17)}\t${' '.repeat(8)}^ h`,
      ].join('\n'),
    );
  });

  it('shows control characters of a text as escapes', () => {
    const { place } = documentOf('{ "a": "\\u001b[31m", "b\x7f": 1 }', 'a.json');
    expect(formatProblem(place.child('b\x7f').problem('wrong-value', 'm\u001b[2J')))
      .to.contain('m\\x1b[2J')
      .and.to.contain('"b\\x7f"');
  });
});

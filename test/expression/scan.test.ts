/** How a text falls apart into literal parts and expressions. */

import { expect } from 'chai';
import { scan } from '../../src/expression/scan.ts';

/** `|` separates the segments; an expression is shown as `<source@offset>`. */
const ROWS: readonly (readonly [text: string, shown: string])[] = [
  ['', ''],
  ['plain', 'plain'],
  ['${a}', '<a@2>'],
  ['${a}${b}', '<a@2>|<b@6>'],
  ['id-${url.id}!', 'id-|<url.id@5>|!'],
  ['a $ b } { c', 'a $ b } { c'],
  ['$${a}', '${a}'],
  ['$${a} ${b}', '${a} |<b@8>'],
  ['$$${a}', '$${a}'],
  ['$ ${a}', '$ |<a@4>'],
  ['${ {"a": 1}.a }', '< {"a": 1}.a @2>'],
  ['${ {"a": {"b": "}"}} }', '< {"a": {"b": "}"}} @2>'],
  ['${"}"}', '<"}"@2>'],
  ["${'}'}", "<'}'@2>"],
  ['${"\\"}"}', '<"\\"}"@2>'],
  ['${"""a"}"b"""}x', '<"""a"}"b"""@2>|x'],
  ['${"${"}', '<"${"@2>'],
  ["${'{{'}a}}", "<'{{'@2>|a}}"],
  ['${a // }\n}', '<a // }\n@2>'],
  ['${}', '<@2>'],
  ['{{ open', '{{ open'],
  ['值 ${body["名"]} 完', '值 |<body["名"]@4>| 完'],
];

describe('scan', () => {
  for (const [text, shown] of ROWS) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(shown)}`, () => {
      const { segments, faults } = scan(text);
      expect(faults).to.deep.equal([]);
      const parts = segments.map((each) => (each.kind === 'text' ? each.text : `<${each.source}@${each.offset}>`));
      expect(parts.join('|')).to.equal(shown);
    });
  }

  const faults: readonly (readonly [text: string, ...faults: readonly string[]])[] = [
    ['a ${b', 'expression-syntax 2+2 the "}" that ends this "${" is missing'],
    ['${ {"a": 1 }', 'expression-syntax 0+2 the "}" that ends this "${" is missing'],
    ['${a} ${', 'expression-syntax 5+2 the "}" that ends this "${" is missing'],
    ['${ name" }', 'expression-syntax 7+1 a text begins here and does not end'],
    ["${ 'a }", 'expression-syntax 3+1 a text begins here and does not end'],
    [
      '{{ a }} {{b}}',
      'mustache-template 0+7 "{{ … }}" is not the template syntax',
      'mustache-template 8+5 "{{ … }}" is not the template syntax',
    ],
    ['${a {{', 'expression-syntax 0+2 the "}" that ends this "${" is missing'],
  ];
  for (const [text, ...told] of faults) {
    it(`finds what is wrong with ${JSON.stringify(text)}`, () => {
      const found = scan(text).faults;
      expect(found.map(({ code, offset, length, message }) => `${code} ${offset}+${length} ${message}`)).to.deep.equal(
        told,
      );
    });
  }

  it('stays linear on hostile texts', () => {
    expect(scan('${'.repeat(50_000)).faults).to.have.length(1);
    expect(scan('{{'.repeat(50_000)).faults).to.have.length(0);
    expect(scan('"}'.repeat(50_000)).segments).to.have.length(1);
  });
});

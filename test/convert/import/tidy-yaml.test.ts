import { expect } from 'chai';
import { printTidy } from '../../../src/convert/import/tidy-yaml.ts';
import type { Json } from '../../../src/core/json.ts';
import { documentOf } from '../../spec/support.ts';

describe('printTidy', () => {
  const rows: readonly (readonly [what: string, value: Json, text: string])[] = [
    ['short maps on one line', { a: { type: 'integer', minimum: 1 } }, '{ a: { type: integer, minimum: 1 } }\n'],
    ['statuses as numbers', { '200': { a: 'b' } }, '{ 200: { a: b } }\n'],
    ['expressions in quotes', { a: '${vars.x}', b: '$${x}' }, '{ a: "${vars.x}", b: "$${x}" }\n'],
    ['double quotes inside single ones', { a: '[header["x"]' }, '{ a: \'[header["x"]\' }\n'],
    ['lines as lines', { a: 'one\ntwo\n' }, 'a: |\n  one\n  two\n'],
    ['words that YAML 1.1 reads otherwise in quotes', { a: 'no', b: '1' }, '{ a: "no", b: "1" }\n'],
  ];
  for (const [what, value, text] of rows) it(`writes ${what}`, () => expect(printTidy(value)).to.equal(text));

  it('gives each member a line where it is asked to', () => {
    const text = printTidy({ a: { b: 1 }, c: 2 }, { isOpen: (keys) => keys.length === 0 });
    expect(text).to.equal('a: { b: 1 }\nc: 2\n');
  });

  const hostile: readonly Json[] = [
    { constructor: { prototype: 1 }, '': '', ' ': ' ', '#': '# x', 'a: b': 'c: d', '200': 1, '-': '- x', '{': '}' },
    ['\u0000', '\u2028', '\u0085', '\ufeff', '\r\n', '\t', ' lead', 'trail ', '\n', '\n\n a\n  b\n', 'a\n\n\nb  \n'],
    [
      '{{ x }}',
      '${a\nb}',
      '*a',
      '&a',
      '!a',
      '%a',
      '@a',
      '`a',
      '? a',
      '<<',
      '=',
      '---',
      '...',
      '~',
      'null',
      '0x1',
      '1e3',
    ],
    { a: 'x'.repeat(300), b: `${'word '.repeat(60)}end`, c: `${'y '.repeat(80)}\n${'z '.repeat(80)}` },
    [[[[[[[[]]]]]], {}], { a: [] }, [{}], -0.5, 1e21, true, null, '2026-11-22', '12:30:00', 'yes', '0o7'],
  ];
  for (const [index, value] of hostile.entries()) {
    it(`writes hostile value ${index + 1} so that it is read again as itself`, () => {
      for (const isOpen of [() => true, () => false]) {
        expect(documentOf(printTidy({ v: value }, { isOpen })).value).to.deep.equal({ v: value });
      }
    });
  }
});

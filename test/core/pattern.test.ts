/** Patterns: one syntax, linear time. */

import { expect } from 'chai';
import { RE2JS } from 're2js';
import { compilePattern } from '../../src/core/pattern.ts';

const test = (source: string, text: string): boolean | string => {
  const pattern = compilePattern(source);
  return 'error' in pattern ? pattern.error : pattern.test(text);
};

describe('compilePattern', () => {
  const sources = [
    '',
    '^',
    '$',
    'foo',
    '^foo$',
    '^[a-z0-9]{1,20}$',
    '^\\d{4}-\\d{2}-\\d{2}$',
    '^a*$',
    '^a*b',
    '^[^a-z]+$',
    '^a?b?c?$',
    'a{2,3}',
    '^(a|b)+$',
    '^.+@.+$',
    '^[\\w.-]+$',
    '[0-9]{3}',
    '^\\.\\$\\\\$',
    '^日本+$',
    '^[\\p{Han}]+$',
    '^😀?x$',
    '[a-z]+[0-9]+',
    '^\\s*$',
    '^x{0}$',
    '^[A-Za-z0-9_-]+$',
    '^/shop/goods/',
    'a|',
    '(?i)ABC',
    '^[a-f]+$',
    '\\bfoo\\b',
    '^[.,:;]+$',
    '^[a-z]{2,}$',
    '^[-a]+$',
    '^[a-]$',
    '^é$',
  ];
  const texts = [
    '',
    'a',
    'aaa',
    'foo',
    'xfoox',
    'abc',
    'ABC',
    'b',
    '2026-11-22',
    'a.b-c_1',
    '日本',
    '日本本',
    '😀x',
    'x',
    '😀',
    ' \t',
    '.$\\',
    'a\n',
    'foo\n',
    '/shop/goods/1',
    'é',
    '-a',
    '\ud83d',
    '\u2028',
  ];

  it('finds exactly what RE2 finds, whichever engine runs it', () => {
    for (const source of sources) {
      const reference = RE2JS.compile(source);
      for (const text of texts) {
        expect([source, text, test(source, text)]).to.deep.equal([source, text, reference.test(text)]);
      }
    }
  });

  const errors: readonly (readonly [source: string, error: string])[] = [
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['[', 'missing closing ]: `[`'],
    ['[a', 'missing closing ]: `[a`'],
    ['a**', 'invalid nested repetition operator: `**`'],
    ['(', 'missing closing ): `(`'],
    ['^x{2000}$', 'invalid repeat count: `{2000}`'],
    ['^x{3,2}$', 'invalid repeat count: `{3,2}`'],
    ['[z-a]', 'invalid character class range: `z-a`'],
    ['*', 'missing argument to repetition operator: `*`'],
  ];
  for (const [source, error] of errors) {
    it(`refuses ${source}`, () => {
      expect(compilePattern(source)).to.deep.equal({ error });
    });
  }

  it('answers at once where backtracking would take ages', () => {
    const text = `${'a'.repeat(50_000)}!`;
    for (const source of [
      '^(a+)+$',
      '^(a|a)*$',
      '^(a*)*$',
      'a+b',
      '^a*a*a*$',
      '^[a-z]*[a-z]*$',
      '(x+x+)+y',
      '^a{0,60}a*$',
      'a{1,60}b',
    ]) {
      expect([source, test(source, text)]).to.deep.equal([source, false]);
    }
  });

  it('compiles a source once', () => {
    expect(compilePattern('^once$')).to.equal(compilePattern('^once$'));
  });
});

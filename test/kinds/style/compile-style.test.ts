import { expect } from 'chai';
import { RequestError } from '../../../src/core/errors.ts';
import type { JsonSchema } from '../../../src/core/json.ts';
import { compileStyle } from '../../../src/kinds/style/compile-style.ts';
import { checkedSchema, type StyledParam } from '../../../src/kinds/style/styled-param.ts';
import { fakeSchemas, messages } from '../source/support.ts';
import { COLOR, NUMBERS, param, read, type StyledParts, TEXT, TEXTS } from './support.ts';

const INTEGER: JsonSchema = { type: 'integer' };
const NULLABLE: JsonSchema = { type: ['array', 'null'], items: INTEGER };
const EITHER: JsonSchema = { oneOf: [TEXT, TEXTS] };
const TEXT_OR_COLOR: JsonSchema = { anyOf: [TEXT, COLOR] };
const ANY_OF_THEM: JsonSchema = { anyOf: [TEXTS, COLOR] };

type Row = readonly [parts: Partial<StyledParam>, sent: StyledParts, value: unknown];

const query = (text: string): StyledParts => ({ query: text });
const segment = (text: string): StyledParts => ({ segment: text });
const header = (text: string): StyledParts => ({ headers: { color: text } });
const cookie = (text: string): StyledParts => ({ headers: { cookie: text } });
const multipart = (...fields: readonly [string, string][]): StyledParts => ({
  payload: { kind: 'multipart', fields, files: [] },
});

const SIMPLE = { in: 'url', style: 'simple', isExploded: false } as const;
const LABEL = { in: 'url', style: 'label', isExploded: false } as const;
const MATRIX = { in: 'url', style: 'matrix', isExploded: false } as const;
const HEADER = { in: 'header', name: 'Color', style: 'simple', isExploded: false } as const;
const COOKIE = { in: 'cookie' } as const;
const ONE_TEXT = { isExploded: false } as const;

const rgb = { R: 100, G: 200, B: 150 };

/** The table of OpenAPI 3.1.1 §4.8.12.4, and what clients really send. */
const READ: readonly Row[] = [
  [{ ...MATRIX, schema: TEXT }, segment(';color'), ''],
  [{ ...MATRIX, schema: TEXT }, segment(';color=blue'), 'blue'],
  [{ ...MATRIX, schema: INTEGER }, segment(';color=5'), 5],
  [{ ...MATRIX, schema: TEXTS }, segment(';color=blue,black,brown'), ['blue', 'black', 'brown']],
  [{ ...MATRIX, schema: COLOR }, segment(';color=R,100,G,200,B,150'), rgb],
  [{ ...MATRIX, isExploded: true, schema: TEXT }, segment(';color=blue'), 'blue'],
  [{ ...MATRIX, isExploded: true, schema: TEXTS }, segment(';color=blue;color=black'), ['blue', 'black']],
  [{ ...MATRIX, isExploded: true, schema: NUMBERS }, segment(';color=1'), [1]],
  [{ ...MATRIX, isExploded: true, schema: COLOR }, segment(';R=100;G=200;B=150'), rgb],
  [{ ...MATRIX, isExploded: true, schema: TEXT_OR_COLOR }, segment(';color=blue'), 'blue'],

  [{ ...LABEL, schema: TEXT }, segment('.blue'), 'blue'],
  [{ ...LABEL, schema: { type: 'number' } }, segment('.1.5'), 1.5],
  [{ ...LABEL, schema: TEXTS }, segment('.blue,black,brown'), ['blue', 'black', 'brown']],
  [{ ...LABEL, schema: TEXTS }, segment('.blue.black.brown'), ['blue', 'black', 'brown']],
  [{ ...LABEL, schema: COLOR }, segment('.R,100,G,200,B,150'), rgb],
  [{ ...LABEL, schema: COLOR }, segment('.R.100.G.200.B.150'), rgb],
  [{ ...LABEL, isExploded: true, schema: TEXTS }, segment('.blue.black.brown'), ['blue', 'black', 'brown']],
  [{ ...LABEL, isExploded: true, schema: COLOR }, segment('.R=100.G=200.B=150'), rgb],

  [{ ...SIMPLE, schema: TEXT }, segment('a,b'), 'a,b'],
  [{ ...SIMPLE, schema: TEXTS }, segment('1%2C2,3'), ['1,2', '3']],
  [{ ...SIMPLE, schema: NUMBERS }, segment('1%2C2'), [1, 2]],
  [{ ...SIMPLE, schema: COLOR }, segment('R,100,G,200,B,150'), rgb],
  [{ ...SIMPLE, isExploded: true, schema: COLOR }, segment('R=100,G=200,B=150'), rgb],
  [{ ...SIMPLE, schema: true }, segment('a,b'), 'a,b'],
  [{ ...SIMPLE, schema: ANY_OF_THEM }, segment('R,100'), { R: 100 }],
  [{ ...SIMPLE, schema: ANY_OF_THEM }, segment('x,100'), ['x', '100']],

  [{ ...HEADER, schema: TEXT }, header('a, "b"'), 'a, "b"'],
  [{ ...HEADER, schema: TEXTS }, header('a, "b,c" ,d%20'), ['a', 'b,c', 'd%20']],
  [{ ...HEADER, schema: NUMBERS }, header('1, 2,3'), [1, 2, 3]],
  [{ ...HEADER, schema: COLOR }, header('R, 100, G, 200'), { R: 100, G: 200 }],
  [{ ...HEADER, isExploded: true, schema: COLOR }, header('R=100, G="200"'), { R: 100, G: 200 }],
  [{ ...HEADER, schema: TEXTS }, { headers: { other: 'a' } }, undefined],

  [{ schema: TEXT }, query('color='), ''],
  [{ schema: INTEGER }, query('color='), undefined],
  [{ schema: TEXT }, query('color=blue'), 'blue'],
  [{ schema: TEXTS }, query('color=blue&color=black'), ['blue', 'black']],
  [{ schema: TEXTS }, query('color=a,b'), ['a,b']],
  [{ schema: NULLABLE }, query('color=1'), [1]],
  [{ schema: EITHER }, query('color=a'), 'a'],
  [{ schema: EITHER }, query('color=a&color=b'), ['a', 'b']],
  [{ schema: { type: 'array', items: COLOR } }, query('color={"R":1}&color={"R":2}'), [{ R: 1 }, { R: 2 }]],
  [{ schema: true }, query('color=1&color=2'), ['1', '2']],
  [{ schema: COLOR }, query('R=100&G=200&B=150&x=1'), rgb],
  [{ schema: COLOR }, query('x=1'), undefined],
  [{ schema: TEXT_OR_COLOR }, query('color=R'), 'R'],
  [{ schema: TEXT_OR_COLOR }, query('R=1'), { R: 1 }],
  [
    { schema: { type: 'object', properties: { color: INTEGER, G: INTEGER } } },
    query('color=1&G=2'),
    { color: 1, G: 2 },
  ],
  [{ schema: { type: 'object', properties: { ids: NUMBERS } } }, query('ids=1&ids=2'), { ids: [1, 2] }],
  [{ schema: { type: 'object' } }, query('a=1&b=2&b=3'), { a: '1', b: ['2', '3'] }],
  [{ schema: { type: 'object', additionalProperties: INTEGER } }, query('a=1&toString=2'), { a: 1, toString: 2 }],
  [{ schema: { type: 'object', patternProperties: { '^x-': INTEGER } } }, query('x-a=1&y=2'), { 'x-a': 1 }],

  [{ ...ONE_TEXT, schema: TEXTS }, query('color=1%2C2,3'), ['1,2', '3']],
  [{ ...ONE_TEXT, schema: TEXTS }, query('color=1%2C2'), ['1,2']],
  [{ ...ONE_TEXT, schema: NUMBERS }, query('color=1%2C2'), [1, 2]],
  [{ ...ONE_TEXT, schema: COLOR }, query('color=R,100,G,200,B,150'), rgb],
  [{ ...ONE_TEXT, schema: TEXTS }, query('color='), undefined],
  [{ ...ONE_TEXT, schema: EITHER }, query('color=a'), 'a'],
  [{ ...ONE_TEXT, schema: EITHER }, query('color=a,b'), ['a', 'b']],

  [{ ...ONE_TEXT, style: 'spaceDelimited', schema: NUMBERS }, query('color=1%202%203'), [1, 2, 3]],
  [{ ...ONE_TEXT, style: 'spaceDelimited', schema: NUMBERS }, query('color=1+2%203'), [1, 2, 3]],
  [{ ...ONE_TEXT, style: 'spaceDelimited', schema: COLOR }, query('color=R%20100%20G%20200'), { R: 100, G: 200 }],
  [{ ...ONE_TEXT, style: 'spaceDelimited', allowsReserved: true, schema: TEXTS }, query('color=a+b%20c'), ['a+b', 'c']],
  [{ ...ONE_TEXT, style: 'pipeDelimited', schema: TEXTS }, query('color=a|b%7Cc'), ['a', 'b|c']],
  [{ ...ONE_TEXT, style: 'pipeDelimited', schema: TEXTS }, query('color=a%7cb%7Cc'), ['a', 'b', 'c']],
  [{ ...ONE_TEXT, style: 'pipeDelimited', schema: true }, query('color=a|b'), ['a', 'b']],
  [{ ...ONE_TEXT, style: 'pipeDelimited', schema: true }, query('color=a'), 'a'],
  [{ ...ONE_TEXT, style: 'tabDelimited', schema: TEXTS }, query('color=a%09b'), ['a', 'b']],
  [{ style: 'pipeDelimited', schema: TEXTS }, query('color=a|b&color=c'), ['a|b', 'c']],

  [{ allowsReserved: true, schema: TEXT }, query("color=:/?#[]@!$'()*+,;=%2B"), ":/?#[]@!$'()*+,;=+"],
  [{ allowsReserved: false, schema: TEXT }, query('color=a+b%2B'), 'a b+'],
  [{ allowsEmpty: true, schema: INTEGER }, query('color'), ''],
  [{ allowsEmpty: true, schema: INTEGER }, query('color=5'), 5],
  [{ allowsEmpty: true, schema: INTEGER }, query(''), undefined],

  [{ ...COOKIE, schema: TEXTS }, cookie('color=a; x=1; color=b%20c'), ['a', 'b c']],
  [{ ...COOKIE, schema: TEXTS }, cookie('color=a&color=b'), ['a', 'b']],
  [{ ...COOKIE, schema: TEXTS }, cookie('color=a&b'), ['a&b']],
  [{ ...COOKIE, schema: COLOR }, cookie('R=100&G=200&B=150'), rgb],
  [{ ...COOKIE, schema: COLOR }, cookie('R=100; G=200; B=150'), rgb],
  [{ ...COOKIE, ...ONE_TEXT, schema: TEXTS }, cookie('color="a,b%2Cc"'), ['a', 'b,c']],

  [{ in: 'form', schema: NUMBERS }, multipart(['color', '1'], ['color', '2']), [1, 2]],
  [{ in: 'form', ...ONE_TEXT, schema: TEXTS }, multipart(['color', 'a%2Cb,c+d']), ['a%2Cb', 'c+d']],
  [{ in: 'form', ...ONE_TEXT, schema: TEXTS }, { payload: { kind: 'none' } }, undefined],
  [{ in: 'form', schema: COLOR }, multipart(['R', '1']), { R: 1 }],

  [{ mediaType: 'application/json', schema: COLOR }, query('color=%7B%22R%22%3A1%7D'), { R: 1 }],
  [{ mediaType: 'application/json', schema: TEXT }, query('color="1"'), '1'],
  [{ mediaType: 'application/json', schema: TEXT }, query('color='), undefined],
  [{ mediaType: 'application/geo+json; charset=utf-8', schema: true }, query('color=[1]'), [1]],
  [{ mediaType: 'text/plain', schema: INTEGER }, query('color=5'), '5'],
  [{ ...SIMPLE, mediaType: 'application/json', schema: NUMBERS }, segment('%5B1,2%5D'), [1, 2]],
  [{ ...HEADER, mediaType: 'application/json', schema: NUMBERS }, header('[1, 2]'), [1, 2]],
];

const TOLD: readonly (readonly [...row: Row, said: readonly string[]])[] = [
  [{ schema: TEXT }, query('color=a&color=b'), 'a', ['query "color" takes one value, but is there 2 times']],
  [
    { ...ONE_TEXT, schema: TEXTS },
    query('color=a&color=b'),
    ['a'],
    ['query "color" takes one value, but is there 2 times: its items are written together, as color=a,b'],
  ],
  [
    { ...ONE_TEXT, style: 'pipeDelimited', schema: TEXTS },
    query('color=a&color=b'),
    ['a'],
    ['query "color" takes one value, but is there 2 times: its items are written together, as color=a|b'],
  ],
  [{ schema: COLOR }, query('R=1&R=2'), { R: 1 }, ['query "color.R" takes one value, but is there 2 times']],
  [{ schema: COLOR }, query('color={"R":1}'), { R: 1 }, ['query "color" must be written as R=…&G=…']],
  [{ schema: COLOR }, query('color=x&R=1'), { R: 1 }, ['query "color" must be written as R=…&G=…']],
  [{ schema: COLOR }, query('color=x'), 'x', []],
  [{ ...SIMPLE, schema: COLOR }, segment('R,100,G'), 'R,100,G', []],
  [{ ...SIMPLE, schema: COLOR }, segment('%7B%22R%22:1%7D'), { R: 1 }, ['url "color" must be written as R,100,G,200']],
  [{ ...SIMPLE, isExploded: true, schema: COLOR }, segment('R=1,G'), 'R=1,G', []],
  [
    { ...SIMPLE, isExploded: true, schema: COLOR },
    segment('R=1,R=2'),
    { R: 1 },
    ['url "color.R" takes one value, but is there 2 times'],
  ],
  [{ ...LABEL, schema: INTEGER }, segment('5'), 5, ['url "color" must be written as .…']],
  [{ ...MATRIX, schema: INTEGER }, segment('5'), 5, ['url "color" must be written as ;color=…']],
  [{ ...MATRIX, schema: TEXT }, segment('%3Bcolor%3Da'), ';color=a', ['url "color" must be written as ;color=…']],
  [{ ...MATRIX, schema: TEXT }, segment(';other=5'), ';other=5', ['url "color" must be written as ;color=…']],
  [
    { ...MATRIX, isExploded: true, schema: TEXT },
    segment(';color=a;color=b'),
    'a',
    ['url "color" takes one value, but is there 2 times'],
  ],
  [
    { mediaType: 'application/json', schema: TEXT },
    query('color="a"&color="b"'),
    'a',
    ['query "color" takes one value, but is there 2 times'],
  ],
];

const REFUSED: readonly (readonly [Partial<StyledParam>, StyledParts, string])[] = [
  [{ schema: TEXT }, query('color=%zz'), 'query has percent-encoding that is no UTF-8 text: "%zz"'],
  [{ schema: TEXT }, query('__proto__=1'), 'query must not have the name "__proto__"'],
  [{ ...ONE_TEXT, schema: { type: 'object' } }, query('color=__proto__,1'), 'query must not have the name "__proto__"'],
  [{ ...MATRIX, isExploded: true, schema: COLOR }, segment(';__proto__=1'), 'url must not have the name "__proto__"'],
  [{ ...COOKIE, schema: COLOR }, cookie('__proto__=1'), 'cookie must not have the name "__proto__"'],
  [{ mediaType: 'application/json', schema: TEXT }, query('color={'), 'query "color": the JSON is malformed at 1:2'],
  [{ mediaType: 'application/json', schema: TEXT }, query('color={"__proto__":1}'), 'query "color": the JSON must not'],
  [
    { mediaType: 'application/json', schema: TEXT },
    query(`color=${'['.repeat(65)}${']'.repeat(65)}`),
    'query "color": the JSON is nested deeper than 64 levels',
  ],
];

function describeRow(parts: Partial<StyledParam>, sent: StyledParts): string {
  const { in: place, style, isExploded, schema, mediaType } = param(parts);
  const how = mediaType ?? `${style}${isExploded ? '*' : ''}`;
  return `${place} ${how} ${JSON.stringify(Object.values(sent)[0])} as ${JSON.stringify(schema)}`;
}

describe('compileStyle', () => {
  for (const [parts, sent, value] of READ) {
    it(`reads ${describeRow(parts, sent)}`, () => {
      expect(read(param(parts), sent)).to.deep.equal({ value, issues: [] });
    });
  }

  for (const [parts, sent, value, said] of TOLD) {
    it(`tells what is odd in ${describeRow(parts, sent)}`, () => {
      const reading = read(param(parts), sent);
      expect([reading.value, messages(reading.issues)]).to.deep.equal([value, said]);
    });
  }

  for (const [parts, sent, said] of REFUSED) {
    it(`refuses ${describeRow(parts, sent).slice(0, 100)}`, () => {
      expect(() => read(param(parts), sent)).to.throw(RequestError, said);
    });
  }

  it('tells an issue of style whole', () => {
    expect(read(param({ ...MATRIX, schema: INTEGER }), segment('5')).issues).to.deep.equal([
      {
        in: 'url',
        name: 'color',
        pointer: '/color',
        message: 'url "color" must be written as ;color=…',
        keyword: 'style',
        expected: ';color=…',
        received: '5',
      },
    ]);
  });

  it('leaves to other parameters what is theirs', () => {
    const open = param({ name: 'rest', schema: { type: 'object', additionalProperties: true } });
    const siblings = [
      open,
      param({ name: 'page', schema: INTEGER }),
      param({ name: 'f', style: 'deepObject', schema: { type: 'object' } }),
      param({ name: 'color', schema: COLOR }),
      param({ name: 'R2', in: 'header', style: 'simple', schema: INTEGER }),
    ];
    const sent = query('page=1&f[a]=2&R=3&x=4&R2=5&rest=6');
    expect(read(open, sent, { siblings }).value).to.deep.equal({ x: '4', R2: '5' });
    const { takes } = compileStyle(open, fakeSchemas(), siblings);
    expect(['page', 'f[a]', 'R', 'x', 'rest'].filter(takes)).to.deep.equal(['x', 'rest']);
  });

  it('reads through $ref', () => {
    const schemas = fakeSchemas({ colors: { type: 'array', items: { $ref: 'color' } }, color: COLOR as never });
    const styled = param({ style: 'deepObject', schema: { type: 'object', properties: { all: { $ref: 'colors' } } } });
    expect(read(styled, query('color[all][0][R]=1'), { schemas }).value).to.deep.equal({ all: [{ R: 1 }] });
  });

  it('is linear in what comes', () => {
    const items = Array.from({ length: 50_000 }, (_, index) => index);
    expect(read(param({ ...ONE_TEXT, schema: NUMBERS }), query(`color=${items}`)).value).to.deep.equal(items);
    const pairs = items.map((index) => `color[k${index}][0]=${index}`).join('&');
    expect(Object.keys(read(param({ style: 'deepObject' }), query(pairs)).value as object).length).to.equal(50_000);
  });
});

describe('checkedSchema', () => {
  it('lets nothing through where a parameter may be empty', () => {
    const { check } = fakeSchemas().validator(checkedSchema(param({ allowsEmpty: true, schema: INTEGER })));
    expect(['', 5, 'x', '5'].map((value) => check(value).length > 0)).to.deep.equal([false, false, true, true]);
    expect(checkedSchema(param({ schema: INTEGER }))).to.equal(INTEGER);
  });
});

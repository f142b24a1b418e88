/** What is told of an expression when it is loaded, at which column. */

import { expect } from 'chai';
import { ANYTHING, type Known } from '../../src/core/names.ts';
import { names, problemsOf } from './setting.ts';

const known = (members: Readonly<Record<string, Known>>, options: Partial<Known> = {}): Known => ({
  members: new Map(Object.entries(members)),
  unknownMember: 'error',
  ...options,
});

const ITEM = known({ price: ANYTHING, name: ANYTHING });
const TABLE = names(
  ['url', known({ id: ANYTHING })],
  ['query', known({ name: ANYTHING, limit: ANYTHING })],
  ['header', known({ 'x-token': ANYTHING }, { unknownMember: 'near-error', lowerCase: true })],
  [
    'body',
    known(
      {
        items: { unknownMember: 'error', items: ITEM },
        owner: known({ name: ANYTHING }),
        price: ANYTHING,
        other: ANYTHING,
      },
      { unknownMember: 'near-warning' },
    ),
  ],
  'vars',
);

/** Each row: an expression, and every problem as `code line:column+length message [hint]`. */
const ROWS: Readonly<Record<string, readonly (readonly [source: string, ...problems: readonly string[]])[]>> = {
  'names of types': [
    ['type(query.name) == "binary"', 'expression-type 1:21+8 "type" never gives "binary" [did you mean "bytes"?]'],
    ['"int" != type(query.name)', 'expression-type 1:1+5 "type" never gives "int" [did you mean "number"?]'],
    ['type(query.name) == "byte"', 'expression-type 1:21+6 "type" never gives "byte" [did you mean "bytes"?]'],
    [
      'type(query.name) == "x"',
      'expression-type 1:21+3 "type" never gives "x" [it gives null, bool, number, string, list, map, timestamp, duration, bytes]',
    ],
    ['type(query.name) == bytes', 'unknown-name 1:21+5 there is no "bytes" here ["type" gives text: write "bytes"]'],
    ['type(query.name) == int', 'unknown-name 1:21+3 there is no "int" here ["type" gives text: write "number"]'],
    ['type(query.name) == null', 'expression-type 1:21+4 "type" gives text [write "null"]'],
    ['type(query.name) == "bytes"'],
    ['type(query.name) == query.name'],
    ['type(query.name) == vars'],
    ['["bytes"].exists(list, type(query.name) == list)'],
    ['type(query.name) == type(query.limit)'],
    ['type(query.name) == 1', 'expression-type 1:1+21 text never equals a number'],
  ],
  'syntax errors': [
    ['query.name ==', 'expression-syntax 1:14+1 the expression ends where a value is expected'],
    ['(query.name', 'expression-syntax 1:12+1 the expression ends where ")" is expected'],
    ['query.name)', 'expression-syntax 1:11+1 ")" is not expected here'],
    ['[1, 2', 'expression-syntax 1:6+1 the expression ends where "]" is expected'],
    ['query..name', 'expression-syntax 1:7+1 a name is expected before "."'],
    ['query.name = 1', 'expression-syntax 1:12+1 "=" is not expected here [write ==]'],
    ['query.name === 1', 'expression-syntax 1:14+1 "=" is not expected here [write ==]'],
    ['url.id and true', 'expression-syntax 1:8+3 "and" is not expected here [write &&]'],
    ['not url.id', 'expression-syntax 1:5+3 "url" is not expected here [write !]'],
    ['url.id & 1', 'expression-syntax 1:8+1 "&" is not expected here [write &&]'],
    [
      'query?.name',
      'expression-syntax 1:7+1 a value is expected before "." [write "." or "[": what is not there is null]',
    ],
    ['query.name ?? 1', 'expression-syntax 1:13+1 a value is expected before "?" [write coalesce(a, b)]'],
    ['"abc', 'expression-syntax 1:1+1 a text begins here and does not end [close it with "]'],
    ['"a\\q"', 'expression-syntax 1:3+2 invalid escape sequence: \\q'],
    ['if (url.id) 1', 'expression-syntax 1:1+2 "if" is a reserved word of CEL [write condition ? a : b]'],
    [
      'body.名字',
      'expression-syntax 1:6+1 "名" is not expected here [put text in quotes; a member with such a name is x["…"]]',
    ],
    ['body.in', 'expression-syntax 1:6+2 a name is expected before "in" [a member with such a name is x["in"]]'],
    ['[1].map(1, 2)', 'expression-syntax 1:9+1 "1" stands where a name for each item is expected [list.map(x, x.id)]'],
    [
      '"${query.name}" + ${url.id}',
      'expression-syntax 1:19+1 "$" is not expected here [drop the "${" and the "}": this is an expression already]',
    ],
    ['url.id +\n  +', 'expression-syntax 2:3+1 a value is expected before "+"'],
  ],
  'expressions in a wrapping': [
    [
      '${query.name == "a"}',
      'expression-wrapped 1:1+20 this place takes an expression without "${…}" [drop the "${" and the "}": query.name == "a"]',
    ],
    [
      '{{ query.name }}',
      'mustache-template 1:1+16 "{{ … }}" is not the template syntax [here stands the expression alone: query.name]',
    ],
  ],
  'texts that look like templates': [
    [
      '"${query.name}" == "a"',
      'expression-wrapped 1:1+15 inside an expression "${…}" is plain text [write it without quotes, "${" and "}": query.name]',
    ],
    ['query.name == "${"'],
  ],
  'unknown names': [
    ['now > query.name', 'unknown-name 1:1+3 there is no "now" here [it is a function: now(…)]'],
    ['quer.name', 'unknown-name 1:1+4 there is no "quer" here [did you mean "query"?]'],
    [
      '1 + qury.a + boddy.b',
      'unknown-name 1:5+4 there is no "qury" here [did you mean "query"?]',
      'unknown-name 1:14+5 there is no "boddy" here [did you mean "body"?]',
    ],
    ['xyz', 'unknown-name 1:1+3 there is no "xyz" here [it has url, query, header, body, vars]'],
    [
      'errors[0]',
      'unknown-name 1:1+6 there is no "errors" here [it exists in the envelope `invalid` and in the `invalid` rule of a channel]',
    ],
    [
      'params.query',
      'unknown-name 1:1+6 there is no "params" here [the sources are url, query, header, cookie, body, form and file]',
    ],
    ['None', 'unknown-name 1:1+4 there is no "None" here [write null]'],
    ['header.x-token == "a"', 'unknown-name 1:8+7 "x-token" is read as a subtraction [write header["x-token"]]'],
    ['header.x-api-key', 'unknown-name 1:8+9 "x-api-key" is read as a subtraction [write header["x-api-key"]]'],
    ['[1].map(x, x) + [x]', 'unknown-name 1:18+1 there is no "x" here [it has url, query, header, body, vars]'],
    ['__proto__', 'expression-syntax 1:1+9 "__proto__" is a reserved word of CEL'],
    ['toString', 'unknown-name 1:1+8 there is no "toString" here [it has url, query, header, body, vars]'],
  ],
  'unknown members': [
    ['query.nmae', 'unknown-name 1:7+4 there is no "nmae" in "query" [did you mean "name"?]'],
    ['query["nmae"]', 'unknown-name 1:7+6 there is no "nmae" in "query" [did you mean "name"?]'],
    ['query.zzzzzz', 'unknown-name 1:7+6 there is no "zzzzzz" in "query" [it has name, limit]'],
    ['has(query.nmae)', 'unknown-name 1:11+4 there is no "nmae" in "query" [did you mean "name"?]'],
    ['header["X-Token"]'],
    ['header["x-tokn"]', 'unknown-name 1:8+8 there is no "x-tokn" in "header" [did you mean "x-token"?]'],
    ['header["user-agent"]'],
    ['body.pric', 'doubtful-name 1:6+4 there is no "pric" in "body" [did you mean "price"?]'],
    ['body.something'],
    ['body.owner.nme', 'unknown-name 1:12+3 there is no "nme" in "body.owner" [did you mean "name"?]'],
    ['body.items[0].pric', 'unknown-name 1:15+4 there is no "pric" in "body.items[0]" [did you mean "price"?]'],
    [
      'body.items[url.id].pric',
      'unknown-name 1:20+4 there is no "pric" in "body.items[url.id]" [did you mean "price"?]',
    ],
    ['body.items.map(x, x.pric)', 'unknown-name 1:21+4 there is no "pric" in "x" [did you mean "price"?]'],
    ['body.items.map(query, query.price)'],
    [
      'body.items.filter(x, x.nam == "a").map(y, y.z)',
      'unknown-name 1:24+3 there is no "nam" in "x" [did you mean "name"?]',
    ],
    ['cel.bind(o, body.owner, o.nme)', 'unknown-name 1:27+3 there is no "nme" in "o" [did you mean "name"?]'],
    ['body.items.price', 'unknown-name 1:12+5 there is no "price" in "body.items" [it is a list: body.items[0].price]'],
    ['body.items.length', 'unknown-name 1:12+6 there is no "length" in "body.items" [it is a list: size(body.items)]'],
    ['"abc".name', 'expression-type 1:7+4 text has no members'],
    ['now().year', 'expression-type 1:7+4 a time has no members'],
  ],
  functions: [
    ['uper(query.name)', 'unknown-function 1:1+4 there is no function "uper" [did you mean "upper"?]'],
    ['query.name.toUpperCase()', 'unknown-function 1:12+11 there is no function "toUpperCase" [here it is "upper"]'],
    ['body.items.mapp(x, x)', 'unknown-function 1:12+4 there is no function "mapp" [did you mean "map"?]'],
    ['constructor()', 'unknown-function 1:1+11 there is no function "constructor"'],
    ['upper()', 'wrong-arguments 1:1+7 "upper" takes 1 argument, not 0 [write upper(text: text): text]'],
    [
      'random(1)',
      'wrong-arguments 1:1+9 "random" takes 2 arguments, not 1 [write random(low: number, high: number): number]',
    ],
    ['merge()', 'wrong-arguments 1:1+7 "merge" takes at least 1 argument, not 0 [write merge(map: map, …): map]'],
    [
      '"a".split()',
      'wrong-arguments 1:1+11 "split" takes 1 to 2 arguments, not 0 [write split(text: text, separator: text, most?: number): list]',
    ],
    ['upper(1)', 'wrong-arguments 1:7+1 upper takes text, not a number: upper(text: text): text'],
    ['"a".join(",")', 'wrong-arguments 1:1+3 join takes a list, not text: join(list: list, separator?: text): text'],
    [
      'contains("a", "b")',
      'wrong-arguments 1:1+18 "contains" is a method, not a function [write text.contains(part: text): bool]',
    ],
    ['"a".uuid()', 'wrong-arguments 1:1+10 "uuid" is a function, not a method [write uuid(): text]'],
    [
      '[1].map(x)',
      'wrong-arguments 1:1+10 map is written list.map(x, value): list, or list.map(x, condition, value): list',
    ],
    ['has(1 + 2)', 'wrong-arguments 1:1+10 has takes one name or member: has(body.name)'],
    ['has()', 'wrong-arguments 1:1+5 has takes one name or member: has(body.name)'],
    ['range(10001)', 'wrong-arguments 1:1+12 range takes a whole number from 0 to 10,000, not 10001'],
    ['random(6, 1)', 'wrong-arguments 1:1+12 random takes two whole numbers, the lower one first, not 6 and 1'],
    ['duration("1x")', 'wrong-arguments 1:1+14 "1x" is no duration [a duration is written 200ms, 90s, 1h30m or 5d]'],
    [
      'timestamp("2026-02-30")',
      'wrong-arguments 1:1+23 "2026-02-30" is no time [a time is written 2026-11-22T08:30:00Z]',
    ],
    [
      'format(now(), "yyyy")',
      'wrong-arguments 1:15+6 "yyyy" is no part of a time [parts are YYYY MM DD HH mm ss SSS Z; other words go in [brackets]]',
    ],
    [
      'fake("person.fullNme")',
      'wrong-arguments 1:6+16 faker has no "person.fullNme" [did you mean "person.fullName"?]',
    ],
    [
      'fake("name.firstName")',
      'wrong-arguments 1:6+16 faker has no "name.firstName" [did you mean "person.firstName"?]',
    ],
    [
      'fake("number.int", body.price)',
      'wrong-arguments 1:20+10 the options of "fake" must be written out, never taken from a request',
    ],
    [
      'query.name.matches(query.limit)',
      'bad-pattern 1:20+11 the pattern of "matches" must be written out, never taken from a request',
    ],
    [
      'query.name.matches("(?=a)")',
      'bad-pattern 1:20+7 "(?=a)" is no pattern: invalid or unsupported Perl syntax: `(?=` [patterns have RE2 syntax: no look-around, no back-references]',
    ],
  ],
  'types that are known': [
    ['9'.repeat(350), 'expression-type 1:1+350 a number that JSON does not have'],
    ['{null: 1}', 'expression-type 1:1+9 a key of a map is text, a number or true or false'],
    ['"a" < 1', 'expression-type 1:1+7 "<" does not go with text and a number [double(x) turns text into a number]'],
    [
      'upper("a") < 1',
      'expression-type 1:1+14 "<" does not go with text and a number [double(x) turns text into a number]',
    ],
    ['uuid() == 1', 'expression-type 1:1+11 text never equals a number'],
    ['1 + true', 'expression-type 1:1+8 "+" does not go with a number and true or false'],
    ['1 / 0', 'expression-type 1:1+5 a division by zero'],
    ['-"a"', 'expression-type 1:1+4 "-" goes before a number, not before text'],
    ['!1', 'expression-type 1:2+1 "!" takes true or false, not a number'],
    ['1 && true', 'expression-type 1:1+1 "&&" takes true or false, not a number'],
    ['"a" ? 1 : 2', 'expression-type 1:1+3 "?" takes true or false, not text'],
    ['1 in "a"', 'expression-type 1:1+8 "in" looks into a list or a map, not into text [write text.contains(part)]'],
    ['"a".map(x, x)', 'expression-type 1:1+3 "map" goes over a list or the keys of a map, not over text'],
    ['{"a": 1, "a": 2}', 'duplicate-key 1:10+3 the key "a" is written twice in this map'],
    [
      'now() > "2026"',
      'expression-type 1:1+14 ">" does not go with a time and text [timestamp(x) turns text into a time]',
    ],
    ['null < 1'],
    ['1 == null'],
    ['dyn(query.name) < 1'],
  ],
  'loops in loops': [
    [
      'body.items.map(x, body.other.map(y, y))',
      'nested-map 1:19+20 "map" goes over a whole list for each item of another',
    ],
    [
      'body.items.exists(x, body.other.filter(y, y == x) != [])',
      'nested-map 1:22+28 "filter" goes over a whole list for each item of another',
    ],
    [
      'range(10000).map(x, range(10000).map(y, y))',
      'nested-map 1:21+22 "map" goes over a whole list for each item of another',
    ],
    ['body.items.map(x, [1, 2].map(y, y))'],
    ['[1, 2].map(x, body.items.map(y, y))'],
    ['body.items.map(x, x.price.map(y, y))'],
    ['body.items.map(x, x).filter(y, true)'],
  ],
};

describe('compileExpression, when something is wrong', () => {
  for (const [title, rows] of Object.entries(ROWS)) {
    describe(title, () => {
      for (const [source, ...problems] of rows) {
        it(`tells ${problems.length === 0 ? 'nothing' : (problems[0]?.split(' ')[0] ?? '')} of ${source}`, () => {
          expect(problemsOf(source, TABLE)).to.deep.equal(problems);
        });
      }
    });
  }

  describe('hostile expressions', () => {
    const rows: readonly (readonly [title: string, source: string])[] = [
      ['50,000 additions', Array(50_000).fill('1').join('+')],
      ['3,000 additions', Array(3000).fill('1').join('+')],
      ['50,000 negations', `${'!'.repeat(50_000)}true`],
      ['50,000 parentheses', `${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
      ['50,000 lists in lists', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
      ['50,000 members', `body${'.a'.repeat(50_000)}`],
      ['50,000 choices', `${'true ? 1 : '.repeat(50_000)}1`],
      ['50,000 items', `[${'1,'.repeat(50_000)}]`],
    ];
    for (const [title, source] of rows) {
      it(`refuses ${title} with a problem`, () => {
        const [problem = '', ...others] = problemsOf(source, TABLE);
        expect(others).to.deep.equal([]);
        expect(problem).to.include('expression-syntax 1:1+').and.include('too long or nested too deep');
      });
    }

    it('takes what people write by hand', () => {
      expect(problemsOf(Array(200).fill('1').join('+'), TABLE)).to.deep.equal([]);
      expect(problemsOf(`${'('.repeat(50)}1${')'.repeat(50)}`, TABLE)).to.deep.equal([]);
      expect(problemsOf(`[${'1,'.repeat(3000)}]`, TABLE)).to.deep.equal([]);
    });
  });
});

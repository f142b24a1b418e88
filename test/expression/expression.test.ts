/** What expressions mean. */

import { expect } from 'chai';
import { ExpressionError } from '../../src/core/errors.ts';
import { compileCondition, compileExpression } from '../../src/expression/index.ts';
import { collect, evaluate, names, ROOTS, runtime, written } from './setting.ts';

const SCOPE = {
  url: { id: 42 },
  query: { name: 'pen', limit: 10, page: null, price: 2.5, big: 9007199254740991 },
  header: { 'x-token': 'XXX' },
  cookie: {},
  body: {
    a: { b: [{ c: 1 }, { c: 2 }] },
    tags: ['x', 'y'],
    i: 1,
    empty: '',
    no: false,
    nothing: null,
    名: '值',
    'content-type': 'json',
    created: '2026-11-22T08:30:00Z',
  },
  form: Object.assign(Object.create(null), { title: 'hi' }),
  vars: { codes: { 404: 40401, ok: 0 } },
};

type Row = readonly [source: string, value: unknown];

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  'numbers are JSON numbers': [
    ['query.limit + 1', 11],
    ['1 + query.limit', 11],
    ['7 / 2 == 3.5', true],
    ['7 / 2', 3.5],
    ['7 % 4', 3],
    ['7.5 % 2', 1.5],
    ['2 * query.price', 5],
    ['url.id == 42', true],
    ['url.id == 42.0', true],
    ['url.id != 42', false],
    ['-url.id', -42],
    ['- -1', 1],
    ['0x10 + 1u', 17],
    ['1e3', 1000],
    ['1 + 2 * 3 - 4', 3],
    ['(1 + 2) * 3', 9],
    ['true ? 1 : 2.5', 1],
    ['false ? 1 : 2.5', 2.5],
    ['size(body.tags) + 1', 3],
    ['[size("ab"), {"n": size([1])}]', [2, { n: 1 }]],
    ['9007199254740993', 9007199254740992],
    ['1e308 * 10.0', null],
    ['[1e308 * 10.0]', [null]],
    ['0.1 + 0.2', 0.30000000000000004],
  ],
  'what is not there is null, at any depth': [
    ['body.x', null],
    ['body.x.y.z', null],
    ['body.x[0].y', null],
    ['body["x"]["y"]', null],
    ['body.i.deep', null],
    ['body.empty.deep', null],
    ['body.tags.length', null],
    ['body.tags["0"]', null],
    ['body.tags[5]', null],
    ['body.tags[-1]', null],
    ['body.tags[0.5]', null],
    ['body.tags[null]', null],
    ['body[null]', null],
    ['body.a.b[7].c', null],
    ['request.url.path', null],
    ['has(body.a.b)', true],
    ['has(body.x)', false],
    ['has(body.x.y.z)', false],
    ['has(body.nothing)', false],
    ['has(body.no)', true],
    ['has(body.empty)', true],
    ['has(header["x-token"])', true],
    ['has(body)', true],
    ['has(request)', false],
    ['!has(body.x)', true],
  ],
  'null compares as false except with == and !=': [
    ['body.x == null', true],
    ['body.x != null', false],
    ['null == null', true],
    ['body.a == null', false],
    ['body.x < 1', false],
    ['body.x <= 1', false],
    ['1 > body.x', false],
    ['1 >= body.x', false],
    ['body.x < body.y', false],
    ['body.x <= "a"', false],
    ['body.x == 1', false],
    ['body.x != 1', true],
    ['null in [null]', true],
    ['1 in body.x', false],
    ['null in body', false],
    ['body.x && true', false],
    ['body.x || true', true],
    ['!body.x', true],
    ['body.x ? 1 : 2', 2],
  ],
  'anything joins to text': [
    ['"id-" + url.id', 'id-42'],
    ['url.id + "-id"', '42-id'],
    ['"a" + 1.5', 'a1.5'],
    ['"a" + true', 'atrue'],
    ['"a" + null', 'a'],
    ['null + "a"', 'a'],
    ['"a" + body.x + "b"', 'ab'],
    ['"a" + [1, "b"]', 'a[1,"b"]'],
    ['"a" + {"b": null}', 'a{"b":null}'],
    ['"at " + timestamp("2026-11-22T08:30:00Z")', 'at 2026-11-22T08:30:00.000Z'],
    ['"for " + duration("90s")', 'for 90s'],
    ['query.name + " " + query.limit', 'pen 10'],
    ['r"\\n" + "\\n"', '\\n\n'],
    ['"""a"b"""', 'a"b'],
  ],
  'members, items, maps and lists': [
    ['body.a.b[1].c', 2],
    ['body["a"]["b"][0]["c"]', 1],
    ['body.tags[0]', 'x'],
    ['body.tags[body.i]', 'y'],
    ['body.tags[int("1")]', 'y'],
    ['body.tags[size(body.tags) - 1]', 'y'],
    ['body["content-type"]', 'json'],
    ['body["名"]', '值'],
    ['vars.codes[404]', 40401],
    ['vars.codes["404"]', 40401],
    ['form.title', 'hi'],
    ['[1, "a", null, [2.5]]', [1, 'a', null, [2.5]]],
    ['[]', []],
    ['{}', {}],
    ['{"a": 1, "b": [url.id], query.name: {}}', { a: 1, b: [42], pen: {} }],
    ['{1: "a", true: "b"}', { 1: 'a', true: 'b' }],
    ['{"a": {"b": 7}}.a.b', 7],
    ['[10, 20][1]', 20],
    ['[1] + body.tags', [1, 'x', 'y']],
    ['1 in [1, 2]', true],
    ['1.0 in [1, 2]', true],
    ['"x" in body.tags', true],
    ['{"a": [1]} in [{"a": [1.0]}]', true],
    ['"codes" in vars', true],
    ['404 in vars.codes', true],
    ['"toString" in vars', false],
    ['[1, {"a": 2}] == [1.0, {"a": 2.0}]', true],
    ['{"a": 1, "b": 2} == {"b": 2, "a": 1}', true],
    ['{"a": 1} == {"a": 1, "b": 2}', false],
    ['body.tags == ["x", "y"]', true],
    ['body.tags != ["y", "x"]', true],
    ['1 == body.empty', false],
  ],
  conditions: [
    ['query.limit > 5 && query.name == "pen"', true],
    ['query.limit > 50 || query.name == "pen"', true],
    ['query.name > 1 || true', true],
    ['true || query.name > 1', true],
    ['query.name > 1 && false', false],
    ['"b" > "a"', true],
    ['false < true', true],
    ['query.limit >= 10 && query.limit <= 10', true],
    ['query.name == "pen" ? "p" : url.id', 'p'],
    ['url.id == 1 ? "a" : url.id == 42 ? "b" : "c"', 'b'],
  ],
  macros: [
    ['body.a.b.map(x, x.c)', [1, 2]],
    ['body.a.b.map(x, x.c > 1, x.c * 10)', [20]],
    ['body.a.b.filter(x, x.c > 1)', [{ c: 2 }]],
    ['body.a.b.exists(x, x.c == 2)', true],
    ['body.a.b.all(x, x.c == 2)', false],
    ['body.a.b.exists_one(x, x.c > 0)', false],
    [
      'body.a.b.map(x, body.tags.map(y, y + x.c))',
      [
        ['x1', 'y1'],
        ['x2', 'y2'],
      ],
    ],
    ['body.a.b.map(x, [7].map(x, x)[0] + x.c)', [8, 9]],
    ['body.a.b.map(url, url.c) + [url.id]', [1, 2, 42]],
    ['[1, "a"].exists(x, x > 0)', true],
    ['["a", 1].exists(x, x > 0)', true],
    ['["a", 1].all(x, x > 2)', false],
    ['vars.codes.map(k, k)', ['404', 'ok']],
    ['body.x.map(x, x)', null],
    ['body.x.exists(x, true)', null],
    ['[].all(x, false)', true],
    ['cel.bind(n, query.limit * 2, n + n)', 40],
    ['range(3).map(i, {"i": i})', [{ i: 0 }, { i: 1 }, { i: 2 }]],
    ['body.tags.map(x, x).size()', 2],
  ],
  'functions, also as methods, give null for null': [
    ['upper(query.name)', 'PEN'],
    ['query.name.upper().lower()', 'pen'],
    ['upper(body.x)', null],
    ['body.x.trim().split(",")', null],
    ['body.x.contains("a")', null],
    ['size(body.x)', null],
    ['"a,b,c".split(",", 2)', ['a', 'b,c']],
    ['"a,b,c".split(",", 0)', []],
    ['"abc".split("")', ['a', 'b', 'c']],
    ['body.tags.join(",")', 'x,y'],
    ['[1, null, true].join()', '1true'],
    ['"a.b.c".replace(".", "$&")', 'a$&b$&c'],
    ['size("日本𝄞")', 3],
    ['size({"a": 1})', 1],
    ['"abc".substring(1)', 'bc'],
    ['"abc".indexOf("z")', -1],
    ['merge({"item_id": url.id}, body.x, {"name": coalesce(query.page, query.name)})', { item_id: 42, name: 'pen' }],
    ['merge(body.a, {"b": 1}) == {"b": 1}', true],
    ['coalesce(body.x, body.no, 1)', false],
    ['json(body.tags)', '["x","y"]'],
    ['json(body.x)', 'null'],
    ['json({"t": timestamp("2026-11-22T08:30:00Z")})', '{"t":"2026-11-22T08:30:00.000Z"}'],
    ['base64("日")', '5pel'],
    ['int("12") + int(2.9) + int(-2.9) + int(true)', 13],
    ['double("1e2")', 100],
    ['string(1.0) + string(true)', '1true'],
    ['bool("false")', false],
    ['type(body.tags) + type(body.x) + type(1) + type("a")', 'listnullnumberstring'],
    ['bytes("hi")', 'aGk='],
    ['{"b": b"hi"}', { b: 'aGk=' }],
    ['size(b"hi" + bytes("é"))', 4],
    ['string(b"hi")', 'hi'],
    ['query.name.matches("^p")', true],
    ['matches(query.name, "^[a-z]{3}$")', true],
    ['body.tags.map(x, x.matches("(x|z)+"))', [true, false]],
  ],
  'times leave as ISO 8601, durations as seconds': [
    ['now()', '2026-11-22T08:30:15.000Z'],
    ['{"a": [now()]}', { a: ['2026-11-22T08:30:15.000Z'] }],
    ['now() + duration("1h")', '2026-11-22T09:30:15.000Z'],
    ['duration("1d") + now() - duration("24h") == now()', true],
    ['now() - timestamp("2026-11-22T08:30:00Z")', '15s'],
    ['[duration("1m30s"), duration("500ms")]', ['90s', '0.5s']],
    ['duration("1h") > duration("59m")', true],
    ['now() > timestamp(body.created)', true],
    ['timestamp("2026-11-22")', '2026-11-22T00:00:00.000Z'],
    ['timestamp("2026-11-22T08:30:00+08:00")', '2026-11-22T00:30:00.000Z'],
    ['timestamp("2026-11-22T08:30")', '2026-11-22T08:30:00.000Z'],
    ['timestamp(0)', '1970-01-01T00:00:00.000Z'],
    ['int(now())', 1795336215],
    ['now().getFullYear()', 2026],
    ['now().getHours("Asia/Shanghai")', 16],
    ['now().getHours("-01:30")', 7],
    ['duration("90m").getHours() + duration("90m").getMinutes()', 91],
    ['format(now(), "YYYY-MM-DD")', '2026-11-22'],
    ['now().format("HH:mm:ss.SSSZ")', '08:30:15.000Z'],
    ['format(body.created, "YYYYMMDDTHHmmss")', '20261122T083000'],
    ['format(0, "YYYY[ year]")', '1970 year'],
    ['format(now(), "YYYY年MM月DD日")', '2026年11月22日'],
    ['format(now(), "YYYY-MM-DDTHH:mm:ssZ", "Asia/Shanghai")', '2026-11-22T16:30:15+08:00'],
    ['format(now(), query.x)', null],
    ['now() == body.created', false],
    ['type(now())', 'timestamp'],
  ],
};

describe('compileExpression', () => {
  for (const [title, rows] of Object.entries(TABLES)) {
    describe(title, () => {
      for (const [source, value] of rows) {
        it(`gives ${JSON.stringify(value)} for ${source}`, () => {
          expect(evaluate(source, SCOPE)).to.deep.equal(value);
        });
      }
    });
  }

  describe('hostile data', () => {
    const polluted = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}');

    const rows: readonly Row[] = [
      ['body["__proto__"]', null],
      ['body.constructor', null],
      ['body.constructor.constructor', null],
      ['body["toString"]', null],
      ['body.tags.constructor', null],
      ['query.name.constructor', null],
      ['form["constructor"]', null],
      ['now()["getTime"]', 'error'],
      ['[now()][0]["getTime"]', null],
      ['(query.limit > 0 ? duration("1s") : null)["ms"]', null],
      ['has(body.constructor)', false],
    ];
    for (const [source, value] of rows) {
      it(`finds ${value} behind ${source}`, () => {
        if (value === 'error') expect(() => evaluate(source, SCOPE)).to.throw('a time has no members');
        else expect(evaluate(source, SCOPE)).to.equal(value);
      });
    }

    it('reads own members that carry dangerous names, and keeps them own', () => {
      expect(evaluate('body["constructor"]', { body: polluted })).to.equal(1);
      const merged = evaluate('merge(body, {"a": 1})', { body: polluted });
      expect(Object.getPrototypeOf(merged)).to.equal(Object.prototype);
      expect(JSON.stringify(merged)).to.equal('{"__proto__":{"admin":true},"constructor":1,"a":1}');
      expect(JSON.stringify(evaluate('{"__proto__": 1}'))).to.equal('{"__proto__":1}');
    });

    it('touches only the members that it uses', () => {
      const scope = {
        request: {
          get method() {
            return 'GET';
          },
          get body(): never {
            throw new Error('read');
          },
        },
        get query(): never {
          throw new Error('read');
        },
      };
      expect(evaluate('request.method', scope)).to.equal('GET');
    });

    it('answers a pattern that makes other engines hang', () => {
      const body = { text: `${'a'.repeat(5000)}!` };
      expect(evaluate('body.text.matches("^(a+)+$")', { body })).to.equal(false);
    });
  });

  describe('failures', () => {
    const rows: readonly (readonly [source: string, message: string])[] = [
      ['query.name > 1', '">" does not go with text and a number; double(x) turns text into a number (a.yaml:1:5)'],
      [
        'body.x + 1',
        '"+" does not go with null and a number; coalesce(x, 0) gives a value to what is not there (a.yaml:1:5)',
      ],
      ['query.name - 1', '"-" does not go with text and a number; double(x) turns text into a number (a.yaml:1:5)'],
      ['query.limit / body.zero', 'a division by zero (a.yaml:1:5)'],
      ['query.limit % body.zero', 'a division by zero (a.yaml:1:5)'],
      [
        'now() > body.created',
        '">" does not go with a time and text; timestamp(x) turns text into a time (a.yaml:1:5)',
      ],
      ['upper(query.limit)', 'upper takes text, not a number: upper(text: text): text (a.yaml:1:5)'],
      ['query.limit && true', '"&&" takes true or false, not a number (a.yaml:1:5)'],
      ['!query.name', '"!" takes true or false, not text (a.yaml:1:5)'],
      ['query.name ? 1 : 2', '"?" takes true or false, not text (a.yaml:1:5)'],
      ['-query.name', '"-" goes before a number, not before text (a.yaml:1:5)'],
      ['query.name.map(x, x)', '"map" goes over a list or the keys of a map, not over text (a.yaml:1:5)'],
      ['"p" in query.name', '"in" looks into a list or a map, not into text; write text.contains(part) (a.yaml:1:5)'],
      ['range(query.big)', 'range takes a whole number from 0 to 10,000, not 9007199254740991 (a.yaml:1:5)'],
      ['random(query.limit, 1)', 'random takes two whole numbers, the lower one first, not 10 and 1 (a.yaml:1:5)'],
      ['int(query.name)', '"pen" is no such number (a.yaml:1:5)'],
      ['timestamp(query.name)', '"pen" is no time; a time is written 2026-11-22T08:30:00Z (a.yaml:1:5)'],
      ['fake(query.name)', 'faker has no "pen"'],
      ['{query.page: 1}', 'a key of a map is text, a number or true or false (a.yaml:1:5)'],
      ['query.name.substring(query.limit)', '10 is no index into a text of 3 characters (a.yaml:1:5)'],
      ['timestamp(query.big)', 'a time that no calendar has (a.yaml:1:5)'],
      [
        'now().getHours(query.name)',
        'there is no time zone "pen"; write UTC, +08:00 or a name like Asia/Shanghai (a.yaml:1:5)',
      ],
    ];
    const scope = { ...SCOPE, body: { ...SCOPE.body, zero: 0 } };
    for (const [source, message] of rows) {
      it(`says of ${source}: ${message}`, () => {
        expect(() => evaluate(source, scope))
          .to.throw(ExpressionError)
          .with.property('message')
          .that.includes(message);
      });
    }

    it('leaves no trace in the next evaluation', () => {
      const { report } = collect();
      const source = 'body.list.map(x, x + 1)';
      const expression = compileExpression(source, written(source).place, { names: ROOTS, report });
      expect(() => expression?.evaluate({ body: { list: [1, null] } }, runtime())).to.throw(ExpressionError);
      expect(expression?.evaluate({ body: { list: [1] } }, runtime())).to.deep.equal([2]);
    });
  });

  describe('what it tells of an expression', () => {
    const rows: readonly (readonly [source: string, uses: readonly string[], constant: unknown])[] = [
      ['query.a + body.b.map(x, x + url.id)', ['query', 'body', 'url'], undefined],
      ['1 + 2', [], 3],
      ['null', [], null],
      ['timestamp("2026-11-22T00:00:00Z")', [], '2026-11-22T00:00:00.000Z'],
      ['upper("a")', [], 'A'],
      ['now()', [], undefined],
      ['uuid()', [], undefined],
      ['[1].map(query, query)', [], undefined],
    ];
    for (const [source, uses, constant] of rows) {
      it(`knows the names and the constant of ${source}`, () => {
        const expression = compileExpression(source, written(source).place, { names: ROOTS, report: collect().report });
        expect([...(expression?.uses ?? [])]).to.deep.equal(uses);
        expect(expression?.constant).to.deep.equal(constant);
        expect(expression?.origin).to.deep.equal({ file: 'a.yaml', pointer: '/v', line: 1, column: 5 });
      });
    }
  });
});

describe('compileCondition', () => {
  const scope = { query: { yes: true, no: false, text: 'a' }, body: null };
  const rows: readonly (readonly [source: string, result: boolean | string])[] = [
    ['query.yes', true],
    ['query.no', false],
    ['query.absent', false],
    ['body.a.b', false],
    ['query.text == "a"', true],
    ['query.absent > 1', false],
    ['query.text', 'a condition takes true or false, not text (a.yaml:1:5)'],
    ['query.text < 1', '"<" does not go with text and a number'],
  ];
  for (const [source, result] of rows) {
    it(`answers ${source} with ${result}`, () => {
      const condition = compileCondition(source, written(source).place, { names: ROOTS, report: collect().report });
      const test = () => condition?.test(scope, runtime());
      if (typeof result === 'string') expect(test).to.throw(ExpressionError, result);
      else expect(test()).to.equal(result);
    });
  }

  it('tells what no request can change', () => {
    const constantOf = (source: string) =>
      compileCondition(source, written(source).place, { names: names('query'), report: collect().report })?.constant;
    expect(['true', '1 > 2', 'null', 'query.a'].map(constantOf)).to.deep.equal([true, false, false, undefined]);
  });

  it('refuses what is never true or false', () => {
    const { problems, report } = collect();
    const source = ' "a" + query.x ';
    expect(compileCondition(source, written(source).place, { names: ROOTS, report })).to.equal(undefined);
    expect(problems.map(({ code, origin }) => [code, origin.column])).to.deep.equal([['expression-type', 6]]);
  });
});

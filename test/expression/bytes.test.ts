/** A value of the scope that is bytes, as a binary message of a channel is: what expressions do with it, and how it leaves. */

import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { ExpressionError } from '../../src/core/errors.ts';
import type { Scope } from '../../src/core/runtime.ts';
import { compileCondition, compileExpression, compileTemplate, compileText } from '../../src/expression/index.ts';
import { collect, names, parsed, runtime, written } from './setting.ts';

const NAMES = names(['message', { unknownMember: 'allow', mayBeBytes: true }], 'user');
const HELLO = Buffer.from('hello');
const BASE64 = 'aGVsbG8=';
const NO_TEXT = Buffer.from([0xff, 0, 0xc3]);

function evaluate(source: string, scope: Scope, table = NAMES): unknown {
  const { problems, report } = collect();
  const expression = compileExpression(source, written(source).place, { names: table, report });
  expect(problems).to.deep.equal([]);
  return expression?.evaluate(scope, runtime());
}

describe('compileExpression, of bytes', () => {
  const leaving: readonly (readonly [source: string, value: unknown])[] = [
    ['message', BASE64],
    ['[message]', [BASE64]],
    ['[[message], 1]', [[BASE64], 1]],
    ['{"a": message}', { a: BASE64 }],
    ['{"a": [{"b": message}], "c": user}', { a: [{ b: BASE64 }], c: 'ann' }],
    ['merge({"a": message}, {"b": 1})', { a: BASE64, b: 1 }],
    ['coalesce(null, message)', BASE64],
    ['coalesce([message], 1)', [BASE64]],
    ['dyn(message)', BASE64],
    ['dyn({"a": message})', { a: BASE64 }],
    ['user == "ann" ? message : null', BASE64],
    ['user == "bob" ? 1 : [message]', [BASE64]],
    ['cel.bind(x, message, x)', BASE64],
    ['cel.bind(x, message, [x, x])', [BASE64, BASE64]],
    ['cel.bind(x, [message], x)', [BASE64]],
    ['[1, 2].map(x, message)', [BASE64, BASE64]],
    ['[1, 2].map(x, x > 1, {"x": message})', [{ x: BASE64 }]],
    ['[message].filter(x, true)', [BASE64]],
    ['[message, 1].map(x, x)', [BASE64, 1]],
    ['[[message]].map(x, x.map(y, y))', [[BASE64]]],
    ['[message][0]', BASE64],
    ['{"a": message}.a', BASE64],
    ['{"a": {"b": message}}["a"]', { b: BASE64 }],
    ['cel.bind(i, 0, [message][i])', BASE64],
    ['pick([message])', BASE64],
    ['[message] + [1]', [BASE64, 1]],
    ['message + message', 'aGVsbG9oZWxsbw=='],
    ['message + b"!"', 'aGVsbG8h'],
    ['bytes(message)', BASE64],
    ['json(message)', `"${BASE64}"`],
    ['json([message])', `["${BASE64}"]`],
    ['base64(message)', BASE64],
    ['sha256(message)', createHash('sha256').update('hello').digest('hex')],
    ['"said: " + message', `said: ${BASE64}`],
    ['[message, message].join("/")', `${BASE64}/${BASE64}`],
  ];
  for (const [source, value] of leaving) {
    it(`lets no bytes leave: ${source} gives ${JSON.stringify(value)}`, () => {
      expect(evaluate(source, { message: HELLO, user: 'ann' })).to.deep.equal(value);
    });
  }

  const looking: readonly (readonly [source: string, message: Uint8Array, value: unknown])[] = [
    ['type(message)', HELLO, 'bytes'],
    ['type(message) == "bytes"', new Uint8Array(2), true],
    ['size(message)', HELLO, 5],
    ['size(message)', Buffer.alloc(0), 0],
    ['message.size()', Buffer.from('é'), 2],
    ['string(message)', HELLO, 'hello'],
    ['string(message)', Buffer.from('\u{feff}进入'), '\u{feff}进入'],
    ['string(message)', Buffer.alloc(0), ''],
    ['base64(message)', NO_TEXT, '/wDD'],
    ['message', Buffer.alloc(0), ''],
    ['message', Buffer.from('xhellox').subarray(1, 6), BASE64],
    ['message == "hello"', HELLO, false],
    [`message == "${BASE64}"`, HELLO, false],
    ['message != "hello"', HELLO, true],
    ['message == ""', Buffer.alloc(0), false],
    ['message == null', Buffer.alloc(0), false],
    ['message == [104, 101, 108, 108, 111]', HELLO, false],
    ['message == {}', Buffer.alloc(0), false],
    ['message == b"hello"', HELLO, true],
    ['message == bytes("hello")', HELLO, true],
    ['message == b"\\xff\\x00\\xc3"', NO_TEXT, true],
    ['message == message', HELLO, true],
    ['message in [b"hello"]', HELLO, true],
    [`message in ["hello", "${BASE64}"]`, HELLO, false],
    [`message in {"${BASE64}": 1}`, HELLO, false],
    [`{"${BASE64}": 1}[message]`, HELLO, null],
    ['message < b"i"', HELLO, true],
    ['message >= b"\\xff"', NO_TEXT, true],
    ['message < b"\\xff"', NO_TEXT, false],
    ['message < null', HELLO, false],
    ['message.foo', HELLO, null],
    ['message.length', HELLO, null],
    ['message.foo.bar', HELLO, null],
    ['message["0"]', HELLO, null],
    ['message[0]', HELLO, null],
    ['cel.bind(i, "0", message[i])', HELLO, null],
    ['has(message)', Buffer.alloc(0), true],
    ['has(message.foo)', HELLO, false],
    ['has(message["0"])', HELLO, false],
    ['message.notice == "x" || type(message) == "bytes"', HELLO, true],
  ];
  for (const [source, message, value] of looking) {
    it(`answers ${source} with ${JSON.stringify(value)}`, () => {
      expect(evaluate(source, { message, user: 'ann' })).to.deep.equal(value);
    });
  }

  const failing: readonly (readonly [source: string, message: Uint8Array, why: string])[] = [
    ['string(message)', NO_TEXT, 'the bytes are not UTF-8; base64(x) takes any (a.yaml:1:5)'],
    ['"h" in message', HELLO, '"in" looks into a list or a map, not into bytes (a.yaml:1:5)'],
    ['message.map(x, x)', HELLO, '"map" goes over a list or the keys of a map, not over bytes (a.yaml:1:5)'],
    ['message.all(x, true)', HELLO, '"all" goes over a list or the keys of a map, not over bytes (a.yaml:1:5)'],
    ['upper(message)', HELLO, 'upper takes text, not bytes: upper(text: text): text (a.yaml:1:5)'],
    ['message.contains("h")', HELLO, 'contains takes text, not bytes: text.contains(part: text): bool (a.yaml:1:5)'],
    ['merge(message, {})', HELLO, 'merge takes a map, not bytes: merge(map: map, …): map (a.yaml:1:5)'],
    ['{message: 1}', HELLO, 'a key of a map is text, a number or true or false (a.yaml:1:5)'],
    ['message ? 1 : 2', HELLO, '"?" takes true or false, not bytes (a.yaml:1:5)'],
    ['message + 1', HELLO, '"+" does not go with bytes and a number (a.yaml:1:5)'],
    ['-message', HELLO, '"-" goes before a number, not before bytes (a.yaml:1:5)'],
    ['message > "a"', HELLO, '">" does not go with bytes and text (a.yaml:1:5)'],
  ];
  for (const [source, message, why] of failing) {
    it(`says of ${source}: ${why}`, () => {
      expect(() => evaluate(source, { message })).to.throw(ExpressionError, why);
    });
  }

  it('copies nothing of a message that is JSON', () => {
    const message = { list: [1] };
    expect(evaluate('message', { message })).to.equal(message);
    expect(evaluate('message.list', { message })).to.equal(message.list);
    expect(evaluate('coalesce(message, 1)', { message })).to.equal(message);
  });

  it('does not look into a value that is JSON for sure, wherever it goes', () => {
    const message = { list: [1] };
    const table = names('message');
    expect(evaluate('[message]', { message }, table)).to.have.property('0', message);
    expect(evaluate('{"a": message, "b": now() > timestamp(0)}', { message }, table)).to.have.property('a', message);
    expect(evaluate('[1].map(x, message)', { message }, table)).to.have.property('0', message);
  });

  it('converts the bytes of a long message', () => {
    const message = Buffer.alloc(1024 * 1024, 'ab');
    expect(evaluate('message', { message })).to.equal(message.toString('base64'));
  });
});

describe('compileTemplate, of bytes', () => {
  const rows: readonly (readonly [yaml: string, value: unknown])[] = [
    ['v: "${message}"', BASE64],
    ['v: { a: "${message}" }', { a: BASE64 }],
    ['v: { a: [ { b: "${message}" } ], c: "<${message}>" }', { a: [{ b: BASE64 }], c: `<${BASE64}>` }],
    ['v: "${[message]}"', [BASE64]],
    ['v: { a: "${merge({\'b\': message}, {})}" }', { a: { b: BASE64 } }],
  ];
  for (const [yaml, expected] of rows) {
    it(`gives ${JSON.stringify(expected)} for ${yaml}, as a value and as JSON`, () => {
      const { problems, report } = collect();
      const { value, place } = parsed(yaml);
      const template = compileTemplate(value, place, { names: NAMES, report });
      expect(problems).to.deep.equal([]);
      expect(template?.render({ message: HELLO }, runtime())).to.deep.equal(expected);
      expect(template?.stringify({ message: HELLO }, runtime())).to.equal(JSON.stringify(expected));
    });
  }
});

describe('compileText, of bytes', () => {
  it('joins them as Base64', () => {
    for (const [text, expected] of [
      ['${message}', BASE64],
      ['a ${message} b', `a ${BASE64} b`],
    ] as const) {
      const template = compileText(text, written(text).place, { names: NAMES, report: collect().report });
      expect(template?.render({ message: HELLO }, runtime())).to.equal(expected);
    }
  });
});

describe('compileCondition, of bytes', () => {
  const test = (source: string, message: unknown) =>
    compileCondition(source, written(source).place, { names: NAMES, report: collect().report })?.test(
      { message },
      runtime(),
    );

  it('tells them from the text that they leave as', () => {
    expect(
      ['hello', BASE64, HELLO, { a: 1 }, [1], ''].map((each) => test('type(message) == "bytes"', each)),
    ).to.deep.equal([false, false, true, false, false, false]);
    expect([HELLO, BASE64].map((each) => test(`message == "${BASE64}"`, each))).to.deep.equal([false, true]);
  });

  it('is no condition by themselves', () => {
    expect(() => test('message', HELLO)).to.throw(ExpressionError, 'a condition takes true or false, not bytes');
  });
});

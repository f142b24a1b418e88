import { expect } from 'chai';
import { RequestError } from '../../../src/core/errors.ts';
import { parseJsonText } from '../../../src/kinds/source/json-text.ts';

const LIMITS = { depth: 4 };

function refusal(text: string | Buffer): RequestError {
  try {
    parseJsonText(Buffer.from(text as string), LIMITS);
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error(`not refused: ${text}`);
}

describe('parseJsonText', () => {
  for (const [text, value] of [
    ['null', null],
    ['"a"', 'a'],
    [' [1, 2.50, -3e2] ', [1, 2.5, -300]],
    ['{"a":{"b":[{}]}}', { a: { b: [{}] } }],
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{"a:\\"b":"c:\\\\","d":"\\u0041:"}', { 'a:"b': 'c:\\', d: 'A:' }],
    ['{"中":"文：\\""}', { 中: '文："' }],
    ['{"constructor":1,"toString":{"hasOwnProperty":2}}', { constructor: 1, toString: { hasOwnProperty: 2 } }],
    ['12345678901234567890', 12345678901234567000],
    [`{"a":"${'x:'.repeat(100)}\\"${'y'.repeat(100)}\\\\","b":"${'\\"'.repeat(200)}"}`, undefined],
    [`{"a":"${'\\\\'.repeat(101)}","b":1}`, undefined],
  ] as const) {
    it(`reads ${text.slice(0, 40)}`, () => {
      expect(parseJsonText(Buffer.from(text), LIMITS)).to.deep.equal(value === undefined ? JSON.parse(text) : value);
    });
  }

  for (const [text, message] of [
    ['{"a":1,"b":2,"a":3}', 'the JSON is malformed at 1:14: the key "a" is repeated'],
    ['{\n  "list": [{"x": 1, "\\u0078": 2}]\n}', 'the JSON is malformed at 2:21: the key "x" is repeated'],
    ['{"__proto__":{"admin":true}}', 'the JSON must not have the key "__proto__"'],
    ['{"a":[{"\\u005f_proto__":1}]}', 'the JSON must not have the key "__proto__"'],
    ['[[[[[]]]]]', 'the JSON is nested deeper than 4 levels; raise limits.depth'],
    ['{"a":1', 'the JSON is malformed at 1:7: expected "," or "}" but found the end'],
    ['{"a" 1}', 'the JSON is malformed at 1:6: expected ":" but found "1"'],
    ['{a:1}', 'the JSON is malformed at 1:2: expected a key in double quotes or "}" but found "a"'],
    ['{"a":1,}', 'the JSON is malformed at 1:8: expected a key in double quotes but found "}"'],
    ['[1,]', 'the JSON is malformed at 1:4: expected a value but found "]"'],
    ['[1 2]', 'the JSON is malformed at 1:4: expected "," or "]" but found "2"'],
    ["{'a':1}", 'the JSON is malformed at 1:2: expected a key in double quotes or "}" but found "\'"'],
    ['{"a": undefined}', 'the JSON is malformed at 1:7: expected a value but found "undefined"'],
    ['[01]', 'the JSON is malformed at 1:2: expected a value or "]" but found "01"'],
    ['[NaN]', 'the JSON is malformed at 1:2: expected a value or "]" but found "NaN"'],
    ['{"a": "b\n"}', 'the JSON is malformed at 1:9: the control character U+000A must be escaped in a string'],
    ['["\\x"]', 'the JSON is malformed at 1:3: a backslash that begins no escape'],
    ['["abc', 'the JSON is malformed at 1:2: a string without its closing quote'],
    ['{} x', 'the JSON is malformed at 1:4: expected nothing more but found "x"'],
    ['\n\n  ', 'the JSON is malformed at 3:3: expected a value but found the end'],
    ['[1,\u00a02]', 'the JSON is malformed at 1:4: expected a value but found "\u00a0"'],
  ] as const) {
    it(`refuses ${JSON.stringify(text)} with 400`, () => {
      const { status, kind, message: said } = refusal(text);
      expect({ status, kind, said }).to.deep.equal({ status: 400, kind: 'malformed', said: message });
    });
  }

  it('refuses bytes that are no UTF-8', () => {
    expect(refusal(Buffer.from([0x22, 0xff, 0x22])).message).to.equal('the JSON is no UTF-8 text');
    expect(refusal(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])).message).to.equal('the JSON is no UTF-8 text');
  });

  it('survives a million open lists, closed or not', () => {
    const open = '['.repeat(1_000_000);
    expect(refusal(open + ']'.repeat(1_000_000)).message).to.contain('limits.depth');
    expect(refusal(open).message).to.equal(
      'the JSON is malformed at 1:1000001: expected a value or "]" but found the end',
    );
  });

  it('finds a repeated key among many', () => {
    const members = Array.from({ length: 50_000 }, (_, index) => `"k${index}":${index}`);
    expect(refusal(`{${members.join()},"k7":0}`).message).to.match(/the key "k7" is repeated$/);
  });
});

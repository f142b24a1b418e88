import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer, inSuite, missesOf, missLine, requestOf, runtime, told } from './support.ts';

const GOODS = answer(
  { code: 200, data: { id: 1, name: 'pen', tags: ['a', 'b'] } },
  {
    status: 201,
    header: { location: '/goods/1', 'x-count': '3', via: ['a', 'b'] },
    cookie: { sid: 's-1' },
    time: 12.4,
  },
);

/** What is expected of GOODS, and what differs. */
const ROWS: readonly (readonly [expected: string, ...misses: readonly string[]])[] = [
  ['201'],
  ['200', '1 status: expected 200, received 201 | /status 200 201'],
  ['{ status: 201 }'],
  [
    '{ status: { $in: [200, 204] } }',
    '18 status: expected one of 200 or 204, received 201 | /status {"$in":[200,204]} 201',
  ],
  ['{ status: "${vars.a}" }', '11 status: expected 1, received 201 | /status 1 201'],
  ['{ header: { Location: /goods/1, X-Count: 3, x-none: null } }'],
  [
    '{ header: { x-count: "${vars.a}" } }',
    '22 header["x-count"]: expected "1", received "3" | /header/x-count "1" "3"',
  ],
  [
    '{ header: { Location: { $regex: ^/x }, via: a } }',
    '33 header.location: expected a match of "^/x", received "/goods/1" | /header/location {"$regex":"^/x"} "/goods/1"',
    '45 header.via: expected "a", received ["a", "b"] | /header/via "a" ["a","b"]',
  ],
  ['{ cookie: { sid: s-1 } }'],
  [
    '{ cookie: { sid: 2, SID: x } }',
    '18 cookie.sid: expected "2", received "s-1" | /cookie/sid "2" "s-1"',
    '26 cookie.SID: expected "x", received nothing | /cookie/SID "x" nothing',
  ],
  ['{ body: { data: { name: pen } } }'],
  [
    '{ body: { code: 0, data: { name: pencil, tags: [a] } } }',
    '17 body.code: expected 0, received 200 | /body/code 0 200',
    '34 body.data.name: expected "pencil", received "pen" | /body/data/name "pencil" "pen"',
    '48 body.data.tags: expected 1 item, received 2 | /body/data/tags ["a"] ["a","b"]',
  ],
  ['{ paths: { /data/id: 1, /data/tags/1: b, "": { code: 200 }, /data/x: null, /data/tags/01: null } }'],
  [
    '{ paths: { /data/id: { $gt: 1 }, /data/tags/2: c } }',
    '29 body.data.id: expected more than 1, received 1 | /body/data/id {"$gt":1} 1',
    '48 body.data.tags[2]: expected "c", received nothing | /body/data/tags/2 "c" nothing',
  ],
  ['{ schema: { type: object, required: [code] } }'],
  [
    '{ schema: { properties: { code: { type: string }, data: { required: [price] } } } }',
    '11 body: 2 differences | /body/code {"type":"string"} 200 | /body/data/price {"required":true} null',
  ],
  ['{ time: 12.4ms }'],
  ['{ time: 12ms }', '9 time: expected at most 12ms, received 13ms | /time {"$lte":12} 12.4'],
  ['{ time: { $lt: 5 } }', '16 time: expected less than 5, received 12.4 | /time {"$lt":5} 12.4'],
  ['{}'],
  ['status == 201 && body.data.name == "pen"'],
];

describe('compileExpectation', () => {
  for (const [expected, ...misses] of ROWS) {
    it(`${expected} ${misses.length === 0 ? 'is met' : 'is missed'}`, () => {
      expect(missesOf(expected, GOODS)).to.deep.equal(misses);
    });
  }

  it('tells everything that differs at once, each on its line', () => {
    expect(missesOf('{ status: 200, header: { x-count: 1 }, body: { code: 0 }, time: 1ms }', GOODS)).to.deep.equal([
      '11 status: expected 200, received 201 | /status 200 201',
      '35 header["x-count"]: expected "1", received "3" | /header/x-count "1" "3"',
      '54 body.code: expected 0, received 200 | /body/code 0 200',
      '65 time: expected at most 1ms, received 13ms | /time {"$lte":1} 12.4',
    ]);
  });

  it('looks at the other parts when an expression fails in one', () => {
    expect(missesOf('{ status: 200, body: { code: "${status < \'a\'}" } }', GOODS)).to.deep.equal([
      '11 status: expected 200, received 201 | /status 200 201',
      '33 body: "<" does not go with a number and text; double(x) turns text into a number',
    ]);
  });

  it('takes no bytes for JSON', () => {
    expect(missesOf('{ schema: { type: object } }', answer(Buffer.from([1, 2])))).to.deep.equal([
      '11 body: expected JSON, received 2 bytes | /body {"$schema":{"type":"object"}} <0102>',
    ]);
    expect(missesOf('{ paths: { /0: null } }', answer(Buffer.from([1, 2])))).to.deep.equal([]);
  });

  it('changes no body by the defaults of a schema, and takes no inherited key for one', () => {
    const received = answer({ a: {} });
    expect(
      missesOf('{ schema: { properties: { a: { required: [constructor] }, b: { default: 1 } } } }', received),
    ).to.deep.equal(['11 body.a.constructor: is required | /body/a/constructor {"required":true} null']);
    expect(received.body).to.deep.equal({ a: {} });
  });

  it('reports what is wrong in it', () => {
    const item = `GET /a:
  until: { body: { $gtt: 1 } }
  expect:
    header: { x: { $regex: "(?=a)" } }
    paths: { /a~b: 1 }
    schema: { typ: object }
    body: { a: "\${row.x}" }`;
    expect(told(inSuite(item)).map((line) => line.replace(/ \(.*/, ''))).to.deep.equal([
      '3:24 unknown-matcher there is no matcher "$gtt"',
      '5:32 bad-pattern the pattern "(?=a)" is not in RE2 syntax: invalid or unsupported Perl syntax: `(?=`',
      '8:23 unknown-name there is no "row" here',
      '6:20 wrong-value "/a~b" is no JSON Pointer',
      '7:19 unknown-key a JSON Schema has no keyword "typ"',
    ]);
  });
});

/** A condition, and what is told of GOODS. */
const CONDITIONS: readonly (readonly [condition: string, ...misses: readonly string[]])[] = [
  ['status < 300 || body.x'],
  ['status == 200', '1 status == 200 is not true: status is 201 | /status 200 201'],
  ['200 > status', '1 200 > status is not true: status is 201 | /status {"$lt":200} 201'],
  [
    'body.code == 0 && status == 201 && (time > 100 && body.data.tags[0] != "a")',
    '1 body.code == 0 is not true: body.code is 200 | /body/code 0 200',
    '37 time > 100 is not true: time is 12.4 | /time {"$gt":100} 12.4',
    '51 body.data.tags[0] != "a" is not true: body.data.tags[0] is "a" | /body/data/tags/0 {"$ne":"a"} "a"',
  ],
  [
    'body.code == 0 || false',
    '1 body.code == 0 is not true: body.code is 200 | /body/code 0 200',
    '19 false is not true',
  ],
  ['(body.code + 1) * 2 == 4', '1 (body.code + 1) * 2 == 4 is not true: (body.code + 1) * 2 is 402'],
  [
    'header["X-Count"] in ["1", "2"]',
    '1 header["X-Count"] in ["1", "2"] is not true: header["X-Count"] is "3" | /header/x-count {"$in":["1","2"]} "3"',
  ],
  [
    '"c" in body.data.tags',
    '1 "c" in body.data.tags is not true: body.data.tags is ["a", "b"] | /body/data/tags {"$contains":"c"} ["a","b"]',
  ],
  ['body.data.name.startsWith("x)")', '1 body.data.name.startsWith("x)") is not true: body.data.name is "pen"'],
  [
    'body.data.tags.exists(tag, tag == "c")',
    '1 body.data.tags.exists(tag, tag == "c") is not true: body.data.tags is ["a", "b"]',
  ],
  ['body.none', '1 body.none is not true: body.none is null'],
  ['!body.data.id.x && !(status == 201)', '20 !(status == 201) is not true: status == 201 is true'],
  [
    'body.data.name < 5',
    '1 body.data.name < 5 cannot be evaluated: "<" does not go with text and a number; double(x) turns text into a number',
  ],
];

describe('compileConditionLook', () => {
  for (const [condition, ...misses] of CONDITIONS) {
    it(`${condition} ${misses.length === 0 ? 'is met' : 'is missed'}`, () => {
      expect(
        missesOf(`'${condition}'`, GOODS).map((line) => line.replace(/^\d+/, (at) => String(Number(at) - 1))),
      ).to.deep.equal(misses);
    });
  }

  it('reports an expression that is none', () => {
    expect(told(inSuite('GET /a: { expect: body.data ==, until: "5 + 5" }'))).to.deep.equal([
      '2:45 expression-type a condition is true or false, this is a number',
      '2:35 expression-syntax the expression ends where a value is expected',
    ]);
  });
});

describe('compileExpectedFile', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mockapi-expect-'));
    writeFileSync(join(folder, 'a.json'), '\ufeff{ "b": [1, { "c": null }], "$eq": 1 }\n');
    writeFileSync(join(folder, 'bad.json'), '{');
    writeFileSync(join(folder, 'empty.json'), '');
    writeFileSync(join(folder, 'a.txt'), 'one\ntwo\n');
    writeFileSync(join(folder, 'a.bin'), Buffer.from([0, 255, 7]));
  });
  after(() => rmSync(folder, { recursive: true }));

  const TREE = { $eq: 1, b: [1, {}] };
  const rows: readonly (readonly [file: string, body: unknown, ...misses: readonly string[]])[] = [
    ['a.json', TREE],
    ['${vars.name}.json', TREE],
    [
      'a.json',
      { ...TREE, more: 1 },
      '2:31 body: expected no other keys, received "more" | /body {"b":[1,{"c":null}],"$eq":1} {"$eq":1,"b":[1,{}],"more":1}',
    ],
    ['a.json', { ...TREE, b: [2, {}], $eq: 2 }, '2:31 body: 2 differences | /body/b/0 1 2 | /body/$eq 1 2'],
    [
      'a.json',
      'text',
      '2:31 body: expected a map with "b" and "$eq", received "text" (a string) | /body {"b":[1,{"c":null}],"$eq":1} "text"',
    ],
    ['empty.json', null],
    ['a.txt', 'one\ntwo\n'],
    [
      'a.txt',
      'one\ntwO\n',
      '2:31 body: expected the text of "a.txt", the first difference is on line 2 | /body "one\\ntwo\\n" "one\\ntwO\\n"',
    ],
    ['a.bin', Buffer.from([0, 255, 7])],
    [
      'a.bin',
      Buffer.from([0, 255]),
      '2:31 body: expected the 3 bytes of "a.bin", received 2 bytes, the first difference is at byte 2 | /body <00ff07> <00ff>',
    ],
  ];
  for (const [file, body, ...misses] of rows) {
    it(`finds ${JSON.stringify(body)} ${misses.length === 0 ? 'equal to' : 'unlike'} ${file}`, () => {
      const step = requestOf(`GET /x: { expect: { file: "./${file}" } }`, '', { folder, givenVars: ['name'] });
      const scope = { vars: { name: 'a' } };
      const received = answer(body);
      expect(step.expect?.look(received, scope, runtime).map(missLine)).to.deep.equal(misses);
      const { snapshot } = step.expect ?? {};
      const path = snapshot?.path(scope, runtime) ?? '';
      expect(path).to.equal(join(folder, file.replace('${vars.name}', 'a')));
      expect(snapshot?.isMet(received, path)).to.equal(misses.length === 0);
      const [failure] = step.expect?.look(received, scope, runtime) ?? [];
      expect(failure?.origin ?? snapshot?.origin).to.deep.equal(snapshot?.origin);
    });
  }

  it('says how a file that is not there is written, and that one is no JSON', () => {
    const look = (file: string): readonly string[] => {
      const { expect: expected } = requestOf(`GET /x: { expect: { file: ${file}, status: 404 } }`, '', { folder });
      expect(expected?.snapshot?.isMet(answer({}), join(folder, file))).to.equal(false);
      return (expected?.look(answer({}), {}, runtime) ?? []).map(({ message }) => message.replace(/"[^"]*\//, '"…/'));
    };
    expect(look('none.json')).to.deep.equal([
      'status: expected 404, received 200',
      'there is no file "…/none.json" to compare the body with: run with --update to write it',
    ]);
    expect(look('bad.json')[1]).to.match(/^"…\/bad.json" is no JSON to compare the body with: /);
  });
});

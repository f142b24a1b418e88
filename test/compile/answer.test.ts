import { expect } from 'chai';
import type { Json } from '../../src/core/json.ts';
import { ask, header, snapshotOf, told, useProject } from './support.ts';

const json = (value: Json): { readonly kind: 'json'; readonly value: Json; readonly text: string } => ({
  kind: 'json',
  value,
  text: JSON.stringify(value),
});

describe('compileAnswer', () => {
  const project = useProject();
  /** The answer of `GET /a` with these keys. */
  const answer = (keys: string, target = '/a'): ReturnType<typeof ask> => {
    project.write({ 'a.yaml': `routes:\n  GET /a:\n    ${keys.split('\n').join('\n    ')}\n` });
    return ask(snapshotOf(project.compile()), target);
  };
  const problems = (keys: string): readonly string[] => {
    project.write({ 'a.yaml': `routes:\n  GET /a:\n    ${keys.split('\n').join('\n    ')}\n` });
    return told(project.compile());
  };

  for (const [what, keys, status, body] of [
    ['the envelope with null for nothing', '{}', 200, { code: 200, message: 'success', data: null }],
    ['data', 'data: [1, { a: x }, null]', 200, { code: 200, message: 'success', data: [1, { a: 'x' }, null] }],
    ['success below 400', 'status: 399', 399, { code: 200, message: 'success', data: null }],
    ['the status and its phrase from 400 on', 'status: 404', 404, { code: 404, message: 'Not Found', data: null }],
    ['the number where a status has no phrase', 'status: 499', 499, { code: 499, message: '499', data: null }],
    ['its own code and message', 'status: 400\ncode: E1\nmessage: no', 400, { code: 'E1', message: 'no', data: null }],
    ['a code of null', 'code: null', 200, { code: null, message: 'success', data: null }],
    [
      'a status that an expression gives',
      'status: "${int(query.s)}"',
      418,
      { code: 418, message: "I'm a Teapot", data: null },
    ],
    [
      'a code that sees the sources',
      'code: "${query.s}"\nmessage: "m ${query.s}"',
      200,
      { code: '418', message: 'm 418', data: null },
    ],
    [
      'whole expressions with their type, and text around others',
      'data: { a: "${[1, 2]}", b: "n ${1 + 1}", c: "$${x}" }',
      200,
      { code: 200, message: 'success', data: { a: [1, 2], b: 'n 2', c: '${x}' } },
    ],
    ['times as ISO 8601', 'data: "${now()}"', 200, { code: 200, message: 'success', data: '2026-11-22T08:30:00.000Z' }],
    ['body without the envelope', 'body: { a: "${query.s}" }', 200, { a: '418' }],
    ['body of a list', 'body: [1]', 200, [1]],
    ['body of null', 'body: null', 200, null],
    ['body of a text', 'body: hello', 200, 'hello'],
    ['body of a text with an expression', 'body: "hello ${query.s}"', 200, 'hello 418'],
    ['body of an expression that gives a text', 'body: "${query.s}"', 200, '418'],
    ['body of an expression that gives a tree', 'body: "${[query.s]}"', 200, ['418']],
    ['data without envelope', 'envelope: none\ndata: { a: 1 }', 200, { a: 1 }],
    ['nothing without envelope', 'envelope: none', 200, null],
    [
      'another envelope',
      'envelope: { body: { ok: true, c: "${code}", d: "${data}", s: "${status}" }, success: { code: 0 } }\ndata: x',
      200,
      { ok: true, c: 0, d: 'x', s: 200 },
    ],
    [
      'parts of the envelope inside longer expressions',
      'envelope: { body: { t: "${code}/${message}", n: "${size(data)}" } }\ndata: [1, 2]',
      200,
      { t: '200/success', n: 2 },
    ],
    [
      'an envelope that sees the request',
      'envelope: { body: { m: "${request.method}", r: "${route.name}", d: "${data}" } }',
      200,
      { m: 'GET', r: 'GET /a', d: null },
    ],
  ] as const) {
    it(`answers ${what}`, () => {
      const { status: got, body: sent } = answer(keys, '/a?s=418');
      expect({ status: got, body: sent }).to.deep.equal({ status, body });
    });
  }

  for (const [keys, type] of [
    ['data: 1', 'application/json; charset=utf-8'],
    ['body: [1]', 'application/json; charset=utf-8'],
    ['body: hello', 'text/plain; charset=utf-8'],
    ['body: "${query.s}"', 'text/plain; charset=utf-8'],
    ['body: "${[1]}"', 'application/json; charset=utf-8'],
    ['body: <p>\nheaders: { Content-Type: text/html }', 'text/html'],
    ['data: 1\nheaders: { content-type: application/vnd.x+json }', 'application/vnd.x+json'],
  ] as const) {
    it(`sends ${keys.replace('\n', ', ')} as ${type}`, () =>
      expect(header(answer(keys, '/a?s=1'), 'content-type')).to.equal(type));
  }

  it('plans an answer without expressions once, when the file is loaded', () => {
    project.write({
      'a.yaml':
        'routes:\n  GET /a: { data: { n: 1 }, headers: { x-a: b }, delay: 5ms }\n  GET /b: { data: "${query.a}" }\n',
    });
    const [a, b] = snapshotOf(project.compile()).routes;
    const constant = a?.literal?.constant;
    expect(constant?.kind === 'send' && constant.body.toString()).to.equal(
      '{"code":200,"message":"success","data":{"n":1}}',
    );
    expect(constant?.delayMs).to.equal(5);
    expect(Object.isFrozen(constant)).to.equal(true);
    expect(b?.literal).to.equal(undefined);
  });

  it('waits as long as it says, or a random time of a range that a seed repeats', () => {
    expect(answer('delay: 1.5s').delayMs).to.equal(1500);
    project.write({ 'a.yaml': 'routes:\n  GET /a: { delay: 100ms..2s }\n' });
    const snapshot = snapshotOf(project.compile());
    const delays = [1, 2, 3, 1].map((seed) => ask(snapshot, '/a', { seed }).delayMs);
    expect(delays[3]).to.equal(delays[0]);
    expect(new Set(delays).size).to.equal(3);
    for (const delay of delays) expect(delay).to.be.within(100, 2000);
  });

  it('names the case that answers in x-mockapi-route, and does not where that is switched off', () => {
    expect(header(answer('cases:\n  - when: query.a == "1"\n    data: 1\n  - data: 2'), 'x-mockapi-route')).to.equal(
      'a.yaml:6',
    );
    project.write({ 'mockapi.yaml': 'server: { headers: off }' });
    expect(header(answer('data: 1'), 'x-mockapi-route')).to.equal(undefined);
  });

  it('sends a file from the literal folder before its first expression', () => {
    project.write({ 'files/a.txt': 'x' });
    expect(answer('file: ./files/a.txt').body).to.equal(`FILE ${project.folder}/files a.txt`);
    expect(answer('file: "files/${query.n}.txt"', '/a?n=b').body).to.equal(`FILE ${project.folder}/files b.txt`);
    expect(answer('file: "files/pre-${query.n}/x.txt"', '/a?n=..').body).to.equal(
      `FILE ${project.folder}/files pre-../x.txt`,
    );
  });

  it('fails with the place of an expression that fails on the request', () => {
    const { status, body } = answer('data:\n  a: 1\n  b: "${query.a > 5}"', '/a?a=x');
    expect(status).to.equal(500);
    expect((body as { message: string }).message).to.contain('(a.yaml:5:');
  });

  for (const [given, expected] of [
    ['99', 500],
    ['600', 500],
    ['200.5', 500],
    ['x', 500],
    ['204', 204],
    ['599', 599],
  ] as const) {
    it(`takes a status of ${given} from an expression as ${expected}`, () => {
      const keys = given === 'x' ? 'status: "${query.s}"' : 'status: "${double(query.s)}"';
      expect(answer(keys, `/a?s=${given}`).status).to.equal(expected);
    });
  }

  describe('with a response schema', () => {
    const promise =
      'response: { 200: { type: object, required: [id], properties: { id: { type: integer } } }, 4XX: { type: string }, default: { type: boolean } }';

    it('invents data that keeps the promise, the same for one seed', () => {
      project.write({ 'a.yaml': `routes:\n  GET /a:\n    ${promise}\n` });
      const snapshot = snapshotOf(project.compile());
      const invented = [1, 1, 2].map((seed) => (ask(snapshot, '/a', { seed }).body as { data: { id: unknown } }).data);
      expect(invented[0]).to.deep.equal(invented[1]);
      for (const data of invented) expect(Number.isInteger(data.id)).to.equal(true);
    });

    for (const [keys, expected] of [
      ['data: { id: x }', ['a.yaml:4:17 schema-mismatch /id must be an integer (its "response" schema says so)']],
      ['data: {}', ['a.yaml:4:5 schema-mismatch /id is required (its "response" schema says so)']],
      ['data: { id: 1 }', []],
      ['data: { id: "${query.a}" }', []],
      [
        'status: 404\ndata: 5',
        ['a.yaml:5:11 schema-mismatch the answer must be a string (its "response" schema says so)'],
      ],
      ['status: 500\ndata: true', []],
      ['body: { id: x }', ['a.yaml:4:17 schema-mismatch /id must be an integer (its "response" schema says so)']],
      [
        'envelope: none\ndata: { id: x }',
        ['a.yaml:5:17 schema-mismatch /id must be an integer (its "response" schema says so)'],
      ],
    ] as const) {
      it(`checks ${keys.replace('\n', ', ')} when it is loaded`, () => {
        expect(problems(`${promise}\n${keys}`)).to.deep.equal(expected);
      });
    }
  });

  it('tells what is wrong with every part of an answer in one run', () => {
    expect(
      problems(
        'status: "${quer.a}"\ndata: "${nope}"\nmessage: "${uid()}"\ncode: "${1 +}"\nheaders: { x-a: "${b.c}" }',
      ).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).to.deep.equal([
      'a.yaml:3:16 unknown-name',
      'a.yaml:4:14 unknown-name',
      'a.yaml:5:17 unknown-function',
      'a.yaml:6:17 expression-syntax',
      'a.yaml:7:24 unknown-name',
    ]);
  });
});

describe('compileAnswer under --strict', () => {
  const project = useProject({ isStrict: true });

  it('holds generated answers to their promise', () => {
    project.write({
      'a.yaml':
        'routes:\n  POST /a:\n    response: { 200: { type: object, properties: { id: { type: integer } } } }\n    data: "${body}"\n',
    });
    const snapshot = snapshotOf(project.compile());
    const send = (value: Json): ReturnType<typeof ask> => ask(snapshot, '/a', { method: 'POST', payload: json(value) });
    expect(send({ id: 1 }).body).to.deep.equal({ code: 200, message: 'success', data: { id: 1 } });
    const { status, body } = send({ id: 'x' });
    expect(status).to.equal(500);
    expect((body as { message: string }).message)
      .to.contain('breaks its promise (a.yaml:3:')
      .and.to.contain('/id must be an integer');
  });
});

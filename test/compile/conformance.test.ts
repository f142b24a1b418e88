import { expect } from 'chai';
import {
  answerConformance,
  type Breach,
  messageConformance,
  type PromisedAnswer,
} from '../../src/compile/conformance.ts';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import { shorten } from '../../src/core/shorten.ts';
import { ask, header, snapshotOf, type TestRequest, useProject } from './support.ts';

const JSON_TYPE = 'application/json; charset=utf-8';
const HTML = '<html><h1>Not Found</h1></html>';

const json = (status: number, body: unknown): PromisedAnswer => ({ status, contentType: JSON_TYPE, body });
const html = (status: number): PromisedAnswer => ({ status, contentType: 'text/html', body: HTML });
const text = (status: number, body: string): PromisedAnswer => ({ status, contentType: 'text/plain', body });
const bytes = (status: number): PromisedAnswer => ({ status, contentType: 'image/png', body: Buffer.from('ab') });
const empty = (status: number): PromisedAnswer => ({ status, contentType: undefined, body: null });
const envelope = (data: unknown, code: unknown = 200): unknown => ({ code, message: 'm', data });

/** `a.yaml:3 message`, and below it `/pointer message: expected, received`. */
function told(breaches: readonly Breach[] | undefined): readonly string[] | undefined {
  return breaches?.flatMap(({ origin, message, differences }) => [
    `${origin.file}:${origin.line} ${message}`,
    ...differences.map((one) => {
      return `  ${one.pointer} ${one.message}: ${shorten(one.expected)}, ${shorten(one.received)}`;
    }),
  ]);
}

describe('answerConformance', () => {
  const project = useProject();
  const snapshot = (files: Readonly<Record<string, string>>): Snapshot => {
    project.write(files);
    return snapshotOf(project.compile());
  };
  const check = (snap: Snapshot, answer: PromisedAnswer, target = '/a', method = 'GET') =>
    told(answerConformance(snap, method, target)?.(answer));
  /** Of `GET /a` with these keys. */
  const breaches = (keys: string, answer: PromisedAnswer, settings?: string): readonly string[] | undefined => {
    const file = `routes:\n  GET /a:\n    ${keys.split('\n').join('\n    ')}\n`;
    return check(snapshot({ 'a.yaml': file, ...(settings === undefined ? {} : { 'mockapi.yaml': settings }) }), answer);
  };

  const NO_ENVELOPE = 'the answer is no envelope: expected an object with "code", "message" and "data", received';
  const EXPECTED = 'is no envelope: "an object with \\"code\\", \\"message\\" and \\"data\\""';
  const BROKEN = 'the answer breaks its envelope (the built-in envelope)';
  const PROMISE =
    'response: { 200: { type: object, required: [id], properties: { id: { type: integer }, name: { type: string } } } }';
  const BREAKS = 'a.yaml:3 the answer breaks what GET /a promises for 200 (a.yaml:3)';

  describe('of the envelope', () => {
    const rows: readonly (readonly [what: string, keys: string, answer: PromisedAnswer, told: readonly string[]])[] = [
      ['takes what is enveloped, whatever is in it', 'data: 1', json(200, envelope({ x: [] }, 40001)), []],
      ['takes members that nobody declared', 'data: 1', json(200, { ...(envelope(1) as object), trace: 'x' }), []],
      [
        'tells every member that is missing',
        'data: 1',
        json(200, { message: 'ok' }),
        [
          `a.yaml:2 ${BROKEN}`,
          '  /body/code is missing: {"required": true}, nothing',
          '  /body/data is missing: {"required": true}, nothing',
        ],
      ],
      [
        'tells an object that has none of the members',
        'data: 1',
        json(200, { error: 'no' }),
        [`a.yaml:2 ${NO_ENVELOPE} {"error": "no"}`, `  /body ${EXPECTED}, {"error": "no"}`],
      ],
      [
        'does not take inherited names for members',
        'data: 1',
        json(200, JSON.parse('{"__proto__": {"code": 1, "message": "", "data": null}}')),
        [
          `a.yaml:2 ${NO_ENVELOPE} {"__proto__": {"code": 1, "message": "", "data": null}}`,
          `  /body ${EXPECTED}, {"__proto__": {"code": 1, "message": "", "data": null}}`,
        ],
      ],
      [
        'tells a page that came in its place',
        'data: 1',
        html(200),
        [`a.yaml:2 ${NO_ENVELOPE} text/html`, `  /body ${EXPECTED}, ${JSON.stringify(HTML)}`],
      ],
      ['tells a list', 'data: 1', json(200, [1]), [`a.yaml:2 ${NO_ENVELOPE} ${JSON_TYPE}`, `  /body ${EXPECTED}, [1]`]],
      ['tells bytes', 'data: 1', bytes(200), [`a.yaml:2 ${NO_ENVELOPE} image/png`, `  /body ${EXPECTED}, 2 bytes`]],
      [
        'tells that there is no body',
        'status: 202',
        empty(202),
        [`a.yaml:2 ${NO_ENVELOPE} no body`, `  /body ${EXPECTED}, null`],
      ],
      ['takes JSON under another content type', 'data: 1', text(200, JSON.stringify(envelope(1))), []],
      ['takes no body where a status has none', 'status: 204', empty(204), []],
      ['lets a redirection have any page', 'status: 302', html(302), []],
      [
        'holds a redirection that is JSON to it',
        'status: 302',
        json(302, { code: 1, message: '' }),
        [`a.yaml:2 ${BROKEN}`, '  /body/data is missing: {"required": true}, nothing'],
      ],
      ['lets a success that nobody declared be anything but JSON', 'data: 1', html(203), []],
      [
        'holds one that is JSON to it',
        'data: 1',
        json(203, { code: 1, data: 1 }),
        [`a.yaml:2 ${BROKEN}`, '  /body/message is missing: {"required": true}, nothing'],
      ],
      ['promises nothing for a failure that nobody declared', 'data: 1', html(503), []],
      [
        'holds a failure that a case declares to it',
        'status: 503',
        html(503),
        [`a.yaml:2 ${NO_ENVELOPE} text/html`, `  /body ${EXPECTED}, ${JSON.stringify(HTML)}`],
      ],
      [
        'holds any status to it where an expression gives it',
        'status: "${int(query.s)}"',
        html(503),
        [`a.yaml:2 ${NO_ENVELOPE} text/html`, `  /body ${EXPECTED}, ${JSON.stringify(HTML)}`],
      ],
      ['lets `body` be anything', 'body: { a: 1 }', html(200), []],
      ['lets a file be anything', 'file: ./a.yaml', html(200), []],
      [
        'lets the answer be anything where one case answers with a `body`',
        'cases:\n  - { when: query.a == "1", body: x }\n  - data: 1',
        html(200),
        [],
      ],
      ['lets answers without envelope be anything', 'envelope: none\ndata: 1', html(200), []],
    ];
    for (const [what, keys, answer, expected] of rows) {
      it(what, () => expect(breaches(keys, answer)).to.deep.equal(expected));
    }

    for (const status of [400, 404, 405, 413, 415, 422, 431, 500]) {
      it(`knows a refusal with ${status}: a page is none`, () => {
        const expected = [`a.yaml:2 ${NO_ENVELOPE} text/html`, `  /body ${EXPECTED}, ${JSON.stringify(HTML)}`];
        expect(breaches('data: 1', html(status))).to.deep.equal(expected);
        expect(breaches('data: 1', json(status, { code: 'E7', message: 'no' })), 'without data').to.deep.equal([]);
      });
    }

    it('knows the status of a parameter’s own error', () => {
      const keys = 'params: { query: { q: { type: integer, error: { status: 409, code: 40901 } } } }\ndata: 1';
      expect(breaches(keys, json(409, { message: 'no' }))).to.deep.equal([
        `a.yaml:2 ${BROKEN}`,
        '  /body/code is missing: {"required": true}, nothing',
      ]);
    });

    it('promises no refusals where there is no envelope', () => {
      for (const status of [400, 404, 422, 500])
        expect(breaches('envelope: none\ndata: 1', html(status))).to.deep.equal([]);
    });

    it('holds a frame of the project’s own to all that is literal in it', () => {
      const settings = `envelope:
  body: { version: 2, money: "$\${", result: { ok: "\${status < 400}", rows: ["\${data}", 0] }, text: "code \${code}" }
`;
      const fine = { version: 2, money: '${', result: { ok: true, rows: [1, 0], more: 1 }, text: 7 };
      expect(breaches('data: 1', json(200, fine), settings)).to.deep.equal([]);
      const wrong = { version: '2', money: '$${', result: { rows: [1, 1] }, text: null };
      expect(breaches('data: 1', json(200, wrong), settings)).to.deep.equal([
        'a.yaml:2 the answer breaks its envelope (mockapi.yaml:2)',
        '  /body/version expected 2, received "2": 2, "2"',
        '  /body/money expected "${", received "$${": "${", "$${"',
        '  /body/result/ok is missing: {"required": true}, nothing',
        '  /body/result/rows/1 expected 0, received 1: 0, 1',
      ]);
      expect(breaches('data: 1', json(200, { ...fine, result: { ok: 1, rows: [1] } }), settings)).to.deep.equal([
        'a.yaml:2 the answer breaks its envelope (mockapi.yaml:2)',
        '  /body/result/rows is no list of 2: {"length": 2}, [1]',
      ]);
      expect(breaches('data: 1', json(200, { ...fine, result: 'x' }), settings)).to.deep.equal([
        'a.yaml:2 the answer breaks its envelope (mockapi.yaml:2)',
        '  /body/result is no object: "an object", "x"',
      ]);
    });

    it('takes any of the frames that the cases of a status have', () => {
      const keys = `cases:
  - { when: query.a == "1", data: 1, envelope: { body: { first: "\${data}" } } }
  - { data: 2, envelope: { body: { second: "\${data}", more: 1 } } }`;
      expect(breaches(keys, json(200, { first: 5 }))).to.deep.equal([]);
      expect(breaches(keys, json(200, { second: 5, more: 1 }))).to.deep.equal([]);
      expect(breaches(keys, json(200, { second: 5 }))).to.deep.equal([
        'a.yaml:2 the answer breaks its envelope (a.yaml:5)',
        '  /body/more is missing: {"required": true}, nothing',
      ]);
    });
  });

  describe('of `response`', () => {
    const rows: readonly (readonly [what: string, keys: string, answer: PromisedAnswer, told: readonly string[]])[] = [
      ['takes data that fit', `${PROMISE}\ndata: { id: 1 }`, json(200, envelope({ id: 5, x: 1 })), []],
      [
        'tells everything that is wrong in them, and in the envelope',
        `${PROMISE}\ndata: { id: 1 }`,
        json(200, { code: 0, data: { id: '5', name: 1 } }),
        [
          `a.yaml:2 ${BROKEN}`,
          '  /body/message is missing: {"required": true}, nothing',
          BREAKS,
          '  /body/data/id must be an integer: {"type": "integer"}, "5"',
          '  /body/data/name must be a string: {"type": "string"}, 1',
        ],
      ],
      [
        'tells what is missing',
        `${PROMISE}\ndata: { id: 1 }`,
        json(200, envelope({})),
        [BREAKS, '  /body/data/id is required: {"required": true}, null'],
      ],
      [
        'looks at the whole body of `body`',
        `${PROMISE}\nbody: { id: 1 }`,
        json(200, { id: '5' }),
        [BREAKS, '  /body/id must be an integer: {"type": "integer"}, "5"'],
      ],
      [
        'looks at the whole body without envelope',
        `${PROMISE}\nenvelope: none\ndata: { id: 1 }`,
        html(200),
        [BREAKS, `  /body must be an object: {"type": "object"}, ${JSON.stringify(HTML)}`],
      ],
      [
        'takes no bytes for JSON',
        `${PROMISE}\nbody: { id: 1 }`,
        bytes(200),
        [BREAKS, '  /body is no JSON: "JSON", 2 bytes'],
      ],
      ['takes JSON under another content type', `${PROMISE}\nbody: { id: 1 }`, text(200, '{"id": 1}'), []],
      [
        'tells what is wrong in JSON under another content type',
        `${PROMISE}\nbody: { id: 1 }`,
        text(200, '{"id": true}'),
        [BREAKS, '  /body/id must be an integer: {"type": "integer"}, true'],
      ],
      ['takes a text for a text', 'response: { 200: { type: string } }\nbody: hi', text(200, '5'), []],
      ['takes a text for a number', 'response: { 200: { type: integer } }\nbody: 5', text(200, '5'), []],
      [
        'tells a text that is neither in terms of the text',
        'response: { 200: { type: string, maxLength: 1 } }\nbody: h',
        text(200, '55'),
        [BREAKS, '  /body must be at most 1 character long: {"maxLength": 1}, "55"'],
      ],
      ['does not look at a file', `${PROMISE}\nfile: ./a.yaml`, json(200, []), []],
      [
        'knows a status that no case has',
        'response: { 201: { type: integer } }\ndata: 1',
        json(201, envelope('x')),
        [
          'a.yaml:3 the answer breaks what GET /a promises for 201 (a.yaml:3)',
          '  /body/data must be an integer: {"type": "integer"}, "x"',
        ],
      ],
      [
        'takes the hundred where the status is not there, and `default` behind it',
        'response: { 2XX: { type: integer }, default: { type: string } }\ndata: 1',
        json(299, envelope('x')),
        [
          'a.yaml:3 the answer breaks what GET /a promises for 2XX (a.yaml:3)',
          '  /body/data must be an integer: {"type": "integer"}, "x"',
        ],
      ],
      [
        'takes `default` for a failure that nobody else declares',
        'response: { default: { type: string } }\ndata: x',
        json(503, envelope(1)),
        [
          'a.yaml:3 the answer breaks what GET /a promises for default (a.yaml:3)',
          '  /body/data must be a string: {"type": "string"}, 1',
        ],
      ],
      [
        'does not hold refusals to `default`',
        'response: { default: { type: string } }\ndata: x',
        json(422, envelope([])),
        [],
      ],
      [
        'holds refusals to their own status',
        'response: { 422: { type: array } }\ndata: x',
        json(422, envelope('x')),
        [
          'a.yaml:3 the answer breaks what GET /a promises for 422 (a.yaml:3)',
          '  /body/data must be a list: {"type": "array"}, "x"',
        ],
      ],
    ];
    for (const [what, keys, answer, expected] of rows) {
      it(what, () => expect(breaches(keys, answer)).to.deep.equal(expected));
    }

    it('leaves the answer as it is', () => {
      const body = envelope({ id: 1 });
      const keys = 'response: { 200: { properties: { n: { default: 1 } } } }\ndata: { id: 1 }';
      expect(breaches(keys, json(200, body))).to.deep.equal([]);
      expect(body).to.deep.equal(envelope({ id: 1 }));
    });

    it('tells refusals by their code where they share a status with answers', () => {
      const settings = 'envelope: { success: { code: 0 }, invalid: { status: 200, code: 40001 } }\n';
      const keys = `${PROMISE}\ndata: { id: 1 }`;
      expect(breaches(keys, json(200, envelope([{ message: 'no' }], 40001)), settings)).to.deep.equal([]);
      expect(breaches(keys, json(200, envelope(null, 0)), settings)).to.deep.equal([
        BREAKS,
        '  /body/data must be an object: {"type": "object"}, null',
      ]);
    });

    it('cannot look at data that the envelope has changed', () => {
      const settings = 'envelope: { body: { rows: "${[data]}" } }\n';
      expect(breaches(`${PROMISE}\ndata: { id: 1 }`, json(200, { rows: 5 }), settings)).to.deep.equal([]);
    });
  });

  describe('finds the route', () => {
    const FILE = `routes:
  GET /a/{id}: { data: 1 }
  GET /a/me: { body: 1 }
  ANY /b: { data: 1 }
`;
    const rows: readonly (readonly [what: string, method: string, target: string, line: number | undefined])[] = [
      ['by its path', 'GET', '/a/5', 2],
      ['without the query', 'GET', '/a/5?x=/a/me', 2],
      ['where the path is encoded', 'GET', '/a/%2F%20', 2],
      ['of another method', 'PUT', '/a/5', undefined],
      ['that takes any method', 'PATCH', '/b', 4],
      ['that nobody declared', 'GET', '/c', undefined],
      ['of a path that is no encoding', 'GET', '/a/%zz', undefined],
      ['of HEAD, whose answer has no body', 'HEAD', '/a/5', undefined],
    ];
    for (const [what, method, target, line] of rows) {
      it(what, () => {
        const found = answerConformance(snapshot({ 'a.yaml': FILE }), method, target)?.(html(200));
        expect(found?.map(({ origin }) => origin.line)).to.deep.equal(line === undefined ? undefined : [line]);
      });
    }

    it('the more literal one first', () => {
      expect(check(snapshot({ 'a.yaml': FILE }), html(200), '/a/me')).to.deep.equal([]);
    });
  });

  describe('holds for what the mock itself answers', () => {
    const FILE = `envelope: { invalid: { status: 200, code: 1 }, unmatched: { status: 200 } }
routes:
  POST /answer:
    params: { query: { n: { type: integer, required: true }, t: { type: string, error: { status: 401, code: 2 } } }, body: { type: object } }
    response: { 2XX: { type: object, required: [n] }, default: { type: integer } }
    cases:
      - { when: query.n == 1, data: { n: 1 } }
      - { when: query.n == 2, status: 201, data: { n: 1 }, headers: { content-type: text/html } }
      - { when: query.n == 3, status: 400, data: 5 }
      - { when: query.n == 4, status: 202, data: "\${query.t > 1}" }
  GET /made: { response: { 200: { type: object, required: [a], properties: { a: { type: string } } } } }
  GET /text: { body: "hi \${1 + 1}", response: { 200: { type: string } } }
`;
    const object = { kind: 'json', value: {}, text: '{}' } as const;
    const rows: readonly (readonly [target: string, status: number, request?: TestRequest])[] = [
      ['/answer?n=1', 200, { method: 'POST', payload: object }],
      ['/answer?n=2', 201, { method: 'POST', payload: object }],
      ['/answer?n=3', 400, { method: 'POST', payload: object }],
      ['/answer?n=4&t=x', 500, { method: 'POST', payload: object }],
      ['/answer?n=9', 200, { method: 'POST', payload: object }],
      ['/answer', 200, { method: 'POST', payload: object }],
      ['/answer?t=1&t=2&n=1', 401, { method: 'POST', payload: object }],
      ['/answer?n=1&__proto__=1', 400, { method: 'POST', payload: object }],
      ['/made', 200],
      ['/text', 200],
    ];
    for (const [target, status, request] of rows) {
      it(`${target} is ${status} as promised`, () => {
        const snap = snapshot({ 'a.yaml': FILE });
        const answer = ask(snap, target, request);
        expect(answer.status, JSON.stringify(answer)).to.equal(status);
        const promised = { status, contentType: header(answer, 'content-type'), body: answer.body };
        expect(check(snap, promised, target, request?.method)).to.deep.equal([]);
      });
    }
  });
});

describe('messageConformance', () => {
  const project = useProject();
  const OBJECT = '{ type: object, required: [n], properties: { n: { type: integer }, m: { type: string } } }';
  const BREAKS = 'a.yaml:3 the message breaks what WS /ws/{room} promises (a.yaml:3)';

  const rows: readonly (readonly [what: string, sends: string, message: unknown, told: readonly string[]])[] = [
    ['takes what fits', OBJECT, { n: 1 }, []],
    [
      'tells everything that does not',
      OBJECT,
      { n: '1', m: 2 },
      [BREAKS, '  /n must be an integer: {"type": "integer"}, "1"', '  /m must be a string: {"type": "string"}, 2'],
    ],
    ['tells another type', OBJECT, 'hello', [BREAKS, '   must be an object: {"type": "object"}, "hello"']],
    ['takes a number that comes as its text', '{ type: integer }', '5', []],
    ['takes a text that happens to be a number', '{ type: string }', '5', []],
    ['takes a text that happens to be JSON', '{ type: string }', { n: 1 }, []],
    ['lets what is binary pass', 'false', Buffer.from('x'), []],
    ['takes nothing else where nothing is allowed', 'false', 'x', [BREAKS, '   is not allowed: {"false": false}, "x"']],
  ];
  for (const [what, sends, message, expected] of rows) {
    it(what, () => {
      project.write({ 'a.yaml': `channels:\n  /ws/{room}:\n    sends: ${sends}\n` });
      const snapshot = snapshotOf(project.compile());
      expect(told(messageConformance(snapshot, '/ws/a?x=1')?.(message))).to.deep.equal(expected);
    });
  }

  it('promises nothing where nothing is declared', () => {
    project.write({ 'a.yaml': 'channels:\n  /ws: {}\nroutes:\n  GET /a: { data: 1 }\n' });
    const snapshot = snapshotOf(project.compile());
    const asked = ['/ws', '/a', '/other', '/%zz'].map((target) => messageConformance(snapshot, target));
    expect(asked).to.deep.equal([undefined, undefined, undefined, undefined]);
  });
});

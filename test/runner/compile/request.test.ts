import { expect } from 'chai';
import { PrepareError } from '../../../src/runner/compile/prepare-error.ts';
import { caseOf, inSuite, requestOf, runtime, sentBy, told } from './support.ts';

const scope = {
  vars: { id: 7, text: 'a b/c?d&é', nothing: null, list: [1, null, 'x'], path: '/a/b', query: '/a?x=1', flag: true },
};
const above = `vars: { id: 7, text: x, nothing: null, list: [1], path: /a, query: /a, flag: true, url: x, odd: x }`;

function send(item: string, vars: object = {}) {
  return sentBy(item, { vars: { ...scope.vars, ...vars } }, { above, assets: ['/p/photo.png', '/p/a.bin'] });
}

describe('compileRequest', () => {
  it('is what is written', () => {
    const { kind, title, method, origin, ...step } = requestOf(
      `PUT /goods/{id}:\n  params: { url: { id: 1 } }\n  within: 1s\n  every: 10ms\n  until: 200\n  follow: true\n  conform: false\n  timeout: 3s`,
    );
    expect({ kind, title, method, line: origin.line, column: origin.column }).to.deep.equal({
      kind: 'request',
      title: 'PUT /goods/{id}',
      method: 'PUT',
      line: 2,
      column: 5,
    });
    const { withinMs, everyMs, isFollowing, isConforming, timeoutMs, save, expect: expected } = step;
    expect({ withinMs, everyMs, isFollowing, isConforming, timeoutMs, save, expected }).to.deep.equal({
      withinMs: 1000,
      everyMs: 10,
      isFollowing: true,
      isConforming: false,
      timeoutMs: 3000,
      save: [],
      expected: undefined,
    });
  });

  it('prepares a request that is always the same once', () => {
    const { prepare } = requestOf('POST /a/{id}?x=1: { params: { url: { id: 1 }, header: { a: b }, body: { a: 1 } } }');
    expect(prepare({}, runtime)).to.equal(prepare({ vars: {} }, runtime));
  });

  it('reads what it saves from the scope', () => {
    const { save } = requestOf('GET /a: { save: { a: body.x, b: saved.a + 1 } }');
    const values = { body: { x: 1 }, saved: { a: 4 } };
    expect(save.map((item) => [item.name, item.read(values, runtime), item.origin.column])).to.deep.equal([
      ['a', 1, 26],
      ['b', 5, 37],
    ]);
  });
});

/** A request without its dash, and where it goes. */
const TARGETS: readonly (readonly [item: string, target: string, vars?: object])[] = [
  ['GET /a/b?x=1: 200', '/a/b?x=1'],
  ['GET /a/{id}: { params: { url: { id: 5 } } }', '/a/5'],
  ['GET /a/{id}/{id}: { params: { url: { id: "a b/c?d" } } }', '/a/a%20b%2Fc%3Fd/a%20b%2Fc%3Fd'],
  ['GET /a/{id}: { params: { url: { id: /x } } }', '/a/%2Fx'],
  ['GET /a/{id}: { params: { url: { id: "" } } }', '/a/'],
  ['GET /a/{rest*}: { params: { url: { rest: a b/c/../d } } }', '/a/a%20b/c/../d'],
  ['GET /a/{id}: { params: { url: { id: "${vars.id}" } } }', '/a/7'],
  ['GET /a/${vars.text}: 200', '/a/a%20b%2Fc%3Fd%26%C3%A9'],
  ['GET ${vars.path}: 200', '/a/b'],
  ['GET ${vars.path}/{id}?n=${vars.text}: { params: { url: { id: 1 } } }', '/a/b/1?n=a%20b%2Fc%3Fd%26%C3%A9'],
  ['GET /x${vars.path}: 200', '/x/a/b'],
  ['GET ${vars.query}?y=${vars.path}: 200', '/a?x=1&y=%2Fa%2Fb'],
  ['GET ${vars.query}: { params: { query: { y: 2 } } }', '/a?x=1&y=2'],
  ['GET ${vars.url}/x: 200', 'http://h/é/x'.replace('é', '%C3%A9'), { url: 'http://h/é' }],
  ['GET ${vars.url}: 200', '/a%20b%0D%0A?c', { url: '/a b\r\n?c#d' }],
  ['GET ${vars.url}: 200', 'httpd', { url: 'httpd' }],
  ['GET ${vars.nothing}/a: 200', '/a'],
  ['GET /${"a/b"}/é: 200', '/a%2Fb/%C3%A9'],
  ['GET /a$${id%7D: 200', '/a${id%7D'],
  ['GET /a?${vars.id}={id}: 200', '/a?7={id}'],
  ['GET /a: { params: { query: { a: 1, "b c": "d&e", f: true, g: "" } } }', '/a?a=1&b%20c=d%26e&f=true&g='],
  [
    'GET /a: { params: { query: { a: [1, 2], b: [], c: "${vars.nothing}", d: "${vars.list}" } } }',
    '/a?a=1&a=2&d=1&d=x',
  ],
  ['GET /a?x=1&: { params: { query: { y: 1 } } }', '/a?x=1&y=1'],
  ['GET /a?: { params: { query: { y: "${vars.path}" } } }', '/a?y=%2Fa%2Fb'],
  ['GET /a: { params: { query: { y: "${vars}" } } }', '/a?y=%7B%22id%22%3A1%7D', { id: 1 }],
];

describe('compileTarget', () => {
  for (const [item, target, vars] of TARGETS) {
    it(`sends ${item} to ${target}`, () => {
      const whole = item.includes('${vars}') ? { vars } : { vars: { ...scope.vars, ...vars } };
      expect(sentBy(item, whole, { above }).target).to.equal(target);
    });
  }

  it('does not send a parameter that has no value, and half of a character', () => {
    const item = 'GET /a/{id}: { params: { url: { id: "${vars.odd}" } } }';
    expect(() => send(item, { odd: null })).to.throw(
      PrepareError,
      '"{id}" of the path has no value: the expression gave null',
    );
    expect(() => send(item, { odd: '\ud800' })).to.throw(PrepareError, 'half of a character cannot be sent');
    const constant = requestOf('GET /a: { params: { query: { a: "\\ud800" } } }');
    expect(() => constant.prepare({}, runtime)).to.throw(PrepareError, 'half of a character cannot be sent');
  });

  it('shows a mistake in the path where it stands', () => {
    expect(told(inSuite('GET /a/${vars.}/{id}: { params: { url: { id: "${x" } } }'))).to.deep.equal([
      '2:19 expression-syntax the expression ends where a name is expected',
      '2:51 expression-syntax the "}" that ends this "${" is missing (add it; a literal "${" is written "$${")',
    ]);
  });
});

describe('compileHeaders', () => {
  it('sends headers as they are written, a list several times, without what is null', () => {
    const { headers } = send(
      'GET /a: { params: { header: { X-A: 1, x-b: [a, "${vars.id}"], x-c: "${vars.nothing}", x-d: é } } }',
    );
    expect(headers).to.deep.equal([
      ['X-A', '1'],
      ['x-b', 'a'],
      ['x-b', '7'],
      ['x-d', 'é'],
    ]);
  });

  it('sends cookies as one header, encoded where they have to be', () => {
    const item =
      'GET /a: { params: { header: { Cookie: z=1, a: b }, cookie: { a: 1, b: "x y;é%20", c: "${vars.nothing}" } } }';
    expect(send(item).headers).to.deep.equal([
      ['a', 'b'],
      ['cookie', 'z=1; a=1; b=x%20y%3B%C3%A9%20'],
    ]);
  });

  it('reports what no header can carry', () => {
    expect(told(inSuite('GET /a: { params: { header: { x: "a\\nb" }, cookie: { "a b": 1 } } }'))).to.deep.equal([
      '2:38 bad-header the header "x" has a line break or another control character (write it on one line)',
      '2:58 bad-header "a b" is no name of a cookie (it has no spaces, and none of ( ) < > @ , ; : \\ " / [ ] ? = { })',
    ]);
    const item = 'GET /a: { params: { header: { x: "${vars.odd}" } } }';
    expect(() => send(item, { odd: 'a\r\nb: c' })).to.throw(PrepareError, 'the header "x" has a line break');
  });
});

const JSON_TYPE = ['content-type', 'application/json'];
const TEXT_TYPE = ['content-type', 'text/plain; charset=utf-8'];

/** The value of `body`, what is sent, and its content type. */
const BODIES: readonly (readonly [body: string, text: string, type: readonly string[]])[] = [
  ['{ a: 1, b: [true, null] }', '{"a":1,"b":[true,null]}', JSON_TYPE],
  ['{ a: "${vars.id}", b: "n ${vars.id}" }', '{"a":7,"b":"n 7"}', JSON_TYPE],
  ['[]', '[]', JSON_TYPE],
  ['null', 'null', JSON_TYPE],
  ['5', '5', JSON_TYPE],
  ['hello é', 'hello é', TEXT_TYPE],
  ['""', '', TEXT_TYPE],
  ['"${vars.id}"', '7', JSON_TYPE],
  ['"${vars.list}"', '[1,null,"x"]', JSON_TYPE],
  ['"${vars.text}"', 'a b/c?d&é', TEXT_TYPE],
  ['"${vars.nothing}"', 'null', JSON_TYPE],
];

describe('compileBody', () => {
  for (const [body, text, type] of BODIES) {
    it(`sends ${body} as ${text}`, () => {
      const sent = send(`POST /a: { params: { body: ${body} } }`);
      expect(sent.headers).to.deep.equal([type]);
      expect(sent.body).to.deep.equal({ kind: 'bytes', bytes: Buffer.from(text), text });
    });
  }

  it('leaves a content type that is written, also to a text that is no JSON', () => {
    const sent = send(`POST /a: { params: { header: { Content-Type: application/json }, body: '{"a":' } }`);
    expect(sent.headers).to.deep.equal([['Content-Type', 'application/json']]);
    expect(sent.body).to.deep.equal({ kind: 'bytes', bytes: Buffer.from('{"a":'), text: '{"a":' });
  });

  it('is nothing without a body', () => {
    expect(send('POST /a: 200')).to.deep.equal({ method: 'POST', target: '/a', headers: [], body: undefined });
  });

  it('sends a form', () => {
    expect(send('POST /a: { params: { form: { a: 1, b: [x, "${vars.id}"], c: "${vars.nothing}" } } }')).to.deep.equal({
      method: 'POST',
      target: '/a',
      headers: [],
      body: {
        kind: 'form',
        fields: [
          ['a', '1'],
          ['b', 'x'],
          ['b', '7'],
        ],
      },
    });
  });

  it('sends a form with files', () => {
    const { body } = send(`POST /a:
  params:
    form: { a: 1 }
    file:
      photo: ./photo.png
      more:
        - { file: a.bin, name: "n\${vars.id}.txt", type: a/b }
        - { text: "hi \${vars.id}" }
        - { text: a, name: x.json }
        - { base64: AAEC, type: image/png }
      any: "./\${vars.id}.txt"`);
    expect(body).to.deep.equal({
      kind: 'multipart',
      fields: [['a', '1']],
      files: [
        { field: 'photo', name: 'photo.png', type: 'image/png', content: { path: '/p/photo.png' } },
        { field: 'more', name: 'n7.txt', type: 'a/b', content: { path: '/p/a.bin' } },
        { field: 'more', name: 'more', type: 'text/plain', content: { bytes: Buffer.from('hi 7') } },
        { field: 'more', name: 'x.json', type: 'application/json', content: { bytes: Buffer.from('a') } },
        { field: 'more', name: 'more', type: 'image/png', content: { bytes: Buffer.from([0, 1, 2]) } },
        { field: 'any', name: '7.txt', type: 'text/plain', content: { path: '/p/7.txt' } },
      ],
    });
  });

  it('reports files that are not there and Base64 that is none', () => {
    expect(
      told(inSuite('POST /a: { params: { file: { a: ./x.png, b: [ { file: /y }, { base64: "A" } ] } } }')),
    ).to.deep.equal([
      '2:37 file-not-found there is no file "./x.png" (a relative name starts at the folder of this file)',
      '2:59 file-not-found there is no file "/y"',
      '2:75 wrong-value "A" is not Base64',
    ]);
    expect(() => send('POST /a: { params: { file: { a: { base64: "${vars.id}" } } } }')).to.throw(
      PrepareError,
      '"7" is not Base64',
    );
  });
});

describe('compileClient', () => {
  const { clients } = caseOf(
    `clients:\n  ann: { ws: "/ws/{room}/\${vars.id}", params: { url: { room: a b }, query: { t: 1 }, header: { x: y }, cookie: { c: 1 } }, protocols: [v1.chat] }\n  bob: { ws: "\${vars.url}" }\nsteps: [ { ann: { open: 101 } } ]`,
    above,
  );
  const [ann, bob] = clients;

  it('prepares a handshake', () => {
    expect(ann?.prepare(scope, runtime)).to.deep.equal({
      target: '/ws/a%20b/7?t=1',
      headers: [
        ['x', 'y'],
        ['cookie', 'c=1'],
      ],
      protocols: ['v1.chat'],
    });
    expect(bob?.prepare({ vars: { url: 'wss://h/x' } }, runtime).target).to.equal('wss://h/x');
  });

  it('does not connect to what is no path', () => {
    expect(() => bob?.prepare({ vars: { url: 'a' } }, runtime)).to.throw(
      PrepareError,
      '"a" is neither a path nor a URL',
    );
  });
});

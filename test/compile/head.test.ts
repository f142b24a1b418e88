import { expect } from 'chai';
import { compileHead } from '../../src/compile/head.ts';
import { RequestError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { ANYTHING } from '../../src/core/names.ts';
import type { RawHeaders } from '../../src/core/plan.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Runtime } from '../../src/core/runtime.ts';
import { compileText } from '../../src/expression/index.ts';
import type { Named } from '../../src/spec/route-spec.ts';
import { brief, documentOf } from '../spec/support.ts';

const RUNTIME: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

interface Compiled {
  readonly head: ReturnType<typeof compileHead>;
  readonly told: readonly string[];
  render(query?: JsonObject): RawHeaders;
}

/** The head of `headers: …` and `cookies: …` as they are written. */
function compile(text: string, contentType?: string, always: RawHeaders = []): Compiled {
  const told: string[] = [];
  const { value, place } = documentOf(text);
  const named = (key: string): readonly Named[] =>
    Object.entries(((value as JsonObject)[key] ?? {}) as JsonObject).map(([name, item]) => ({
      name,
      value: item,
      place: place.child(key, name),
    }));
  const report = (problem: Parameters<typeof brief>[0]): void => {
    told.push(brief(problem));
  };
  const head = compileHead(
    { always, contentType, headers: named('headers'), cookies: named('cookies') },
    { report, text: (item, at) => compileText(item, at, { names: new Map([['query', ANYTHING]]), report }) },
  );
  return { head, told, render: (query = {}) => head.constant ?? head.render({ query }, RUNTIME) };
}

describe('compileHead', () => {
  for (const [what, text, expected] of [
    ['names in lower case, values as text', 'headers: { X-A: b, n: 5, t: true }', ['x-a', 'b', 'n', '5', 't', 'true']],
    ['a list as several headers', 'headers: { link: [a, b] }', ['link', 'a', 'link', 'b']],
    ['nothing', '{}', []],
    ['characters beyond ASCII as UTF-8', 'headers: { x-a: 你好 }', ['x-a', Buffer.from('你好').toString('latin1')]],
    [
      'characters beyond ASCII in location percent-encoded, once',
      'headers: { Location: "/a/你/%E4?b=é" }',
      ['location', '/a/%E4%BD%A0/%E4?b=%C3%A9'],
    ],
    ['a tab inside a value', 'headers: { x-a: "a\\tb" }', ['x-a', 'a\tb']],
    ['a date as it is written', 'headers: { x-a: 2026-11-22 }', ['x-a', '2026-11-22']],
    ['a plain cookie', 'cookies: { sid: abc }', ['set-cookie', 'sid=abc; Path=/']],
    [
      'a cookie with every attribute',
      'cookies: { sid: { value: a b, maxAge: 1.5m, expires: 2026-12-31T23:59:59Z, path: /x, domain: example.com, httpOnly: true, secure: true, sameSite: lax, partitioned: true } }',
      [
        'set-cookie',
        'sid=a%20b; Max-Age=90; Domain=example.com; Path=/x; Expires=Thu, 31 Dec 2026 23:59:59 GMT; HttpOnly; Secure; Partitioned; SameSite=Lax',
      ],
    ],
    [
      'a cookie that ends at once',
      'cookies: { sid: { value: "", maxAge: 0s } }',
      ['set-cookie', 'sid=; Max-Age=0; Path=/'],
    ],
    [
      'flags that are false',
      'cookies: { sid: { value: a, httpOnly: false, secure: false } }',
      ['set-cookie', 'sid=a; Path=/'],
    ],
    [
      'numbers and characters beyond ASCII in cookies',
      'cookies: { n: 5, u: 你, s: "a;b=c" }',
      ['set-cookie', 'n=5; Path=/', 'set-cookie', 'u=%E4%BD%A0; Path=/', 'set-cookie', 's=a%3Bb%3Dc; Path=/'],
    ],
  ] as const) {
    it(`sends ${what}, ready when the file is loaded`, () => {
      const { head, told, render } = compile(text);
      expect(told).to.deep.equal([]);
      expect(render()).to.deep.equal(expected);
      expect(Object.isFrozen(head.constant)).to.equal(true);
    });
  }

  it('begins with the content type where none is written, and with what is always sent', () => {
    expect(compile('headers: { a: b }', 'text/x', ['x-r', 'y']).render()).to.deep.equal([
      'content-type',
      'text/x',
      'x-r',
      'y',
      'a',
      'b',
    ]);
    expect(compile('headers: { Content-Type: z }', 'text/x').render()).to.deep.equal(['content-type', 'z']);
  });

  it('fills expressions in, and says which names it reads', () => {
    const { head, render } = compile(
      'headers: { x-a: "n ${query.n}", x-b: c }\ncookies: { k: { value: "${query.n}", maxAge: 1h } }',
    );
    expect(head.constant).to.equal(undefined);
    expect([...head.uses]).to.deep.equal(['query']);
    expect(render({ n: 5 })).to.deep.equal(['x-a', 'n 5', 'x-b', 'c', 'set-cookie', 'k=5; Max-Age=3600; Path=/']);
    expect(render()).to.deep.equal(['x-a', 'n ', 'x-b', 'c', 'set-cookie', 'k=; Max-Age=3600; Path=/']);
  });

  for (const [what, text, given, expected] of [
    ['beyond ASCII in a header', 'headers: { x-a: "${query.v}" }', '你', ['x-a', Buffer.from('你').toString('latin1')]],
    ['beyond ASCII in location', 'headers: { location: "/${query.v}" }', '你/é', ['location', '/%E4%BD%A0/%C3%A9']],
    ['a lone surrogate in location', 'headers: { location: "/${query.v}" }', '\ud800', ['location', '/%EF%BF%BD']],
    [
      'that would end a cookie',
      'cookies: { a: "${query.v}" }',
      'x; Path=/admin',
      ['set-cookie', 'a=x%3B%20Path%3D%2Fadmin; Path=/'],
    ],
  ] as const) {
    it(`sends a value ${what} safely`, () => expect(compile(text).render({ v: given })).to.deep.equal(expected));
  }

  for (const text of [
    'headers: { x-a: "${query.v}" }',
    'headers: { location: "/${query.v}" }',
    'headers: { x-a: [b, "${query.v}"] }',
    'cookies: { a: "${query.v}" }',
    'cookies: { a: { value: "x ${query.v}" } }',
  ]) {
    for (const bad of ['a\r\nset-cookie: x=1', 'a\nb', 'a\rb', 'a\0b', '\u001b[31m', '\u007f']) {
      it(`refuses ${JSON.stringify(bad)} that came with the request in ${text}`, () => {
        expect(() => compile(text).render({ v: bad }))
          .to.throw(RequestError)
          .that.includes({ status: 400, kind: 'malformed' });
      });
    }
  }

  for (const [text, expected] of [
    ['headers: { "x a": b }', '1:12 bad-header "x a" is no header name (it has letters, digits and "-")'],
    ['headers: { "": b }', '1:12 bad-header "" is no header name (it has letters, digits and "-")'],
    ['headers: { "x\\r\\ny": b }', '1:12 bad-header "x\r\ny" is no header name (it has letters, digits and "-")'],
    ['headers: { 名: b }', '1:12 bad-header "名" is no header name (it has letters, digits and "-")'],
    ['headers: { Content-Length: 5 }', '1:12 bad-header "Content-Length" is set by the server itself (remove it)'],
    ['headers: { connection: close }', '1:12 bad-header "connection" is set by the server itself (remove it)'],
    [
      'headers: { x-a: "b\\nc" }',
      '1:17 bad-header a header value has no line breaks or control characters (write it on one line)',
    ],
    [
      'headers: { x-a: [b, "c\\0"] }',
      '1:21 bad-header a header value has no line breaks or control characters (write it on one line)',
    ],
    [
      'headers:\n  x-a: |\n    b\n',
      '3:5 bad-header a header value has no line breaks or control characters (write it on one line)',
    ],
    ['cookies: { "a=b": c }', '1:12 bad-header "a=b" is no cookie name (it has letters, digits, "-" and "_")'],
    ['cookies: { a: { value: b, domain: "x;y" } }', '1:35 bad-header "x;y" is no domain of a cookie'],
    ['cookies: { a: { value: b, path: "/x;y" } }', '1:33 bad-header "/x;y" is no path of a cookie'],
    [
      'cookies: { a: { value: b, expires: soon } }',
      '1:36 wrong-value "soon" is no date (write it as 2026-12-31T23:59:59Z)',
    ],
  ] as const) {
    it(`tells ${JSON.stringify(text)}, and leaves it out`, () => {
      const { told, render } = compile(text);
      expect(told).to.deep.equal([expected]);
      expect(render()).to.not.include('x-a: b\nc');
    });
  }
});

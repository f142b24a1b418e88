import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { type MockProject, sendRaw, serveProject } from './mock-project.ts';

const ROUTES = `
routes:
  GET /: { data: hello }
  GET /echo/{text}: { data: "\${url.text}" }
  GET /query:
    params: { query: { a: integer, s: string } }
    data: "\${query}"
  GET /open: { data: { q: "\${query}", c: "\${cookie}", h: '\${header["x-a"]}' } }
  POST /json:
    params:
      body:
        type: object
        properties:
          list: { type: array, uniqueItems: true, items: {} }
          numbers: { type: array, items: { type: integer } }
          word: { type: string, pattern: "^(a+)+$" }
          constructor: { type: string }
    data: ok
  POST /strict: { params: { body: { type: object, required: [constructor] } }, data: ok }
  POST /form: { params: { form: { a: string } }, data: "\${form}" }
  POST /any: { data: { body: "\${body}", raw: "\${request.body}" } }
  POST /file: { params: { file: { f: { maxSize: 1MB } } }, data: { name: "\${file.f.name}" } }
  GET /location: { headers: { location: "/x/\${query.to}", x-word: "\${query.word}" }, cookies: { c: "\${query.cookie}" }, data: null }
  GET /sent/{name}: { file: "./files/\${url.name}" }
  GET /matches: { params: { query: { s: string } }, cases: [ { when: 'query.s.matches("^(a+)+$")', data: yes }, { data: no } ] }
  GET /fails: { data: "\${query.a < 1}" }
  GET /skips: { cases: [ { when: query.a < 1, data: one }, { data: other } ] }
`;

const SECRET = 'secret of the house';

describe('a hostile client', () => {
  let project: MockProject;

  before(async () => {
    project = await serveProject({
      'routes.d/all.yaml': ROUTES,
      'routes.d/files/a.txt': 'fine',
      'secret.txt': SECRET,
      'routes.d/mockapi.yaml': 'limits: { upload: 2MB, body: 256KB }',
    });
    symlinkSync(join(project.folder, 'secret.txt'), join(project.folder, 'routes.d/files/link.txt'));
  });
  after(() => project.close());

  const json = (text: string | Buffer, path = '/json', headers: Record<string, string> = {}): Promise<Response> =>
    fetch(project.url + path, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', ...headers },
    });

  const form = (text: string): Promise<Response> =>
    fetch(`${project.url}/form`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

  const refusals: readonly (readonly [string, () => Promise<Response>, number, RegExp])[] = [
    ['malformed JSON', () => json('{"a":'), 400, /JSON is malformed at 1:6/],
    ['a repeated key', () => json('{"a":1,"a":2}'), 400, /"a" is repeated/],
    ['__proto__ in JSON', () => json('{"__proto__":{"x":1}}'), 400, /__proto__/],
    ['__proto__ deep in JSON', () => json('{"a":[{"__proto__":1}]}'), 400, /__proto__/],
    ['__proto__ written with escapes', () => json('{"\\u005f_proto__":1}'), 400, /__proto__/],
    ['deep JSON', () => json('['.repeat(5000) + ']'.repeat(5000)), 400, /limits\.depth/],
    ['invalid UTF-8 in JSON', () => json(Buffer.from([0x22, 0xff, 0x22])), 400, /UTF-8/],
    ['a body beyond the limit', () => json(JSON.stringify('x'.repeat(300_000))), 413, /limits\.body/],
    [
      'a gzip bomb',
      () => json(gzipSync(Buffer.alloc(50_000_000, 0x20)), '/json', { 'content-encoding': 'gzip' }),
      413,
      /limits\.body/,
    ],
    ['broken gzip', () => json('not gzip', '/json', { 'content-encoding': 'gzip' }), 400, /inflated/],
    ['brotli', () => json('x', '/json', { 'content-encoding': 'br' }), 415, /br/],
    ['an unknown encoding', () => json('x', '/json', { 'content-encoding': 'rot13' }), 415, /rot13/],
    ['a wrong content type', () => json('x', '/json', { 'content-type': 'text/plain' }), 415, /application\/json/],
    ['JSON to a form', () => json('{}', '/form'), 415, /urlencoded/],
    ['__proto__ in a query', () => fetch(`${project.url}/query?__proto__=1`), 400, /__proto__/],
    ['__proto__ in a query that nobody declared', () => fetch(`${project.url}/?__proto__=1`), 400, /__proto__/],
    ['__proto__ in a form', () => form('__proto__=1'), 400, /__proto__/],
    [
      '__proto__ in a cookie',
      () => fetch(`${project.url}/open`, { headers: { cookie: '__proto__=1' } }),
      400,
      /__proto__/,
    ],
    ['bad percent-encoding in a form', () => form('a=%zz'), 400, /percent/],
    ['bad percent-encoding in a query', () => fetch(`${project.url}/query?s=%zz`), 400, /percent/],
    ['bad percent-encoding on a literal route', () => fetch(`${project.url}/?s=%zz`), 400, /percent/],
    ['invalid UTF-8 in a query', () => fetch(`${project.url}/query?s=%ff`), 400, /UTF-8/],
    ['too many form fields', () => form('a=1&'.repeat(3000)), 413, /limits\.fields/],
    ['a repeated scalar', () => fetch(`${project.url}/query?a=1&a=2`), 422, /"a"/],
    ['a hexadecimal number', () => fetch(`${project.url}/query?a=0x10`), 422, /integer/],
    ['Infinity', () => fetch(`${project.url}/query?a=Infinity`), 422, /integer/],
    ['a missing property called constructor', () => json('{}', '/strict'), 422, /constructor/],
    [
      'a line break into a location header',
      () => fetch(`${project.url}/location?to=%0d%0aset-cookie:%20a=1`),
      400,
      /line break/,
    ],
    ['a NUL into a header', () => fetch(`${project.url}/location?word=a%00b`), 400, /control/],
    ['a line break into a cookie', () => fetch(`${project.url}/location?cookie=a%0ab`), 400, /line break/],
    ['a file outside, encoded', () => fetch(`${project.url}/sent/..%2f..%2fsecret.txt`), 404, /./],
    ['a file outside, twice encoded', () => fetch(`${project.url}/sent/%252e%252e%252fsecret.txt`), 404, /./],
    ['a link that leads outside', () => fetch(`${project.url}/sent/link.txt`), 404, /./],
    ['a folder as a file', () => fetch(`${project.url}/sent/.`), 404, /./],
    ['a NUL in a file name', () => fetch(`${project.url}/sent/a.txt%00.png`), 404, /./],
    ['an upload beyond its limit', () => upload(Buffer.alloc(3_000_000)), 413, /limits\.upload/],
    ['a file beyond its own limit', () => upload(Buffer.alloc(1_500_000)), 422, /1MB/],
    [
      'multipart without a boundary',
      () =>
        fetch(`${project.url}/file`, { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } }),
      400,
      /./,
    ],
  ];

  const upload = (bytes: Buffer): Promise<Response> => {
    const body = new FormData();
    body.set('f', new Blob([new Uint8Array(bytes)]), '../../etc/passwd');
    return fetch(`${project.url}/file`, { method: 'POST', body });
  };

  for (const [name, send, status, message] of refusals) {
    it(`gets ${status} in the envelope for ${name}`, async () => {
      const response = await send();
      const body = (await response.json()) as { code: number; message: string };
      expect([response.status, body.code]).to.deep.equal([status, status]);
      expect(body.message).to.match(message);
      expect(JSON.stringify(body)).not.to.include(SECRET);
    });
  }

  it('gets its 400 for a bad path', async () => {
    const answer = await sendRaw(project.port, 'GET /echo/%zz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n');
    expect(answer).to.match(/^HTTP\/1\.1 400 /);
    expect(answer).to.include('percent-encoding');
  });

  it('gets 431 that names the setting for too large headers', async () => {
    const answer = await sendRaw(project.port, `GET / HTTP/1.1\r\nhost: a\r\nx-a: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).to.match(/^HTTP\/1\.1 431 /);
    expect(answer).to.include('limits.headers');
    expect(answer).to.include('"code":431');
  });

  it('gets 400 in the envelope for what is no HTTP', async () => {
    const answer = await sendRaw(project.port, 'NONSENSE\r\n\r\n');
    expect(answer).to.match(/^HTTP\/1\.1 400 /);
    expect(answer).to.include('"code":400');
  });

  it('gets no second answer through a smuggled request', async () => {
    const answer = await sendRaw(
      project.port,
      'POST /any HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\nhost: a\r\n\r\n',
    );
    expect(answer.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 400']);
  });

  const bounded: readonly (readonly [string, () => Promise<Response>, number])[] = [
    [
      '20,000 objects that must differ',
      () => json(JSON.stringify({ list: Array.from({ length: 20_000 }, (_, index) => ({ i: index })) })),
      200,
    ],
    [
      '5,000 objects that must differ',
      () => json(JSON.stringify({ list: Array.from({ length: 5_000 }, (_, index) => ({ i: index })) })),
      200,
    ],
    ['60,000 wrong items', () => json(JSON.stringify({ numbers: Array.from({ length: 60_000 }, () => 'x') })), 422],
    ['a catastrophic pattern in a schema', () => json(JSON.stringify({ word: `${'a'.repeat(30_000)}!` })), 422],
    ['a catastrophic pattern in an expression', () => fetch(`${project.url}/matches?s=${'a'.repeat(8_000)}!`), 200],
  ];
  for (const [name, send, status] of bounded) {
    it(`does not hold up the others with ${name}`, async () => {
      const sent = send();
      const other = await fetch(project.url);
      expect(other.status).to.equal(200);
      expect((await sent).status).to.equal(status);
    }).timeout(5_000);
  }

  it('lists 100 of its mistakes and counts the rest', async () => {
    const response = await json(JSON.stringify({ numbers: Array.from({ length: 1_000 }, () => 'x') }));
    const { data } = (await response.json()) as { data: readonly Record<string, unknown>[] };
    expect(data).to.have.length(101);
    expect(data.at(-1)).to.deep.equal({ more: 900 });
  });

  it('sees a failed expression as 500 with its place, and a failed condition as a skipped case', async () => {
    const failed = await fetch(`${project.url}/fails?a=x`);
    expect(failed.status).to.equal(500);
    expect(await failed.json())
      .to.have.property('message')
      .that.matches(/all\.yaml:\d+:\d+/);
    const skipped = await fetch(`${project.url}/skips?a=x`);
    expect(await skipped.json()).to.have.property('data', 'other');
  });

  it('may send header values in UTF-8 as it was meant', async () => {
    const answer = await sendRaw(
      project.port,
      'GET /open HTTP/1.1\r\nhost: a\r\nx-a: 中文\r\nconnection: close\r\n\r\n',
    );
    expect(answer).to.include('"h":"中文"');
  });

  it('leaves a server behind that still answers', async () => {
    writeFileSync(join(project.folder, 'routes.d/files/b.txt'), 'new');
    const response = await fetch(`${project.url}/sent/b.txt`);
    expect([response.status, await response.text()]).to.deep.equal([200, 'new']);
  });
});

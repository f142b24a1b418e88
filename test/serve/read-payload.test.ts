import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { RequestError } from '../../src/core/errors.ts';
import type { BodyMode, Payload } from '../../src/core/exchange.ts';
import { type BodyLimits, hasBody, readPayload } from '../../src/serve/read-payload.ts';
import { sendPlan } from '../../src/serve/send.ts';
import { createUploads, type Uploads } from '../../src/serve/uploads.ts';
import { head, hear, open, startServer, type TestServer, talk } from './wire.ts';

const KB = 1024;
const LIMITS: BodyLimits = { bodyBytes: 2 * KB, uploadBytes: 64 * KB, memoryBytes: KB, depth: 8, fields: 5 };
const JSON_TYPE = 'content-type: application/json';
const FORM_TYPE = 'content-type: application/x-www-form-urlencoded';
const MULTIPART_TYPE = 'content-type: multipart/form-data; boundary=b';
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A body with its length. */
function post(mode: BodyMode, lines: readonly string[], body: string | Buffer): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([
    Buffer.from(head(`POST /${mode} HTTP/1.1`, ...lines, `content-length: ${bytes.length}`)),
    bytes,
  ]);
}

/** Parts with their own headers. */
function form(...parts: readonly (readonly [head: string, body: string | Buffer])[]): Buffer {
  const pieces = parts.flatMap(([lines, body]) => [
    Buffer.from(`--b\r\n${lines}\r\n\r\n`),
    Buffer.from(body),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from('--b--\r\n')]);
}

const field = (name: string): string => `Content-Disposition: form-data; name="${name}"`;
const file = (name: string, fileName: string, type = 'text/plain'): string =>
  `Content-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: ${type}`;

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: unknown;
}

function parseAnswer(text: string): Answer {
  const [headers = '', body = ''] = text.split('\r\n\r\n');
  return {
    status: Number(headers.slice(9, 12)),
    headers,
    body: body === '' ? undefined : JSON.parse(Buffer.from(body, 'latin1').toString()),
  };
}

function show(payload: Payload): unknown {
  // The text is made when it is asked for.
  if (payload.kind === 'json') return { kind: payload.kind, value: payload.value, text: payload.text };
  if (payload.kind === 'raw') return { kind: payload.kind, text: payload.text };
  if (payload.kind !== 'multipart') return payload;
  return { ...payload, files: payload.files.map((upload) => ({ ...upload, text: upload.text.slice(0, 20) })) };
}

describe('readPayload', () => {
  let server: TestServer;
  let uploads: Uploads;
  let parent: string;
  /** What the server's handler ended with, for clients that are gone by then. */
  let outcomes: Promise<unknown>[];
  let arrived: () => void;
  let limits: BodyLimits;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
    arrived();
    const answer = (status: number, value: unknown, headers: readonly string[] = []): unknown =>
      sendPlan({ kind: 'send', status, headers, delayMs: 0, body: JSON.stringify(value) }, { req, res });
    if (!hasBody(req)) return answer(200, { kind: 'no body' });
    try {
      const { payload, release } = await readPayload({ req }, req.url?.slice(1) as BodyMode, limits, uploads);
      const shown = show(payload);
      await release?.();
      await release?.();
      await answer(200, shown);
      return shown;
    } catch (error) {
      if (!(error instanceof RequestError)) {
        await answer(500, { message: String(error) });
        return error;
      }
      await answer(error.status, { kind: error.kind, message: error.message }, error.headers);
      return `${error.status} ${error.message}`;
    }
  }

  async function ask(...said: readonly (string | Buffer)[]): Promise<Answer> {
    return parseAnswer(await talk(server.port, ...said));
  }

  before(async () => {
    server = await startServer((req, res) => outcomes.push(handle(req, res)));
  });
  after(() => server.close());
  beforeEach(() => {
    outcomes = [];
    arrived = () => {};
    limits = LIMITS;
    parent = mkdtempSync(join(tmpdir(), 'mockapi-test-'));
    uploads = createUploads(parent);
  });
  afterEach(async () => {
    await Promise.all(outcomes);
    if (uploads.folder !== undefined) expect(readdirSync(uploads.folder)).to.deep.equal([]);
    await uploads.close();
    rmSync(parent, { recursive: true, force: true });
  });

  const taken: readonly (readonly [
    what: string,
    mode: BodyMode,
    lines: readonly string[],
    body: string | Buffer,
    unknown,
  ])[] = [
    ['JSON', 'json', [JSON_TYPE], '{"a":[1,"é"]}', { kind: 'json', value: { a: [1, 'é'] }, text: '{"a":[1,"é"]}' }],
    ['JSON of no type', 'json', [], ' 7 ', { kind: 'json', value: 7, text: ' 7 ' }],
    ['+json', 'json', ['content-type: application/vnd.x+json'], 'null', { kind: 'json', value: null, text: 'null' }],
    ['JSON after a byte order mark', 'json', [JSON_TYPE], '\ufeff{}', { kind: 'json', value: {}, text: '\ufeff{}' }],
    [
      'JSON in Latin-1',
      'json',
      [`${JSON_TYPE}; charset=ISO-8859-1`],
      Buffer.from('"é"', 'latin1'),
      { kind: 'json', value: 'é', text: '"é"' },
    ],
    ['gzip', 'json', [JSON_TYPE, 'content-encoding: gzip'], gzipSync('[1]'), { kind: 'json', value: [1], text: '[1]' }],
    [
      'X-GZIP',
      'json',
      [JSON_TYPE, 'content-encoding: X-GZIP'],
      gzipSync('[1]'),
      { kind: 'json', value: [1], text: '[1]' },
    ],
    [
      'deflate',
      'json',
      [JSON_TYPE, 'content-encoding: Deflate'],
      deflateSync('"é"'),
      { kind: 'json', value: 'é', text: '"é"' },
    ],
    ['identity', 'json', [JSON_TYPE, 'content-encoding: identity'], '[1]', { kind: 'json', value: [1], text: '[1]' }],
    ['gzip of nothing', 'json', [JSON_TYPE, 'content-encoding: gzip'], gzipSync(''), { kind: 'none' }],
    [
      'gzip of a form',
      'form',
      [FORM_TYPE, 'content-encoding: gzip'],
      gzipSync('a=1'),
      { kind: 'form', fields: [['a', '1']], text: 'a=1' },
    ],
    [
      'a form with repeats',
      'form',
      [FORM_TYPE],
      'a=1&b=x+y&a=%C3%A9',
      {
        kind: 'form',
        fields: [
          ['a', '1'],
          ['b', 'x y'],
          ['a', 'é'],
        ],
        text: 'a=1&b=x+y&a=%C3%A9',
      },
    ],
    ['nothing at all', 'json', [JSON_TYPE], '', { kind: 'no body' }],
    ['JSON on an open route', 'open', [JSON_TYPE], '{"a":1}', { kind: 'json', value: { a: 1 }, text: '{"a":1}' }],
    ['a form on an open route', 'open', [FORM_TYPE], 'a=1', { kind: 'form', fields: [['a', '1']], text: 'a=1' }],
    ['JSON of no type on an open route', 'open', [], '[1]', { kind: 'json', value: [1], text: '[1]' }],
    ['text of no type on an open route', 'open', [], 'hello é', { kind: 'raw', text: 'hello é' }],
    ['text', 'open', ['content-type: text/plain'], '{"a"', { kind: 'raw', text: '{"a"' }],
    [
      'bytes',
      'open',
      ['content-type: image/png'],
      Buffer.from([0x89, 0xff, 0]),
      { kind: 'raw', text: '\u0089\u00ff\u0000' },
    ],
    [
      'text in a charset unknown here',
      'open',
      ['content-type: text/plain; charset=gbk'],
      Buffer.from([0xc4, 0xe3]),
      { kind: 'raw', text: 'Äã' },
    ],
    [
      'multipart/mixed on an open route',
      'open',
      ['content-type: multipart/mixed; boundary=b'],
      '--b--',
      { kind: 'raw', text: '--b--' },
    ],
  ];
  for (const [what, mode, lines, body, payload] of taken) {
    it(`takes ${what} (${mode})`, async () => {
      const { status, body: shown } = await ask(post(mode, lines, body));
      expect({ status, shown }).to.deep.equal({ status: 200, shown: payload });
    });
  }

  it('takes a body that comes in chunks, letters split between them', async () => {
    const [before, after] = [Buffer.from('"aé"').subarray(0, 3), Buffer.from('"aé"').subarray(3)];
    const chunk = (bytes: Buffer): Buffer =>
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
    const lines = [JSON_TYPE, 'transfer-encoding: chunked'];
    const { body } = await ask(head('POST /json HTTP/1.1', ...lines), chunk(before), chunk(after), '0\r\n\r\n');
    expect(body).to.deep.equal({ kind: 'json', value: 'aé', text: '"aé"' });
    const empty = await ask(head('POST /json HTTP/1.1', ...lines), '0\r\n\r\n');
    expect(empty.body).to.deep.equal({ kind: 'none' });
  });

  it('leaves `Expect: 100-continue` to Node', async () => {
    const lines = [JSON_TYPE, 'expect: 100-continue', 'content-length: 2'];
    const socket = await open(server.port);
    socket.write(head('POST /json HTTP/1.1', ...lines));
    const [first] = await once(socket, 'data');
    expect(String(first)).to.equal('HTTP/1.1 100 Continue\r\n\r\n');
    const rest = hear(socket);
    socket.write('{}');
    expect(parseAnswer(await rest).body).to.deep.equal({ kind: 'json', value: {}, text: '{}' });
  });

  const refused: readonly (readonly [
    what: string,
    mode: BodyMode,
    lines: readonly string[],
    body: string | Buffer,
    status: number,
    message: string,
  ])[] = [
    [
      'text for JSON',
      'json',
      ['content-type: text/plain'],
      '{}',
      415,
      'this route takes application/json; not "text/plain"',
    ],
    [
      'a form for JSON',
      'json',
      [FORM_TYPE],
      'a=1',
      415,
      'this route takes application/json; not "application/x-www-form-urlencoded"',
    ],
    [
      'JSON for a form',
      'form',
      [JSON_TYPE],
      '{}',
      415,
      'this route takes application/x-www-form-urlencoded or multipart/form-data; not "application/json"',
    ],
    [
      'no type for a form',
      'form',
      [],
      'a=1',
      415,
      'this route takes application/x-www-form-urlencoded or multipart/form-data; the request names no content type',
    ],
    [
      'a form for files',
      'multipart',
      [FORM_TYPE],
      'a=1',
      415,
      'this route takes multipart/form-data; not "application/x-www-form-urlencoded"',
    ],
    [
      'another charset',
      'json',
      [`${JSON_TYPE}; charset=utf-16`],
      '{}',
      415,
      'the charset "utf-16" of application/json is not taken; send UTF-8',
    ],
    [
      'Brotli',
      'json',
      [JSON_TYPE, 'content-encoding: br'],
      brotliCompressSync('{}'),
      415,
      'the content encoding "br" is not taken; send gzip, deflate or none',
    ],
    [
      'two encodings',
      'json',
      [JSON_TYPE, 'content-encoding: gzip, gzip'],
      gzipSync(gzipSync('{}')),
      415,
      'the content encoding "gzip, gzip" is not taken; send gzip, deflate or none',
    ],
    [
      'compressed multipart',
      'multipart',
      [MULTIPART_TYPE, 'content-encoding: gzip'],
      gzipSync(form()),
      415,
      'a multipart body is not taken compressed; send it without an encoding',
    ],
    [
      'what is no gzip',
      'json',
      [JSON_TYPE, 'content-encoding: gzip'],
      '{"a":1}',
      400,
      'the compressed body cannot be inflated',
    ],
    [
      'gzip that breaks off',
      'json',
      [JSON_TYPE, 'content-encoding: gzip'],
      gzipSync('{"a":1}').subarray(0, 15),
      400,
      'the compressed body cannot be inflated',
    ],
    [
      'gzip with a wrong checksum',
      'json',
      [JSON_TYPE, 'content-encoding: gzip'],
      Buffer.concat([gzipSync('{}').subarray(0, -8), Buffer.alloc(8)]),
      400,
      'the compressed body cannot be inflated',
    ],
    [
      'a gzip bomb',
      'json',
      [JSON_TYPE, 'content-encoding: gzip'],
      gzipSync(Buffer.alloc(1_000_000, ' ')),
      413,
      'the body is larger than 2KB; raise limits.body',
    ],
    [
      'a body that is too large',
      'json',
      [JSON_TYPE],
      Buffer.alloc(2 * KB + 1, ' '),
      413,
      'the body is larger than 2KB; raise limits.body',
    ],
    [
      'text that is too large',
      'open',
      ['content-type: text/plain'],
      Buffer.alloc(2 * KB + 1),
      413,
      'the body is larger than 2KB; raise limits.body',
    ],
    [
      'a form in bad UTF-8',
      'form',
      [FORM_TYPE],
      Buffer.from([0x61, 0x3d, 0xff]),
      400,
      'the body is no valid UTF-8 text',
    ],
    [
      'a form with too many fields',
      'form',
      [FORM_TYPE],
      'a&b&c&d&e&f',
      413,
      'form has more than 5 fields; raise limits.fields',
    ],
    [
      'multipart without a boundary',
      'multipart',
      ['content-type: multipart/form-data'],
      form(),
      400,
      'the multipart content type needs a boundary of 1 to 70 characters',
    ],
    [
      'multipart with a long boundary',
      'multipart',
      [`content-type: multipart/form-data; boundary=${'b'.repeat(71)}`],
      form(),
      400,
      'the multipart content type needs a boundary of 1 to 70 characters',
    ],
    [
      'multipart with another boundary',
      'multipart',
      ['content-type: multipart/form-data; boundary=c'],
      form([field('a'), '1']),
      400,
      'the multipart body breaks off, or its boundary does not set its parts apart',
    ],
    [
      'multipart that breaks off',
      'multipart',
      [MULTIPART_TYPE],
      form([field('a'), '1'], [file('f', 'f'), 'x']).subarray(0, -9),
      400,
      'the multipart body breaks off, or its boundary does not set its parts apart',
    ],
    [
      'multipart that is none',
      'multipart',
      [MULTIPART_TYPE],
      '{"a":1}',
      400,
      'the multipart body breaks off, or its boundary does not set its parts apart',
    ],
    [
      'a part header that is none',
      'multipart',
      [MULTIPART_TYPE],
      form(['no header', '1']),
      400,
      'the multipart body breaks off, or its boundary does not set its parts apart',
    ],
    [
      'a part without a name',
      'multipart',
      [MULTIPART_TYPE],
      form(['Content-Disposition: form-data', '1']),
      400,
      'a part of the multipart body has no name',
    ],
    [
      'a part without a disposition',
      'multipart',
      [MULTIPART_TYPE],
      form(['Content-Type: text/plain', '1']),
      400,
      'a part of the multipart body has no name',
    ],
    [
      'a part in quoted-printable',
      'multipart',
      [MULTIPART_TYPE],
      form([`${field('a')}\r\nContent-Transfer-Encoding: quoted-printable`, '1']),
      415,
      'a part has a transfer encoding that is not taken; send binary or base64',
    ],
    [
      'a field in bad UTF-8',
      'multipart',
      [MULTIPART_TYPE],
      form([field('a'), Buffer.from([0xff])]),
      400,
      'the form field "a" is no valid UTF-8 text',
    ],
    [
      'a field in another charset',
      'multipart',
      [MULTIPART_TYPE],
      form([`${field('a')}\r\nContent-Type: text/plain; charset=gbk`, '1']),
      415,
      'the form field "a" names a charset that is not taken; send UTF-8',
    ],
    [
      'too many parts',
      'multipart',
      [MULTIPART_TYPE],
      form(...Array.from({ length: 6 }, (_, n) => [field(`f${n}`), ''] as const)),
      413,
      'the multipart body has more than 5 parts; raise limits.fields',
    ],
    [
      'fields that are too large',
      'multipart',
      [MULTIPART_TYPE],
      form([field('a'), Buffer.alloc(KB)], [field('b'), Buffer.alloc(KB + 1)]),
      413,
      'the form fields are larger than 2KB together; raise limits.body',
    ],
    [
      'files that are too large',
      'multipart',
      [MULTIPART_TYPE],
      form([file('a', 'a'), Buffer.alloc(32 * KB)], [file('b', 'b'), Buffer.alloc(32 * KB + 1)]),
      413,
      'the upload is larger than 64KB; raise limits.upload',
    ],
    [
      'multipart whose length is too large',
      'multipart',
      [MULTIPART_TYPE],
      form([file('a', 'a'), Buffer.alloc(67 * KB)]),
      413,
      'the upload is larger than 64KB; raise limits.upload',
    ],
    [
      'part headers that are too large',
      'multipart',
      [MULTIPART_TYPE],
      form([`${field('a')}; ${'filename="'.repeat(1700)}x`, '1']),
      400,
      'the headers of a part are longer than 16KB',
    ],
    [
      'many headers of a part',
      'multipart',
      [MULTIPART_TYPE],
      form([`${field('a')}${'\r\nx-a: b'.repeat(5000)}`, '1']),
      400,
      'the headers of a part are longer than 16KB',
    ],
  ];
  for (const [what, mode, lines, body, status, message] of refused) {
    it(`refuses ${what} (${mode}) with ${status}`, async () => {
      const answer = await ask(post(mode, lines, body));
      const kind = status === 400 ? 'malformed' : status === 413 ? 'too-large' : 'wrong-type';
      expect({ status: answer.status, body: answer.body }).to.deep.equal({ status, body: { kind, message } });
    });
  }

  it('refuses endless bodies of every kind, chunk by chunk', async () => {
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`;
    const preamble = await ask(
      head('POST /multipart HTTP/1.1', MULTIPART_TYPE, 'transfer-encoding: chunked'),
      chunk.repeat(100),
      '0\r\n\r\n',
    );
    expect([preamble.status, preamble.body]).to.deep.equal([
      413,
      { kind: 'too-large', message: 'the upload is larger than 64KB; raise limits.upload' },
    ]);
    const text = await ask(
      head('POST /open HTTP/1.1', 'content-type: text/plain', 'transfer-encoding: chunked'),
      chunk.repeat(100),
      '0\r\n\r\n',
    );
    expect(text.status).to.equal(413);
  });

  it('says what it would take instead', async () => {
    expect((await ask(post('multipart', [JSON_TYPE], '{}'))).headers).to.include('\r\naccept: multipart/form-data\r\n');
    const brotli = await ask(post('json', [JSON_TYPE, 'content-encoding: br'], 'x'));
    expect(brotli.headers).to.include('\r\naccept-encoding: gzip, deflate\r\n');
  });

  it('answers before a body that is announced as too large has come, and closes only after it has', async () => {
    for (const [mode, type] of [
      ['json', JSON_TYPE],
      ['multipart', MULTIPART_TYPE],
    ]) {
      const socket = await open(server.port);
      socket.write(head(`POST /${mode} HTTP/1.1`, type ?? '', 'content-length: 10000000', 'connection: keep-alive'));
      const [first] = await once(socket, 'data');
      const answer = parseAnswer(String(first));
      expect(answer.status).to.equal(413);
      expect(answer.headers).to.include('\r\nconnection: close\r\n');
      const failures: unknown[] = [];
      socket.on('error', (error) => failures.push(error));
      socket.write(Buffer.alloc(10_000_000, 'x'));
      await once(socket, 'close');
      expect({ failures, written: socket.bytesWritten > 10_000_000 }).to.deep.equal({ failures: [], written: true });
    }
  });

  it('lets a client that looks for the answer only after it has sent everything see it', async () => {
    const response = await fetch(`${server.url}/json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.alloc(20_000_000, ' '),
    });
    expect([response.status, await response.json()]).to.deep.equal([
      413,
      { kind: 'too-large', message: 'the body is larger than 2KB; raise limits.body' },
    ]);
  });

  it('goes on with the next request of the connection after a refusal that left the body unread', async () => {
    const first = post('json', ['content-type: text/plain', 'connection: keep-alive'], 'x'.repeat(500));
    const text = await talk(server.port, first, post('json', [JSON_TYPE], '[2]'));
    expect(text.match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 415', 'HTTP/1.1 200']);
    expect(text).to.match(/"value":\[2\]/);
  });

  const broken: readonly (readonly [what: string, mode: BodyMode, lines: readonly string[], body: string | Buffer])[] =
    [
      ['JSON', 'json', [JSON_TYPE], '{"a":'],
      ['gzip', 'json', [JSON_TYPE, 'content-encoding: gzip'], gzipSync('{"a":1}').subarray(0, 12)],
      ['a field', 'multipart', [MULTIPART_TYPE], `--b\r\n${field('a')}\r\n\r\n12`],
      ['a small file', 'multipart', [MULTIPART_TYPE], `--b\r\n${file('f', 'f')}\r\n\r\n12`],
      ['a large file', 'multipart', [MULTIPART_TYPE], `--b\r\n${file('f', 'f')}\r\n\r\n${'x'.repeat(30_000)}`],
      ['headers of a part', 'multipart', [MULTIPART_TYPE], `--b\r\n${field('a').slice(0, 20)}`],
    ];
  for (const [what, mode, lines, body] of broken) {
    it(`gives up when the client goes away in the middle of ${what}`, async () => {
      const reached = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const socket = await open(server.port);
      socket.write(head(`POST /${mode} HTTP/1.1`, ...lines, `content-length: ${mode === 'json' ? 2000 : 50_000}`));
      socket.write(body);
      await reached;
      socket.destroy();
      await once(socket, 'close');
      expect(await Promise.all(outcomes)).to.deep.equal(['400 the connection ended before the body did']);
    });
  }

  it('takes fields and files in their order, small ones in memory and large ones on disk', async () => {
    const large = 'é'.repeat(5000);
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const { status, body } = await ask(
      post(
        'multipart',
        [MULTIPART_TYPE],
        form(
          [field('title'), 'Größe'],
          [file('notes', '../../日本.txt', 'Text/Plain; charset=utf-8'), 'hello'],
          [field('title'), 'again'],
          [file('photo', 'C:\\fake\\p.png', 'text/plain'), png],
          [file('big', 'big.txt'), large],
        ),
      ),
    );
    expect({ status, body }).to.deep.equal({
      status: 200,
      body: {
        kind: 'multipart',
        fields: [
          ['title', 'Größe'],
          ['title', 'again'],
        ],
        files: [
          { field: 'notes', name: '日本.txt', size: 5, type: 'text/plain', sha256: sha256('hello'), text: 'hello' },
          {
            field: 'photo',
            name: 'p.png',
            size: 16,
            type: 'image/png',
            sha256: sha256(png),
            text: png.toString().slice(0, 20),
          },
          {
            field: 'big',
            name: 'big.txt',
            size: 10_000,
            type: 'text/plain',
            sha256: sha256(large),
            text: 'é'.repeat(20),
          },
        ],
      },
    });
    expect(uploads.folder).to.be.a('string');
  });

  const oneFile = (name: string, size: number, type: string): unknown => ({
    kind: 'multipart',
    fields: [],
    files: [{ field: 'f', name, size, type, sha256: sha256('x'.repeat(size)), text: 'x'.repeat(size) }],
  });
  const oneField = (name: string, value: string): unknown => ({
    kind: 'multipart',
    fields: [[name, value]],
    files: [],
  });
  const parts: readonly (readonly [what: string, part: string, body: string | Buffer, unknown])[] = [
    [
      'a file without a type',
      'Content-Disposition: form-data; name="f"; filename="a"',
      'x',
      oneFile('a', 1, 'application/octet-stream'),
    ],
    ['an empty file', file('f', 'a'), '', oneFile('a', 0, 'text/plain')],
    ['a file without a name', file('f', ''), 'x', oneFile('', 1, 'text/plain')],
    [
      'a claim that the bytes do not bear out',
      file('f', 'a.png', 'image/png'),
      'x',
      oneFile('a.png', 1, 'application/octet-stream'),
    ],
    ['a field with a type', `${field('f')}\r\nContent-Type: application/json`, '{}', oneField('f', '{}')],
    [
      'a field in Latin-1',
      `${field('f')}\r\nContent-Type: text/plain; charset=latin1`,
      Buffer.from([0xe9]),
      oneField('f', 'é'),
    ],
    ['a transfer encoding of 7bit', `${field('f')}\r\nContent-Transfer-Encoding: 7bit`, 'x', oneField('f', 'x')],
    [
      'a transfer encoding of base64',
      `${field('f')}\r\nContent-Transfer-Encoding: base64`,
      'aMOpbGxv',
      oneField('f', 'héllo'),
    ],
    ['a name that objects have', field('__proto__'), 'x', oneField('__proto__', 'x')],
    ['brackets in a name', field('a[b][]'), 'x', oneField('a[b][]', 'x')],
    [
      'what a browser sends when no file was chosen',
      file('f', '', 'application/octet-stream'),
      '',
      { kind: 'multipart', fields: [], files: [] },
    ],
    ['text that looks like a boundary', field('f'), '\r\n--bx\r\n--', oneField('f', '\r\n--bx\r\n--')],
  ];
  for (const [what, part, body, payload] of parts) {
    it(`takes ${what}`, async () => {
      const answer = await ask(post('multipart', [MULTIPART_TYPE], form([part, body])));
      expect(answer.body).to.deep.equal(payload);
    });
  }

  it('takes multipart where a form is declared and where nothing is, whatever the method and the boundary', async () => {
    for (const mode of ['form', 'open'] as const) {
      const body = form([field('a'), '1'])
        .toString()
        .replaceAll('--b', '--a=b');
      const request = post(mode, ['content-type: Multipart/Form-Data; boundary=a=b'], body).toString();
      const { body: shown } = await ask(request.replace('POST', 'PROPFIND'));
      expect(shown).to.deep.equal({ kind: 'multipart', fields: [['a', '1']], files: [] });
    }
  });

  it('takes multipart that comes byte by byte', async () => {
    const body = form([field('größe'), 'é'], [file('f', 'ü.txt'), 'hello']);
    const chunks = [...body].map((byte) => Buffer.from([0x31, 13, 10, byte, 13, 10]));
    const request = head('POST /multipart HTTP/1.1', MULTIPART_TYPE, 'transfer-encoding: chunked');
    const { body: shown } = await ask(request, Buffer.concat(chunks), '0\r\n\r\n');
    expect(shown).to.deep.equal({
      kind: 'multipart',
      fields: [['größe', 'é']],
      files: [{ field: 'f', name: 'ü.txt', size: 5, type: 'text/plain', sha256: sha256('hello'), text: 'hello' }],
    });
  });

  it('takes several large files, waiting for the disk between and after them', async () => {
    limits = { ...LIMITS, uploadBytes: 64 * KB * KB };
    const sizes = [9_000_001, 3, 9_000_002, 5_000_003];
    const body = form(...sizes.map((size, n) => [file(`f${n}`, `${n}.txt`), Buffer.alloc(size, 'x')] as const));
    const answers = await Promise.all([1, 2, 3].map(() => ask(post('multipart', [MULTIPART_TYPE], body))));
    const files = sizes.map((size, n) => ({
      field: `f${n}`,
      name: `${n}.txt`,
      size,
      type: 'text/plain',
      sha256: sha256('x'.repeat(size)),
      text: 'x'.repeat(Math.min(20, size)),
    }));
    for (const answer of answers) expect(answer.body).to.deep.equal({ kind: 'multipart', fields: [], files });
  });

  it('takes what other clients write: FormData of fetch', async () => {
    const data = new FormData();
    data.append('a', 'x\ny"é');
    data.append('f', new Blob(['hello'], { type: 'text/css' }), 'a "b".css');
    const response = await fetch(`${server.url}/multipart`, { method: 'POST', body: data });
    expect(await response.json()).to.deep.equal({
      kind: 'multipart',
      fields: [['a', 'x\r\ny"é']],
      files: [{ field: 'f', name: 'a "b".css', size: 5, type: 'text/css', sha256: sha256('hello'), text: 'hello' }],
    });
  });
});

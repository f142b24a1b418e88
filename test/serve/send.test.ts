import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RequestError } from '../../src/core/errors.ts';
import type { RawHeaders, ResponsePlan } from '../../src/core/plan.ts';
import { sendPlan } from '../../src/serve/send.ts';
import { head, open, startServer, type TestServer, talk } from './wire.ts';

interface Answer {
  readonly status: string;
  /** Without `date`, in their order. */
  readonly headers: readonly string[];
  readonly body: string;
}

function parseAnswer(text: string): Answer {
  const end = text.indexOf('\r\n\r\n');
  const [status = '', ...headers] = text.slice(0, end).split('\r\n');
  return {
    status: status.slice('HTTP/1.1 '.length),
    headers: headers.filter((line) => !/^(?:date|connection):/i.test(line)),
    body: Buffer.from(text.slice(end + 4), 'latin1').toString(),
  };
}

const ready = (status: number, headers: RawHeaders, body: string | Buffer): ResponsePlan => ({
  kind: 'send',
  status,
  headers,
  delayMs: 0,
  body,
});

describe('sendPlan', () => {
  let server: TestServer;
  let root: string;
  let plan: ResponsePlan;
  /** Called with the answer of the next request before it is sent. */
  let before_: (res: ServerResponse) => void;
  let outcome: Promise<unknown>;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<unknown> {
    before_(res);
    try {
      await sendPlan(plan, { req, res });
      return 'sent';
    } catch (error) {
      const { status, message, headers } =
        error instanceof RequestError ? error : new RequestError(500, 'malformed', String(error));
      await sendPlan(ready(status, headers, message), { req, res });
      return `${status} ${message}`;
    }
  }

  const ask = async (method: string, ...lines: readonly string[]): Promise<Answer> =>
    parseAnswer(await talk(server.port, head(`${method} / HTTP/1.1`, ...lines)));

  before(async () => {
    server = await startServer((req, res) => {
      outcome = handle(req, res);
    });
    root = mkdtempSync(join(tmpdir(), 'mockapi-test-'));
  });
  after(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(() => {
    before_ = () => {};
  });

  describe('with a body', () => {
    it('sends a text with the length of its bytes, and the headers in their order', async () => {
      plan = ready(201, ['content-type', 'text/plain', 'set-cookie', 'a=1', 'set-cookie', 'b=2'], 'héllo');
      expect(await ask('GET')).to.deep.equal({
        status: '201 Created',
        headers: ['content-type: text/plain', 'set-cookie: a=1', 'set-cookie: b=2', 'content-length: 6'],
        body: 'héllo',
      });
    });

    it('sends bytes as they are, and none as none', async () => {
      plan = ready(200, [], Buffer.from([0, 255]));
      expect((await talk(server.port, head('GET / HTTP/1.1'))).slice(-2)).to.equal('\u0000\u00ff');
      plan = ready(200, [], '');
      expect(await ask('GET')).to.deep.equal({ status: '200 OK', headers: ['content-length: 0'], body: '' });
    });

    it('sends UTF-8 in a header as its bytes, beside a text beyond ASCII', async () => {
      plan = ready(200, ['x-name', Buffer.from('日本').toString('latin1')], '語');
      const text = await talk(server.port, head('GET / HTTP/1.1'));
      expect(Buffer.from(text, 'latin1').toString()).to.match(/\r\nx-name: 日本\r\n.*\r\n\r\n語$/s);
    });

    it('answers HEAD with the head of GET', async () => {
      plan = ready(200, ['content-type', 'text/plain'], 'hello');
      expect(await ask('HEAD')).to.deep.equal({ ...(await ask('GET')), body: '' });
    });

    const contentless: readonly (readonly [status: number, line: string, headers: readonly string[]])[] = [
      [204, '204 No Content', ['x-a: 1']],
      [205, '205 Reset Content', ['x-a: 1', 'content-length: 0']],
      [304, '304 Not Modified', ['x-a: 1']],
    ];
    for (const [status, line, headers] of contentless) {
      it(`drops the body of ${status} and what describes it`, async () => {
        plan = ready(status, ['Content-Type', 'text/plain', 'x-a', '1'], 'hello');
        expect(await ask('GET')).to.deep.equal({ status: line, headers, body: '' });
      });
    }

    it('gives a status without a phrase none', async () => {
      plan = ready(299, [], '');
      expect((await ask('GET')).status).to.equal('299 ');
    });

    it('leaves the answer open to another plan when a header cannot be sent', async () => {
      plan = ready(200, ['x-bad', 'a\r\nb: c'], 'hello');
      const answer = await ask('GET');
      expect(answer.status).to.equal('500 Internal Server Error');
      expect(answer.headers).to.deep.equal([`content-length: ${answer.body.length}`]);
    });

    it('destroys the socket when a head is out already', async () => {
      plan = ready(200, [], 'second');
      before_ = (res) => {
        res.writeHead(200, ['content-length', '100']);
        res.write('first');
      };
      const text = await talk(server.port, head('GET / HTTP/1.1'));
      expect(text).not.to.include('second');
    });

    it('sends nothing to a client that has gone while it waited', async () => {
      plan = { ...ready(200, [], 'late'), delayMs: 3_600_000 };
      const arrived = new Promise<void>((resolve) => {
        before_ = () => resolve();
      });
      const socket = await open(server.port);
      socket.write(head('GET / HTTP/1.1'));
      await arrived;
      socket.destroy();
      expect(await outcome).to.equal('sent');
    });

    it('waits as long as the plan says', async () => {
      plan = { ...ready(200, [], 'late'), delayMs: 5 };
      expect((await ask('GET')).body).to.equal('late');
    });

    it('reads the body that nobody asked for before it goes on', async () => {
      plan = ready(200, [], 'hello');
      const body = 'x'.repeat(300_000);
      const keep = ['connection: keep-alive', `content-length: ${body.length}`];
      const text = await talk(server.port, head('POST / HTTP/1.1', ...keep), body, head('GET / HTTP/1.1'));
      expect(text.match(/hello/g)).to.have.length(2);
    });
  });

  describe('with a file', () => {
    const TEXT = '0123456789';
    const DATE = 'Sun, 06 Sep 2026 08:00:00 GMT';
    const fromFile = (name: string, change: Partial<ResponsePlan> = {}): ResponsePlan =>
      ({
        kind: 'file',
        status: 200,
        headers: [],
        delayMs: 0,
        root: join(root, 'public'),
        name,
        ...change,
      }) as ResponsePlan;
    let etag: string;
    let about: string[];

    before(async () => {
      mkdirSync(join(root, 'public', 'sub'), { recursive: true });
      writeFileSync(join(root, 'public', 'a.txt'), TEXT);
      utimesSync(join(root, 'public', 'a.txt'), new Date(DATE), new Date(DATE));
      writeFileSync(join(root, 'public', 'sub', 'data.json'), '{}');
      writeFileSync(join(root, 'public', 'none'), '');
      writeFileSync(join(root, 'public', '日本.png'), 'p');
      writeFileSync(join(root, 'secret.txt'), 'secret');
      symlinkSync('../secret.txt', join(root, 'public', 'leak.txt'));
      symlinkSync('..', join(root, 'public', 'up'));
      symlinkSync('a.txt', join(root, 'public', 'alias.txt'));
      symlinkSync('loop', join(root, 'public', 'loop'));
      symlinkSync('public', join(root, 'linked'));
      mkdirSync(join(root, 'public-not'));
      writeFileSync(join(root, 'public-not', 'a.txt'), 'not');
      plan = fromFile('a.txt');
      etag = (await ask('GET')).headers.find((line) => line.startsWith('etag: '))?.slice(6) ?? '';
      about = ['accept-ranges: bytes', `etag: ${etag}`, `last-modified: ${DATE}`];
    });

    it('sends it with its type, length and validators', async () => {
      plan = fromFile('a.txt', { headers: ['x-a', '1'] });
      expect(etag).to.match(/^"[0-9a-z]+-[0-9a-z]+"$/);
      expect(await ask('GET')).to.deep.equal({
        status: '200 OK',
        headers: ['x-a: 1', ...about, 'content-type: text/plain; charset=utf-8', 'content-length: 10'],
        body: TEXT,
      });
    });

    it('answers HEAD with the head of GET', async () => {
      plan = fromFile('a.txt');
      expect(await ask('HEAD')).to.deep.equal({ ...(await ask('GET')), body: '' });
    });

    it('lets the plan say otherwise of type and validators', async () => {
      plan = fromFile('a.txt', { headers: ['Content-Type', 'x/y', 'ETag', '"mine"'] });
      expect((await ask('GET')).headers).to.deep.equal([
        'Content-Type: x/y',
        'ETag: "mine"',
        'accept-ranges: bytes',
        `last-modified: ${DATE}`,
        'content-length: 10',
      ]);
    });

    const names: readonly (readonly [name: string, type: string | undefined, body: string])[] = [
      ['sub/data.json', 'application/json; charset=utf-8', '{}'],
      ['./sub/../a.txt', 'text/plain; charset=utf-8', TEXT],
      ['alias.txt', 'text/plain; charset=utf-8', TEXT],
      ['none', 'application/octet-stream', ''],
      ['日本.png', 'image/png', 'p'],
    ];
    for (const [name, type, body] of names) {
      it(`sends "${name}" as ${type}`, async () => {
        plan = fromFile(name);
        const answer = await ask('GET');
        expect([answer.status, answer.body]).to.deep.equal(['200 OK', body]);
        expect(answer.headers)
          .to.include(`content-type: ${type}`)
          .and.include(`content-length: ${Buffer.byteLength(body)}`);
      });
    }

    it('follows a root that is a symbolic link itself', async () => {
      plan = { ...fromFile('a.txt'), root: join(root, 'linked') } as ResponsePlan;
      expect((await ask('GET')).body).to.equal(TEXT);
    });

    const absent = [
      'missing.txt',
      '../secret.txt',
      'sub/../../secret.txt',
      '../public-not/a.txt',
      'leak.txt',
      'up/secret.txt',
      'loop',
      'sub',
      '',
      '.',
      '..',
      '/etc/passwd',
      'a.txt/b',
      'a.txt\0.png',
      'x'.repeat(5000),
    ];
    for (const name of absent) {
      it(`says of ${JSON.stringify(name.slice(0, 30))} that there is no such file, and not where`, async () => {
        plan = fromFile(name);
        const { status, body } = await ask('GET');
        expect([status, body]).to.deep.equal(['404 Not Found', `there is no file ${JSON.stringify(name)}`]);
      });
    }

    it('says the same when the root is missing', async () => {
      plan = { ...fromFile('a.txt'), root: join(root, 'gone') } as ResponsePlan;
      expect((await ask('GET')).status).to.equal('404 Not Found');
    });

    const LATER = 'Sun, 06 Sep 2026 08:00:01 GMT';
    const EARLIER = 'Sun, 06 Sep 2026 07:59:59 GMT';
    const conditions: readonly (readonly [lines: readonly string[], status: string, body: string])[] = [
      [['if-none-match: ETAG'], '304 Not Modified', ''],
      [['if-none-match: "x", W/ETAG'], '304 Not Modified', ''],
      [['if-none-match: *'], '304 Not Modified', ''],
      [['if-none-match: "x"'], '200 OK', TEXT],
      [['if-none-match: "x"', `if-modified-since: ${LATER}`], '200 OK', TEXT],
      [[`if-modified-since: ${DATE}`], '304 Not Modified', ''],
      [[`if-modified-since: ${LATER}`], '304 Not Modified', ''],
      [[`if-modified-since: ${EARLIER}`], '200 OK', TEXT],
      [['if-modified-since: yesterday'], '200 OK', TEXT],
      [['range: bytes=2-4'], '206 Partial Content', '234'],
      [['range: bytes=-3'], '206 Partial Content', '789'],
      [['range: bytes=0-1,4-5'], '200 OK', TEXT],
      [['range: bytes=2-4', 'if-range: ETAG'], '206 Partial Content', '234'],
      [['range: bytes=2-4', `if-range: ${DATE}`], '206 Partial Content', '234'],
      [['range: bytes=2-4', 'if-range: W/ETAG'], '200 OK', TEXT],
      [['range: bytes=2-4', 'if-range: "x"'], '200 OK', TEXT],
      [['range: bytes=99-', 'if-range: "x"'], '200 OK', TEXT],
      [['range: bytes=2-4', 'if-none-match: ETAG'], '304 Not Modified', ''],
    ];
    for (const [lines, status, body] of conditions) {
      it(`answers ${lines.join(', ')} with ${status}`, async () => {
        plan = fromFile('a.txt');
        const answer = await ask('GET', ...lines.map((line) => line.replace('ETAG', etag)));
        expect([answer.status, answer.body]).to.deep.equal([status, body]);
      });
    }

    it('says which part it is, and of a version that the client has only which', async () => {
      plan = fromFile('a.txt', { headers: ['content-type', 'x/y', 'vary', 'x'] });
      expect((await ask('GET', 'range: bytes=2-4')).headers).to.deep.equal([
        'content-type: x/y',
        'vary: x',
        ...about,
        'content-range: bytes 2-4/10',
        'content-length: 3',
      ]);
      expect((await ask('GET', `if-none-match: ${etag}`)).headers).to.deep.equal(['vary: x', ...about]);
    });

    it('refuses a range outside of the file with 416 and its size', async () => {
      plan = fromFile('a.txt');
      const answer = await ask('GET', 'range: bytes=10-');
      expect(answer.status).to.equal('416 Range Not Satisfiable');
      expect(answer.headers).to.include('content-range: bytes */10');
      expect(answer.body).to.equal('the range "bytes=10-" lies outside the file, which has 10 bytes');
    });

    it('knows conditions and ranges only for a plain answer to GET and HEAD', async () => {
      const lines = [`if-none-match: ${etag}`, 'range: bytes=2-4'];
      plan = fromFile('a.txt', { status: 404 });
      expect(await ask('GET', ...lines)).to.deep.include({ status: '404 Not Found', body: TEXT });
      plan = fromFile('a.txt');
      expect(await ask('POST', ...lines)).to.deep.include({ status: '200 OK', body: TEXT });
      expect((await ask('HEAD', 'range: bytes=2-4')).status).to.equal('200 OK');
      plan = fromFile('a.txt', { status: 204 });
      expect(await ask('GET')).to.deep.equal({ status: '204 No Content', headers: [], body: '' });
    });

    describe('that is large', () => {
      const SIZE = 20_000_000;
      const path = (): string => join(root, 'public', 'large.bin');
      beforeEach(() => {
        writeFileSync(path(), Buffer.alloc(SIZE, 'x'));
        plan = fromFile('large.bin');
      });

      it('streams all of it', async () => {
        const text = await talk(server.port, head('GET / HTTP/1.1'));
        expect(text.length - text.indexOf('\r\n\r\n') - 4).to.equal(SIZE);
        expect(await outcome).to.equal('sent');
      });

      const changes: readonly (readonly [what: string, change: () => void])[] = [
        ['shrinks', () => truncateSync(path(), 100)],
        ['grows', () => appendFileSync(path(), 'more')],
        ['is written again', () => utimesSync(path(), new Date(), new Date(statSync(path()).mtimeMs + 5000))],
        ['is removed', () => rmSync(path())],
        [
          'is replaced',
          () => {
            writeFileSync(`${path()}.new`, Buffer.alloc(SIZE, 'y'));
            renameSync(`${path()}.new`, path());
          },
        ],
      ];
      for (const [what, change] of changes) {
        it(`destroys the socket when it ${what} on the way`, async () => {
          const socket = await open(server.port);
          let received = 0;
          socket.write(head('GET / HTTP/1.1'));
          await once(socket, 'readable');
          change();
          socket.on('data', (chunk) => {
            received += chunk.length;
          });
          await once(socket, 'close');
          expect(received).to.be.lessThan(SIZE);
        });
      }

      it('stops when the client goes away', async () => {
        const socket = await open(server.port);
        socket.write(head('GET / HTTP/1.1'));
        await once(socket, 'readable');
        socket.destroy();
        expect(await outcome).to.equal('sent');
      });
    });
  });
});

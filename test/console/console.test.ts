import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import WebSocket from 'ws';
import { createConsole } from '../../src/console/console.ts';
import { silentLogger } from '../../src/core/logger.ts';
import { ListenError } from '../../src/serve/listen.ts';
import { head, open, talk } from '../serve/wire.ts';
import { OWN, serveConsole, type TestConsole } from './support.ts';

const FILES = { 'routes.d/all.yaml': 'routes:\n  GET /a: { data: 1 }\n' };

interface Refused {
  readonly code: string;
  readonly detail: string;
  readonly problems: readonly unknown[];
}

describe('createConsole', () => {
  let test: TestConsole;

  beforeEach(async () => {
    test = await serveConsole(FILES);
  });

  afterEach(() => test.close());

  describe('where it listens', () => {
    it('moves to a free port when the one that nobody named is taken', async () => {
      const console = createConsole({
        mock: test.mock,
        settings: { ...OWN, port: test.port, isPortNamed: false },
        logger: silentLogger,
        version: '1',
      });
      const { url, port, takenPort } = await console.listen();
      expect([port === test.port, takenPort]).to.deep.equal([false, test.port]);
      expect((await fetch(`${url}/health`)).status).to.equal(200);
      await console.stop();
    });

    it('says that a port that was named is taken', async () => {
      const console = createConsole({
        mock: test.mock,
        settings: { ...OWN, port: test.port },
        logger: silentLogger,
        version: '1',
      });
      const error = await console.listen().catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(ListenError);
      expect((error as ListenError).message).to.equal(
        `port ${test.port} on 127.0.0.1 is already taken; stop what listens there, or choose another with --console-port (0 takes any free one)`,
      );
      await console.stop();
    });

    it('is not made where everybody could ask', () => {
      for (const host of ['0.0.0.0', '::', 'mock.example', '']) {
        for (const token of [undefined, '']) {
          const settings = { ...OWN, host, token };
          const make = () => createConsole({ mock: test.mock, settings, logger: silentLogger, version: '1' });
          expect(make).to.throw(/would be open to everyone/);
        }
      }
    });

    it('can be stopped before it listens, and twice', async () => {
      const console = createConsole({ mock: test.mock, settings: OWN, logger: silentLogger, version: '1' });
      await Promise.all([console.stop(), console.stop()]);
    });

    it('is not reached by the port of the mock', async () => {
      for (const path of ['/health', '/requests', '/openapi.json', '/routes']) {
        expect((await fetch(test.mockUrl + path)).status).to.equal(404);
      }
    });
  });

  describe('with a token', () => {
    it('answers whoever has it and tells others to show it', async () => {
      const settings = { ...OWN, host: '0.0.0.0', token: 't-0' };
      const console = createConsole({ mock: test.mock, settings, logger: silentLogger, version: '1' });
      const { port } = await console.listen();
      const ask = (headers: Readonly<Record<string, string>>) => fetch(`http://127.0.0.1:${port}/health`, { headers });
      const refused = await ask({});
      expect([refused.status, refused.headers.get('www-authenticate')]).to.deep.equal([
        401,
        'Bearer realm="mockapi console"',
      ]);
      expect((await ask({ authorization: 'Bearer t-1' })).status).to.equal(401);
      expect((await ask({ authorization: 'Bearer t-0' })).status).to.equal(200);
      expect((await ask({ authorization: 'Bearer t-0', origin: 'http://evil.example' })).status).to.equal(403);
      await console.stop();
    });
  });

  describe('an answer', () => {
    it('may not be read, embedded or kept by pages from elsewhere', async () => {
      for (const path of ['/health', '/nothing', '/requests?x=1']) {
        const { headers } = await test.ask(`GET ${path}`);
        expect(headers.get('content-security-policy')).to.equal("default-src 'none'; frame-ancestors 'none'");
        expect(headers.get('cross-origin-resource-policy')).to.equal('same-origin');
        expect(headers.get('x-content-type-options')).to.equal('nosniff');
        expect(headers.get('cache-control')).to.equal('no-store');
        expect(headers.get('content-type')).to.match(/^application\/(problem\+)?json$/);
        expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).to.deep.equal([]);
      }
    });

    it('to HEAD is that to GET without its body', async () => {
      const [got, asked] = await Promise.all([
        fetch(`${test.url}/routes`),
        fetch(`${test.url}/routes`, { method: 'HEAD' }),
      ]);
      expect(await asked.text()).to.equal('');
      for (const name of ['content-type', 'content-length']) {
        expect(asked.headers.get(name)).to.equal(got.headers.get(name));
      }
    });

    it('to an unknown path names the nearest', async () => {
      const { status, value } = await test.ask('GET /helth');
      expect([status, value]).to.deep.equal([
        404,
        {
          type: 'urn:mockapi:console:no-endpoint',
          title: 'there is no such endpoint',
          status: 404,
          detail: 'there is no "/helth"; the nearest is "/health"',
          code: 'no-endpoint',
        },
      ]);
      expect((await test.ask('GET /a/b/c/d')).value.detail).to.equal(
        'there is no "/a/b/c/d"; GET / lists what there is',
      );
    });

    it('to a wrong method says which there are', async () => {
      for (const [line, allow] of [
        ['PUT /requests', 'GET, HEAD, DELETE, OPTIONS'],
        ['GET /reset', 'POST, OPTIONS'],
        ['POST /requests/stream', 'GET, HEAD, OPTIONS'],
        ['POST /health/', 'GET, HEAD, OPTIONS'],
      ] as const) {
        const { status, value, headers } = await test.ask(line);
        expect([status, value.code, headers.get('allow')]).to.deep.equal([405, 'wrong-method', allow]);
      }
    });

    it('to OPTIONS says which there are, and allows no page anything', async () => {
      const { status, headers } = await fetch(`${test.url}/requests`, { method: 'OPTIONS' });
      expect([status, headers.get('allow')]).to.deep.equal([204, 'GET, HEAD, DELETE, OPTIONS']);
      const preflight = await fetch(`${test.url}/requests`, {
        method: 'OPTIONS',
        headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'DELETE' },
      });
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).to.deep.equal([403, null]);
    });

    it('to what we did wrong says no more than that', async () => {
      const errors: string[] = [];
      const logger = { ...silentLogger, error: (sentence: string) => void errors.push(sentence) };
      const mock = {
        ...test.mock,
        reset: () => {
          throw new Error('secret');
        },
      };
      const console = createConsole({ mock, settings: OWN, logger, version: '1' });
      const { url } = await console.listen();
      const response = await fetch(`${url}/reset`, { method: 'POST' });
      const text = await response.text();
      expect([response.status, text.includes('secret'), errors]).to.deep.equal([500, false, ['the console failed']]);
      await console.stop();
    });
  });

  describe('a body', () => {
    const post = async (body: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
      const response = await fetch(`${test.url}/channels/disconnect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const { code, detail, problems } = (await response.json()) as Refused;
      return { status: response.status, code, detail, problems };
    };

    for (const [what, body, headers, status, code] of [
      ['no JSON', '{"user":', {}, 400, 'malformed'],
      ['YAML', 'user: ann', {}, 400, 'malformed'],
      ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), {}, 400, 'malformed'],
      ['a form', 'user=ann', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'wrong-type'],
      ['text', '{"user":"ann"}', { 'content-type': 'text/plain' }, 415, 'wrong-type'],
      ['no type', '{"user":"ann"}', { 'content-type': '' }, 415, 'wrong-type'],
      ['another charset', '{"user":"ann"}', { 'content-type': 'application/json; charset=utf-16' }, 415, 'wrong-type'],
      ['compressed', '{"user":"ann"}', { 'content-encoding': 'gzip' }, 415, 'wrong-type'],
      ['a list', '["ann"]', {}, 422, 'wrong-body'],
      ['nothing but space', '  ', {}, 422, 'wrong-body'],
      ['null', 'null', {}, 422, 'wrong-body'],
      ['a key twice', '{"user":"ann","user":"bob"}', {}, 422, 'wrong-body'],
      ['__proto__', '{"__proto__":{"user":"ann"}}', {}, 422, 'wrong-body'],
      ['a thousand levels', `${'['.repeat(1000)}${']'.repeat(1000)}`, {}, 422, 'wrong-body'],
      ['half a million levels', '['.repeat(500_000) + ']'.repeat(500_000), {}, 422, 'wrong-body'],
      ['more than 1MB', JSON.stringify({ user: 'x'.repeat(1024 ** 2) }), {}, 413, 'too-large'],
    ] as const) {
      it(`of ${what} is ${status} ${code}`, async () => {
        const answer = await post(body, headers);
        expect([answer.status, answer.code]).to.deep.equal([status, code]);
      });
    }

    it('with a mistake is told with its place and what was meant', async () => {
      const { problems, detail } = await post('{\n  "usr": "ann"\n}');
      expect(detail).to.equal('who is disconnected has no key "usr"; did you mean "user"?');
      expect(problems).to.have.length(1);
      expect(problems[0]).to.include({ at: 'body:2:3', hint: 'did you mean "user"?' });
    });

    it('that is no map is called the body', async () => {
      expect((await post('["ann"]')).detail).to.equal('the body must be a map, not a list');
    });

    it('is refused where none is taken', async () => {
      const { status, value } = await test.ask('POST /reset', { body: { all: true } });
      expect([status, value.detail]).to.deep.equal([422, 'this endpoint takes no body; send none']);
    });
  });

  describe('a hostile client', () => {
    const statusOf = (answer: string): string => answer.slice(9, 12);

    for (const [what, said, status] of [
      ['no Host', 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n', '400'],
      ['no Host, as of old', 'GET /health HTTP/1.0\r\n\r\n', '400'],
      [
        'two Hosts',
        'GET /health HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\nconnection: close\r\n\r\n',
        '400',
      ],
      ['a name that was bound anew', head('GET /health HTTP/1.1').replace('host: x', 'host: evil.example'), '403'],
      [
        'a target that names another host',
        head('GET http://evil.example/health HTTP/1.1').replace('host: x', 'host: localhost'),
        '400',
      ],
      [
        'a target that names us, and a Host that does not',
        head('GET http://localhost/health HTTP/1.1').replace('host: x', 'host: evil.example'),
        '400',
      ],
      ['no HTTP', 'hello\r\n\r\n', '400'],
      ['a huge header', head('GET /health HTTP/1.1', `x-a: ${'a'.repeat(20_000)}`), '431'],
      ['a huge target', head(`GET /${'a'.repeat(20_000)} HTTP/1.1`), '431'],
      ['a length and chunks', head('POST /reset HTTP/1.1', 'content-length: 3', 'transfer-encoding: chunked'), '400'],
      ['bad percent-encoding', head('GET /requests/%zz HTTP/1.1').replace('host: x', 'host: localhost'), '400'],
      ['an unknown method', head('PURGE /requests HTTP/1.1').replace('host: x', 'host: localhost'), '405'],
      [
        'a way out of the root',
        head('GET //evil.example/../health HTTP/1.1').replace('host: x', 'host: localhost'),
        '404',
      ],
    ] as const) {
      it(`with ${what} gets ${status}, and the next one its answer`, async () => {
        const answer = await talk(test.port, said);
        expect(statusOf(answer)).to.equal(status);
        expect(answer).to.include('application/problem+json');
        expect((await test.ask('GET /health')).status).to.equal(200);
      });
    }

    it('gets no tunnel', async () => {
      const socket = await open(test.port);
      socket.write('CONNECT evil.example:80 HTTP/1.1\r\nhost: localhost\r\n\r\n');
      await once(socket, 'close');
      expect((await test.ask('GET /health')).status).to.equal(200);
    });

    it('gets no WebSocket, not even with the right name', async () => {
      for (const origin of [undefined, test.url, 'http://evil.example']) {
        const socket = new WebSocket(`${test.url.replace('http', 'ws')}/requests/stream`, {
          ...(origin && { origin }),
        });
        const [, response] = await once(socket, 'unexpected-response');
        expect(response.statusCode).to.equal(403);
        socket.on('error', () => {}).terminate();
      }
    });

    it('that says half a body and goes away breaks nothing', async () => {
      const socket = connect(test.port, '127.0.0.1');
      socket.write(
        'POST /verify HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
      );
      await test.ask('GET /health');
      socket.destroy();
      expect((await test.ask('GET /health')).status).to.equal(200);
    });

    it('cannot hold the stop with half a request', async () => {
      const socket = await open(test.port);
      socket.write('GET /health HTTP/1.1\r\nhost: local');
      await test.ask('GET /health');
      await test.console.stop();
      socket.destroy();
    });
  });
});

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { createHttpClient, type HttpClient, type Reply, type WireRequest } from '../../../src/runner/client/http.ts';

/** A server of bytes: gets what came on a connection so far and the connection; told again whenever more comes. */
async function startBytes(answer: (heard: string, socket: Socket, connection: number) => void): Promise<{
  readonly url: string;
  readonly heard: string[];
  close(): void;
}> {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    const index = heard.push('') - 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      heard[index] += chunk.toString('latin1');
      answer(heard[index] ?? '', socket, index + 1);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    heard,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok';

describe('createHttpClient', () => {
  const closing: { close(): void }[] = [];
  afterEach(() => {
    for (const one of closing.splice(0)) one.close();
  });

  function client(isRepeating = true): HttpClient {
    const made = createHttpClient({ tls: { isInsecure: false, ca: undefined }, isRepeating });
    closing.push(made);
    return made;
  }

  async function serve(answer: Parameters<typeof startBytes>[0]): Promise<Awaited<ReturnType<typeof startBytes>>> {
    const server = await startBytes(answer);
    closing.push(server);
    return server;
  }

  function get(url: string, changes: Partial<WireRequest> = {}): WireRequest {
    return { method: 'GET', url, headers: [['host', 'x']], body: undefined, ...changes };
  }

  function said(reply: Reply): unknown {
    if (reply.kind === 'failed') return reply.message;
    const { answer, fault } = reply.read;
    return { status: answer.status, body: answer.body, ...(fault === undefined ? {} : { fault }) };
  }

  it('sends path, headers and body byte for byte', async () => {
    const server = await serve((heard, socket) => heard.endsWith('body') && socket.write(OK));
    const headers = [
      ['host', 'x'],
      ['X-Twice', 'a'],
      ['x-twice', '商'],
      ['content-length', '4'],
    ] as const;
    const url = `${server.url}/a/../b//c%2f?q=[1]&&x=%zz#fragment`;
    expect(said(await client().send({ method: 'PUT', url, headers, body: Buffer.from('body') }, 5000))).to.deep.equal({
      status: 200,
      body: 'ok',
    });
    expect(Buffer.from(server.heard[0] ?? '', 'latin1').toString()).to.equal(
      'PUT /a/../b//c%2f?q=[1]&&x=%zz HTTP/1.1\r\nhost: x\r\nX-Twice: a\r\nx-twice: 商\r\ncontent-length: 4\r\nConnection: keep-alive\r\n\r\nbody',
    );
  });

  it('keeps its connection', async () => {
    const server = await serve((_, socket) => socket.write(OK));
    const http = client();
    for (let time = 0; time < 3; time++) await http.send(get(server.url), 5000);
    expect(server.heard).to.have.length(1);
  });

  it('reads a compressed body', async () => {
    const bytes = gzipSync('{"a":1}');
    const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: ${bytes.length}\r\n\r\n`;
    const server = await serve((_, socket) => socket.write(Buffer.concat([Buffer.from(head), bytes])));
    expect(said(await client().send(get(server.url), 5000))).to.deep.equal({ status: 200, body: { a: 1 } });
  });

  it('says that a compressed body is none, and keeps its bytes', async () => {
    const head =
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}';
    const server = await serve((_, socket) => socket.write(head));
    expect(said(await client().send(get(server.url), 5000))).to.deep.equal({
      status: 200,
      body: Buffer.from('{}'),
      fault: 'the body cannot be decoded, though its content encoding is "gzip": incorrect header check',
    });
  });

  it('takes a switch of protocols as an answer', async () => {
    const server = await serve((_, socket) =>
      socket.write('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    );
    const headers = [
      ['host', 'x'],
      ['connection', 'upgrade'],
      ['upgrade', 'x'],
    ] as const;
    expect(said(await client().send(get(server.url, { headers }), 5000))).to.deep.equal({ status: 101, body: null });
  });

  it('says when no answer comes in time, and when only a part of it does', async () => {
    const server = await serve((heard, socket) => heard.includes('/part') && socket.write(OK.slice(0, -1)));
    expect(said(await client().send(get(server.url), 30))).to.equal('there was no answer within 30ms');
    expect(said(await client().send(get(`${server.url}/part`), 60))).to.equal('there was no whole answer within 60ms');
  });

  it('says where an answer is cut off', async () => {
    const server = await serve((_, socket) => socket.end(OK.slice(0, -1)));
    expect(said(await client().send(get(server.url), 5000))).to.equal('the answer was cut off after 1B');
  });

  it('says what keeps a request from being sent', async () => {
    const http = client();
    const lines = [
      get('http://127.0.0.1:1/ü'),
      get('http://:x'),
      get('http://127.0.0.1:1/', { headers: [['x-a', 'a\nb']] }),
    ];
    expect((await Promise.all(lines.map((line) => http.send(line, 1000)))).map(said)).to.deep.equal([
      'it cannot be sent: its path has characters that have to be percent-encoded',
      'it cannot be sent: its URL is none',
      'it cannot be sent: Invalid character in header content ["x-a"]',
    ]);
  });

  it('asks whether the service is up where the connection is refused', async () => {
    const server = await serve(() => {});
    server.close();
    expect(said(await client().send(get(server.url), 1000))).to.equal(
      `connection refused: is the service up at ${server.url}?`,
    );
  });

  describe('on a kept connection that is cut before any answer', () => {
    /** Answers the first request of the first connection, and cuts it at the second. */
    function cutSecond(heard: string, socket: Socket, connection: number): void {
      if (connection === 1 && heard.split('\r\n\r\n').length > 2) socket.resetAndDestroy();
      else socket.write(OK);
    }

    it('sends the request once more', async () => {
      const server = await serve(cutSecond);
      const http = client();
      await http.send(get(server.url), 5000);
      expect(said(await http.send(get(server.url), 5000))).to.deep.equal({ status: 200, body: 'ok' });
      expect(server.heard).to.have.length(2);
    });

    it('fails on the mock, which does not close what is used', async () => {
      const server = await serve(cutSecond);
      const http = client(false);
      await http.send(get(server.url), 5000);
      expect(said(await http.send(get(server.url), 5000))).to.match(/^the connection was cut by http/);
      expect(server.heard).to.have.length(1);
    });
  });

  it('does not send a request again that is cut on a fresh connection', async () => {
    const server = await serve((_, socket) => socket.resetAndDestroy());
    expect(said(await client().send(get(server.url), 5000))).to.match(/^the connection was cut by http/);
    expect(server.heard).to.have.length(1);
  });
});

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { createSocketRefuser, type RenderRefusal } from '../../src/serve/refuse-socket.ts';
import { head, hear, open, startServer, type TestServer, talk } from './wire.ts';

describe('createSocketRefuser', () => {
  let server: TestServer;
  let handle: (res: ServerResponse) => void;
  /** The server's end of the first connection. */
  let accepted: Promise<Socket>;
  /** Statuses, and whether they were taken down: nobody else tells of them then. */
  const told: [status: number, isNoted: boolean][] = [];

  beforeEach(async () => {
    handle = (res) => res.end('fine');
    told.length = 0;
    server = await startServer((_, res) => handle(res), {
      maxHeaderSize: 2048,
      headersTimeout: 200,
      requestTimeout: 5000,
      connectionsCheckingInterval: 50,
    });
    accepted = once(server.server, 'connection').then(([socket]) => socket);
    const render: RenderRefusal = ({ status, message }) => {
      const entry: (typeof told)[number] = [status, false];
      told.push(entry);
      return {
        note() {
          entry[1] = true;
        },
        headers: ['content-type', 'application/json', 'x-name', 'Ã©'],
        body: JSON.stringify({ code: status, message }),
      };
    };
    server.server.on('clientError', createSocketRefuser({ render, headerBytes: 2048 }));
  });
  afterEach(() => server.close());

  const rows: readonly (readonly [what: string, said: string, status: string, message: string | RegExp])[] = [
    [
      'what is no HTTP',
      'hello\r\n\r\n',
      '400 Bad Request',
      'this is no valid HTTP request: invalid method encountered',
    ],
    ['a TLS greeting', '\u0016\u0003\u0001\u0002', '400 Bad Request', /^this is no valid HTTP request: /],
    [
      'a bad header',
      'GET / HTTP/1.1\r\nhost: x\r\nbad header: x\r\n\r\n',
      '400 Bad Request',
      /^this is no valid HTTP request: /,
    ],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx',
      '400 Bad Request',
      /^this is no valid HTTP request: /,
    ],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(3000)}\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'the request line and headers are larger than 2KB; raise limits.headers',
    ],
    [
      'a target that is too large',
      `GET /${'a'.repeat(300_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      '431 Request Header Fields Too Large',
      'the request line and headers are larger than 2KB; raise limits.headers',
    ],
  ];
  for (const [what, said, status, message] of rows) {
    it(`answers ${what} with ${status} in the envelope and closes`, async () => {
      const socket = await open(server.port);
      const failures: unknown[] = [];
      socket.on('error', (error) => failures.push(error));
      const heard = hear(socket);
      socket.write(said);
      const text = await heard;
      const [top = '', body = ''] = text.split('\r\n\r\n');
      const [statusLine, date, ...headers] = top.split('\r\n');
      expect(failures).to.deep.equal([]);
      expect(statusLine).to.equal(`HTTP/1.1 ${status}`);
      expect(date).to.match(/^date: .* GMT$/);
      expect(headers).to.deep.equal([
        'content-type: application/json',
        'x-name: Ã©',
        `content-length: ${body.length}`,
        'connection: close',
      ]);
      expect(told).to.deep.equal([[Number(status.slice(0, 3)), true]]);
      expect(JSON.parse(body).code).to.equal(Number(status.slice(0, 3)));
      expect(JSON.parse(body).message).to.match(message instanceof RegExp ? message : new RegExp(`^${message}$`));
    });
  }

  it('answers a head that does not arrive with 408', async () => {
    const socket = await open(server.port);
    const heard = hear(socket);
    socket.write('GET / HTTP/1.1\r\nhost:');
    const text = await heard;
    expect(text).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(text).to.include('"message":"the request took too long to arrive"');
    expect(told).to.deep.equal([[408, true]]);
  });

  it('has nothing to tell of a connection on which nobody has said a word', async () => {
    expect(await hear(await open(server.port))).to.match(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(told).to.deep.equal([[408, false]]);
  });

  it('answers garbage that follows a complete exchange on the same connection', async () => {
    const keep = head('GET / HTTP/1.1', 'connection: keep-alive');
    const socket = await open(server.port);
    const heard = hear(socket);
    socket.write(keep);
    await once(socket, 'data');
    socket.write('garbage\r\n\r\n');
    expect((await heard).match(/HTTP\/1\.1 \d+/g)).to.deep.equal(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });

  it('destroys a socket on which an answer has begun', async () => {
    handle = (res) => {
      res.writeHead(200, ['content-length', '100']);
      res.write('half');
    };
    const socket = await open(server.port);
    const heard = hear(socket);
    socket.write(head('POST / HTTP/1.1', 'transfer-encoding: chunked'));
    await once(socket, 'data');
    socket.write('no chunk\r\n');
    const text = await heard;
    expect(text.endsWith('half')).to.equal(true);
    expect(text.match(/HTTP\/1\.1/g)).to.have.length(1);
  });

  it('answers a body that is no chunk while nothing has been said', async () => {
    handle = () => {};
    const text = await talk(server.port, head('POST / HTTP/1.1', 'transfer-encoding: chunked'), 'no chunk\r\n');
    expect(text).to.match(/^HTTP\/1\.1 400 /);
    expect(told).to.deep.equal([[400, false]]);
  });

  it('cuts off a client that does not close', async () => {
    const socket = await open(server.port, { allowHalfOpen: true });
    const closed = once(await accepted, 'close');
    socket.write('garbage\r\n\r\n');
    socket.resume();
    await closed;
    socket.destroy();
  });
});

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { expect } from 'chai';
import { drainBody, hasBody } from '../../src/serve/request-body.ts';
import { head, open, startServer, type TestServer, talk } from './wire.ts';

describe('hasBody', () => {
  const rows: readonly (readonly [headers: IncomingMessage['headers'], result: boolean])[] = [
    [{}, false],
    [{ 'content-length': '0' }, false],
    [{ 'content-length': '000' }, false],
    [{ 'content-length': '1' }, true],
    [{ 'transfer-encoding': 'chunked' }, true],
    [{ 'content-type': 'application/json' }, false],
  ];
  for (const [headers, result] of rows) {
    it(`says ${result} for ${JSON.stringify(headers)}`, () => {
      expect(hasBody({ headers } as IncomingMessage)).to.equal(result);
    });
  }
});

describe('drainBody', () => {
  let server: TestServer;
  before(async () => {
    server = await startServer(async (req, res) => {
      await drainBody(req);
      res.end('drained');
    });
  });
  after(() => server.close());

  it('resolves when the body is over, even when it was before', async () => {
    expect(await talk(server.port, head('POST / HTTP/1.1', 'content-length: 300000'), 'x'.repeat(300_000))).to.match(
      /drained/,
    );
    expect(await talk(server.port, head('POST / HTTP/1.1', 'transfer-encoding: chunked'), '0\r\n\r\n')).to.match(
      /drained/,
    );
  });

  it('cuts off a client that does not come to an end', async () => {
    const socket = await open(server.port);
    socket.write(head('POST / HTTP/1.1', 'content-length: 1000000000'));
    while (await send(socket, Buffer.alloc(1_000_000)));
    expect(socket.bytesWritten).to.be.lessThan(1_000_000_000);
  });
});

/** False when the connection is gone. */
function send(socket: Socket, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    socket.write(bytes, (error) => resolve(!error));
  });
}

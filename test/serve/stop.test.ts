import { once } from 'node:events';
import { Agent, createServer, request, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { drainServer, followConnections } from '../../src/serve/stop.ts';

const GET = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';

interface Client {
  readonly socket: Socket;
  /** All that came until the connection ended, however it did. */
  readonly received: Promise<string>;
  readonly failed: () => string | undefined;
}

describe('drainServer', () => {
  let server: Server;
  let waiting: ServerResponse[];
  let asked: () => Promise<void>;

  beforeEach(async () => {
    waiting = [];
    server = createServer((_request, response) => {
      waiting.push(response);
      server.emit('asked');
    });
    asked = async () => void (await once(server, 'asked'));
    followConnections(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => drainServer(server));

  function open(): Client {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    let code: string | undefined;
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('error', (error) => {
      code = 'code' in error ? String(error.code) : error.message;
    });
    const received = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
    return { socket, received, failed: () => code };
  }

  async function ask(): Promise<Client> {
    const client = open();
    const arrived = asked();
    client.socket.write(GET);
    await arrived;
    return client;
  }

  it('accepts nothing any more', async () => {
    const { port } = server.address() as AddressInfo;
    await drainServer(server);
    const [error] = await once(connect(port, '127.0.0.1'), 'error');
    expect(error).to.include({ code: 'ECONNREFUSED' });
  });

  it('closes connections at once that were answered, and those that never asked', async () => {
    const silent = open();
    await once(server, 'connection');
    const answered = await ask();
    waiting[0]?.end('ok');
    await once(answered.socket, 'data');
    await drainServer(server, { graceMs: 60_000 });
    expect(await silent.received).to.equal('');
    expect(await answered.received)
      .to.match(/^HTTP\/1\.1 200 OK\r\n/)
      .and.match(/Connection: keep-alive/);
  });

  const rows: readonly (readonly [how: string, answer: (response: ServerResponse) => void])[] = [
    ['headers that are set', (response) => response.setHeader('x-a', '1').end('ok')],
    ['headers in one writeHead', (response) => response.writeHead(200, ['x-a', '1', 'content-length', '2']).end('ok')],
  ];
  for (const [how, answer] of rows) {
    it(`lets an answer under way finish with "connection: close": ${how}`, async () => {
      const client = await ask();
      const drained = drainServer(server, { graceMs: 60_000 });
      // the drain looks at its connections after two turns
      for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
      for (const response of waiting) answer(response);
      await drained;
      expect(await client.received)
        .to.match(/^HTTP\/1\.1 200 OK\r\n/)
        .and.match(/x-a: 1\r\n/)
        .and.match(/Connection: close\r\n/)
        .and.match(/\r\n\r\nok$/);
    });
  }

  it('lets an answer finish whose head is out already, and then closes its connection', async () => {
    const client = await ask();
    waiting[0]?.writeHead(200, { 'content-length': 4 });
    waiting[0]?.write('ab');
    await once(client.socket, 'data');
    const drained = drainServer(server, { graceMs: 60_000 });
    await new Promise((resolve) => setImmediate(resolve));
    waiting[0]?.end('cd');
    await drained;
    expect(await client.received).to.match(/\r\n\r\nabcd$/);
  });

  it('does not cut an answer that is written but not read yet', async () => {
    const size = 30_000_000;
    const client = open();
    client.socket.pause();
    const arrived = asked();
    client.socket.write(GET);
    await arrived;
    waiting[0]?.end(Buffer.alloc(size, 'x'));
    const drained = drainServer(server, { graceMs: 60_000 });
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    client.socket.resume();
    const text = await client.received;
    await drained;
    expect(text.length - text.indexOf('\r\n\r\n') - 4).to.equal(size);
  });

  it('answers what had arrived when it was called', async () => {
    const client = open();
    const [socket] = (await once(server, 'connection')) as [Socket];
    await new Promise<void>((resolve) => client.socket.write(GET, () => resolve()));
    const drained = drainServer(server, { graceMs: 60_000 });
    await asked();
    waiting[0]?.end('ok');
    await drained;
    expect(await client.received).to.match(/\r\n\r\nok$/);
    expect(socket.destroyed).to.equal(true);
  });

  it('cuts off after the grace period, and says how many', async () => {
    const clients = [await ask(), await ask()];
    const forced: number[] = [];
    await drainServer(server, { graceMs: 5, onForced: (count) => forced.push(count) });
    expect(forced).to.deep.equal([2]);
    expect(await Promise.all(clients.map(({ received }) => received))).to.deep.equal(['', '']);
  });

  it('cuts off a client that does not read', async () => {
    const client = await ask();
    client.socket.pause();
    waiting[0]?.end(Buffer.alloc(30_000_000));
    await drainServer(server, { graceMs: 20 });
    client.socket.destroy();
  });

  it('joins a drain that is going on', async () => {
    const client = await ask();
    const drains = [drainServer(server, { graceMs: 60_000 }), drainServer(server, { graceMs: 1 })];
    waiting[0]?.end('ok');
    await Promise.all(drains);
    expect(await client.received).to.match(/\r\n\r\nok$/);
  });

  it('has nothing to do for a server that never listened', async () => {
    const idle = createServer();
    followConnections(idle);
    await drainServer(idle);
    expect(idle.listening).to.equal(false);
  });

  it('ends the connections of an agent that keeps them alive', async () => {
    const agent = new Agent({ keepAlive: true });
    const { port } = server.address() as AddressInfo;
    const response = new Promise<number | undefined>((resolve, reject) => {
      request({ port, host: '127.0.0.1', agent }, (incoming) => {
        incoming.resume().once('end', () => resolve(incoming.statusCode));
      })
        .once('error', reject)
        .end();
    });
    await asked();
    waiting[0]?.end('ok');
    expect(await response).to.equal(200);
    await drainServer(server, { graceMs: 60_000 });
    agent.destroy();
  });
});

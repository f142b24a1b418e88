import { createServer, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import { ListenError, listen } from '../../src/serve/listen.ts';

const hasIPv6 = Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.address === '::1');

describe('listen', () => {
  const servers: Server[] = [];

  function server(): Server {
    const created = createServer();
    servers.push(created);
    return created;
  }

  afterEach(() => {
    for (const opened of servers.splice(0)) opened.close();
  });

  async function failure(opened: Server, host: string, port: number): Promise<ListenError> {
    try {
      await listen(opened, { host, port });
    } catch (error) {
      if (error instanceof ListenError) return error;
      throw error;
    }
    throw new Error('it listens');
  }

  /** A server that fails as the system would. */
  function failing(code: string): Server {
    const opened = server();
    opened.listen = () => {
      queueMicrotask(() => opened.emit('error', Object.assign(new Error(`listen ${code}`), { code })));
      return opened;
    };
    return opened;
  }

  const bound: readonly (readonly [asked: string, host: string | readonly string[], url: string])[] = [
    ['127.0.0.1', '127.0.0.1', 'http://127.0.0.1'],
    ['0.0.0.0', '0.0.0.0', 'http://localhost'],
    ['localhost', ['127.0.0.1', '::1'], 'http://localhost'],
    ...(hasIPv6
      ? ([
          ['::1', '::1', 'http://[::1]'],
          ['::', '::', 'http://localhost'],
        ] as const)
      : []),
  ];
  for (const [asked, host, url] of bound) {
    it(`listens on ${asked} and shows it as ${url}`, async () => {
      const address = await listen(server(), { host: asked, port: 0 });
      expect(address.port).to.be.greaterThan(0);
      expect(address.host).to.be.oneOf([host].flat());
      expect(address.url).to.equal(`${url}:${address.port}`);
    });
  }

  it('says which port is taken and how to choose another', async () => {
    const { port } = await listen(server(), { host: '127.0.0.1', port: 0 });
    const error = await failure(server(), '127.0.0.1', port);
    expect({ code: error.code, message: error.message }).to.deep.equal({
      code: 'EADDRINUSE',
      message: `port ${port} on 127.0.0.1 is already taken; stop what listens there, or choose another with --port (0 takes any free one)`,
    });
  });

  const refused: readonly (readonly [code: string, message: string])[] = [
    ['EACCES', 'port 80 on example may not be opened by this user; choose one above 1023 with --port'],
    ['EADDRNOTAVAIL', 'this machine has no address "example"; choose another with --host'],
    ['EAFNOSUPPORT', 'this machine has no address "example"; choose another with --host'],
    ['ENOTFOUND', 'there is no host "example"; choose another with --host'],
    ['EAI_AGAIN', 'there is no host "example"; choose another with --host'],
  ];
  for (const [code, message] of refused) {
    it(`says in words what ${code} means`, async () => {
      const error = await failure(failing(code), 'example', 80);
      expect({ code: error.code, message: error.message }).to.deep.equal({ code, message });
    });
  }

  it('says that an address is not one of this machine', async () => {
    // TEST-NET-1 of RFC 5737 belongs to nobody
    const error = await failure(server(), '192.0.2.1', 0);
    expect(error.message).to.equal('this machine has no address "192.0.2.1"; choose another with --host');
  });

  it('says that there is no such port', async () => {
    const error = await failure(server(), '127.0.0.1', 70_000);
    expect(error.message).to.equal('there is no port "70000"; choose one from 0 to 65535 with --port');
  });

  it('passes on what it has no words for', async () => {
    let error: unknown;
    try {
      await listen(failing('EWHATEVER'), { host: 'example', port: 80 });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).to.be.an('error').and.not.instanceOf(ListenError);
    expect(error).to.have.property('code', 'EWHATEVER');
  });

  it('leaves no listener behind', async () => {
    const opened = server();
    await listen(opened, { host: '127.0.0.1', port: 0 });
    const failed = failing('EACCES');
    await failure(failed, 'example', 80);
    const left = [opened, failed].map((one) => one.listenerCount('error') + one.listenerCount('listening'));
    expect(left).to.deep.equal([createServer().listenerCount('listening'), createServer().listenerCount('listening')]);
  });
});

import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { reachService, readAuthority } from '../../../src/cli/test/service.ts';
import { useFolder } from '../fake-terminal.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
const TLS = { isInsecure: false, ca: undefined };

async function failureOf(reached: Promise<void>): Promise<unknown> {
  try {
    await reached;
    return undefined;
  } catch (error) {
    return error instanceof CommandFailure ? [error.exitCode, error.message] : error;
  }
}

describe('reachService', () => {
  let server: Server;
  let port = 0;

  beforeEach(async () => {
    server = createServer((socket) => socket.resume());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterEach(() => void server.close());

  it('is fine where somebody listens, whatever they speak', async () => {
    expect(await failureOf(reachService({ url: `http://127.0.0.1:${port}/v1`, tls: TLS }))).to.equal(undefined);
    expect(await failureOf(reachService({ url: `https://127.0.0.1:${port}`, tls: TLS }))).to.equal(undefined);
  });

  it('says that nobody listens', async () => {
    server.close();
    await once(server, 'close');
    const url = `http://127.0.0.1:${port}`;
    expect(await failureOf(reachService({ url, tls: TLS }))).to.deep.equal([
      3,
      `the target cannot be reached: connection refused: is the service up at ${url}?`,
    ]);
  });

  it('waits no longer once it is aborted', async () => {
    expect(await failureOf(reachService({ url: 'http://127.0.0.1:1', tls: TLS }, AbortSignal.abort()))).to.equal(
      undefined,
    );
  });
});

describe('readAuthority', () => {
  const folder = useFolder();

  it('gives the text of the file', () => {
    expect(readAuthority('ca.pem', folder({ 'ca.pem': PEM }))).to.equal(PEM);
  });

  for (const [name, told] of [
    ['no.pem', 'the file of --ca "no.pem" cannot be read: ENOENT: no such file or directory'],
    ['key.der', 'the file of --ca "key.der" is no certificate in PEM: it has no line "-----BEGIN CERTIFICATE-----"'],
  ] as const) {
    it(`refuses ${name}`, () => {
      const cwd = folder({ 'key.der': 'x' });
      expect(() => readAuthority(name, join(cwd, '.')))
        .to.throw(CommandFailure, told)
        .with.property('exitCode', 2);
    });
  }
});

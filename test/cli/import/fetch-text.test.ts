import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { fetchText } from '../../../src/cli/import/fetch-text.ts';

describe('fetchText', () => {
  it('gives up on a server that does not answer', async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`);
    const failure = await fetchText(url, { bytes: 10, ms: 50, redirects: 0 }).catch((error: unknown) => error);
    server.closeAllConnections();
    server.close();
    expect(failure).to.be.instanceOf(CommandFailure);
    expect((failure as CommandFailure).message).to.equal(`${url} cannot be fetched: no answer within 0.05 seconds`);
  });
});

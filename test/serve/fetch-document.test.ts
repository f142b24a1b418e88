/** A document from the network is a bounded text, or a reason in words. */

import type { RequestListener } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { expect } from 'chai';
import { FETCH_LIMITS, fetchDocument } from '../../src/serve/fetch-document.ts';
import { useRemoteServer } from './remote-server.ts';

describe('fetchDocument', () => {
  const server = useRemoteServer();
  const limits = { ...FETCH_LIMITS, bytes: 1000, redirects: 2 };

  const texts: readonly (readonly [
    says: string,
    pages: Readonly<Record<string, string>>,
    text: string,
    url: string,
  ])[] = [
    ['gives the text', { '/a.yaml': 'a: 1' }, 'a: 1', '/a.yaml'],
    ['drops a byte order mark', { '/a.yaml': '\ufeffa: 1' }, 'a: 1', '/a.yaml'],
    [
      'follows redirects',
      { '/a.yaml': '@/b/a.yaml', '/b/a.yaml': '@c.yaml', '/b/c.yaml': 'c: 1' },
      'c: 1',
      '/b/c.yaml',
    ],
  ];
  for (const [says, pages, text, url] of texts) {
    it(says, async () => {
      for (const [path, page] of Object.entries(pages)) server.pages.set(path, page);
      expect(await fetchDocument(`${server.url}/a.yaml`, limits)).to.deep.equal({ text, url: server.url + url });
    });
  }

  const answer =
    (headers: Readonly<Record<string, string>>, ...parts: readonly (string | Buffer)[]): RequestListener =>
    (_, response) => {
      response.writeHead(200, headers);
      for (const part of parts) response.write(part);
      response.end();
    };
  const failures: readonly (readonly [says: string, page: string | RequestListener | undefined, failure: string])[] = [
    ['a page that is not there', undefined, 'the answer is 404 Not Found'],
    [
      'a web page',
      answer({ 'content-type': 'text/html; charset=utf-8' }, '<html>'),
      'the answer is a web page (text/html), no document',
    ],
    ['a text that is too large', 'x'.repeat(1001), 'it is larger than 1000B'],
    ['bytes that are no UTF-8', answer({}, Buffer.from([0x61, 0xff])), 'it is not UTF-8'],
    ['a circle', '@/a.yaml', 'more than 2 redirects'],
    [
      'a redirect to another scheme',
      '@file:///etc/passwd',
      'it redirects to "file:///etc/passwd", and only http and https are fetched',
    ],
    ['a redirect to nowhere', '@http://[x', 'it redirects to "http://[x", which is no URL'],
    ['a redirect with a password', '@http://a:b@127.0.0.1/', 'a URL with a name or a password in it is not fetched'],
    ['a connection that is cut off', (request) => request.socket.destroy(), 'the connection was cut off'],
  ];
  for (const [says, page, failure] of failures) {
    it(`says why for ${says}`, async () => {
      if (page !== undefined) server.pages.set('/a.yaml', page);
      expect(await fetchDocument(`${server.url}/a.yaml`, limits)).to.deep.equal({ failure });
    });
  }

  it('stops reading a text that never ends', async () => {
    server.pages.set('/a.yaml', (_, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(500)));
      };
      response.on('drain', more);
      more();
    });
    expect(await fetchDocument(`${server.url}/a.yaml`, limits)).to.deep.equal({ failure: 'it is larger than 1000B' });
  });

  it('gives up after its time', async () => {
    server.pages.set('/a.yaml', () => {});
    expect(await fetchDocument(`${server.url}/a.yaml`, { ...limits, timeMs: 50 })).to.deep.equal({
      failure: 'no answer within 50ms',
    });
  });

  it('says that nobody listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect(await fetchDocument(`http://127.0.0.1:${port}/a.yaml`, limits)).to.deep.equal({
      failure: 'nobody listens there',
    });
    expect(await fetchDocument('http://127.0.0.1:1/a.yaml', limits)).to.deep.equal({
      failure: 'its port is one that nothing is ever fetched from',
    });
  });
});

/** A server of documents for the tests of remote `$ref`s: what each path answers can be changed while it runs. */

import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RemoteServer {
  /** `http://127.0.0.1:43211`. */
  readonly url: string;
  /** A text is a document; `@URL` is a redirect. */
  readonly pages: Map<string, string | RequestListener>;
  /** Paths that were asked for, in their order. */
  readonly asked: string[];
}

/** To be called in `describe`: a server for all of its tests, without pages at the beginning of each. */
export function useRemoteServer(): RemoteServer {
  const pages: RemoteServer['pages'] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const page = pages.get(path);
    if (typeof page === 'function') page(request, response);
    else if (page === undefined) response.writeHead(404).end();
    else if (page.startsWith('@')) response.writeHead(302, { location: page.slice(1) }).end();
    else response.writeHead(200, { 'content-type': 'application/yaml' }).end(page);
  });
  let url = '';
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    pages.clear();
    asked.length = 0;
  });
  after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    get url() {
      return url;
    },
    pages,
    asked,
  };
}

/** Where the client reached the mock: behind a mapped port or a proxy that is not where it listens. */

import type { IncomingMessage } from 'node:http';

/** A host name, an IPv4 or a bracketed IPv6 address, and a port (RFC 9110 §7.2); `_` is common in names of containers. */
const HOST = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/** `http://localhost:8010`, as the Host header says; undefined where that names no host. */
export function serverUrl({ headers }: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { host } = headers;
  if (host === undefined || !HOST.test(host)) return undefined;
  // A proxy that ends TLS says so; a page that came by https may not ask by http.
  const isSecure = headers['x-forwarded-proto'] === 'https';
  return `${isSecure ? 'https' : 'http'}://${host}`;
}

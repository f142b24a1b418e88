/** Names of this machine itself: what only programs that run on it can reach. */

const LOOPBACK = /^(localhost|([a-z0-9-]+\.)+localhost|127(\.(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])){3}|\[?::1\]?)$/i;

/** True for `localhost`, names below it (RFC 6761 §6.3), 127.0.0.0/8 and `::1`, in brackets or not; without a port. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** Who may talk to the console: programs on this machine, or whoever has the token; never a web page from elsewhere. */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../core/loopback.ts';
import { ConsoleRefusal } from './refusal.ts';

export interface GuardOptions {
  /** True where only this machine can reach it: a name that is not this machine's own is then a page's trick. */
  readonly isLoopback: boolean;
  /** Demanded of everyone when there is one. */
  readonly token: string | undefined;
}

/** What a guard looks at. */
export type GuardedRequest = Pick<IncomingMessage, 'url' | 'headers' | 'rawHeaders'>;

/** Throws ConsoleRefusal for a request that is not to be answered. */
export type Guard = (request: GuardedRequest) => void;

/**
 * A page that a developer visits can send requests here, and the browser sends them from within the loopback. What it
 * cannot do is hide: `Host` names the site it came by (DNS rebinding), `Origin` and `Sec-Fetch-Site` say where it is
 * from (Fetch standard; Fetch Metadata §2.3), and it cannot set `Authorization` without a preflight that nobody answers.
 */
export function createGuard({ isLoopback: isHostChecked, token }: GuardOptions): Guard {
  const isToken = token === undefined ? undefined : createTokenCheck(token);
  return (request) => {
    const host = hostOf(request);
    if (isHostChecked) checkHost(host);
    checkOrigin(request, host);
    checkUpgrade(request);
    if (isToken) checkToken(request, isToken);
  };
}

/** RFC 9112 §3.2: one Host, and a target in origin form. */
function hostOf({ url = '', headers, rawHeaders }: GuardedRequest): string {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1) throw new ConsoleRefusal('malformed', 'the request has more than one "Host" header');
  if (!headers.host) throw new ConsoleRefusal('malformed', 'the request has no "Host" header');
  if (!url.startsWith('/')) throw new ConsoleRefusal('malformed', 'the request target must begin with "/"');
  return headers.host;
}

function checkHost(host: string): void {
  const name = /^(\[[^\]]*\]|[^:]*)(:\d{1,5})?$/.exec(host)?.[1];
  if (name !== undefined && isLoopback(name)) return;
  throw new ConsoleRefusal(
    'wrong-host',
    `the console answers to this machine's own names, not to "${host}"; ask http://127.0.0.1 or http://localhost, or set console.host and console.token`,
  );
}

function checkOrigin({ headers }: GuardedRequest, host: string): void {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    throw new ConsoleRefusal('wrong-origin', `a page of "${origin}" may not ask the console`);
  }
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new ConsoleRefusal(
      'wrong-origin',
      `a page from elsewhere ("Sec-Fetch-Site: ${site}") may not ask the console`,
    );
  }
}

function checkUpgrade({ headers }: GuardedRequest): void {
  if (headers.upgrade?.toLowerCase().includes('websocket')) {
    throw new ConsoleRefusal(
      'no-websocket',
      'no WebSocket is spoken here; GET /requests/stream tells live what happens',
    );
  }
}

function checkToken({ headers }: GuardedRequest, isToken: (said: string) => boolean): void {
  const said = /^Bearer +([^ ]+) *$/i.exec(headers.authorization ?? '')?.[1];
  if (said !== undefined && isToken(said)) return;
  throw new ConsoleRefusal(
    'wrong-token',
    `${said === undefined ? 'the console asks for its token' : 'this is not the token of the console'}: send "Authorization: Bearer TOKEN" with what console.token or MOCKAPI_CONSOLE_TOKEN says`,
    { headers: { 'www-authenticate': 'Bearer realm="mockapi console"' } },
  );
}

/** Takes the same time whatever was said: hashes have one length. */
function createTokenCheck(token: string): (said: string) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(token);
  return (said) => timingSafeEqual(digest(said), expected);
}

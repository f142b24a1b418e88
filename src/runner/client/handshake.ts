/** Where a client connects to, and with what: the target of the run, its own headers, the cookies of the case. */

import type { PreparedHandshake } from '../compiled-suite.ts';
import type { ClientDeps } from './client-deps.ts';
import { joinCookies } from './cookie-header.ts';
import { INBOX_LIMITS, type Message } from './inbox.ts';
import { type Opening, openSocket } from './socket.ts';

/** Never rejects. */
export async function shakeHands(
  handshake: PreparedHandshake,
  { target, cookies, timeoutMs, signal, limits = INBOX_LIMITS }: ClientDeps,
  onMessage: (message: Message) => void,
): Promise<Opening> {
  const { headers, protocols } = handshake;
  const url = /^(ws|http)s?:/i.test(handshake.target) ? handshake.target : target.url + handshake.target;
  const httpUrl = url.replace(/^ws/i, 'http');
  const written = headers.filter(([name]) => isCookie(name)).map(([, value]) => value);
  const cookie = joinCookies(written.join('; '), cookies?.header(httpUrl));
  const opening = await openSocket({
    url: url.replace(/^http/i, 'ws'),
    headers: [
      ...headers.filter(([name]) => !isCookie(name)),
      ...(cookie === undefined ? [] : [['cookie', cookie] as const]),
    ],
    protocols,
    tls: target.tls,
    timeoutMs,
    limits,
    signal,
    onMessage,
  });
  if (opening.kind !== 'failed') cookies?.keep(httpUrl, opening.answer.header);
  return opening;
}

function isCookie(name: string): boolean {
  return name.toLowerCase() === 'cookie';
}

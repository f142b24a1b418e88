/** Sends a request with the cookies of its case, and goes where redirects lead when the step says so. */

import type { Answer } from '../compiled-suite.ts';
import { joinCookies } from './cookie-header.ts';
import type { Cookies } from './cookies.ts';
import type { HttpClient, Reply, WireRequest } from './http.ts';

/** A request before it is on its way. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** Without `content-length`; `host` only where the test has its own. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer | undefined;
}

export interface Sending {
  readonly http: HttpClient;
  readonly cookies: Cookies;
  readonly timeoutMs: number;
  readonly isFollowing: boolean;
}

export interface Sent {
  readonly reply: Reply;
  /** The request that was answered. */
  readonly last: Outgoing;
  /** Requests on the wire. */
  readonly count: number;
}

const MOST_REDIRECTS = 10;

/** Never rejects. */
export async function sendFollowing(first: Outgoing, sending: Sending): Promise<Sent> {
  let current = first;
  for (let count = 1; ; count++) {
    const reply = await sendOne(current, sending);
    const answer = reply.kind === 'answered' ? reply.read.answer : undefined;
    const location = sending.isFollowing && answer ? redirection(answer) : undefined;
    if (!answer || location === undefined) return { reply, last: current, count };
    const next = redirect(current, answer.status, location);
    const wrong =
      count > MOST_REDIRECTS
        ? `there were more than ${MOST_REDIRECTS} redirects, the last to "${location}"`
        : `a redirect leads to "${location}", which is no HTTP`;
    if (!next || count > MOST_REDIRECTS) return { reply: { kind: 'failed', message: wrong }, last: current, count };
    current = next;
  }
}

async function sendOne(outgoing: Outgoing, { http, cookies, timeoutMs }: Sending): Promise<Reply> {
  const { url } = outgoing;
  const reply = await http.send(wireRequest(outgoing, cookies.header(url)), timeoutMs);
  if (reply.kind === 'answered') cookies.keep(url, reply.read.answer.header);
  return reply;
}

/** What the case keeps is added to the cookies that the step writes. */
export function withCookies(
  headers: Outgoing['headers'],
  kept: string | undefined,
): readonly (readonly [string, string])[] {
  if (kept === undefined || kept === '') return headers;
  const written = headers.filter(([name]) => isNamed(name, 'cookie')).map(([, value]) => value);
  const cookie = joinCookies(written.join('; '), kept);
  const others = headers.filter(([name]) => !isNamed(name, 'cookie'));
  return cookie === undefined ? others : [...others, ['cookie', cookie]];
}

/** Methods whose requests have a body as a rule: without one they say so (RFC 9110 §8.6). */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

function wireRequest({ method, url, headers, body }: Outgoing, kept: string | undefined): WireRequest {
  const isSized = !has(headers, 'content-length') && !has(headers, 'transfer-encoding');
  const length = body?.length ?? (WITH_BODY.has(method) ? 0 : undefined);
  const own: (readonly [string, string])[] = [];
  if (!has(headers, 'host')) own.push(['host', hostOf(url)]);
  if (!has(headers, 'user-agent')) own.push(['user-agent', 'mockapi']);
  const end: readonly (readonly [string, string])[] =
    isSized && length !== undefined ? [['content-length', String(length)]] : [];
  return { method, url, headers: [...own, ...withCookies(headers, kept), ...end], body };
}

/** The URL may be none: whoever sends it says so. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function has(headers: Outgoing['headers'], name: string): boolean {
  return headers.some(([own]) => isNamed(own, name));
}

function isNamed(name: string, lower: string): boolean {
  return name.toLowerCase() === lower;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirection({ status, header }: Answer): string | undefined {
  const { location } = header;
  return REDIRECTS.has(status) && typeof location === 'string' ? location : undefined;
}

/** RFC 9110 §15.4; undefined where it leads to no HTTP. */
function redirect(from: Outgoing, status: number, location: string): Outgoing | undefined {
  if (!URL.canParse(location, from.url)) return undefined;
  const url = new URL(location, from.url);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const isElsewhere = url.origin !== new URL(from.url).origin;
  const keepsBody = status === 307 || status === 308 || from.method === 'HEAD';
  const headers = from.headers.filter(([name]) => {
    if (isNamed(name, 'host')) return false;
    // Credentials are for whom they were written.
    if (isElsewhere && /^(cookie|authorization|proxy-authorization)$/i.test(name)) return false;
    return keepsBody || !/^content-/i.test(name);
  });
  return {
    method: keepsBody ? from.method : 'GET',
    url: url.href,
    headers,
    body: keepsBody ? from.body : undefined,
  };
}

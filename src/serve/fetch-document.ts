/** One document fetched over http or https: a bounded text, or the reason why there is none. */

import { formatDuration } from '../core/duration.ts';
import { formatSize } from '../core/size.ts';
import { isRemote } from '../spec/ref-target.ts';
import type { RemoteText } from '../spec/remote-texts.ts';

export interface FetchLimits {
  /** From the first request to the last byte. */
  readonly timeMs: number;
  readonly bytes: number;
  readonly redirects: number;
}

export const FETCH_LIMITS: FetchLimits = { timeMs: 10_000, bytes: 16 * 1024 * 1024, redirects: 5 };

/** Never rejects. */
export async function fetchDocument(url: string, limits: FetchLimits = FETCH_LIMITS): Promise<RemoteText> {
  const signal = AbortSignal.timeout(limits.timeMs);
  try {
    return await follow(url, limits, signal);
  } catch (error) {
    if (error instanceof Refusal) return { failure: error.message };
    if (signal.aborted) return { failure: `no answer within ${formatDuration(limits.timeMs)}` };
    return { failure: reasonOf(error) };
  }
}

class Refusal extends Error {}

async function follow(url: string, limits: FetchLimits, signal: AbortSignal): Promise<RemoteText> {
  let at = url;
  for (let left = limits.redirects; left >= 0; left--) {
    demandPlain(at);
    // Redirects are followed here: each may lead to a scheme that is not ours.
    const response = await fetch(at, { redirect: 'manual', signal, headers: { accept: ACCEPT } });
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null) return { text: await readText(response, limits), url: at };
    await response.body?.cancel();
    if (!URL.canParse(location, at)) throw new Refusal(`it redirects to "${location}", which is no URL`);
    at = withoutHash(new URL(location, at));
    if (!isRemote(at)) throw new Refusal(`it redirects to "${at}", and only http and https are fetched`);
  }
  throw new Refusal(`more than ${limits.redirects} redirects`);
}

const ACCEPT =
  'application/yaml, application/json, application/openapi+json, application/schema+json, text/*;q=0.5, */*;q=0.1';

function demandPlain(url: string): void {
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') throw new Refusal('a URL with a name or a password in it is not fetched');
}

function withoutHash(url: URL): string {
  url.hash = '';
  return url.href;
}

async function readText(response: Response, { bytes: most }: FetchLimits): Promise<string> {
  const { status, statusText, headers, body } = response;
  try {
    if (!response.ok) throw new Refusal(`the answer is ${status} ${statusText}`.trimEnd());
    if (/^text\/html\b/i.test(headers.get('content-type') ?? '')) {
      throw new Refusal('the answer is a web page (text/html), no document');
    }
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > most) throw new Refusal(`it is larger than ${formatSize(most)}`);
      chunks.push(chunk);
    }
    return decode(Buffer.concat(chunks));
  } catch (error) {
    // What is left of it is not waited for.
    if (body && !body.locked) await body.cancel().catch(() => {});
    throw error;
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal('it is not UTF-8');
  }
}

/** `fetch failed` alone helps nobody: the reason stands in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const { code } = cause as { readonly code?: unknown };
  return REASONS.get(typeof code === 'string' ? code : cause.message) ?? cause.message;
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nobody listens there'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'there is no such host'],
  ['ECONNRESET', 'the connection was cut off'],
  ['UND_ERR_SOCKET', 'the connection was cut off'],
  // Fetch standard, "port blocking".
  ['bad port', 'its port is one that nothing is ever fetched from'],
]);

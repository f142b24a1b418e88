/** A text behind an http or https URL, fetched within bounds. */

import { formatSize } from '../../core/size.ts';
import { explainNetworkError } from '../../runner/client/network-failure.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';

export interface Fetched {
  readonly text: string;
  /** Where it was found in the end, without credentials. */
  readonly url: URL;
}

export interface FetchLimits {
  readonly bytes: number;
  readonly ms: number;
  readonly redirects: number;
}

export const FETCH_LIMITS: FetchLimits = { bytes: 16 * 1024 * 1024, ms: 10_000, redirects: 5 };

/** Rejects with CommandFailure that says why. Credentials in the URL are sent to its own host only, and never shown. */
export async function fetchText(url: URL, limits: FetchLimits = FETCH_LIMITS): Promise<Fetched> {
  const signal = AbortSignal.timeout(limits.ms);
  let at = withoutCredentials(url);
  try {
    for (let hops = 0; hops <= limits.redirects; hops++) {
      const response = await fetch(at, { redirect: 'manual', signal, headers: headersFor(url, at) });
      const next = response.headers.get('location');
      if (response.status < 300 || response.status >= 400 || next === null) {
        return { text: await readText(response, at, limits), url: at };
      }
      await response.body?.cancel();
      at = redirected(next, at);
    }
  } catch (error) {
    throw error instanceof CommandFailure ? error : unreachable(error, at, limits);
  }
  throw new CommandFailure(EXIT.blocked, `${url.origin} redirects more than ${limits.redirects} times`);
}

function withoutCredentials(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare;
}

function headersFor({ origin, username, password }: URL, at: URL): Record<string, string> {
  const accept = 'application/json, application/yaml, text/yaml, */*;q=0.5';
  if (username === '' || at.origin !== origin) return { accept };
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { accept, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function redirected(location: string, from: URL): URL {
  if (!URL.canParse(location, from.href)) throw new CommandFailure(EXIT.blocked, `${from} redirects to no URL`);
  const url = withoutCredentials(new URL(location, from));
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new CommandFailure(EXIT.blocked, `${from} redirects to ${url.protocol}//…, which is not followed`);
  }
  return url;
}

async function readText(response: Response, url: URL, { bytes: most }: FetchLimits): Promise<string> {
  if (!response.ok) throw new CommandFailure(EXIT.blocked, `${url} answers ${response.status}, not a contract`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > most) throw new CommandFailure(EXIT.wrong, `${url} has more than ${formatSize(most)}: it is not read`);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new CommandFailure(EXIT.wrong, `${url} is not UTF-8 text`);
  }
}

function unreachable(error: unknown, url: URL, { ms }: FetchLimits): CommandFailure {
  const { name } = error as Error;
  const why =
    name === 'TimeoutError'
      ? `no answer within ${ms / 1000} seconds`
      : withoutOptions(explainNetworkError(causeOf(error), url.href));
  return new CommandFailure(EXIT.blocked, `${url} cannot be fetched: ${why}`);
}

/** Those of `mockapi test` are none of ours. */
function withoutOptions(text: string): string {
  return text.replace(
    /: (name its authority|take it) .*$/,
    ': NODE_EXTRA_CA_CERTS names an authority that is to be trusted',
  );
}

/** What `fetch` hides behind "fetch failed". */
function causeOf(error: unknown): Error {
  const { cause } = error as Error;
  const inner = cause instanceof AggregateError ? cause.errors[0] : cause;
  return inner instanceof Error ? inner : (error as Error);
}

/** What is masked of one entry of the journal. */

import type { Exchange } from '../../core/exchange.ts';
import { PARAM_SOURCES } from '../../core/source.ts';
import type { MaskPath } from '../../spec/mask-path.ts';
import type { Entry, ExchangeEntry } from '../entry.ts';
import { frameJson, mayHoldMembers } from '../frame.ts';
import { receivedValues } from '../values.ts';
import { type Concealment, createConcealment, NOTHING_MASKED } from './concealment.ts';
import { type BySource, secretsIn, secretsInTexts } from './secrets.ts';

/** Of a frame, what is masked of its handshake too. */
export function concealmentOf(entry: Entry, paths: readonly MaskPath[]): Concealment {
  return paths.length === 0 ? NOTHING_MASKED : createConcealment(paths, new Set(secretsOf(entry, paths)));
}

/** The same before the answer is out. */
export function concealmentOfRequest(
  request: Pick<ExchangeEntry, 'exchange' | 'admission'>,
  paths: readonly MaskPath[],
): Concealment {
  return paths.length === 0 ? NOTHING_MASKED : createConcealment(paths, new Set(requestSecrets(request, paths)));
}

function* secretsOf(entry: Entry, paths: readonly MaskPath[]): Generator<string> {
  if (entry.kind === 'request') {
    yield* requestSecrets(entry, paths);
    return;
  }
  const handshake = entry.connection?.handshake;
  if (handshake) yield* exchangeSecrets(handshake, paths);
  if (entry.kind === 'received') yield* messageSecrets(entry.bytes, paths);
  if (entry.kind !== 'sent') return;
  yield* secretsIn(paths, [['message', frameJson(entry.frame)]]);
  if (Buffer.isBuffer(entry.heard)) yield* messageSecrets(entry.heard, paths);
}

/** Of JSON that is broken or cut nobody knows where its masked places are: all of it is secret. */
function* messageSecrets(bytes: Buffer, paths: readonly MaskPath[]): Generator<string> {
  const json = frameJson(bytes);
  const isWhole = paths.some((path) => path.in === 'message' && (path.path.length === 0 || mayHoldMembers(bytes)));
  if (json !== undefined) yield* secretsIn(paths, [['message', json]]);
  else if (isWhole && bytes.length > 0) yield bytes.toString('utf8');
}

function* requestSecrets(
  { exchange, admission }: Pick<ExchangeEntry, 'exchange' | 'admission'>,
  paths: readonly MaskPath[],
): Generator<string> {
  yield* exchangeSecrets(exchange, paths);
  const validated: BySource = PARAM_SOURCES.map((source) => [source, admission?.scope[source]]);
  yield* secretsIn(paths, validated);
}

function* exchangeSecrets(exchange: Exchange, paths: readonly MaskPath[]): Generator<string> {
  const received = receivedValues(exchange);
  yield* secretsInTexts(paths, exchange);
  yield* secretsIn(
    paths,
    PARAM_SOURCES.map((source) => [source, received[source]]),
  );
}

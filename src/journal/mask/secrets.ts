/** The texts that stand at the masked places of an exchange. */

import type { Exchange } from '../../core/exchange.ts';
import type { IssueSource } from '../../core/issue.ts';
import type { MaskPath } from '../../spec/mask-path.ts';
import { namedIn } from './concealment.ts';
import { scalarsAt } from './masked-values.ts';
import { COOKIE_PAIRS, FORM_PAIRS, pairValues } from './pairs.ts';

/** What one source brought, in each of the forms that are known: as it came, and as it was validated. */
export type BySource = readonly (readonly [source: IssueSource, value: unknown])[];

/** What the values of those sources hide. */
export function* secretsIn(paths: readonly MaskPath[], brought: BySource): Generator<string> {
  for (const [source, value] of brought) {
    for (const { in: at, path } of paths) {
      if (at !== source) continue;
      for (const scalar of scalarsAt(value, path)) yield String(scalar);
    }
  }
}

/** What stands in the texts of a request, however badly they are written. */
export function* secretsInTexts(paths: readonly MaskPath[], { request, payload }: Exchange): Generator<string> {
  const isNamed = namedIn(paths);
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || !isNamed('header')(name)) continue;
    for (const text of typeof value === 'string' ? [value] : value) yield* headerSecrets(name, text);
  }
  const { cookie } = request.headers;
  if (typeof cookie === 'string') yield* pairValues(cookie, COOKIE_PAIRS, isNamed('cookie'));
  yield* pairValues(request.queryText, FORM_PAIRS, isNamed('query'));
  if (payload.kind === 'form') yield* pairValues(payload.text, FORM_PAIRS, isNamed('form'));
  // An answer may say the whole text again, in which a secret may be spelled in many ways.
  if (payload.kind === 'raw' && paths.some((path) => path.in === 'body')) yield payload.text;
  if (payload.kind === 'json' && hasAny(secretsIn(paths, [['body', payload.value]]))) yield payload.text;
}

function hasAny(texts: Iterator<string>): boolean {
  return texts.next().done !== true;
}

/** Credentials are secret without the scheme before them, too (RFC 9110 §11.4), and a password without its user. */
function* headerSecrets(name: string, text: string): Generator<string> {
  yield text;
  if (name === 'cookie') yield* pairValues(text, COOKIE_PAIRS, () => true);
  if (!name.endsWith('authorization')) return;
  const [, scheme = '', credentials = ''] = /^\s*(\S+)\s+(.+?)\s*$/.exec(text) ?? [];
  if (credentials === '') return;
  yield credentials;
  if (scheme.toLowerCase() !== 'basic') return;
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  yield decoded;
  const colon = decoded.indexOf(':');
  if (colon >= 0) yield decoded.slice(colon + 1);
}

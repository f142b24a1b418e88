/** `x-mockapi`: what a contract says to us alone. Its mistakes are told. */

import { didYouMean } from '../../core/nearest.ts';
import { type LocatedObject, memberOf, objectOf, type Reading, textOf } from './reading.ts';

export interface Own {
  /** Undefined where nothing is said of it. */
  readonly security: 'on' | 'off' | undefined;
  /** Of the root alone. */
  readonly prefix: { readonly text: string; readonly at: LocatedObject } | undefined;
}

const KEYS = ['security', 'prefix'];

/** That of the document, which may say where its paths begin. */
export function readRootOwn(root: LocatedObject, reading: Reading): Own {
  return readOwn(root, reading, KEYS);
}

/** That of a path or an operation. */
export function readInnerOwn(holder: LocatedObject, reading: Reading): Own {
  return readOwn(holder, reading, ['security']);
}

function readOwn(holder: LocatedObject, reading: Reading, keys: readonly string[]): Own {
  const at = objectOf(holder, 'x-mockapi', reading);
  if (!at) return { security: undefined, prefix: undefined };
  for (const key of Object.keys(at.value)) if (!keys.includes(key)) reportKey(at, key, keys, reading);
  const text = keys.includes('prefix') ? textOf(at, 'prefix', reading) : undefined;
  return { security: readSwitch(at, reading), prefix: text === undefined ? undefined : { text, at } };
}

function reportKey({ place }: LocatedObject, key: string, keys: readonly string[], { report }: Reading): void {
  const known = keys.length === 1 ? `there is ${keys[0]}` : `there are ${keys.join(' and ')}`;
  const hint = KEYS.includes(key) ? 'it belongs to the root of the document' : (didYouMean(key, keys) ?? known);
  report(
    place.child(key).problem('unknown-key', `"x-mockapi" has no key "${key}"${KEYS.includes(key) ? ' here' : ''}`, {
      part: 'key',
      severity: 'warning',
      hint,
    }),
  );
}

function readSwitch(at: LocatedObject, { report }: Reading): Own['security'] {
  const found = memberOf(at, 'security');
  if (!found) return undefined;
  const { value, place } = found;
  if (value === 'off' || value === false) return 'off';
  if (value === 'on' || value === true) return 'on';
  report(
    place.problem('wrong-value', `"security" is on or off, not ${JSON.stringify(value)}`, {
      severity: 'warning',
      hint: 'it has no effect; `security: off` asks nobody for credentials',
    }),
  );
  return undefined;
}

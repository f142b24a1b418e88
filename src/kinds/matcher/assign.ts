/** Gives every expected item a received item of its own: a maximum bipartite matching, not the first that fits. */

import type { Runtime, Scope } from '../../core/runtime.ts';
import type { Check } from './check.ts';

/** No received item for this expected one. */
export const NONE = -1;

/** Pairs of items that are no plain scalars; more than that is not compared. */
export const MAX_PAIRS = 1_000_000;

/**
 * The index of the received item for each check, or `NONE`; undefined when there are more than `MAX_PAIRS` to compare.
 * Plain scalars are dealt with first, in linear time: a received scalar equal to an expected one is as good as another one.
 * The rest are augmenting paths (Kuhn).
 */
export function assign(
  checks: readonly Check[],
  received: readonly unknown[],
  names: { readonly scope: Scope; readonly runtime: Runtime },
): Int32Array | undefined {
  const given = new Int32Array(checks.length).fill(NONE);
  const isTaken = new Uint8Array(received.length);
  const seekers = giveScalars({ checks, received, given, isTaken, ...names });
  const offered = indexesWhere(received.length, (index) => isTaken[index] === 0);
  if (seekers.length > 1 && seekers.length * offered.length > MAX_PAIRS) return undefined;

  const pairing: Pairing = {
    checks: seekers.flatMap((index) => checks[index] ?? []),
    items: offered.map((index) => received[index]),
    owner: new Int32Array(offered.length).fill(NONE),
    known: new Uint8Array(seekers.length * offered.length),
    visited: new Int32Array(offered.length).fill(NONE),
    ...names,
  };
  for (let seeker = 0; seeker < seekers.length; seeker++) settle(seeker, seeker, pairing);
  for (const [offer, seeker] of pairing.owner.entries()) {
    if (seeker !== NONE) given[seekers[seeker] ?? 0] = offered[offer] ?? NONE;
  }
  return given;
}

interface Deal {
  readonly checks: readonly Check[];
  readonly received: readonly unknown[];
  readonly given: Int32Array;
  readonly isTaken: Uint8Array;
  readonly scope: Scope;
  readonly runtime: Runtime;
}

/** Serves the checks that stand for a plain scalar; returns the indexes of all others. */
function giveScalars({ checks, received, given, isTaken, scope, runtime }: Deal): readonly number[] {
  const seekers: number[] = [];
  const heads = new Map<unknown, number>();
  const next = new Int32Array(received.length).fill(NONE);
  for (let index = received.length - 1; index >= 0; index--) {
    const item = received[index];
    if (!isScalar(item)) continue;
    next[index] = heads.get(item) ?? NONE;
    heads.set(item, index);
  }
  for (const [index, check] of checks.entries()) {
    const plain = check.plain ? (check.plain(scope, runtime) ?? null) : undefined;
    if (!isScalar(plain)) {
      seekers.push(index);
      continue;
    }
    const found = heads.get(plain) ?? NONE;
    if (found === NONE) continue;
    heads.set(plain, next[found] ?? NONE);
    given[index] = found;
    isTaken[found] = 1;
  }
  return seekers;
}

function isScalar(value: unknown): boolean {
  return value !== undefined && (typeof value !== 'object' || value === null);
}

interface Pairing {
  readonly checks: readonly Check[];
  readonly items: readonly unknown[];
  /** The seeker that has an offered item. */
  readonly owner: Int32Array;
  /** Whether a pair fits: asked once. */
  readonly known: Uint8Array;
  /** The round in which an offered item was last looked at. */
  readonly visited: Int32Array;
  readonly scope: Scope;
  readonly runtime: Runtime;
}

/** Finds an item for a seeker, moving others on where that makes room. At most as deep as there are items. */
function settle(seeker: number, round: number, pairing: Pairing): boolean {
  const { owner, visited } = pairing;
  const amount = owner.length;
  for (let turn = 0; turn < amount; turn++) {
    const offer = (seeker + turn) % amount;
    if (owner[offer] !== NONE || !fits(seeker, offer, pairing)) continue;
    owner[offer] = seeker;
    return true;
  }
  for (let offer = 0; offer < amount; offer++) {
    if (visited[offer] === round || !fits(seeker, offer, pairing)) continue;
    visited[offer] = round;
    if (!settle(owner[offer] ?? NONE, round, pairing)) continue;
    owner[offer] = seeker;
    return true;
  }
  return false;
}

const YES = 1;
const NO = 2;

function fits(seeker: number, offer: number, { checks, items, known, scope, runtime }: Pairing): boolean {
  const at = seeker * items.length + offer;
  if (known[at] === 0) known[at] = checks[seeker]?.matches(items[offer], scope, runtime) ? YES : NO;
  return known[at] === YES;
}

function indexesWhere(length: number, test: (index: number) => boolean): readonly number[] {
  const indexes: number[] = [];
  for (let index = 0; index < length; index++) if (test(index)) indexes.push(index);
  return indexes;
}

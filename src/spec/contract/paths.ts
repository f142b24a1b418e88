/** Paths of a contract as paths of ours: what they may not hold is encoded, odd parameter names get others. */

import type { Place } from '../../core/problem.ts';
import type { PathPattern } from '../path.ts';
import { parsePrefixedPath } from '../prefixed-path.ts';
import type { Risky } from './reading.ts';

/** The names of a contract's path parameters, and what our path calls each. */
export type SlotNames = ReadonlyMap<string, string>;

export interface ContractPath {
  readonly pattern: PathPattern;
  readonly slots: SlotNames;
}

const NAME = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]*$/;

/** `place` is that of the path item. Reports what makes the path impossible. */
export function readPath(path: string, prefix: string, place: Place, reading: Risky): ContractPath | undefined {
  const pieces = path.split(/\{([^{}]*)\}/);
  const slots = slotsOf(pieces.filter((_, index) => index % 2 === 1));
  const written = pieces
    .map((piece, index) => (index % 2 === 1 ? `{${slots.get(piece) ?? piece}}` : encodeOdd(piece)))
    .join('');
  const pattern = parsePrefixedPath({ path: written, offset: 0 }, prefix, place, reading.lose);
  return pattern && { pattern, slots };
}

/** `*`, `(` and their kin mean nothing in a path of OpenAPI; a segment may begin with a colon. */
function encodeOdd(text: string): string {
  return text
    .replace(
      /[*()#\s\\[\]<>]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .replace(/(^|\/):/g, '$1%3A');
}

/** Names that paths of ours can have stay as they are; the others get one that is free. */
function slotsOf(names: readonly string[]): SlotNames {
  const slots = new Map(names.filter((name) => NAME.test(name)).map((name) => [name, name]));
  const taken = new Set(slots.values());
  for (const name of names) {
    if (slots.has(name)) continue;
    const base = name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?![A-Za-z_])|^(?=__proto__$)/, '_');
    let slot = base;
    for (let count = 2; taken.has(slot); count++) slot = `${base}_${count}`;
    taken.add(slot);
    slots.set(name, slot);
  }
  return slots;
}

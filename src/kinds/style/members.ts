/** The members of an object that came as texts by name. */

import type { Level } from '../source/levels.ts';
import { readTexts, type ValueSpot } from '../source/read-texts.ts';
import { noValues, refusedName, type Values } from '../source/text-values.ts';
import type { StyledPlace } from './styled-param.ts';

/** Texts by name, in the order of the request. */
export type Members = Map<string, string[]>;

/** Adds a text under its name. `__proto__` is refused (400). */
export function addMember(members: Members, [name, text]: readonly [string, string], place: StyledPlace): void {
  if (name === '__proto__') throw refusedName(place);
  const before = members.get(name);
  if (before) before.push(text);
  else members.set(name, [text]);
}

/** The object, each member read as the schema wants it; those that count as absent are left out. */
export function readMembers(members: Members, level: Level, spot: ValueSpot): Values {
  const object = noValues();
  for (const [name, texts] of members) {
    const value = readSaid(texts, level.member(name), { ...spot, keys: [...spot.keys, name] });
    if (value !== undefined) object[name] = value;
  }
  return object;
}

/** The texts of one name; where the schema says nothing they are taken as they come. */
export function readSaid(texts: readonly string[], level: Level | undefined, spot: ValueSpot): unknown {
  const [only] = texts;
  const written = texts.length === 1 && only !== undefined ? only : texts;
  return level ? readTexts(written, level.texts, spot) : written;
}

/** True where the schema has a use for an object and for nothing else but null. */
export function takesOnlyObjects({ types }: Level): boolean {
  return types?.has('object') === true && [...types].every((type) => type === 'object' || type === 'null');
}

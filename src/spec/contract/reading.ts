/** Looking at the parts of a contract: members with their places, `$ref`s followed, mistakes told as warnings. */

import { isJsonObject, type Json, type JsonObject, jsonType } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import { asWarning, type Place, type Problem, type Report } from '../../core/problem.ts';
import type { Located } from '../route-spec.ts';
import type { ContractDialect } from './contract-spec.ts';

/** Finds what a `$ref` leads to; reports `unknown-ref` and gives undefined where that is nothing. */
export type Follow = (ref: string, place: Place, report: Report) => Located | undefined;

export interface Reading {
  readonly dialect: ContractDialect;
  readonly follow: Follow;
  /** Somebody else wrote the contract, and most of it works: what is wrong with a part is a warning. */
  readonly report: Report;
}

export type LocatedObject = Located<JsonObject>;

/** A reading in which mistakes cost the thing that is read; `isLost` says that one was made. */
export interface Risky extends Reading {
  readonly isLost: () => boolean;
  /** Reports what the thing cannot do without. */
  readonly lose: Report;
}

/** `consequence` is told beside each mistake that costs: `until then GET /pets is not served`. */
export function risky(reading: Reading, consequence: string): Risky {
  let isLost = false;
  return {
    ...reading,
    isLost: () => isLost,
    lose(problem) {
      isLost = true;
      reading.report(asWarning(problem, consequence));
    },
  };
}

/** Errors of others, as warnings. */
export function asWarnings(report: Report): Report {
  return (problem: Problem) => report(problem.severity === 'warning' ? problem : { ...problem, severity: 'warning' });
}

/** What stands under a key; undefined where nothing does, or null. */
export function memberOf(at: LocatedObject, key: string): Located | undefined {
  const value = Object.hasOwn(at.value, key) ? at.value[key] : undefined;
  return value === undefined || value === null ? undefined : { value, place: at.place.child(key) };
}

export function textOf(at: LocatedObject, key: string, { report }: Pick<Reading, 'report'>): string | undefined {
  const found = memberOf(at, key);
  if (!found) return undefined;
  if (typeof found.value === 'string') return found.value;
  // YAML takes `version: 1.0` for a number.
  if (typeof found.value === 'number' || typeof found.value === 'boolean') return String(found.value);
  report(wrongType(found, `"${key}" is a text`));
  return undefined;
}

export function flagOf(at: LocatedObject, key: string, { report }: Pick<Reading, 'report'>): boolean | undefined {
  const found = memberOf(at, key);
  if (!found) return undefined;
  if (typeof found.value === 'boolean') return found.value;
  if (found.value === 'true' || found.value === 'false') return found.value === 'true';
  report(wrongType(found, `"${key}" is true or false`));
  return undefined;
}

/** A map under a key. */
export function objectOf(
  at: LocatedObject,
  key: string,
  { report }: Pick<Reading, 'report'>,
): LocatedObject | undefined {
  const found = memberOf(at, key);
  return found && asObject(found, `"${key}"`, report);
}

/** A list under a key; empty where there is none. */
export function listOf(at: LocatedObject, key: string, { report }: Pick<Reading, 'report'>): readonly Located[] {
  const found = memberOf(at, key);
  if (!found) return [];
  if (Array.isArray(found.value)) return itemsOf({ value: found.value, place: found.place });
  report(wrongType(found, `"${key}" is a list`));
  return [];
}

function itemsOf({ value, place }: { readonly value: readonly Json[]; readonly place: Place }): readonly Located[] {
  return value.map((item, index) => ({ value: item, place: place.child(index) }));
}

/** A member of a map under its key. */
export type Entry = readonly [key: string, member: Located];

/** The members of a map in their order, but for those that are null. Whatever they are called: many a header begins with `x-`. */
export function entriesOf(at: LocatedObject): readonly Entry[] {
  return Object.keys(at.value).flatMap((key) => {
    const member = memberOf(at, key);
    return member ? [[key, member] as const] : [];
  });
}

/** For maps that may have extensions (`x-…`) beside their members. */
export function withoutExtensions(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(([key]) => !key.startsWith('x-'));
}

export function asObject(at: Located, what: string, report: Report): LocatedObject | undefined {
  if (isJsonObject(at.value)) return { value: at.value, place: at.place };
  report(wrongType(at, `${what} is a map`));
  return undefined;
}

function wrongType({ value, place }: Located, expected: string): Problem {
  const type = jsonType(value);
  const received =
    type === 'object' ? 'a map' : type === 'array' ? 'a list' : type === 'null' ? 'nothing' : `a ${type}`;
  return place.problem('wrong-type', `${expected}, not ${received}`, { severity: 'warning' });
}

/** A chain of `$ref`s is longer than this only where it is a circle. */
const MOST_REFS = 50;

/** The thing itself, whatever `$ref`s lead to it. What cannot be found is reported to `missing`. */
export function deref(
  at: Located,
  what: string,
  { follow, report }: Reading,
  missing: Report = report,
): LocatedObject | undefined {
  let found: Located | undefined = at;
  for (let steps = 0; found; steps++) {
    const object = asObject(found, what, missing);
    const ref = object?.value.$ref;
    if (!object || typeof ref !== 'string') return object;
    if (steps === MOST_REFS) {
      missing(
        at.place
          .child('$ref')
          .problem('unknown-ref', `this "$ref" leads back to itself`, { hint: `name the place of ${what}` }),
      );
      return undefined;
    }
    found = follow(ref, object.place.child('$ref'), missing);
  }
  return undefined;
}

/** Warns of keys that OpenAPI does not have here. */
export function checkKeys(
  { value, place }: LocatedObject,
  known: readonly string[],
  { report }: Pick<Reading, 'report'>,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key) || key.startsWith('x-') || key === '$ref') continue;
    const hint = didYouMean(key, known) ?? 'it has no effect';
    report(
      place
        .child(key)
        .problem('unknown-key', `OpenAPI has no key "${key}" here`, { part: 'key', severity: 'warning', hint }),
    );
  }
}

/** Steps as written → steps of which each is known by its kind; keys that do not go together are told. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Place, Report } from '../core/problem.ts';
import type { StepSpec } from './channel-spec.ts';

/** What is known here of a kind of step. */
export interface StepWords {
  /** The key that it is known by. */
  readonly name: string;
  /** All keys that such a step may have. */
  readonly keys: readonly string[];
}

/** The steps that are fine. */
export function normalizeSteps(
  written: Json | undefined,
  place: Place,
  kinds: readonly StepWords[],
  report: Report,
): readonly StepSpec[] {
  if (!Array.isArray(written)) return [];
  return written.flatMap((step: Json, index) => {
    const value = isJsonObject(step) ? step : {};
    const at = place.child(index);
    const kind = kindOf(value, at, kinds, report);
    return kind === undefined ? [] : [{ kind, value, place: at }];
  });
}

function kindOf(value: JsonObject, place: Place, kinds: readonly StepWords[], report: Report): string | undefined {
  const [kind, ...others] = kinds.filter(({ name }) => value[name] !== undefined);
  if (!kind) {
    report(
      place.problem('missing-key', missingKind(value, kinds), { hint: 'write for example { to: room, json: { … } }' }),
    );
    return undefined;
  }
  for (const { name } of others) {
    report(
      place.child(name).problem('conflicting-keys', `"${name}" stands beside "${kind.name}"`, {
        part: 'key',
        hint: 'write two steps',
      }),
    );
  }
  const strays = Object.keys(value).filter((key) => ![kind, ...others].some(({ keys }) => keys.includes(key)));
  for (const key of strays) {
    const owner = kinds.find(({ keys }) => keys.includes(key))?.name;
    report(
      place.child(key).problem('conflicting-keys', `"${key}" stands beside "${kind.name}"`, {
        part: 'key',
        hint: `it belongs to a step with "${owner}"`,
      }),
    );
  }
  return others.length + strays.length === 0 ? kind.name : undefined;
}

/** `json` without `to`, or nothing at all. */
function missingKind(value: JsonObject, kinds: readonly StepWords[]): string {
  for (const key of Object.keys(value)) {
    const owner = kinds.find(({ keys }) => keys.includes(key));
    if (owner) return `a step with "${key}" needs "${owner.name}"`;
  }
  const names = kinds.map(({ name }) => name);
  return `a step needs ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Which parts of a value other keywords have spoken of, for `unevaluatedItems` and `unevaluatedProperties`. */

import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { matchesPattern } from './assertions.ts';
import { hasMember, type Inspection, type Members } from './inspection.ts';
import { listOf, mapOf } from './walk.ts';

/** True for each name that a rule of the schema itself, or of one that applies in its place, has judged. */
export function evaluatedNames(schema: JsonObject, value: Members, walk: Inspection): (name: string) => boolean {
  const names = new Set<string>();
  let isAll = false;
  const collect = (sub: JsonObject, isOuter: boolean): void => {
    if ((sub.additionalProperties ?? (isOuter ? undefined : sub.unevaluatedProperties)) !== undefined) isAll = true;
    for (const name in mapOf(sub, 'properties')) if (hasMember(value, name)) names.add(name);
    for (const source in mapOf(sub, 'patternProperties')) {
      for (const name of Object.keys(value)) if (matchesPattern(name, source)) names.add(name);
    }
    for (const [name, dependent] of Object.entries(mapOf(sub, 'dependentSchemas'))) {
      if (hasMember(value, name) && isJsonObject(dependent)) collect(dependent, false);
    }
    for (const applied of appliedInPlace(sub, value, walk)) collect(applied, false);
  };
  collect(schema, true);
  return (name) => isAll || names.has(name);
}

/** The same for the items of a list, by index. */
export function evaluatedItems(
  schema: JsonObject,
  items: readonly unknown[],
  walk: Inspection,
): (index: number) => boolean {
  let first = 0;
  const contained = new Set<number>();
  const collect = (sub: JsonObject, isOuter: boolean): void => {
    if ((sub.items ?? (isOuter ? undefined : sub.unevaluatedItems)) !== undefined) first = items.length;
    first = Math.max(first, listOf(sub, 'prefixItems').length);
    if (sub.contains !== undefined) {
      items.forEach((item, index) => {
        if (walk.holds(sub.contains as JsonSchema, item, walk)) contained.add(index);
      });
    }
    for (const applied of appliedInPlace(sub, items, walk)) collect(applied, false);
  };
  collect(schema, true);
  return (index) => index < first || contained.has(index);
}

/** The schemas that apply to the same value and accept it: only these count as having evaluated anything. */
function appliedInPlace(schema: JsonObject, value: unknown, walk: Inspection): JsonObject[] {
  const applied: JsonSchema[] = [...listOf(schema, 'allOf')];
  if (typeof schema.$ref === 'string') applied.push(walk.lookup(schema.$ref) ?? true);
  for (const keyword of ['anyOf', 'oneOf']) {
    applied.push(...listOf(schema, keyword).filter((branch) => walk.holds(branch, value, walk)));
  }
  if (schema.if !== undefined) {
    const condition = schema.if as JsonSchema;
    if (walk.holds(condition, value, walk)) applied.push(condition, (schema.then ?? true) as JsonSchema);
    else applied.push((schema.else ?? true) as JsonSchema);
  }
  return applied.filter((sub): sub is JsonObject => isJsonObject(sub));
}

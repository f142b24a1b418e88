/** Filling in defaults: at any depth, behind `$ref`s, and in the branch that a value takes. */

import { isJsonObject, isObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { Filling } from '../../core/kind.ts';
import { compilePattern } from '../../core/pattern.ts';
import { accepts } from './explain.ts';
import { eachSubschema, type Lookup, listOf, mapOf } from './walk.ts';

/** Fills in what is missing in a value, in place. */
export type Fill = (value: unknown) => void;

/** Prepared once per schema; undefined when there is no default anywhere in it, so that most values cost nothing. */
export function createFill(schema: JsonSchema, lookup: Lookup, filling: Filling = 'all'): Fill | undefined {
  const worthwhile = schemasWithDefaults(schema, lookup);
  const fills = new Map<JsonObject, Fill>();
  return fillOf(schema);

  function fillOf(schema: JsonSchema): Fill | undefined {
    if (!isJsonObject(schema) || !worthwhile.has(schema)) return undefined;
    const known = fills.get(schema);
    if (known) return known;
    const steps: Fill[] = [];
    const fill: Fill = (value) => {
      for (const step of steps) step(value);
    };
    // Known before its parts are looked at: a schema may contain itself.
    fills.set(schema, fill);
    steps.push(...inPlaceSteps(schema), ...objectSteps(schema), ...listSteps(schema));
    return fill;
  }

  function inPlaceSteps(schema: JsonObject): Fill[] {
    const steps: Fill[] = [];
    const target = typeof schema.$ref === 'string' ? lookup(schema.$ref) : undefined;
    for (const sub of target === undefined ? listOf(schema, 'allOf') : [target, ...listOf(schema, 'allOf')]) {
      const fill = fillOf(sub);
      if (fill) steps.push(fill);
    }
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = listOf(schema, keyword).map((branch) => ({ branch, fill: fillOf(branch) }));
      if (!branches.some(({ fill }) => fill)) continue;
      steps.push((value) => branches.find(({ branch }) => accepts(branch, value, lookup))?.fill?.(value));
    }
    const condition = schema.if as JsonSchema | undefined;
    if (condition !== undefined) {
      const yes = fillOf((schema.then ?? true) as JsonSchema);
      const no = fillOf((schema.else ?? true) as JsonSchema);
      if (yes || no) steps.push((value) => (accepts(condition, value, lookup) ? yes : no)?.(value));
    }
    for (const [name, sub] of Object.entries(mapOf(schema, 'dependentSchemas'))) {
      const fill = fillOf(sub);
      if (fill) steps.push((value) => isObject(value) && Object.hasOwn(value, name) && fill(value));
    }
    return steps;
  }

  function objectSteps(schema: JsonObject): Fill[] {
    const properties = mapOf(schema, 'properties');
    const required = filling === 'all' ? [] : ((schema.required ?? []) as readonly string[]);
    const steps: Fill[] = [];
    for (const [name, sub] of Object.entries(properties)) {
      const standard = required.includes(name) ? undefined : defaultOf(sub, lookup);
      const fill = fillOf(sub);
      if (standard === undefined && !fill) continue;
      steps.push((value) => {
        if (!isObject(value)) return;
        const object = value as Record<string, unknown>;
        if (standard !== undefined && (!Object.hasOwn(object, name) || object[name] === undefined)) {
          object[name] = cloneJson(standard);
        }
        if (fill && Object.hasOwn(object, name)) fill(object[name]);
      });
    }
    const patterns = Object.entries(mapOf(schema, 'patternProperties')).map(([source, sub]) => ({
      pattern: compilePattern(source),
      fill: fillOf(sub),
    }));
    const rest = fillOf((schema.additionalProperties ?? schema.unevaluatedProperties ?? true) as JsonSchema);
    if (!rest && !patterns.some(({ fill }) => fill)) return steps;
    steps.push((value) => {
      if (!isObject(value)) return;
      for (const key of Object.keys(value)) {
        let isNamed = Object.hasOwn(properties, key);
        for (const { pattern, fill } of patterns) {
          if ('error' in pattern || !pattern.test(key)) continue;
          isNamed = true;
          fill?.(value[key]);
        }
        if (!isNamed) rest?.(value[key]);
      }
    });
    return steps;
  }

  function listSteps(schema: JsonObject): Fill[] {
    const first = listOf(schema, 'prefixItems').map(fillOf);
    const rest = fillOf((schema.items ?? schema.unevaluatedItems ?? true) as JsonSchema);
    if (!rest && !first.some((fill) => fill)) return [];
    return [
      (value) => {
        if (!Array.isArray(value)) return;
        for (let index = 0; index < value.length; index++) (index < first.length ? first[index] : rest)?.(value[index]);
      },
    ];
  }
}

/** The default of a property: its own, or the one of what its `$ref` or an `allOf` says. */
function defaultOf(schema: JsonSchema, lookup: Lookup): unknown {
  if (!isJsonObject(schema)) return undefined;
  if (schema.default !== undefined) return schema.default;
  const target = typeof schema.$ref === 'string' ? lookup(schema.$ref) : undefined;
  const behind = target === undefined ? undefined : defaultOf(target, lookup);
  if (behind !== undefined) return behind;
  for (const sub of listOf(schema, 'allOf')) {
    const found = defaultOf(sub, lookup);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The schemas in and behind a schema that have a default, or lead to one that has. */
function schemasWithDefaults(root: JsonSchema, lookup: Lookup): ReadonlySet<JsonObject> {
  const parents = new Map<JsonObject, JsonObject[]>();
  const found: JsonObject[] = [];
  const visit = (schema: JsonSchema, parent: JsonObject | undefined): void => {
    if (!isJsonObject(schema)) return;
    const known = parents.get(schema);
    if (known) {
      if (parent) known.push(parent);
      return;
    }
    parents.set(schema, parent ? [parent] : []);
    if (schema.default !== undefined) found.push(schema);
    const target = typeof schema.$ref === 'string' ? lookup(schema.$ref) : undefined;
    if (target !== undefined) visit(target, schema);
    eachSubschema(schema, (sub) => visit(sub, schema));
  };
  visit(root, undefined);
  const worthwhile = new Set(found);
  for (let schema = found.pop(); schema; schema = found.pop()) {
    for (const parent of parents.get(schema) ?? []) {
      if (worthwhile.has(parent)) continue;
      worthwhile.add(parent);
      found.push(parent);
    }
  }
  return worthwhile;
}

/** A copy that shares nothing with the value. */
export function cloneJson<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(cloneJson) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = cloneJson((value as Record<string, unknown>)[key]);
  return copy as T;
}

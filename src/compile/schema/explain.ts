/** Why a value is not valid, in words: reads the resolved schema beside the value. Generated code says whether, this says what. */

import { isObject, type JsonObject, type JsonSchema, jsonEqual, jsonType } from '../../core/json.ts';
import type { Violations } from '../../core/kind.ts';
import { didYouMean } from '../../core/nearest.ts';
import { eachMissed, matchesPattern } from './assertions.ts';
import { evaluatedItems, evaluatedNames } from './evaluated.ts';
import { createCollector, createCounter } from './findings.ts';
import { below, hasMember, type Inspection, isOfType, type Members } from './inspection.ts';
import { metaSchemaTest } from './meta-schema.ts';
import { explainUnion } from './union.ts';
import { matcherOf } from './value-rules.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';
import { count, describeSchema, quote, quoteAll, typePhrase, typesOf } from './words.ts';

/** Every violation in the order in which the schema declares things; none when the value is valid. */
export function explain(schema: JsonSchema, value: unknown, lookup: Lookup): Violations {
  const collector = createCollector();
  visit(schema, value, startInspection({ lookup, findings: collector, mode: 'explain' }));
  return collector.violations();
}

/** True when the value is valid. */
export function accepts(schema: JsonSchema, value: unknown, lookup: Lookup): boolean {
  return holds(schema, value, startInspection({ lookup, findings: createCounter(1), mode: 'ask' }));
}

function startInspection(given: Pick<Inspection, 'lookup' | 'findings' | 'mode'>): Inspection {
  return { ...given, verdicts: new Map(), visited: new Map(), scalars: new Map(), visit, holds };
}

function holds(schema: JsonSchema, value: unknown, walk: Inspection): boolean {
  if (typeof schema === 'boolean') return schema;
  const part = typeof value === 'object' ? value : null;
  const known = part === null ? undefined : walk.verdicts.get(schema)?.get(part);
  if (known !== undefined) return known;
  const findings = createCounter(1);
  visit(schema, value, { ...walk, findings, mode: 'ask', visited: new Map(), scalars: new Map() });
  const verdict = findings.count === 0;
  if (part !== null) {
    const ofSchema = walk.verdicts.get(schema) ?? new Map<object, boolean>();
    walk.verdicts.set(schema, ofSchema.set(part, verdict));
  }
  return verdict;
}

function visit(schema: JsonSchema, value: unknown, walk: Inspection): void {
  if (schema === true || walk.findings.isFull) return;
  if (schema === false) miss(walk, 'false', false, value, 'is not allowed');
  if (schema === false || !isRightKind(schema, value, walk)) return;
  const type = jsonType(value);
  eachMissed(schema, { type, value }, (keyword, expected, message) => miss(walk, keyword, expected, value, message));
  if (Array.isArray(value)) visitItems(schema, value, walk);
  else if (isObject(value)) visitMembers(schema, value, walk);
  if (typeof schema.$ref === 'string') visitTarget(schema.$ref, value, walk);
  visitCombined(schema, value, walk);
  if (schema.unevaluatedItems !== undefined && Array.isArray(value)) {
    const done = evaluatedItems(schema, value, walk);
    for (let index = 0; index < value.length; index++) {
      if (!done(index)) visitChild(schema.unevaluatedItems as JsonSchema, { key: index, value: value[index] }, walk);
    }
  }
  if (schema.unevaluatedProperties !== undefined && isObject(value)) {
    const done = evaluatedNames(schema, value, walk);
    for (const name of Object.keys(value)) {
      if (!done(name)) visitExtra(schema, { keyword: 'unevaluatedProperties', name, value }, walk);
    }
  }
}

function miss(walk: Inspection, keyword: string, expected: unknown, received: unknown, message: string): void {
  walk.findings.add({ keyword, expected, received: received ?? null, message });
}

/** Type, const and enum: when one of these is missed, all other rules would only say it again. */
function isRightKind(schema: JsonObject, value: unknown, walk: Inspection): boolean {
  const types = typesOf(schema);
  if (types && !types.some((type) => isOfType(value, type))) {
    miss(walk, 'type', schema.type, value, `must be ${typePhrase(types)}`);
    return false;
  }
  if (schema.const !== undefined && !jsonEqual(schema.const, value)) {
    miss(walk, 'const', schema.const, value, `must be ${quote(schema.const)}`);
    return false;
  }
  if (Array.isArray(schema.enum) && !matcherOf(schema.enum)(value)) {
    const one = schema.enum.length === 1 ? 'must be' : 'must be one of';
    miss(walk, 'enum', schema.enum, value, `${one} ${quoteAll(schema.enum)}`);
    return false;
  }
  return true;
}

function visitItems(schema: JsonObject, items: readonly unknown[], walk: Inspection): void {
  const first = listOf(schema, 'prefixItems');
  const rest = (schema.items ?? true) as JsonSchema;
  const end = rest === true ? Math.min(first.length, items.length) : items.length;
  for (let index = 0; index < end && !walk.findings.isFull; index++) {
    visitChild(index < first.length ? (first[index] ?? true) : rest, { key: index, value: items[index] }, walk);
  }
  if (schema.contains !== undefined) visitContains(schema, items, walk);
}

function visitContains(schema: JsonObject, items: readonly unknown[], walk: Inspection): void {
  const wanted = schema.contains as JsonSchema;
  const least = (schema.minContains ?? 1) as number;
  const most = (schema.maxContains ?? Number.POSITIVE_INFINITY) as number;
  let found = 0;
  for (const item of items) if (holds(wanted, item, walk) && ++found > most) break;
  if (found >= least && found <= most) return;
  const what = describeSchema(wanted, walk.lookup);
  if (found < least) {
    const message = `must contain ${least === 1 ? '' : `at least ${least} times `}${what}`;
    miss(walk, least === 1 ? 'contains' : 'minContains', least === 1 ? wanted : least, items, message);
  } else {
    miss(walk, 'maxContains', most, items, `must contain ${what} at most ${count(most, 'time')}`);
  }
}

function visitMembers(schema: JsonObject, value: Members, walk: Inspection): void {
  const properties = mapOf(schema, 'properties');
  const required = (schema.required ?? []) as readonly string[];
  for (const name in properties) {
    if (hasMember(value, name)) visitChild(properties[name] as JsonSchema, { key: name, value: value[name] }, walk);
    else if (required.includes(name)) missMember(name, walk);
  }
  for (const name of required) {
    if (!Object.hasOwn(properties, name) && !hasMember(value, name)) missMember(name, walk);
  }
  visitOtherMembers(schema, value, walk);
  for (const [name, others] of Object.entries((schema.dependentRequired ?? {}) as Record<string, readonly string[]>)) {
    if (!hasMember(value, name)) continue;
    for (const other of others) {
      if (hasMember(value, other)) continue;
      below(walk, other, () => miss(walk, 'dependentRequired', others, null, `is required beside "${name}"`));
    }
  }
  for (const [name, sub] of Object.entries(mapOf(schema, 'dependentSchemas'))) {
    if (hasMember(value, name)) visit(sub, value, walk);
  }
}

function missMember(name: string, walk: Inspection): void {
  below(walk, name, () => miss(walk, 'required', true, null, 'is required'));
}

/** Members by pattern, those that have no rule of their own, and the names themselves. */
function visitOtherMembers(schema: JsonObject, value: Members, walk: Inspection): void {
  const patterns = Object.entries(mapOf(schema, 'patternProperties'));
  const rest = (schema.additionalProperties ?? true) as JsonSchema;
  const names = schema.propertyNames as JsonSchema | undefined;
  if (patterns.length === 0 && rest === true && names === undefined) return;
  const properties = mapOf(schema, 'properties');
  for (const name of Object.keys(value)) {
    if (walk.findings.isFull) return;
    if (names !== undefined) visitName(names, name, walk);
    let isNamed = Object.hasOwn(properties, name);
    for (const [source, sub] of patterns) {
      if (!matchesPattern(name, source)) continue;
      isNamed = true;
      visitChild(sub, { key: name, value: value[name] }, walk);
    }
    if (!isNamed) visitExtra(schema, { keyword: 'additionalProperties', name, value }, walk);
  }
}

function visitName(names: JsonSchema, name: string, walk: Inspection): void {
  if (holds(names, name, walk)) return;
  const why = walk.mode === 'explain' ? explain(names, name, walk.lookup)[0]?.message : undefined;
  below(walk, name, () => miss(walk, 'propertyNames', names, name, `has a name that ${why ?? 'is not allowed'}`));
}

/** A member that only `additionalProperties` or `unevaluatedProperties` speaks of. */
function visitExtra(
  schema: JsonObject,
  extra: { readonly keyword: string; readonly name: string; readonly value: Members },
  walk: Inspection,
): void {
  const { keyword, name, value } = extra;
  const rule = (schema[keyword] ?? true) as JsonSchema;
  if (rule !== false) {
    visitChild(rule, { key: name, value: value[name] }, walk);
    return;
  }
  const free = Object.keys(mapOf(schema, 'properties')).filter((known) => !hasMember(value, known));
  const hint = walk.mode === 'explain' ? didYouMean(name, free) : undefined;
  below(walk, name, () => miss(walk, keyword, false, value[name], `is not allowed${hint ? `; ${hint}` : ''}`));
}

/** What a `$ref` leads to. */
function visitTarget(ref: string, value: unknown, walk: Inspection): void {
  const test = metaSchemaTest(ref);
  if (test && !test(value)) miss(walk, '$ref', ref, value, 'must be a valid JSON Schema');
  const target = test ? true : (walk.lookup(ref) ?? true);
  if (typeof value === 'object' && value !== null) {
    const visited = walk.visited.get(target) ?? new Set<object>();
    if (visited.has(value)) return;
    walk.visited.set(target, visited.add(value));
  } else if (target !== true && isSeenScalar(target, value, walk)) return;
  visit(target, value, walk);
}

/** The same schema on the same scalar in the same place says nothing new. */
function isSeenScalar(schema: JsonSchema, value: unknown, { scalars, findings }: Inspection): boolean {
  const place = findings.path.join('/');
  const last = scalars.get(schema);
  if (last && last.place === place && Object.is(last.value, value)) return true;
  scalars.set(schema, { place, value });
  return false;
}

function visitCombined(schema: JsonObject, value: unknown, walk: Inspection): void {
  for (const sub of listOf(schema, 'allOf')) visit(sub, value, walk);
  if (schema.anyOf !== undefined) {
    const branches = listOf(schema, 'anyOf');
    if (!branches.some((branch) => holds(branch, value, walk))) explainUnion('anyOf', { branches, value }, walk);
  }
  if (schema.oneOf !== undefined) {
    const branches = listOf(schema, 'oneOf');
    const matching = branches.filter((branch) => holds(branch, value, walk));
    if (matching.length === 0) explainUnion('oneOf', { branches, value }, walk);
    else if (matching.length > 1) {
      const places = branches.flatMap((branch, index) => (matching.includes(branch) ? [index + 1] : []));
      const message = `must match exactly one of ${branches.length} schemas, but matches number ${places.join(' and ')}`;
      miss(walk, 'oneOf', 'exactly one', value, message);
    }
  }
  if (schema.not !== undefined && holds(schema.not as JsonSchema, value, walk)) {
    miss(walk, 'not', schema.not, value, `must not be ${describeSchema(schema.not as JsonSchema, walk.lookup)}`);
  }
  if (schema.if !== undefined) {
    const then = holds(schema.if as JsonSchema, value, walk) ? schema.then : schema.else;
    if (then !== undefined) visit(then as JsonSchema, value, walk);
  }
}

function visitChild(
  schema: JsonSchema,
  child: { readonly key: string | number; readonly value: unknown },
  walk: Inspection,
): void {
  if (schema !== true) below(walk, child.key, () => visit(schema, child.value, walk));
}

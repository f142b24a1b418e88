/** Which branch of an `anyOf` or `oneOf` was meant by a value that matches none: one helpful finding instead of a flood. */

import { isObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { createCollector, createCounter } from './findings.ts';
import { below, hasMember, type Inspection, isOfType, type Members } from './inspection.ts';
import { matcherOf } from './value-rules.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';
import { describeSchema, followRefs, joinWords, quoteAll, typePhrase, typesOf } from './words.ts';

interface Union {
  readonly branches: readonly JsonSchema[];
  readonly value: unknown;
}

/** More findings than this make no branch the closest. */
const MAX_DISTANCE = 20;

/** Adds what is wrong with a value that no branch of a union accepts. */
export function explainUnion(keyword: 'anyOf' | 'oneOf', union: Union, walk: Inspection): void {
  const { branches, value } = union;
  const { lookup } = walk;
  const missAll = (message: string): void => {
    const expected = branches.map((branch) => describeSchema(branch, lookup));
    walk.findings.add({ keyword, expected, received: value ?? null, message });
  };
  const fitting = walk.mode === 'explain' ? branches.filter((branch) => fitsType(branch, value, lookup)) : [];
  const [only] = fitting;
  const tag = isObject(value) ? findTag(fitting, lookup) : undefined;
  if (only === undefined) missAll(`must be ${describeAll(branches, lookup)}`);
  else if (fitting.length === 1) walk.visit(only, value, walk);
  else if (tag) explainTagged(tag, { branches: fitting, value }, walk);
  else if (typeof value !== 'object' || value === null) missAll(joinReasons(fitting, value, walk));
  else {
    missAll(`must be ${describeAll(fitting, lookup)}`);
    walk.visit(closest(fitting, value, walk), value, walk);
  }
}

/** The tag says which branch was meant: only what that one has against the value is told. */
function explainTagged(tag: Tag, { branches, value }: Union, walk: Inspection): void {
  const members = value as Members;
  const isThere = hasMember(members, tag.name);
  const meant = isThere ? branches.filter((branch) => tag.admits(branch, members[tag.name])) : [];
  if (meant.length > 0) {
    walk.visit(closest(meant, value, walk), value, walk);
    return;
  }
  const said = `one of ${quoteAll(tag.values)}`;
  below(walk, tag.name, () => {
    walk.findings.add({
      keyword: isThere ? 'enum' : 'required',
      expected: tag.values,
      received: members[tag.name] ?? null,
      message: isThere ? `must be ${said}` : `is required: ${said}`,
    });
  });
}

/** `must be an email address, or be a UUID`: what each branch has against a plain value. */
function joinReasons(branches: readonly JsonSchema[], value: unknown, walk: Inspection): string {
  const reasons = branches.map((branch) => {
    const findings = createCollector();
    walk.visit(branch, value, { ...walk, findings, visited: new Map(), scalars: new Map() });
    return findings.violations()[0]?.message ?? '';
  });
  return [...new Set(reasons)]
    .map((reason, index) => (index === 0 ? reason : reason.replace(/^must /, '')))
    .join(', or ');
}

/** `an integer or null`; the types of several branches are put together. */
function describeAll(branches: readonly JsonSchema[], lookup: Lookup): string {
  const types = branches.map((branch) => plainTypes(branch, lookup));
  if (types.every((words) => words !== undefined)) return typePhrase([...new Set(types.flat())]);
  const phrases = [...new Set(branches.map((branch) => describeSchema(branch, lookup)))];
  const shown = phrases.slice(0, 6);
  return phrases.length > shown.length ? `${shown.join(', ')} …` : joinWords(shown, 'or');
}

/** The types of a branch that can be told by its types alone. */
function plainTypes(branch: JsonSchema, lookup: Lookup): readonly string[] | undefined {
  const plain = followRefs(branch, lookup);
  if (typeof plain === 'boolean' || plain.const !== undefined || plain.enum !== undefined) return undefined;
  const types = typesOf(plain);
  const isVague = types?.includes('object') || (types?.includes('array') && plain.items !== undefined);
  return isVague || plain.title !== undefined ? undefined : types;
}

function fitsType(branch: JsonSchema, value: unknown, lookup: Lookup): boolean {
  if (typeof branch === 'boolean') return branch;
  const types = typesOf(branch);
  if (types && !types.some((type) => isOfType(value, type))) return false;
  if (branch.const !== undefined && typeof value !== typeof branch.const) return false;
  if (typeof branch.$ref === 'string' && !fitsType(lookup(branch.$ref) ?? true, value, lookup)) return false;
  return listOf(branch, 'allOf').every((sub) => fitsType(sub, value, lookup));
}

interface Tag {
  readonly name: string;
  readonly values: readonly unknown[];
  admits(branch: JsonSchema, value: unknown): boolean;
}

/** The property that every branch fixes to a value or to some: `{ kind: { const: cat } }`. */
function findTag(branches: readonly JsonSchema[], lookup: Lookup): Tag | undefined {
  const [first] = branches;
  if (first === undefined) return undefined;
  for (const name of propertyNames(first, lookup)) {
    const byBranch = new Map(branches.map((branch) => [branch, fixedValues(branch, name, lookup)]));
    const lists = [...byBranch.values()];
    if (!lists.every((list) => list !== undefined)) continue;
    const values = [...new Set(lists.flat())];
    if (values.length < 2) continue;
    return { name, values, admits: (branch, value) => matcherOf(byBranch.get(branch) ?? [])(value) };
  }
  return undefined;
}

function propertyNames(schema: JsonSchema, lookup: Lookup): string[] {
  return partsOf(schema, lookup).flatMap((part) => Object.keys(mapOf(part, 'properties')));
}

/** The values that a schema leaves a property, by `const` or `enum`; undefined when it leaves more. */
export function fixedValues(schema: JsonSchema, name: string, lookup: Lookup): readonly unknown[] | undefined {
  for (const part of partsOf(schema, lookup)) {
    const properties = mapOf(part, 'properties');
    if (!Object.hasOwn(properties, name)) continue;
    const property = followRefs(properties[name] ?? true, lookup);
    if (typeof property === 'boolean') continue;
    if (property.const !== undefined) return [property.const];
    if (Array.isArray(property.enum)) return property.enum;
  }
  return undefined;
}

/** A schema, what its `$ref` leads to and what is in its `allOf`: each once. */
export function partsOf(schema: JsonSchema, lookup: Lookup): readonly JsonObject[] {
  const parts = new Set<JsonObject>();
  const add = (part: JsonSchema): void => {
    if (typeof part === 'boolean' || parts.has(part)) return;
    parts.add(part);
    if (typeof part.$ref === 'string') add(lookup(part.$ref) ?? true);
    for (const sub of listOf(part, 'allOf')) add(sub);
  };
  add(schema);
  return [...parts];
}

/** The branch with the fewest findings; of equals the first. Unions inside are counted as one. */
function closest(branches: readonly JsonSchema[], value: unknown, walk: Inspection): JsonSchema {
  let best = branches[0] ?? true;
  let least = Number.POSITIVE_INFINITY;
  if (branches.length === 1) return best;
  for (const branch of branches) {
    const findings = createCounter(MAX_DISTANCE);
    walk.visit(branch, value, { ...walk, findings, mode: 'count', visited: new Map(), scalars: new Map() });
    if (findings.count < least) {
      least = findings.count;
      best = branch;
    }
  }
  return best;
}

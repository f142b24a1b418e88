/** `discriminator` of OpenAPI as constants: each branch of a union fixes the value that means it. */

import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { pointer, pointerKeys } from '../../../core/pointer.ts';
import type { Place } from '../../../core/problem.ts';
import type { Located } from '../../../spec/route-spec.ts';
import { membersOf } from './members.ts';
import type { Draught, Rewriting } from './rewrite.ts';
import { plainSchema } from './types.ts';

/** Changes the union in `out`; what cannot be said is lost. */
export function tagBranches(out: Draught, { value, place }: Located<JsonObject>, rewriting: Rewriting): void {
  const written = value.discriminator;
  if (written === undefined) return;
  const { lose } = rewriting;
  const at = place.child('discriminator');
  const property = isJsonObject(written) ? written.propertyName : written;
  const keyword = ['oneOf', 'anyOf'].find((name) => Array.isArray(out[name]));
  if (typeof property !== 'string') {
    lose('discriminator', at, 'it names no property');
    return;
  }
  if (keyword === undefined) {
    lose('discriminator', at, `"${property}" would choose among the schemas that build upon this one`);
    return;
  }
  const mapping = isJsonObject(written) && isJsonObject(written.mapping) ? written.mapping : {};
  const branches = value[keyword] as readonly Json[];
  const made = out[keyword] as readonly Json[];
  out[keyword] = made.map((branch, index) => {
    const source: Located = { value: branches[index] ?? null, place: place.child(keyword, index) };
    const tags = tagsOf(source, { mapping, at }, rewriting);
    if (tags === undefined || !isJsonObject(branch)) return branch;
    const isDeclared = [source, { value, place }].some((one) =>
      membersOf(one, rewriting.find).properties.has(property),
    );
    if (!isDeclared) {
      lose('discriminator', at, `"${property}" is no property of ${tags.join(', ')}`);
      return branch;
    }
    return isFixed(source, property, rewriting) ? branch : withTag(branch, property, tags);
  });
}

/** The values that mean a branch: those that the mapping has for it, else its name. Undefined for one without a name. */
function tagsOf(
  { value, place }: Located,
  { mapping, at }: { readonly mapping: JsonObject; readonly at: Place },
  { find }: Rewriting,
): readonly string[] | undefined {
  const ref = isJsonObject(value) ? value.$ref : undefined;
  if (typeof ref !== 'string') return undefined;
  const target = find(ref, place);
  const mapped = Object.entries(mapping).flatMap(([tag, name]) => {
    if (typeof name !== 'string' || !target) return [];
    const found = namedRefs(name)
      .map((one) => find(one, at))
      .find((one) => one !== undefined);
    return found && isSamePlace(found.place, target.place) ? [tag] : [];
  });
  if (mapped.length > 0) return mapped;
  const last = pointerKeys(ref.replace(/^[^#]*#?/, '')).at(-1) ?? ref.replace(/^.*\/|\.[^./]*$/g, '');
  return [last];
}

/** A bare word is the name of a schema before it is a file (OpenAPI 3.0.3, Discriminator Object). */
function namedRefs(name: string): readonly string[] {
  if (/[#/]/.test(name)) return [name];
  return [`#${pointer('components', 'schemas', name)}`, `#${pointer('definitions', name)}`, name];
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.pointer === b.pointer;
}

function isFixed(branch: Located, property: string, { find }: Rewriting): boolean {
  const own = plainSchema(membersOf(branch, find).properties.get(property), find);
  if (!own || !isJsonObject(own.value)) return false;
  const { enum: values } = own.value;
  return own.value.const !== undefined || (Array.isArray(values) && values.length === 1);
}

function withTag(branch: JsonObject, property: string, [only, ...more]: readonly string[]): JsonObject {
  const value: JsonObject = more.length === 0 ? { const: only ?? '' } : { enum: [only ?? '', ...more] };
  const properties = isJsonObject(branch.properties) ? branch.properties : {};
  const required = Array.isArray(branch.required) ? branch.required : [];
  const own = isJsonObject(properties[property]) ? properties[property] : {};
  return {
    ...branch,
    required: [...new Set([...required, property])],
    properties: { ...properties, [property]: { ...own, ...value } },
  };
}

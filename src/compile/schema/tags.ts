/** Branches of a union that a `discriminator` tells apart: each gets its value fixed, so that all that reads schemas sees it. */

import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { pointerKeys } from '../../core/pointer.ts';
import type { Report } from '../../core/problem.ts';
import { type Discriminator, discriminatorOf } from './discriminator.ts';
import type { TaggedSchema } from './reading.ts';
import { fixedValues, partsOf } from './union.ts';
import { type Lookup, listOf, mapOf } from './walk.ts';

/** Settles all that was read, once everything that it refers to was. */
export function settleTags(all: readonly TaggedSchema[], lookup: Lookup, report: Report): void {
  for (const tagged of all) if (unionOf(tagged.schema) === undefined) settleBase(tagged, lookup);
  for (const tagged of all) if (unionOf(tagged.schema) !== undefined) settleUnion(tagged, lookup, report);
}

function unionOf(schema: JsonObject): 'oneOf' | 'anyOf' | undefined {
  return schema.oneOf !== undefined ? 'oneOf' : schema.anyOf !== undefined ? 'anyOf' : undefined;
}

/** Where the property has an `enum`, a name that nobody wrote is the value that is spelled alike, or none. */
function settleBase({ schema, mapping, implied }: TaggedSchema, lookup: Lookup): void {
  const discriminator = discriminatorOf(schema);
  const values = discriminator && fixedValues(schema, discriminator.propertyName, lookup);
  if (!values || !mapping) return;
  for (const tag of implied ?? []) {
    const uri = mapping[tag] as string;
    delete mapping[tag];
    for (const value of spelledAlike([tag], values)) mapping[value] = uri;
  }
}

/** The values that are one of the tags, else those that differ from one in case only. */
function spelledAlike(tags: readonly string[], values: readonly unknown[]): readonly string[] {
  const texts = values.filter((value) => typeof value === 'string');
  const same = texts.filter((text) => tags.includes(text));
  if (same.length > 0) return same;
  const lower = tags.map((tag) => tag.toLowerCase());
  return texts.filter((text) => lower.includes(text.toLowerCase()));
}

function settleUnion({ schema, mapping, at }: TaggedSchema, lookup: Lookup, report: Report): void {
  const keyword = unionOf(schema) ?? 'oneOf';
  const branches = listOf(schema, keyword);
  const own = discriminatorOf(schema);
  const inherited = branches.map((branch) => inheritedBy(branch, lookup));
  const discriminator = own ?? commonOf(inherited);
  if (!discriminator) return;
  const { propertyName } = discriminator;
  const isDeclaredAbove = declares(schema, propertyName, lookup);
  let isUsed = false;
  const fixed = branches.map((branch, index) => {
    if (!isJsonObject(branch) || typeof branch.$ref !== 'string' || isUnion(branch.$ref, lookup)) return branch;
    if (!isDeclaredAbove && !declares(branch, propertyName, lookup)) return branch;
    isUsed = true;
    const base = inherited[index]?.propertyName === propertyName ? inherited[index] : undefined;
    const tags = tagsOf(branch.$ref, [own, base]);
    const fixedAlready = fixedValues(branch, propertyName, lookup);
    const allowed = fixedAlready ? spelledAlike(tags, fixedAlready) : tags;
    for (const tag of allowed.length > 0 ? allowed : (fixedAlready ?? [])) {
      if (mapping && typeof tag === 'string' && !Object.hasOwn(mapping, tag)) mapping[tag] = branch.$ref;
    }
    if (allowed.length === 0 || allowed.length === fixedAlready?.length) return branch;
    return withTag(branch, propertyName, allowed);
  });
  schema[keyword] = fixed;
  if (own && !isUsed) {
    delete schema.discriminator;
    report(
      at().problem('bad-schema', `the discriminator "${propertyName}" is no property of what it should tell apart`, {
        severity: 'warning',
        hint: 'it goes unused: declare it in each of the schemas',
      }),
    );
  }
}

function withTag(branch: JsonObject, name: string, tags: readonly string[]): JsonObject {
  const [only, ...more] = tags;
  const value: JsonSchema = more.length === 0 ? { const: only as string } : { enum: tags };
  const required = new Set([...((branch.required ?? []) as readonly string[]), name]);
  return { ...branch, properties: { ...mapOf(branch, 'properties'), [name]: value }, required: [...required] };
}

/** Values that mean a schema: those of the first discriminator that maps to it, else its name. */
function tagsOf(uri: string, discriminators: readonly (Discriminator | undefined)[]): readonly string[] {
  for (const discriminator of discriminators) {
    const tags = Object.entries(discriminator?.mapping ?? {}).flatMap(([tag, target]) => (target === uri ? [tag] : []));
    if (tags.length > 0) return tags;
  }
  return [schemaName(uri)];
}

/** `Cat` for `…#/components/schemas/Cat` and for `…/Cat.yaml#`. */
function schemaName(uri: string): string {
  const [file = '', fragment = ''] = uri.split('#');
  const last = pointerKeys(decodeURIComponent(fragment)).at(-1);
  return last ?? decodeURIComponent(/([^/?]*?)(\.[^/?]*)?(\?.*)?$/.exec(file)?.[1] ?? '');
}

function isUnion(uri: string, lookup: Lookup): boolean {
  const target = lookup(uri);
  return isJsonObject(target) && unionOf(target) !== undefined;
}

function declares(schema: JsonSchema, name: string, lookup: Lookup): boolean {
  return partsOf(schema, lookup).some((part) => Object.hasOwn(mapOf(part, 'properties'), name));
}

/** The discriminator of a schema that a branch builds upon. */
function inheritedBy(branch: JsonSchema, lookup: Lookup): Discriminator | undefined {
  for (const part of partsOf(branch, lookup)) {
    const discriminator = discriminatorOf(part);
    if (discriminator && unionOf(part) === undefined) return discriminator;
  }
  return undefined;
}

function commonOf(inherited: readonly (Discriminator | undefined)[]): Discriminator | undefined {
  const [first] = inherited;
  return inherited.length > 1 && inherited.every((one) => one === first) ? first : undefined;
}

/** Which schemas of a document build upon which others with `allOf`: what a `discriminator` without a union chooses from. */

import { isJsonObject, type Json } from '../../core/json.ts';
import { pointer, pointerKeys } from '../../core/pointer.ts';
import type { Document } from '../../spec/parse.ts';
import type { Heir } from './reading.ts';

/** Where documents keep their named schemas. */
const SHELVES: readonly (readonly string[])[] = [['components', 'schemas'], ['definitions'], ['$defs']];

const indexes = new WeakMap<Document, ReadonlyMap<string, readonly Heir[]>>();

/** The heirs of the schema at a JSON Pointer, also those of its heirs. */
export function findHeirs(document: Document, base: string): readonly Heir[] {
  let index = indexes.get(document);
  if (!index) {
    index = indexHeirs(document.value);
    indexes.set(document, index);
  }
  const found = new Set<Heir>();
  const bases = new Set([base]);
  // A set that grows while it is walked through is walked to its new end.
  for (const next of bases) {
    for (const heir of index.get(next) ?? []) {
      found.add(heir);
      bases.add(heir.ref.slice(1));
    }
  }
  return [...found].filter((heir) => heir.ref !== `#${base}`);
}

function indexHeirs(root: Json): ReadonlyMap<string, readonly Heir[]> {
  const index = new Map<string, Heir[]>();
  for (const shelf of SHELVES) {
    const named = shelf.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), root);
    for (const [name, schema] of isJsonObject(named) ? Object.entries(named) : []) {
      if (!isJsonObject(schema) || !Array.isArray(schema.allOf)) continue;
      const heir: Heir = { tag: tagOf(name, schema['x-ms-discriminator-value']), ref: `#${pointer(...shelf, name)}` };
      for (const part of schema.allOf as readonly Json[]) {
        const base = isJsonObject(part) ? localPointer(part.$ref) : undefined;
        if (base !== undefined) index.set(base, [...(index.get(base) ?? []), heir]);
      }
    }
  }
  return index;
}

/** A name that one vendor gives to a schema for this purpose; otherwise its own. */
function tagOf(name: string, given: Json | undefined): string {
  return typeof given === 'string' ? given : name;
}

function localPointer(ref: Json | undefined): string | undefined {
  if (typeof ref !== 'string' || !ref.startsWith('#/')) return undefined;
  try {
    return pointer(...pointerKeys(decodeURIComponent(ref.slice(1))));
  } catch {
    return undefined;
  }
}

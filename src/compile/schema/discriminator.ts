/** `discriminator` of OpenAPI as it is read: the property whose value names a schema, and the names that are given. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { pointer } from '../../core/pointer.ts';
import { complain, type Draught, expect, placeHere, type Reading, under } from './reading.ts';

/** The resolved form: `mapping` leads from values to absolute URIs, those that are not written too. */
export interface Discriminator {
  readonly propertyName: string;
  readonly mapping: { readonly [tag: string]: string };
}

/** The discriminator of a resolved schema. */
export function discriminatorOf(schema: JsonObject): Discriminator | undefined {
  return schema.discriminator as unknown as Discriminator | undefined;
}

/** Reads the keyword; `written` is the schema around it. */
export function readDiscriminator(reading: Reading, out: Draught, written: JsonObject): void {
  const value = written.discriminator as Json;
  const { manner } = reading.options;
  const isText = typeof value === 'string';
  const property = isJsonObject(value) ? value.propertyName : value;
  if (typeof property !== 'string') {
    const wanted = manner.dialect === 'swagger-2.0' ? 'the name of a property' : 'a map with a "propertyName"';
    expect(reading, false, wanted);
    return;
  }
  if (isText && manner.dialect !== 'swagger-2.0') {
    expect(reading, false, 'a map', `it is read as { propertyName: ${property} }`);
  }
  const mapping: Record<string, string> = {};
  if (isJsonObject(value) && value.mapping !== undefined) {
    under(reading, 'mapping', () => readMapping(reading, mapping, value.mapping as Json));
  }
  const implied = new Set<string>();
  if (written.oneOf === undefined && written.anyOf === undefined) {
    const mapped = new Set(Object.values(mapping));
    const base = reading.options.base.child(...reading.keys.slice(0, -1));
    for (const { tag, ref } of reading.options.heirsOf(base)) {
      const uri = reading.options.tryFollow(ref, base);
      if (uri === undefined || mapped.has(uri) || Object.hasOwn(mapping, tag)) continue;
      mapping[tag] = uri;
      implied.add(tag);
    }
  }
  out.discriminator = { propertyName: property, mapping };
  reading.options.onTagged({ schema: out, mapping, implied, at: placeHere(reading) });
}

function readMapping(reading: Reading, mapping: Record<string, string>, value: Json): void {
  if (!isJsonObject(value)) {
    expect(reading, false, 'a map of values to schemas');
    return;
  }
  for (const [tag, target] of Object.entries(value)) {
    under(reading, tag, () => {
      if (typeof target !== 'string') {
        expect(reading, false, 'the name of a schema, or a path to one');
        return;
      }
      const uri = findMapped(reading, target);
      if (uri !== undefined) mapping[tag] = uri;
      else complain(reading, 'unknown-ref', `there is no schema "${target}"`, { hint: 'the mapping goes without it' });
    });
  }
}

/** A bare word is the name of a schema before it is a file (OpenAPI 3.0.3, Discriminator Object). */
function findMapped(reading: Reading, target: string): string | undefined {
  const here = placeHere(reading)();
  const name = encodeURIComponent(pointer(target).slice(1));
  const named = /[#/]/.test(target) ? [] : [`#/components/schemas/${name}`, `#/definitions/${name}`];
  for (const ref of [...named, target]) {
    const uri = reading.options.tryFollow(ref, here);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

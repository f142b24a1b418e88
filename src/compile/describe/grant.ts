/** An example request changed so that it has what is wished for. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import { PARAM_SOURCES, type ParamSource } from '../../core/source.ts';
import { inventValue } from '../schema/index.ts';
import type { Wish } from './aim.ts';
import type { RouteBackground } from './background.ts';
import type { ExampleValues } from './example-values.ts';
import { schemaAt } from './member.ts';
import { valueAt } from './value-at.ts';

type Keys = readonly (string | number)[];

/** What cannot be granted, such as a wish about the path, is left out. */
export function withWishes(values: ExampleValues, wishes: readonly Wish[], background: RouteBackground): ExampleValues {
  return wishes.reduce((granted, wish) => grant(granted, wish, background), values);
}

function grant(values: ExampleValues, { at, value }: Wish, background: RouteBackground): ExampleValues {
  const source = PARAM_SOURCES.find((name) => name === at[0]);
  const keys = source === 'body' ? at.slice(1) : at.slice(2);
  const name = source === 'body' ? '' : source === 'header' ? String(at[1]).toLowerCase() : String(at[1]);
  if (source === undefined || (source !== 'body' && at.length < 2)) return values;
  const ofSource = new Map(values.get(source));
  const known = ofSource.get(name);
  const made = source === 'file' ? (value === 'absent' ? undefined : true) : changed(known, keys);
  if (made === undefined) ofSource.delete(name);
  else ofSource.set(name, made);
  return new Map(values).set(source, ofSource);

  function changed(before: Json | undefined, path: Keys): Json | undefined {
    if (value === 'absent') return before === undefined ? undefined : without(before, path);
    const there = before === undefined ? undefined : valueAt(before, path);
    if (value === 'anything' && there !== undefined && there !== null) return before;
    return withValue(before, path, wanted());
  }

  function wanted(): Json {
    if (typeof value === 'object' && 'is' in value) return value.is;
    const schema = schemaOf(source ?? 'body', name, keys);
    const { schemas } = background;
    return inventValue(
      value === 'anything' || value === 'absent' ? schema : { allOf: [schema, value.like] },
      schemas,
      createRandom(1),
    );
  }

  function schemaOf(of: ParamSource, param: string, path: Keys): JsonSchema {
    const declared = background.sources.find((one) => one.name === of)?.params.find((one) => one.name === param);
    return (declared && schemaAt(declared.schema, path, background.schemas.lookup)) ?? true;
  }
}

function withValue(value: Json | undefined, [key, ...rest]: Keys, made: Json): Json {
  if (key === undefined) return made;
  if (typeof key === 'number') {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return key > list.length ? list : list.toSpliced(key, 1, withValue(list[key], rest, made));
  }
  const map: JsonObject = isJsonObject(value) ? value : {};
  return fromEntries(map, key, withValue(Object.hasOwn(map, key) ? map[key] : undefined, rest, made));
}

function without(value: Json, [key, ...rest]: Keys): Json | undefined {
  if (key === undefined) return undefined;
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return fromEntries(value, String(key), without(value[key] as Json, rest));
}

/** A copy with one member set, or taken out where `member` is undefined. */
function fromEntries(map: JsonObject, key: string, member: Json | undefined): JsonObject {
  const entries = new Map(Object.entries(map));
  if (member === undefined) entries.delete(key);
  else entries.set(key, member);
  return Object.fromEntries(entries);
}

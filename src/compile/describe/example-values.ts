/** The values of an example request: what people wrote as examples, and where something must come, something that fits. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import type { ExpectedParam } from '../../core/kind.ts';
import type { Random } from '../../core/random.ts';
import type { ParamSource } from '../../core/source.ts';
import type { PathPattern } from '../../spec/path.ts';
import { inventValue } from '../schema/index.ts';
import { followRefs } from '../schema/words.ts';
import type { RouteBackground } from './background.ts';

/** By source and name; a body stands under `''`. Of files the value says nothing but that they come. */
export type ExampleValues = ReadonlyMap<ParamSource, ReadonlyMap<string, Json>>;

/** What is optional comes where it has an example of its own; what has a default is left to it. */
export function exampleValues(
  pattern: PathPattern,
  { sources, schemas }: Pick<RouteBackground, 'sources' | 'schemas'>,
  random: Random,
): ExampleValues {
  const values = new Map<ParamSource, Map<string, Json>>();
  if (pattern.params.length > 0) values.set('url', new Map(pattern.params.map((name) => [name, name])));
  for (const { name: source, params } of sources) {
    const ofSource = values.get(source) ?? new Map<string, Json>();
    for (const param of params) {
      const value =
        source === 'file' ? fileMark(param) : (ownExample(param.schema, schemas.lookup) ?? neededValue(source, param));
      if (value !== undefined) ofSource.set(param.name, value);
    }
    values.set(source, ofSource);
  }
  return values;

  function neededValue(source: ParamSource, { isRequired, schema, fallback }: ExpectedParam): Json | undefined {
    if (isRequired) return inventValue(schema, schemas, random);
    return source === 'url' ? (fallback ?? inventValue(schema, schemas, random)) : undefined;
  }
}

function fileMark({ isRequired }: ExpectedParam): Json | undefined {
  return isRequired ? true : undefined;
}

/** What is written as `example`, or the first of `examples`, also behind a `$ref`. */
export function ownExample(schema: JsonSchema, lookup: (ref: string) => JsonSchema | undefined): Json | undefined {
  for (const at of [schema, followRefs(schema, lookup)]) {
    if (!isJsonObject(at)) continue;
    if (at.example !== undefined) return at.example;
    if (Array.isArray(at.examples) && at.examples.length > 0) return at.examples[0] as Json;
  }
  return undefined;
}

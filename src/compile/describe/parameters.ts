/** The parameters of url, query, header and cookie as documents list them. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import type { ExpectedParam } from '../../core/kind.ts';
import type { ParamSource } from '../../core/source.ts';
import type { PathPattern } from '../../spec/path.ts';
import type { ExpectedSource } from './describe-route.ts';
import type { DescribedParameter } from './route-description.ts';

/** In the order of a request: path, query, headers, cookies. */
const PLACES: readonly DescribedParameter['in'][] = ['url', 'query', 'header', 'cookie'];

/** Parameters of the path that nobody declares are texts. */
export function describeParameters(
  pattern: PathPattern,
  sources: ReadonlyMap<ParamSource, ExpectedSource>,
): readonly DescribedParameter[] {
  const declared = new Map(sources.get('url')?.params.map((param) => [param.name, param]));
  const url = pattern.params.map(
    (name) => declared.get(name) ?? { name, spec: null, schema: { type: 'string' } as JsonSchema, isRequired: true },
  );
  return PLACES.flatMap((place) => {
    const params = place === 'url' ? url : (sources.get(place)?.params ?? []);
    return params.map((param) => describeParameter(place, param));
  });
}

function describeParameter(place: DescribedParameter['in'], param: ExpectedParam): DescribedParameter {
  const { name, spec, schema, isRequired } = param;
  const description = memberOf(schema, 'description');
  const example = exampleOf(schema);
  return {
    in: place,
    name,
    isRequired: isRequired || place === 'url',
    schema,
    ...(typeof description === 'string' ? { description } : {}),
    ...(example === undefined ? {} : { example }),
    ...(memberOf(schema, 'deprecated') === true ? { isDeprecated: true } : {}),
    ...styleOf(place, spec),
  };
}

/** A list is written by its name again and again, or with commas: what OpenAPI takes for granted is not said. */
function styleOf(place: DescribedParameter['in'], spec: Json): Pick<DescribedParameter, 'isExploded'> {
  const isComma = isJsonObject(spec) && spec.style === 'comma';
  return isComma && (place === 'query' || place === 'cookie') ? { isExploded: false } : {};
}

/** What is written as `example`, or the first of `examples`. */
function exampleOf(schema: JsonSchema): Json | undefined {
  const examples = memberOf(schema, 'examples');
  return memberOf(schema, 'example') ?? (Array.isArray(examples) ? (examples[0] as Json | undefined) : undefined);
}

function memberOf(schema: JsonSchema, key: string): Json | undefined {
  return isJsonObject(schema) ? schema[key] : undefined;
}

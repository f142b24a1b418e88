/** The parameters of url, query, header and cookie as documents list them. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { ExpectedParam } from '../../core/kind.ts';
import { admittedTypes } from '../../kinds/source/admits.ts';
import type { PathPattern } from '../../spec/path.ts';
import type { Lookup } from '../schema/walk.ts';
import type { DeclaredParams } from './background.ts';
import { type ExampleValues, ownExample } from './example-values.ts';
import type { DescribedParameter } from './route-description.ts';

/** In the order of a request: path, query, headers, cookies. */
const PLACES: readonly DescribedParameter['in'][] = ['url', 'query', 'header', 'cookie'];

interface About {
  /** Of the example request. */
  readonly values: ExampleValues | undefined;
  readonly lookup: Lookup;
}

/** Parameters of the path that nobody declares are texts. */
export function describeParameters(
  pattern: PathPattern,
  sources: readonly DeclaredParams[],
  about: About,
): readonly DescribedParameter[] {
  const paramsOf = (place: DescribedParameter['in']): readonly ExpectedParam[] =>
    sources.find(({ name }) => name === place)?.params ?? [];
  const declared = new Map(paramsOf('url').map((param) => [param.name, param]));
  const url = pattern.params.map((name) => declared.get(name) ?? { name, ...UNDECLARED });
  return PLACES.flatMap((place) => {
    const params = place === 'url' ? url : paramsOf(place);
    return params.map((param) => describeParameter(place, param, about));
  });
}

const UNDECLARED: Omit<ExpectedParam, 'name'> = {
  rules: undefined,
  schema: { type: 'string' },
  isRequired: true,
  fallback: undefined,
};

function describeParameter(
  place: DescribedParameter['in'],
  { name, rules, schema, isRequired }: ExpectedParam,
  { values, lookup }: About,
): DescribedParameter {
  const description = memberOf(schema, 'description');
  // What the schema itself offers as an example is seen there.
  const example = ownExample(schema, lookup) === undefined ? values?.get(place)?.get(name) : undefined;
  return {
    in: place,
    name,
    isRequired: isRequired || place === 'url',
    schema,
    ...(typeof description === 'string' ? { description } : {}),
    ...(example === undefined ? {} : { example }),
    ...(memberOf(schema, 'deprecated') === true ? { isDeprecated: true } : {}),
    ...(isDocument(schema, lookup) ? { mediaType: 'application/json' } : styleOf(place, rules)),
  };
}

/** Where an object is asked for and no text, the text is read as JSON. */
function isDocument(schema: JsonSchema, lookup: Lookup): boolean {
  const types = admittedTypes(schema, { lookup });
  return types?.has('object') === true && !types.has('string');
}

/** A list is written by its name again and again, or with commas: what OpenAPI takes for granted is not said. */
function styleOf(
  place: DescribedParameter['in'],
  rules: JsonObject | undefined,
): Pick<DescribedParameter, 'isExploded'> {
  const isComma = rules?.style === 'comma';
  return isComma && (place === 'query' || place === 'cookie') ? { isExploded: false } : {};
}

function memberOf(schema: JsonSchema, key: string): Json | undefined {
  return isJsonObject(schema) ? schema[key] : undefined;
}

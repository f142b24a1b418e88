/** One declared parameter as people write it: a bare type where nothing else is said, else its schema with our keys beside it. */

import type { Json, JsonObject, JsonSchema } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { TYPE_WORDS } from '../../kinds/source/parameter-schema.ts';
import type { ContractExample } from '../../spec/contract/contract-spec.ts';

export interface ParameterWords {
  readonly place: Place;
  readonly isRequired?: boolean;
  readonly isDeprecated?: boolean;
  readonly description?: string | undefined;
  readonly examples?: readonly ContractExample[];
  /** Written with commas where the default is to repeat the name. */
  readonly isCommaList?: boolean;
}

export function parameterSpec(schema: JsonSchema, words: ParameterWords): Json {
  const base = besideRequired(schema, words);
  const { description, deprecated, default: fallback, example: _, examples: __, type, format, $ref, ...rules } = base;
  const text = words.description?.trim() || description;
  const spec: JsonObject = {
    ...given({ $ref, type, format }),
    ...(words.isRequired ? { required: true } : {}),
    ...(words.isCommaList ? { style: 'comma' } : {}),
    ...rules,
    ...given({ description: text, default: fallback }),
    ...(words.isDeprecated || deprecated === true ? { deprecated: true } : {}),
    ...sampleKeys(base, words.examples ?? []),
  };
  return bareWord(spec) ?? spec;
}

/** `required: true` of ours and the list of JSON Schema are one key. */
function besideRequired(schema: JsonSchema, { isRequired }: ParameterWords): JsonObject {
  if (schema === false) return { not: {} };
  if (schema === true) return {};
  return isRequired && schema.required !== undefined ? { allOf: [schema] } : schema;
}

/** Examples of the parameter are said over those of its schema. */
function sampleKeys(base: JsonObject, examples: readonly ContractExample[]): JsonObject {
  const own = examples.map(({ value }) => value);
  const samples = own.length > 0 ? own : ((base.examples ?? []) as readonly Json[]);
  const [first, ...others] = samples;
  if (first === undefined) return {};
  return others.length === 0 ? { example: first } : { examples: samples };
}

function bareWord(spec: JsonObject): string | undefined {
  const { type } = spec;
  const isWord = typeof type === 'string' && (TYPE_WORDS as readonly string[]).includes(type);
  return isWord && Object.keys(spec).length === 1 ? type : undefined;
}

/** Without what is undefined. */
export function given(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

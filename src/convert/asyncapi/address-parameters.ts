/** The parameters in the address of a channel, which AsyncAPI knows as texts only. */

import type { ChannelDescription } from '../../compile/describe/channel-description.ts';
import { codeSpan } from '../../core/code-span.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';

export function addressParameters({ parameters, lookup }: ChannelDescription): JsonObject {
  const inAddress = parameters.filter((parameter) => parameter.in === 'url');
  return Object.fromEntries(inAddress.map(({ name, schema }) => [name, parameterObject(schema, lookup)]));
}

function parameterObject(schema: JsonSchema, lookup: ChannelDescription['lookup']): JsonObject {
  const facts = factsOf(schema, lookup);
  const { description, enum: choices, default: fallback, example } = facts;
  const values = Array.isArray(choices) ? choices : facts.const === undefined ? undefined : [facts.const];
  const samples = Array.isArray(facts.examples) ? facts.examples : example === undefined ? undefined : [example];
  const words = [...(typeof description === 'string' ? [description] : []), ...ruleWords(facts)];
  return {
    ...(words.length > 0 ? { description: words.join('\n\n') } : {}),
    ...(values ? { enum: values.map(textOf) } : {}),
    ...(fallback === undefined ? {} : { default: textOf(fallback) }),
    ...(samples ? { examples: samples.map(textOf) } : {}),
  };
}

/** The keywords of a schema and of all that its `$ref`s lead to, the nearest first. */
function factsOf(schema: JsonSchema, lookup: ChannelDescription['lookup']): JsonObject {
  let facts: JsonObject = {};
  const seen = new Set<JsonSchema>();
  for (let at: JsonSchema | undefined = schema; isJsonObject(at) && !seen.has(at); ) {
    seen.add(at);
    facts = { ...at, ...facts };
    at = typeof at.$ref === 'string' ? lookup(at.$ref) : undefined;
  }
  return facts;
}

/** Told by fields of their own. */
const TOLD: ReadonlySet<string> = new Set(['description', 'enum', 'const', 'default', 'example', 'examples', '$ref']);

/** What no field of a parameter can say. */
function ruleWords(facts: JsonObject): readonly string[] {
  const rest = Object.entries(facts).filter(([keyword]) => !TOLD.has(keyword) && !keyword.startsWith('x-'));
  const isAnyText = rest.length === 0 || (rest.length === 1 && facts.type === 'string');
  return isAnyText ? [] : [`It must be ${codeSpan(JSON.stringify(Object.fromEntries(rest)))}.`];
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

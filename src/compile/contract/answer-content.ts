/** What one media type of an answer is filled with: an example, or what its schema lets one invent. */

import type { Json, JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { isJsonType } from '../../core/media-type.ts';
import { pointerKeys } from '../../core/pointer.ts';
import { createRandom, type Random } from '../../core/random.ts';
import type { ContractContent, ContractExample } from '../../spec/contract/contract-spec.ts';
import { inventValue } from '../schema/index.ts';
import { type ContractContext, resolveSchema } from './contract-context.ts';
import { writeValue } from './written-value.ts';

export interface AnswerContent {
  readonly content: ContractContent;
  readonly schema: JsonSchema;
  readonly examples: readonly ContractExample[];
  /** The first example, or a value that is always the same. */
  usual(): { readonly value: Json; readonly isGiven: boolean };
  invent(random: Random): Json;
  /** As it goes over the wire. */
  write(value: Json, mediaType: string, isGiven: boolean): Buffer | string;
}

/** `seed` is that of the answer. */
export function compileAnswerContent(content: ContractContent, seed: number, context: ContractContext): AnswerContent {
  const schema = resolveSchema(content.schema, 'response', context);
  if (isJsonType(content.mediaType)) for (const example of content.examples) checkExample(example, schema, context);
  return answerContent(content, schema, { seed, schemas: context.schemas });
}

/** Warns of every way in which an example misses its schema; one that is written as text is nobody's to judge. */
function checkExample(
  { value, place }: ContractExample,
  schema: JsonSchema,
  { schemas, report }: ContractContext,
): void {
  if (typeof value === 'string' && /^\s*[[{]/.test(value)) return;
  for (const { pointer, message } of schemas.explain(schema, value)) {
    const subject = pointer === '' ? 'the example' : `${pointer} of the example`;
    report(
      place
        .child(...pointerKeys(pointer))
        .problem('schema-mismatch', `${subject} ${message}`, { severity: 'warning', hint: 'it is sent as it is' }),
    );
  }
}

/** In a function of its own: a closure keeps all that the closures beside it use, and this one lives as long as its route. */
function answerContent(
  content: ContractContent,
  schema: JsonSchema,
  { seed, schemas }: { readonly seed: number; readonly schemas: SchemaLibrary },
): AnswerContent {
  const { examples } = content;
  const [first] = examples;
  let invented: Json | undefined;
  return {
    content,
    schema,
    examples,
    usual() {
      if (first) return { value: first.value, isGiven: true };
      invented ??= schema === true ? null : inventValue(schema, schemas, createRandom(seed));
      return { value: invented, isGiven: false };
    },
    invent: (random) => (schema === true ? null : inventValue(schema, schemas, random, { usesSamples: false })),
    write: (value, mediaType, isGiven) => writeValue(value, { mediaType, schema, isGiven }, schemas),
  };
}

/** What an answer is filled with: the example, nothing where its schema invents one, or an empty text. */

import { concrete } from '../../compile/contract/media-choice.ts';
import { isContentless } from '../../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';
import type { ContractContent, ContractExample } from '../../spec/contract/contract-spec.ts';
import type { ImportContext } from './import-context.ts';
import { literalText, literalTree } from './literal.ts';
import { samplesOf } from './samples.ts';

export interface Filling {
  readonly status: number;
  /** Undefined where the contract declares no content. */
  readonly content: ContractContent | undefined;
  readonly example: ContractExample | undefined;
}

/** JSON, and ranges that JSON is in: a contract is served with it then. */
export function speaksJson(mediaType: string): boolean {
  return isJsonType(mediaType) || /^(\*|application)\/\*$/.test(bareMediaType(mediaType));
}

/** What goes without saying is left out. */
const SILENT = ['application/json', 'text/plain'];

/** In place of a range what a contract is served with; undefined where there is nothing to say. */
export function typeHeader(content: ContractContent | undefined): string | undefined {
  const type = content && concrete(content.mediaType);
  return type === undefined || SILENT.includes(bareMediaType(type)) ? undefined : type;
}

/** `body`, or `data` for a text that is JSON; nothing where the schema invents it, or where a status has none. */
export function answerBody({ status, content, example }: Filling, context: ImportContext): JsonObject {
  if (isContentless(status)) return {};
  if (!content) return { body: '' };
  const { mediaType, schema } = content;
  const isJson = speaksJson(mediaType);
  if (example) {
    const value = isJson ? unpacked(example.value) : example.value;
    const tree = literalTree(value);
    const made = typeof tree === 'object' && tree !== null ? context.traces.trace(tree, example.place) : tree;
    // A text under `body` is sent as text.
    if (isJson) return typeof made === 'string' ? { data: made } : { body: made };
    return { body: typeof made === 'string' ? made : JSON.stringify(made) };
  }
  // Without an answer one is invented from the schema that it promises.
  if (isJson) return schema && isPromised(schema.value) ? {} : { body: null };
  if (!/^text\//i.test(mediaType) || /xml/i.test(mediaType)) context.lose('no-text', content.place, mediaType);
  return { body: literalText(sampleText(schema?.value)) };
}

function isPromised(schema: Json): boolean {
  return isJsonObject(schema) && Object.keys(schema).length > 0;
}

/** Many write the example of a JSON object as a text. */
function unpacked(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

function sampleText(schema: Json | undefined): string {
  return samplesOf(schema).find((one) => typeof one === 'string') ?? '';
}

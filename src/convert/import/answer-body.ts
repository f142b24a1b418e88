/** What an answer is filled with: the example, nothing where its schema invents one, or an empty text. */

import { isContentless } from '../../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { bareMediaType, isJsonType } from '../../spec/contract/contents.ts';
import type { ContractContent, ContractExample } from '../../spec/contract/contract-spec.ts';
import type { ImportContext } from './import-context.ts';
import { literalText, literalTree } from './literal.ts';

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

/** What goes without saying is left out: plain JSON, plain text, and nothing at all. */
const SILENT = ['application/json', 'text/plain', '*/*', 'application/*', 'text/*'];

export function typeHeader(content: ContractContent | undefined): string | undefined {
  const bare = content && bareMediaType(content.mediaType);
  if (!content || bare === undefined || SILENT.includes(bare)) return undefined;
  return bare.includes('*') ? 'application/octet-stream' : content.mediaType;
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
  if (!isJsonObject(schema)) return '';
  const { example, examples, default: fallback, const: only, enum: values } = schema;
  const first = (list: Json | undefined): Json | undefined => (Array.isArray(list) ? (list[0] as Json) : undefined);
  const sample = [example, first(examples), fallback, only, first(values)].find((one) => typeof one === 'string');
  return typeof sample === 'string' ? sample : '';
}

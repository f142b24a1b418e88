/** The answers of an operation as cases: the usual one last, each other one for the request that asks for it. */

import { statusPhrase } from '../../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { bareMediaType, isJsonType } from '../../spec/contract/contents.ts';
import type {
  ContractContent,
  ContractExample,
  ContractResponse,
  OperationSpec,
} from '../../spec/contract/contract-spec.ts';
import { answerHeaders } from './answer-headers.ts';
import type { ImportContext } from './import-context.ts';
import { literalText, literalTree } from './literal.ts';
import type { Credentials } from './security.ts';

export interface WrittenAnswers {
  /** Schemas by status. */
  readonly response: JsonObject;
  /** At least one; the last has no `when`. */
  readonly cases: readonly WrittenCase[];
}

export interface WrittenCase {
  readonly value: JsonObject;
  /** What the contract says of it. */
  readonly remark: string;
}

/** `name` is what the operation is called in names of files. */
export function importAnswers(
  operation: OperationSpec,
  { name, refusal }: { readonly name: string; readonly refusal: Credentials['refusal'] },
  context: ImportContext,
): WrittenAnswers {
  const { responses } = operation;
  const usual = usualResponse(responses);
  const statuses = responses.map(({ status }) => status);
  const asked = new Set<string>();
  const response: Record<string, Json> = {};
  const cases: WrittenCase[] = [];
  for (const one of responses) {
    const content = chooseContent(one, context);
    const schema = promisedSchema(one, content, name, context);
    if (schema !== undefined) response[one.status] = schema;
    if (one !== usual) cases.push(...otherCases(one, content, { statuses, asked }, context));
  }
  const content = usual && chooseContent(usual, context);
  if (usual) {
    const { examples } = content ?? { examples: [] };
    const status = statusOf(usual.status, false, statuses);
    cases.push(
      ...examples.slice(1).flatMap((example) => exampleCase(example, usual, { content, status, asked }, context)),
    );
  }
  if (refusal) cases.unshift(refusalCase(refusal, responses, context));
  if (usual) {
    const status = statusOf(usual.status, false, statuses);
    cases.push(
      writeCase({ response: usual, content, status, when: undefined, example: content?.examples[0] }, context),
    );
  }
  return { response, cases };
}

/** As a contract is served: the first success, else what holds for anything, else what comes first. */
export function usualResponse(responses: readonly ContractResponse[]): ContractResponse | undefined {
  const codes = responses.map(({ status }) => status);
  const success = codes.filter((code) => /^2\d\d$/.test(code)).sort()[0] ?? codes.find((code) => code === '2XX');
  const fallback = codes.includes('default') ? 'default' : codes.filter((code) => /^3/.test(code)).sort()[0];
  return responses[Math.max(0, codes.indexOf(success ?? fallback ?? ''))];
}

/** JSON where there is some, else what comes first. */
function chooseContent({ contents }: ContractResponse, { lose }: ImportContext): ContractContent | undefined {
  const chosen = contents.find(({ mediaType }) => isJsonType(mediaType)) ?? contents[0];
  for (const other of contents) {
    if (other === chosen) continue;
    const kind = /xml/i.test(other.mediaType) ? 'xml' : 'media-type';
    lose(kind, other.place, `an answer of the type ${other.mediaType}`);
  }
  return chosen;
}

function promisedSchema(
  { status, place }: ContractResponse,
  content: ContractContent | undefined,
  name: string,
  { shelf, traces }: ImportContext,
): Json | undefined {
  if (!content?.schema || !isJsonType(content.mediaType)) return undefined;
  const schema = shelf.write(content.schema, { direction: 'response', name: `${name}-${status.toLowerCase()}` });
  if (!isJsonObject(schema) || Object.keys(schema).length === 0) return schema === false ? schema : undefined;
  return traces.trace({ ...schema }, place);
}

interface Others {
  readonly statuses: readonly string[];
  /** What can be asked for already. */
  readonly asked: Set<string>;
}

function otherCases(
  response: ContractResponse,
  content: ContractContent | undefined,
  { statuses, asked }: Others,
  context: ImportContext,
): readonly WrittenCase[] {
  const status = statusOf(response.status, true, statuses);
  if (!/^\d+$/.test(response.status)) {
    context.lose('range', response.place, `${response.status}: the case has ${status}`);
  }
  const [first, ...more] = content?.examples ?? [];
  const wish = `code=${status}`;
  const own = asked.has(wish) ? [] : [writeCase({ response, content, status, when: wish, example: first }, context)];
  asked.add(wish);
  return [...own, ...more.flatMap((example) => exampleCase(example, response, { content, status, asked }, context))];
}

function exampleCase(
  example: ContractExample,
  response: ContractResponse,
  {
    content,
    status,
    asked,
  }: { readonly content: ContractContent | undefined; readonly status: number; readonly asked: Set<string> },
  context: ImportContext,
): readonly WrittenCase[] {
  const wish = `example=${example.name.replace(/[^\p{L}\p{N}._~-]+/gu, '-')}`;
  if (asked.has(wish)) {
    context.lose('same-example', example.place, `"${example.name}" of ${response.status}`);
    return [];
  }
  asked.add(wish);
  return [writeCase({ response, content, status, when: wish, example }, context)];
}

/** What is sent for a range, and for whatever is not declared. */
function statusOf(status: string, isOther: boolean, taken: readonly string[]): number {
  if (/^\d+$/.test(status)) return Number(status);
  if (status !== 'default') return Number(`${status[0]}00`);
  if (!isOther) return 200;
  return (
    [500, 400, 503, 599].find((code) => !taken.includes(String(code)) && !taken.includes(`${String(code)[0]}XX`)) ?? 598
  );
}

interface Answer {
  readonly response: ContractResponse;
  readonly content: ContractContent | undefined;
  readonly status: number;
  /** As `Prefer` has it; undefined for everyone else. */
  readonly when: string | undefined;
  readonly example: ContractExample | undefined;
}

function writeCase({ response, content, status, when, example }: Answer, context: ImportContext): WrittenCase {
  const type = typeHeader(content);
  const headers = { ...(type === undefined ? {} : { 'content-type': type }), ...answerHeaders(response, context) };
  const value: JsonObject = {
    ...(when === undefined ? {} : { when: `header.prefer == ${JSON.stringify(when)}` }),
    ...(status === 200 && when === undefined ? {} : { status }),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...answerBody(status, content, example, context),
  };
  return { value: context.traces.trace(value, response.place), remark: remarkOf(response, status, example) };
}

/** What goes without saying is left out: JSON, and nothing at all. */
function typeHeader(content: ContractContent | undefined): string | undefined {
  if (!content || bareMediaType(content.mediaType) === 'application/json') return undefined;
  const bare = bareMediaType(content.mediaType);
  if (bare.includes('*'))
    return /^(\*|application)\//.test(bare)
      ? undefined
      : bare === 'text/*'
        ? undefined
        : bare.replace('*', 'octet-stream');
  return bare === 'text/plain' ? undefined : content.mediaType;
}

/** RFC 9110 §15.3.5, §15.3.6, §15.4.5: no body, whatever a contract says. */
const CONTENTLESS = [204, 205, 304];

function answerBody(
  status: number,
  content: ContractContent | undefined,
  example: ContractExample | undefined,
  context: ImportContext,
): JsonObject {
  if (CONTENTLESS.includes(status)) return {};
  if (!content) return { body: '' };
  const { mediaType, schema } = content;
  const isJson = isJsonType(mediaType) || /^(\*|application)\/\*$/.test(bareMediaType(mediaType));
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

function refusalCase(
  { when, status }: NonNullable<Credentials['refusal']>,
  responses: readonly ContractResponse[],
  context: ImportContext,
): WrittenCase {
  const response = responses.find((one) => one.status === String(status));
  const content = response && chooseContent(response, context);
  const made = response
    ? writeCase({ response, content, status, when: undefined, example: content?.examples[0] }, context).value
    : { status, body: { message: 'credentials are missing' } };
  return { value: { when, ...made, status }, remark: 'no credentials: one of several is enough' };
}

/** Without what a status says by itself. */
function remarkOf({ description }: ContractResponse, status: number, example: ContractExample | undefined): string {
  const text = example?.summary ?? description;
  const plain = text.trim().replace(/\.$/, '').toLowerCase();
  return [statusPhrase(status).toLowerCase(), String(status), 'success', 'successful operation'].includes(plain)
    ? ''
    : text;
}

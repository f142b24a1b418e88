/** The answers of a route's cases as documents describe them. */

import { lookup as typeOfName } from 'mime-types';
import { codeSpan } from '../../core/code-span.ts';
import { isContentless, statusPhrase } from '../../core/http-words.ts';
import type { Json, JsonSchema } from '../../core/json.ts';
import { isJsonType } from '../../core/media-type.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import type { CompiledCase, CompiledRoute } from '../compiled-route.ts';
import { ofStatus } from '../promised-status.ts';
import { envelopeOf } from '../route-context.ts';
import { accepts } from '../schema/explain.ts';
import type { RouteBackground, WrittenCase } from './background.ts';
import { caseName, conditionWords } from './case-words.ts';
import type { ExampleAnswers } from './example-answers.ts';
import { codeSchema, defaultWord, framedSchema } from './framed.ts';
import { inferSchema, isTemplated, type Meaning } from './infer.ts';
import type { DescribedContent, DescribedHeader, DescribedResponse, NamedExample } from './route-description.ts';

export interface CaseContext {
  readonly route: CompiledRoute;
  readonly background: RouteBackground;
  /** What the names of the route's expressions stand for. */
  readonly meaning: Meaning;
  readonly examples: ExampleAnswers;
}

/** One for each case, in their order. */
export function describeCases(context: CaseContext): readonly DescribedResponse[] {
  const { route, background } = context;
  return background.cases.flatMap((written, index) => {
    const compiled = route.cases[index];
    return compiled ? [describeCase({ written, compiled, index }, context)] : [];
  });
}

interface Case {
  readonly written: WrittenCase;
  readonly compiled: CompiledCase;
  readonly index: number;
}

function describeCase(item: Case, context: CaseContext): DescribedResponse {
  const { written, compiled } = item;
  const { status } = compiled.planner.form;
  const condition = conditionWords(written.when);
  const phrase = status === undefined ? 'With a status that the answer itself decides on' : statusPhrase(status);
  return {
    status: status === undefined ? 'default' : String(status),
    description: condition === undefined ? phrase : `${phrase}, when ${codeSpan(condition)}`,
    contents: hasNoContent(status, context.route) ? [] : describeContents(item, context),
    headers: describeHeaders(written, context.meaning),
  };
}

/** An answer to HEAD has no content either (RFC 9110 §9.3.2). */
export function hasNoContent(status: number | undefined, { method }: Pick<CompiledRoute, 'method'>): boolean {
  return method === 'HEAD' || (status !== undefined && isContentless(status));
}

function describeContents(item: Case, context: CaseContext): readonly DescribedContent[] {
  const { written, compiled } = item;
  const named = writtenType(written);
  if (compiled.planner.form.isFile) {
    const type = named ?? fileType(String(written.answer));
    return [{ mediaType: type, schema: { type: 'string', format: 'binary' }, examples: [] }];
  }
  const schema = answerSchema(item, context);
  return mediaTypes(named, written, schema).map((mediaType) => ({
    mediaType,
    schema: mayBeJson(mediaType) ? schema : { type: 'string' },
    examples: examplesOf(item, mediaType, { schema, context }),
  }));
}

/** The literal Content-Type of an answer, without its parameters; any where an expression gives it. */
function writtenType({ headers }: WrittenCase): string | undefined {
  const [, value] = headers.find(([name]) => name.toLowerCase() === 'content-type') ?? [];
  if (value === undefined) return undefined;
  const type = String(Array.isArray(value) ? value[0] : value);
  return isTemplated(type) ? '*/*' : type.replace(/\s*;.*$/s, '').toLowerCase();
}

/** By its extension, where that is written out. */
function fileType(name: string): string {
  const end = extensionOf(name);
  return end === '' && isTemplated(name) ? '*/*' : typeOfName(end) || 'application/octet-stream';
}

/** `.png` of `./img/${url.id}.png`. */
function extensionOf(name: string): string {
  const end = name.slice(name.lastIndexOf('}') + 1);
  return end.includes('.') ? end.slice(end.lastIndexOf('.')) : '';
}

/** A `body` that is a text is sent as one; what one expression gives may be either. */
function mediaTypes(named: string | undefined, { kind, answer }: WrittenCase, schema: JsonSchema): readonly string[] {
  if (named !== undefined) return [named];
  if (kind !== 'body' || typeof answer !== 'string') return ['application/json'];
  const types = typeof schema === 'object' ? [schema.type ?? []].flat() : [];
  if (types.length > 0 && types.every((type) => type === 'string')) return ['text/plain'];
  const isTree = types.length > 0 && !types.includes('string');
  return isTree ? ['application/json'] : ['application/json', 'text/plain'];
}

/** An answer that may be anything is of any type. */
function mayBeJson(mediaType: string): boolean {
  return mediaType === '*/*' || isJsonType(mediaType);
}

/** The whole body: what is promised or written, in the envelope where there is one. */
function answerSchema({ written, compiled }: Case, context: CaseContext): JsonSchema {
  const { status } = compiled.planner.form;
  const promise = status === undefined ? undefined : ofStatus(context.route.responses, status)?.schema;
  const data = promise ?? inferSchema(written.answer ?? null, context.meaning);
  return written.kind === 'body' ? data : inEnvelope(data, status, { written, context });
}

/** The schema of the body around `data`; as it is where there is no envelope. */
export function inEnvelope(
  data: JsonSchema,
  status: number | undefined,
  { written, context }: { readonly written: EnvelopedCase; readonly context: CaseContext },
): JsonSchema {
  const { meaning, background, route } = context;
  const envelope = envelopeOf(written.envelope);
  if (!envelope.body) return data;
  const code = written.code ?? defaultWord('code', status, envelope);
  const message = written.message ?? defaultWord('message', status, envelope);
  return framedSchema(
    envelope.body.value,
    {
      status: status === undefined ? { type: 'integer' } : { const: status },
      code: code === undefined ? {} : codeSchema(code, meaning, route.constants.vars),
      message: message === undefined ? {} : inferSchema(message, meaning),
      data,
    },
    { meaning, lookup: background.schemas.lookup },
  );
}

/** What of a case its envelope depends on. */
export type EnvelopedCase = Pick<WrittenCase, 'envelope' | 'code' | 'message'>;

function describeHeaders({ headers, cookies }: WrittenCase, meaning: Meaning): readonly DescribedHeader[] {
  const described = headers
    .filter(([name]) => name.toLowerCase() !== 'content-type')
    .map(([name, value]): DescribedHeader => ({ name, schema: headerSchema(value, meaning), isRequired: true }));
  if (cookies.length === 0) return described;
  const names = cookies.map(([name]) => codeSpan(name)).join(', ');
  const description = `Sets the cookie${cookies.length === 1 ? '' : 's'} ${names}.`;
  return [...described, { name: 'Set-Cookie', schema: { type: 'string' }, description, isRequired: true }];
}

/** What is sent is text; what it is made of may say more. */
function headerSchema(value: Json, meaning: Meaning): JsonSchema {
  if (Array.isArray(value)) return { type: 'string' };
  if (typeof value !== 'string' || !isTemplated(value)) return { type: 'string', const: String(value) };
  const schema = inferSchema(value, meaning);
  const types = typeof schema === 'object' ? schema.type : undefined;
  return types === 'integer' || types === 'number' || types === 'boolean' ? schema : { type: 'string' };
}

/** Beyond this an example is no longer one. */
const MAX_EXAMPLE = 16_384;

function examplesOf(
  { written, index }: Case,
  mediaType: string,
  { schema, context }: { readonly schema: JsonSchema; readonly context: CaseContext },
): readonly NamedExample[] {
  const answer = context.examples.cases.get(index);
  const value = answer && bodyOf(answer.plan, mediaType);
  const isAlone = context.background.cases.length === 1;
  if (value === undefined || JSON.stringify(value).length > MAX_EXAMPLE) return [];
  // A promise that an answer breaks is the answer's mistake: documents do not repeat it.
  if (mayBeJson(mediaType) && !accepts(schema, value, context.background.schemas.lookup)) return [];
  return [{ name: caseName(written, isAlone), value }];
}

/** The body of a plan as a document shows it; undefined for one of another type. */
export function bodyOf(plan: ResponsePlan, mediaType: string): Json | undefined {
  if (plan.kind !== 'send') return undefined;
  const { headers } = plan;
  const at = headers.findIndex((item, index) => index % 2 === 0 && item === 'content-type');
  const sent = (headers[at + 1] ?? '').replace(/\s*;.*$/s, '').toLowerCase();
  if (mediaType !== '*/*' && sent !== mediaType) return undefined;
  const text = String(plan.body);
  if (!isJsonType(sent)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

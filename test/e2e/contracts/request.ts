/** Requests that a document asks for, written as a client of others writes them. */

import { serializeArrayParam, serializeObjectParam, serializePrimitiveParam } from 'openapi-fetch';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { Content, Document, Operation, Param } from './document.ts';
import { createJudge, type Judge } from './judge.ts';
import { createSampler, TURNS } from './sample.ts';

export interface Request {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
}

/** What is said of a parameter in place of a good value: nothing, or a text as it goes over the wire. */
export type Twist = { readonly param: Param; readonly text: string | undefined };

export interface RequestMaker {
  readonly judge: Judge;
  /** Undefined where no value could be made that the judge takes. */
  request(operation: Operation, twist?: Twist): Promise<Request | undefined>;
  value(param: Param): Json | undefined;
  bodyValue(content: Content): Json | undefined;
}

export function createRequestMaker(document: Document): RequestMaker {
  const judge = createJudge(document);
  const sampler = createSampler(document, ({ readOnly }) => readOnly === true);

  const values = new Map<Param, Json | undefined>();
  function value(param: Param): Json | undefined {
    if (!values.has(param)) values.set(param, firstGood(param.examples, param.schema, plainer(param)));
    return values.get(param);
  }

  function bodyValue({ mediaType, schema, examples }: Content): Json | undefined {
    const given = isText(mediaType) ? [] : examples.map((example) => example.value);
    return firstGood(given, schema);
  }

  function firstGood(
    given: readonly Json[],
    schema: JsonObject | undefined,
    bend: (value: Json) => Json = (one) => one,
  ): Json | undefined {
    const named = Array.isArray(schema?.examples) ? (schema.examples as readonly Json[]) : [];
    const isGood = (one: Json): boolean => judge.check(schema, one, 'request') === undefined;
    const found = [...given, ...named].map(bend).find(isGood);
    if (found !== undefined) return found;
    for (let turn = 0; turn < TURNS; turn++) {
      const made = bend(sampler.sample(schema, turn));
      if (isGood(made)) return made;
    }
    return undefined;
  }

  async function request(operation: Operation, twist?: Twist): Promise<Request | undefined> {
    let target = operation.path;
    const query: string[] = [];
    const cookies: string[] = [];
    const headers: Record<string, string> = {};
    for (const param of operation.params) {
      const isTwisted = twist?.param === param;
      if (isTwisted && twist.text === undefined) continue;
      const own = value(param);
      if (own === undefined && !isTwisted) {
        if (param.isRequired) return undefined;
        continue;
      }
      const text = isTwisted ? twistedText(param, twist.text ?? '') : write(param, own as Json);
      if (param.in === 'path') target = target.replaceAll(`{${param.name}}`, text);
      else if (param.in === 'query') query.push(text);
      else if (param.in === 'cookie') cookies.push(text);
      else headers[param.name.toLowerCase()] = text;
    }
    for (const scheme of operation.credentials ?? []) bring(scheme, { query, cookies, headers });
    const [content] = operation.body?.contents ?? [];
    const sent = content && (await sentBody(content, bodyValue(content)));
    if (content && !sent && operation.body?.isRequired) return undefined;
    const text = query.filter((part) => part !== '').join('&');
    return {
      method: operation.method,
      // What the document does not declare of its path is any text.
      target: target.replace(/\{[^{}]*\}/g, 'x') + (text === '' ? '' : `?${text}`),
      headers: {
        ...headers,
        ...(cookies.length > 0 ? { cookie: cookies.join('; ') } : {}),
        ...(sent ? { 'content-type': sent.type } : {}),
      },
      body: sent?.bytes,
    };
  }

  return { judge, request, value, bodyValue };
}

/** Styles but for `content` have one level. */
function plainer({ mediaType }: Param): (value: Json) => Json {
  return (value) => {
    if (mediaType !== undefined || typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.filter((item) => typeof item !== 'object');
    return Object.fromEntries(Object.entries(value).filter(([, item]) => typeof item !== 'object'));
  };
}

function write(param: Param, value: Json): string {
  const { name, explode, allowReserved, mediaType } = param;
  const style = param.style as 'form';
  if (mediaType !== undefined) {
    const text = encodeURIComponent(/json/.test(mediaType) ? JSON.stringify(value) : String(value));
    return param.in === 'path' || param.in === 'header' ? text : `${name}=${text}`;
  }
  if (param.in === 'header') return headerText(value, explode);
  if (param.style === 'tabDelimited')
    return `${name}=${(value as readonly string[]).map(encodeURIComponent).join('%09')}`;
  if (Array.isArray(value)) return serializeArrayParam(name, value as unknown[], { style, explode, allowReserved });
  if (isJsonObject(value))
    return serializeObjectParam(name, value as Record<string, unknown>, { style, explode, allowReserved });
  const text = serializePrimitiveParam(name, value as string, { allowReserved });
  if (param.in !== 'path') return text;
  const bare = encodeURIComponent(String(value));
  return param.style === 'label' ? `.${bare}` : param.style === 'matrix' ? `;${text}` : bare;
}

function headerText(value: Json, explode: boolean): string {
  if (Array.isArray(value)) return value.join(',');
  if (!isJsonObject(value)) return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key}${explode ? '=' : ','}${String(item)}`)
    .join(',');
}

function twistedText({ in: place, name, style }: Param, text: string): string {
  if (place === 'header') return text;
  if (place === 'path') return style === 'label' ? `.${text}` : style === 'matrix' ? `;${name}=${text}` : text;
  return `${name}=${text}`;
}

interface Bringing {
  readonly query: string[];
  readonly cookies: string[];
  readonly headers: Record<string, string>;
}

function bring(scheme: JsonObject, { query, cookies, headers }: Bringing): void {
  const name = String(scheme.name);
  if (scheme.type !== 'apiKey') {
    const word = scheme.type === 'http' ? String(scheme.scheme) : scheme.type === 'basic' ? 'Basic' : 'Bearer';
    headers.authorization = `${word} YTpi`;
  } else if (scheme.in === 'query') query.push(`${name}=key`);
  else if (scheme.in === 'cookie') cookies.push(`${name}=key`);
  else headers[name.toLowerCase()] = 'key';
}

function isText(mediaType: string): boolean {
  return !/json|form/.test(mediaType);
}

export interface SentBody {
  readonly type: string;
  readonly bytes: Buffer;
}

export async function sentBody(
  { mediaType, schema, encoding }: Content,
  value: Json | undefined,
): Promise<SentBody | undefined> {
  if (value === undefined) return undefined;
  const type = mediaType
    .replace(/\*\/\*|application\/\*/, 'application/json')
    .replace('image/*', 'image/png')
    .replace('text/*', 'text/plain');
  if (/json/.test(type)) return { type, bytes: Buffer.from(JSON.stringify(value)) };
  if (/^multipart\//.test(type)) return multipart(value as JsonObject, { schema, encoding });
  if (/urlencoded/.test(type)) return { type, bytes: Buffer.from(urlencoded(value as JsonObject, encoding)) };
  return { type, bytes: Buffer.from(/xml/.test(type) ? '<a/>' : String(value)) };
}

function urlencoded(value: JsonObject, encoding: JsonObject): string {
  return new URLSearchParams(pairsOf(value, encoding)).toString();
}

/** Without a word a list repeats its name, an object is JSON. */
function pairsOf(value: JsonObject, encoding: JsonObject): [string, string][] {
  return Object.entries(value).flatMap(([name, item]) => {
    const own = encoding[name] as JsonObject | undefined;
    const isStyled = own?.style !== undefined || own?.explode !== undefined;
    if (isStyled && typeof item === 'object' && item !== null) return styledPairs(name, item, own);
    const isJson = own?.contentType === 'application/json';
    return (Array.isArray(item) && !isJson ? item : [item]).map((one: Json): [string, string] => [
      name,
      typeof one === 'object' || isJson ? JSON.stringify(one) : String(one),
    ]);
  });
}

function styledPairs(
  name: string,
  item: Json,
  { style = 'form', explode = style === 'form' }: JsonObject,
): [string, string][] {
  const options = { style: style as 'form', explode: explode as boolean };
  const text = Array.isArray(item)
    ? serializeArrayParam(name, item as unknown[], options)
    : serializeObjectParam(name, item as Record<string, unknown>, options);
  return [...new URLSearchParams(text)];
}

interface Form {
  readonly schema: JsonObject | undefined;
  readonly encoding: JsonObject;
}

async function multipart(value: JsonObject, { schema, encoding }: Form): Promise<SentBody> {
  const form = new FormData();
  const properties = (schema?.properties ?? {}) as JsonObject;
  for (const [name, text] of pairsOf(value, encoding)) {
    if (isFile(properties[name] as JsonObject | undefined)) form.append(name, new Blob([text]), 'a.bin');
    else form.append(name, text);
  }
  const sent = new Response(form);
  return { type: sent.headers.get('content-type') ?? '', bytes: Buffer.from(await sent.arrayBuffer()) };
}

function isFile(schema: JsonObject | undefined): boolean {
  const item = (schema?.items ?? schema) as JsonObject | undefined;
  return item?.format === 'binary' || item?.contentMediaType === 'application/octet-stream';
}

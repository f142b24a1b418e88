/** An example request as a route gets it: values become texts, a body, a form; the moment and the randomness are fixed. */

import { createHash } from 'node:crypto';
import { extension } from 'mime-types';
import type { Exchange, Payload, RequestFacts, UploadedFile } from '../../core/exchange.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { createRandom } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { ParamSource } from '../../core/source.ts';
import type { PathPattern } from '../../spec/path.ts';
import { inventValue } from '../schema/index.ts';
import type { RouteBackground } from './background.ts';
import type { ExampleValues } from './example-values.ts';

/** So that a document says the same whenever it is printed. */
const MOMENT = Date.UTC(2026, 0, 1, 12);
const SEED = 1;

interface Around {
  readonly method: string;
  readonly pattern: PathPattern;
  readonly background: RouteBackground;
}

/** Nothing is counted: every counter stands at its first number. */
export function exampleExchange(values: ExampleValues, { method, pattern, background }: Around): Exchange & Runtime {
  const textsOf = (source: ParamSource): readonly Pair[] =>
    [...(values.get(source) ?? [])].flatMap(([name, value]) =>
      textsOfValue(value, isJoined(source, name, background)).map((text) => [name, text] as const),
    );
  const path = pathText(pattern, values);
  const queryText = textsOf('query').map(encodePair).join('&');
  const payload = payloadOf(values, textsOf('form'), background);
  return {
    id: 'example',
    request: {
      method: method === 'ANY' ? 'GET' : method,
      target: queryText === '' ? path : `${path}?${queryText}`,
      path,
      queryText,
      headers: headersOf(textsOf('header'), textsOf('cookie'), payload),
      client: { host: '127.0.0.1', port: 50_000 },
      port: 8010,
    },
    payload,
    pathParams: Object.fromEntries(textsOf('url')),
    random: createRandom(SEED),
    seed: SEED,
    now: MOMENT,
    locale: background.locale,
    nextCount: () => 1,
  };
}

type Pair = readonly [name: string, text: string];

/** A list of texts where the name is repeated; else it is written with commas. */
function textsOfValue(value: Json, isJoinedByComma: boolean): readonly string[] {
  if (value === null) return [];
  if (!Array.isArray(value)) return [textOf(value)];
  const texts = value.map((item: Json) => textOf(item));
  return isJoinedByComma ? [texts.join(',')] : texts;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isJoined(source: ParamSource, name: string, { sources }: RouteBackground): boolean {
  if (source === 'url' || source === 'header') return true;
  const param = sources.find((one) => one.name === source)?.params.find((one) => one.name === name);
  return param?.rules?.style === 'comma';
}

function pathText(pattern: PathPattern, values: ExampleValues): string {
  const url = values.get('url');
  return pattern.path.replace(/\{([^{}*]+)(\*?)\}/g, (_, name: string, star: string) => {
    const text = textsOfValue(url?.get(name) ?? name, true).join('');
    return star === '' ? encodeURIComponent(text.toWellFormed()) : encodeURI(text.toWellFormed());
  });
}

function encodePair([name, text]: Pair): string {
  return `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(text.toWellFormed())}`;
}

const CONTENT_TYPES: Readonly<Record<Payload['kind'], string | undefined>> = {
  none: undefined,
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data; boundary=example',
  raw: 'text/plain',
};

function headersOf(headers: readonly Pair[], cookies: readonly Pair[], payload: Payload): RequestFacts['headers'] {
  const type = CONTENT_TYPES[payload.kind];
  return {
    host: 'localhost:8010',
    ...(type === undefined ? {} : { 'content-type': type }),
    ...(cookies.length === 0
      ? {}
      : { cookie: cookies.map(([name, text]) => `${name}=${cookieText(text)}`).join('; ') }),
    ...Object.fromEntries(headers),
  };
}

/** RFC 6265 §4.1.1 leaves out blanks, commas, semicolons and quotes. */
function cookieText(text: string): string {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(text) ? text : encodeURIComponent(text.toWellFormed());
}

function payloadOf(values: ExampleValues, fields: readonly Pair[], { sources, schemas }: RouteBackground): Payload {
  const body = values.get('body')?.get('');
  if (body !== undefined) {
    const text = JSON.stringify(body);
    return { kind: 'json', value: JSON.parse(text), text };
  }
  const declared = sources.find(({ name }) => name === 'file');
  if (declared) {
    const coming = values.get('file');
    const files = declared.params
      .filter(({ name }) => coming?.has(name))
      .map(({ name, rules }) => exampleFile(name, rules ?? {}, schemas));
    return { kind: 'multipart', fields, files };
  }
  return fields.length === 0 ? { kind: 'none' } : { kind: 'form', fields, text: fields.map(encodePair).join('&') };
}

/** As small, and as much of the right kind, as the rules of a file ask for. */
function exampleFile(field: string, rules: JsonObject, schemas: RouteBackground['schemas']): UploadedFile {
  const types = textsIn(rules.types).map((type) =>
    type.replace(/^([^/]+)\/\*$/, (_, kind: string) => ANY_OF[kind] ?? type),
  );
  const [ending = (types[0] && extension(types[0])) || 'txt'] = textsIn(rules.extensions).map((one) =>
    one.replace(/^\./, ''),
  );
  const name =
    typeof rules.name === 'string'
      ? String(inventValue({ type: 'string', pattern: rules.name }, schemas, createRandom(SEED)))
      : `${field}.${ending}`;
  const text = 'example';
  return {
    field,
    name,
    size: text.length,
    type: types[0] ?? 'text/plain',
    sha256: createHash('sha256').update(text).digest('hex'),
    text,
  };
}

const ANY_OF: Readonly<Record<string, string>> = {
  image: 'image/png',
  text: 'text/plain',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  font: 'font/woff2',
  application: 'application/pdf',
};

function textsIn(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

/** Requests as the document of a mock describes them, sent to the mock; its answers held against the same document. */

import { isObject, type JsonObject } from '../../../src/core/json.ts';
import { pointer } from '../../../src/core/pointer.ts';
import { type Checker, find, type Operation } from './support.ts';

type Node = { readonly [key: string]: unknown };

export interface SentRequest {
  readonly what: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** One with each example of the body that the operation has. */
export function exampleRequests({ path, node }: Operation): readonly SentRequest[] {
  const values = ((node.parameters ?? []) as readonly Node[]).map((parameter) => ({
    parameter,
    value: exampleOf(parameter),
  }));
  const of = (place: string) => values.filter(({ parameter, value }) => parameter.in === place && value !== undefined);
  const query = of('query').flatMap(({ parameter, value }) =>
    texts(parameter, value).map((text) => `${encodeURIComponent(String(parameter.name))}=${encodeURIComponent(text)}`),
  );
  const target = of('path').reduce(
    (url, { parameter, value }) => url.replace(`{${parameter.name}}`, encodeURIComponent(String(value))),
    path,
  );
  const cookies = of('cookie').map(({ parameter, value }) => `${parameter.name}=${encodeURIComponent(String(value))}`);
  const headers = {
    ...Object.fromEntries(of('header').map(({ parameter, value }) => [String(parameter.name), String(value)])),
    ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
  };
  const base = { target: query.length === 0 ? target : `${target}?${query.join('&')}`, headers };
  const content = Object.entries(((node.requestBody as Node | undefined)?.content ?? {}) as Node);
  if (content.length === 0) return [{ what: 'as documented', ...base }];
  return content.flatMap(([mediaType, media]) =>
    bodiesOf(media as Node).map((value) => ({
      what: `as documented, ${mediaType}`,
      ...base,
      ...encoded(mediaType, value, base.headers),
    })),
  );
}

/** Mistakes that any route may meet. */
export function wrongRequests(operation: Operation): readonly SentRequest[] {
  const [good] = exampleRequests(operation);
  const bare = operation.path.replace(/\{[^}]*\}/g, 'x');
  const json = { 'content-type': 'application/json' };
  return [
    { what: 'nothing but the path', target: bare, headers: {} },
    { what: 'a broken query', target: `${bare}?a=%zz`, headers: {} },
    { what: 'a name twice', target: `${bare}?name=a&name=b&limit=-1&limit=x&page=x`, headers: {} },
    ...(operation.node.requestBody === undefined
      ? []
      : [
          { what: 'broken JSON', target: good?.target ?? bare, headers: { ...good?.headers, ...json }, body: '{"a":' },
          { what: 'another value', target: good?.target ?? bare, headers: { ...good?.headers, ...json }, body: '[1]' },
          {
            what: 'another type',
            target: good?.target ?? bare,
            headers: { ...good?.headers, 'content-type': 'text/csv' },
            body: 'a,b',
          },
        ]),
  ];
}

function exampleOf(parameter: Node): unknown {
  const [media] = Object.values((parameter.content ?? {}) as Node) as Node[];
  const schema = (parameter.schema ?? media?.schema) as Node | boolean;
  const own = parameter.example ?? media?.example;
  if (own !== undefined) return media ? JSON.stringify(own) : own;
  if (!isObject(schema)) return undefined;
  const offered = schema.example ?? (schema.examples as readonly unknown[] | undefined)?.[0];
  return offered ?? (parameter.required ? (schema.default ?? 'x') : undefined);
}

function texts({ explode }: Node, value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [String(value)];
  return explode === false ? [value.join(',')] : value.map(String);
}

function bodiesOf(media: Node): readonly unknown[] {
  if (media.example !== undefined) return [media.example];
  const examples = Object.values((media.examples ?? {}) as Node) as Node[];
  if (examples.length > 0) return examples.map(({ value }) => value);
  const { properties = {} } = media.schema as { readonly properties?: Node };
  return [
    Object.fromEntries(Object.entries(properties as Node).map(([name, sub]) => [name, isFile(sub) ? FILE : 'x'])),
  ];
}

const FILE = new File(['example'], 'example.txt', { type: 'text/plain' });

function isFile(schema: unknown): boolean {
  return isObject(schema) && (schema.format === 'binary' || isFile(schema.items));
}

function encoded(
  mediaType: string,
  value: unknown,
  headers: SentRequest['headers'],
): Pick<SentRequest, 'headers' | 'body'> {
  if (mediaType === 'application/json') {
    return { headers: { ...headers, 'content-type': mediaType }, body: JSON.stringify(value) };
  }
  const fields = Object.entries(value as Node);
  if (mediaType === 'multipart/form-data') {
    const body = new FormData();
    for (const [name, item] of fields) body.append(name, item instanceof File ? item : String(item));
    return { headers, body };
  }
  const pairs = fields.map(([name, item]): [string, string] => [name, String(item)]);
  return { headers: { ...headers, 'content-type': mediaType }, body: new URLSearchParams(pairs).toString() };
}

export interface Verdict {
  readonly status: number;
  /** Under which key the document has it. */
  readonly key: string | undefined;
  /** Nothing where the answer is as it is documented. */
  readonly complaint: string | undefined;
}

interface Judge {
  readonly document: JsonObject;
  readonly check: Checker;
  readonly url: string;
}

/** Sends the request, and holds status, media type and body against the operation. */
export async function judge(
  operation: Operation,
  request: SentRequest,
  { document, check, url }: Judge,
): Promise<Verdict> {
  const method = operation.method.toUpperCase();
  const answer = await fetch(url + request.target, {
    method,
    headers: { ...request.headers, connection: 'close' },
    ...(request.body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body: request.body }),
    redirect: 'manual',
  });
  const text = await answer.text();
  const responses = (operation.node.responses ?? {}) as Node;
  const keys = [String(answer.status), `${String(answer.status)[0]}XX`, 'default'];
  const key = keys.find((one) => responses[one] !== undefined);
  const told = (complaint: string | undefined): Verdict => ({
    status: answer.status,
    key,
    complaint:
      complaint &&
      `${method} ${request.target} (${request.what}) → ${answer.status} ${text.slice(0, 200)}: ${complaint}`,
  });
  if (key === undefined) return told('the status is not documented');
  const { at, node } = find(document, `${operation.at}${pointer('responses', key)}`);
  const missing = Object.entries(((node as Node).headers ?? {}) as Node).filter(
    ([name, header]) => (header as Node).required && answer.headers.get(name) === null,
  );
  if (missing.length > 0) return told(`headers are missing: ${missing.map(([name]) => name).join()}`);
  const content = (node as Node).content as Node | undefined;
  if (!content) return told(text === '' ? undefined : 'no content is documented');
  const type = (answer.headers.get('content-type') ?? '').replace(/\s*;.*$/, '');
  const mediaType = [type, '*/*'].find((one) => content[one] !== undefined);
  if (method === 'HEAD') return told(undefined);
  if (mediaType === undefined) return told(`the type ${type} is not documented`);
  const value: unknown = /json$/.test(type) ? JSON.parse(text) : text;
  const verdict = check(`${at}${pointer('content', mediaType, 'schema')}`, value);
  return told(verdict === true ? undefined : verdict);
}

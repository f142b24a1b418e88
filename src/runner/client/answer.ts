/** What came back over HTTP as expectations and expressions see it. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';
import type { Answer } from '../compiled-suite.ts';

export interface ReadAnswer {
  readonly answer: Answer;
  /** What is wrong with the body: it is said to be JSON and is none. The body is its text then. */
  readonly fault: string | undefined;
}

type Head = Pick<IncomingMessage, 'statusCode' | 'headersDistinct'>;

/** `ms` from the first byte of the request to the last of the answer. */
export function toAnswer(head: Head, bytes: Buffer, ms: number): ReadAnswer {
  const header = readHeader(head.headersDistinct);
  const { body, fault } = readBody(bytes, first(header['content-type']));
  return {
    answer: {
      status: head.statusCode ?? 0,
      header,
      cookie: readCookies(head.headersDistinct['set-cookie'] ?? []),
      body,
      time: ms,
      bytes,
      answeredBy: first(header['x-mockapi-route']),
    },
    fault,
  };
}

function readHeader(distinct: Head['headersDistinct']): Answer['header'] {
  const header: Record<string, string | readonly string[]> = Object.create(null);
  for (const [name, values = []] of Object.entries(distinct)) {
    const [value, ...others] = values.map(readText);
    if (value !== undefined) header[name] = others.length === 0 ? value : [value, ...others];
  }
  return header;
}

/** Node reads headers as Latin-1; what is UTF-8 beyond ASCII was meant as that. */
function readText(value: string): string {
  if (!/[\u0080-\u00ff]/.test(value)) return value;
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}

function first(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value[0] : value;
}

/** RFC 6265 §5.2: the name and value stand before the first `;`. */
function readCookies(lines: readonly string[]): Answer['cookie'] {
  const cookies: Record<string, string> = Object.create(null);
  for (const line of lines) {
    const pair = line.split(';', 1)[0] ?? '';
    const equals = pair.indexOf('=');
    if (equals > 0) cookies[pair.slice(0, equals).trim()] = pair.slice(equals + 1).trim();
  }
  return cookies;
}

function readBody(bytes: Buffer, contentType = ''): { readonly body: unknown; readonly fault: string | undefined } {
  if (bytes.length === 0) return { body: null, fault: undefined };
  const type = bareMediaType(contentType);
  if (!(type === '' ? isUtf8(bytes) : isTextual(type))) return { body: bytes, fault: undefined };
  const text = decode(bytes, contentType);
  if (!isJsonType(type)) return { body: text, fault: undefined };
  try {
    return { body: JSON.parse(text), fault: undefined };
  } catch (error) {
    return { body: text, fault: `the body is no JSON, though its content type is "${type}": ${String(error)}` };
  }
}

function isTextual(type: string): boolean {
  return (
    isJsonType(type) ||
    type.startsWith('text/') ||
    type.endsWith('+xml') ||
    /^application\/(xml|javascript|x-www-form-urlencoded|yaml|graphql)$/.test(type)
  );
}

/** UTF-8 where no charset is named, or none that is known; a byte order mark is skipped. */
function decode(bytes: Buffer, contentType: string): string {
  const charset = /;\s*charset="?([^\s";]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

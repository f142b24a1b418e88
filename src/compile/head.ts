/** The head of an answer: headers and cookies, literal ones made ready when the file is loaded. */

import { stringifySetCookie } from 'cookie';
import { parseDuration } from '../core/duration.ts';
import { RequestError } from '../core/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { RawHeaders } from '../core/plan.ts';
import type { Place, Problem, Report } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { TextTemplate } from '../expression/index.ts';
import type { Named } from '../spec/route-spec.ts';
import { headerText } from './header-text.ts';

export interface Head {
  readonly uses: ReadonlySet<string>;
  /** The headers themselves, when no expression is in them. */
  readonly constant: RawHeaders | undefined;
  /** Throws RequestError (400) where a value from the request would break the head. */
  render(scope: Scope, runtime: Runtime): RawHeaders;
}

export interface HeadContext {
  readonly report: Report;
  text(value: string, place: Place): TextTemplate | undefined;
}

type Line = {
  readonly name: string;
  readonly value: TextTemplate;
  readonly finish: (value: string, name: string) => string;
};

/** Names that the server itself sets: a written one could only contradict it. */
const OWN_NAMES = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'date',
  'keep-alive',
  'upgrade',
  'trailer',
]);
/** True for a header that nobody else may set. */
export function isOwnHeader(name: string): boolean {
  return OWN_NAMES.has(name.toLowerCase());
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Puts together what is always sent, what people wrote, and cookies; `contentType` only where they wrote none. */
export function compileHead(
  parts: {
    readonly always: RawHeaders;
    readonly contentType: string | undefined;
    readonly headers: readonly Named[];
    readonly cookies: readonly Named[];
  },
  context: HeadContext,
): Head {
  const lines = [
    ...parts.headers.flatMap((header) => headerLines(header, context)),
    ...parts.cookies.flatMap((cookie) => cookieLines(cookie, context)),
  ];
  const isTyped = lines.some((line) => line.name === 'content-type');
  const fixed = [
    ...(parts.contentType === undefined || isTyped ? [] : ['content-type', parts.contentType]),
    ...parts.always,
  ];
  const isConstant = lines.every((line) => line.value.constant !== undefined);
  return {
    uses: new Set(lines.flatMap((line) => [...line.value.uses])),
    constant: isConstant ? Object.freeze(fixed.concat(constantLines(lines))) : undefined,
    render: headRender(fixed, lines),
  };
}

/** In a function of its own: a closure keeps all that the closures beside it use, here all that is being compiled. */
function headRender(fixed: RawHeaders, lines: readonly Line[]): Head['render'] {
  return (scope, runtime) => {
    const headers = [...fixed];
    for (const line of lines) headers.push(line.name, line.finish(line.value.render(scope, runtime), line.name));
    return headers;
  };
}

function constantLines(lines: readonly Line[]): string[] {
  return lines.flatMap((line) =>
    line.value.constant === undefined ? [] : [line.name, line.finish(line.value.constant, line.name)],
  );
}

function headerLines({ name, value, place }: Named, context: HeadContext): Line[] {
  const lower = name.toLowerCase();
  if (!TOKEN.test(name)) {
    context.report(
      place.problem('bad-header', `"${name}" is no header name`, {
        part: 'key',
        hint: 'it has letters, digits and "-"',
      }),
    );
    return [];
  }
  if (isOwnHeader(name)) {
    context.report(
      place.problem('bad-header', `"${name}" is set by the server itself`, { part: 'key', hint: 'remove it' }),
    );
    return [];
  }
  const values: readonly (readonly [Json, Place])[] = Array.isArray(value)
    ? value.map((item: Json, index) => [item, place.child(index)] as const)
    : [[value, place]];
  const finish = lower === 'location' ? locationValue : headerValue;
  return values.flatMap(([item, at]) => line(lower, String(item), at, finish, context));
}

function line(name: string, written: string, place: Place, finish: Line['finish'], context: HeadContext): Line[] {
  const value = context.text(written, place);
  if (!value) return [];
  if (value.constant !== undefined && FORBIDDEN.test(value.constant)) {
    context.report(
      place.problem('bad-header', 'a header value has no line breaks or control characters', {
        hint: 'write it on one line',
      }),
    );
    return [];
  }
  return [{ name, value, finish }];
}

function cookieLines({ name, value, place }: Named, context: HeadContext): Line[] {
  if (!TOKEN.test(name)) {
    context.report(
      place.problem('bad-header', `"${name}" is no cookie name`, {
        part: 'key',
        hint: 'it has letters, digits, "-" and "_"',
      }),
    );
    return [];
  }
  const written = isJsonObject(value) ? value : { value };
  const at = isJsonObject(value) ? place.child('value') : place;
  const maxAgeMs = typeof written.maxAge === 'string' ? parseDuration(written.maxAge) : undefined;
  const expires = typeof written.expires === 'string' ? new Date(written.expires) : undefined;
  if (expires && Number.isNaN(expires.getTime())) {
    context.report(
      place.child('expires').problem('wrong-value', `"${String(written.expires)}" is no date`, {
        hint: 'write it as 2026-12-31T23:59:59Z',
      }),
    );
    return [];
  }
  const attributes = {
    path: typeof written.path === 'string' ? written.path : '/',
    ...(maxAgeMs === undefined ? {} : { maxAge: Math.round(maxAgeMs / 1000) }),
    ...(expires === undefined ? {} : { expires }),
    ...(typeof written.domain === 'string' ? { domain: written.domain } : {}),
    ...(written.httpOnly === true ? { httpOnly: true } : {}),
    ...(written.secure === true ? { secure: true } : {}),
    ...(written.partitioned === true ? { partitioned: true } : {}),
    ...(isSameSite(written.sameSite) ? { sameSite: written.sameSite } : {}),
  };
  try {
    stringifySetCookie({ name, value: '', ...attributes });
  } catch (error) {
    context.report(attributeProblem(error, written, place));
    return [];
  }
  const finish = (text: string): string => {
    refuseControls(text, `cookie "${name}"`);
    return stringifySetCookie({ name, value: text, ...attributes });
  };
  return line('set-cookie', String(written.value), at, finish, context);
}

function attributeProblem(error: unknown, written: JsonObject, place: Place): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const attribute = ['domain', 'path'].find((key) => written[key] !== undefined && message.includes(key));
  return attribute === undefined
    ? place.problem('bad-header', `this cookie cannot be sent: ${message}`)
    : place.child(attribute).problem('bad-header', `"${String(written[attribute])}" is no ${attribute} of a cookie`);
}

function isSameSite(value: Json | undefined): value is 'strict' | 'lax' | 'none' {
  return value === 'strict' || value === 'lax' || value === 'none';
}

/** RFC 9110 §5.5: CR, LF and NUL have no place in a field value; other controls are refused by Node. */
const FORBIDDEN = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const BEYOND_ASCII = /[^\u0000-\u007f]/;

function refuseControls(value: string, what: string): void {
  if (FORBIDDEN.test(value)) {
    throw new RequestError(
      400,
      'malformed',
      `the ${what} of the answer would hold a line break or control character that came with the request`,
    );
  }
}

function headerValue(value: string, name: string): string {
  refuseControls(value, `header "${name}"`);
  return BEYOND_ASCII.test(value) ? headerText(value) : value;
}

function locationValue(value: string, name: string): string {
  refuseControls(value, `header "${name}"`);
  return BEYOND_ASCII.test(value) ? value.replace(/[^\u0000-\u007f]+/g, encodeLoosely) : value;
}

/** A lone surrogate has no encoding: it is sent as the replacement character. */
function encodeLoosely(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

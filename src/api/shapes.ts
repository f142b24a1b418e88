/** What people write in a route file, as types: routes and channels of a program are checked while they are typed. */

import type { ChannelShape } from './channel-shape.ts';
import type { JsonSchemaShape, SchemaKeywords, TypeName } from './schema-shape.ts';

/** The content of a route file. */
export interface RouteFileShape {
  /** Joined to every path below. */
  readonly prefix?: string;
  readonly tags?: readonly string[];
  /** Every route of this file needs these too. */
  readonly params?: ParamsShape;
  /** Constants for expressions: `${vars.name}`. */
  readonly vars?: { readonly [name: string]: unknown };
  readonly headers?: HeadersShape;
  readonly envelope?: EnvelopeShape;
  /** Turns texts in JSON bodies into the numbers and booleans that the schema asks for. Default: false. */
  readonly coerce?: boolean;
  /** `200ms`, or a random time in `100ms..2s`. */
  readonly delay?: string;
  readonly routes?: Routes | null;
  readonly channels?: Channels | null;
}

/** `ANY` answers every method that has no route of its own at that path. */
export type Method =
  | ('GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE' | 'QUERY' | 'ANY')
  | ('PROPFIND' | 'PROPPATCH' | 'MKCOL' | 'COPY' | 'MOVE' | 'LOCK' | 'UNLOCK' | 'SEARCH' | 'REPORT');

/** `GET /goods/{id}`. */
export type RouteKey = `${Method} /${string}`;

/** Routes by method and path. */
export type Routes = { readonly [route in RouteKey]?: RouteShape | null };

/** Channels by path: `/ws/{room}/{user}`. */
export type Channels = { readonly [path: `/${string}`]: ChannelShape | null };

/** One of `data`, `body` and `file`, or none: the envelope with `data: null`. */
export interface AnswerShape {
  /** Any tree, put into the envelope; `"${…}"` is filled in. */
  readonly data?: unknown;
  /** The same without the envelope: a tree is sent as JSON, a string as text. */
  readonly body?: unknown;
  /** A file, relative to the working directory. */
  readonly file?: string;
  /** 200 to 599, or `"${…}"`. Default: 200. */
  readonly status?: number | string;
  /** Of the envelope. Default: that of a success below 400, else the status. */
  readonly code?: unknown;
  /** Of the envelope. Default: that of a success below 400, else the phrase of the status. */
  readonly message?: unknown;
  readonly headers?: HeadersShape;
  readonly cookies?: { readonly [name: string]: string | number | boolean | CookieShape };
  /** `200ms`, or a random time in `100ms..2s`. */
  readonly delay?: string;
  readonly envelope?: EnvelopeShape;
  /** How often it is expected to answer: a number, or a matcher such as `{ $gte: 1 }`; `verifyExpectations` checks it. */
  readonly times?: number | { readonly [operator: `$${string}`]: unknown };
}

export interface RouteShape extends AnswerShape {
  /** Default: `METHOD /path`. */
  readonly name?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly tags?: readonly string[];
  readonly params?: ParamsShape;
  readonly vars?: { readonly [name: string]: unknown };
  readonly coerce?: boolean;
  /** What `data` promises, by status (`200`, `4XX`, `default`). */
  readonly response?: { readonly [status: string | number]: JsonSchemaShape };
  /** The first whose `when` holds answers; one without `when` takes the rest. */
  readonly cases?: readonly CaseShape[];
}

export interface CaseShape extends AnswerShape {
  readonly when?: ConditionShape;
}

/** An expression without `${…}`, or a map of sources to what they must be: `{ query: { dry_run: true } }`. */
export type ConditionShape = string | boolean | { readonly [name: string]: unknown };

/** What a request must bring, by source. */
export interface ParamsShape extends HandshakeParamsShape {
  /** A JSON Schema of the body. */
  readonly body?: TypeName | BodyShape;
  readonly form?: SourceShape<ParameterShape>;
  readonly file?: SourceShape<FileShape>;
}

export interface HandshakeParamsShape {
  readonly url?: SourceShape<ParameterShape>;
  readonly query?: SourceShape<ParameterShape>;
  readonly header?: SourceShape<ParameterShape>;
  readonly cookie?: SourceShape<ParameterShape>;
}

/** Parameters by name; `additional: false` refuses undeclared ones. */
export type SourceShape<Declared> = { readonly [name: string]: Declared | boolean } & {
  readonly additional?: Declared | boolean;
};

export type ParameterShape = TypeName | ParameterSchema;

export interface ParameterSchema extends Omit<SchemaKeywords, 'required'> {
  /** Default: false; in `url` always true. A list is JSON Schema's own. */
  readonly required?: boolean | readonly string[];
  /** How a list is written: `a=1&a=2` (`repeat`, the default) or `a=1,2` (`comma`). */
  readonly style?: 'repeat' | 'comma';
  readonly error?: ParameterErrorShape;
}

export interface BodyShape extends Omit<ParameterSchema, 'style'> {}

/** Answered instead of the general validation error when this parameter is what is wrong. */
export interface ParameterErrorShape {
  readonly status?: number | string;
  readonly code?: number | string;
  readonly message?: string;
}

/** A file of a multipart request; `{}` is any. */
export interface FileShape {
  readonly required?: boolean;
  /** Above 1 the value is a list. Default: 1. */
  readonly count?: number;
  /** `64KB`, `2MB`. */
  readonly maxSize?: string;
  /** `image/png`, `image/*`. */
  readonly types?: readonly string[];
  /** `['png', 'jpg']`. */
  readonly extensions?: readonly string[];
  /** A pattern in RE2 syntax. */
  readonly name?: string;
  readonly description?: string;
  readonly error?: ParameterErrorShape;
  readonly [extension: `x-${string}`]: unknown;
}

/** A list sends the header several times. */
export type HeadersShape = {
  readonly [name: string]: string | number | boolean | readonly (string | number | boolean)[];
};

export interface CookieShape {
  readonly value: string | number | boolean;
  /** How long the browser keeps it: `1h`. */
  readonly maxAge?: string;
  /** ISO 8601. */
  readonly expires?: string;
  /** Default: `/`. */
  readonly path?: string;
  readonly domain?: string;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: 'strict' | 'lax' | 'none';
  readonly partitioned?: boolean;
}

/** The frame around every answer; `none` switches it off. */
export type EnvelopeShape = 'none' | EnvelopeParts;

export interface EnvelopeParts {
  /** Any tree; `${code}`, `${message}` and `${data}` are filled in. */
  readonly body?: unknown;
  readonly success?: { readonly code?: unknown; readonly message?: unknown };
  readonly invalid?: EnvelopeAnswer;
  readonly unmatched?: EnvelopeAnswer;
  readonly refused?: Omit<EnvelopeAnswer, 'status'>;
  readonly failed?: EnvelopeAnswer;
}

export interface EnvelopeAnswer {
  readonly status?: number | string;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly data?: unknown;
}

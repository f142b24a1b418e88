/** One request on its way through a route, free of Koa and sockets: tests use literal objects. */

import type { Random } from './random.ts';

/** What came over the wire before anything was decoded. */
export interface RequestFacts {
  readonly method: string;
  /** The request target as sent: `/a%20b?x=1`. */
  readonly target: string;
  /** The part before `?`, still encoded. */
  readonly path: string;
  /** The part after `?`, still encoded; `''` without one. */
  readonly queryText: string;
  /** Lower-case names; repeated ones as Node joins them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly client: { readonly host: string; readonly port: number };
  /** The port that the request came in on. */
  readonly port: number;
}

/** A file of a multipart request, already in memory or spooled to disk. */
export interface UploadedFile {
  /** The form field it came in. */
  readonly field: string;
  /** Base name only; a client's folders are cut off. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Judged by content where the type has a signature, else the client's word. */
  readonly type: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** The content as UTF-8; read when asked for. */
  readonly text: string;
}

/** The body of a request, read and taken apart by content type; `none` when there is none. */
export type Payload =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: unknown; readonly text: string }
  | { readonly kind: 'form'; readonly fields: readonly (readonly [string, string])[]; readonly text: string }
  | {
      readonly kind: 'multipart';
      readonly fields: readonly (readonly [string, string])[];
      readonly files: readonly UploadedFile[];
      /** Where the fields that came are not kept. */
      readonly isCut?: true;
    }
  | {
      readonly kind: 'raw';
      readonly text: string;
      readonly bytes?: Buffer;
      /** How many bytes came, or were announced, where only the first of them are kept. */
      readonly wholeBytes?: number | undefined;
    };

/** Which bodies a route takes, fixed when it is compiled; `open` is a route without body, form and file. */
export type BodyMode = 'open' | 'json' | 'form' | 'multipart';

export interface RouteFacts {
  readonly name: string;
  readonly path: string;
  readonly tags: readonly string[];
}

export interface Exchange {
  readonly id: string;
  readonly request: RequestFacts;
  readonly payload: Payload;
  /** Raw path parameters, percent-decoded. */
  readonly pathParams: Readonly<Record<string, string>>;
  readonly random: Random;
  /** What `random` began with: a stream of the same seed draws the same again. */
  readonly seed?: number;
  /** Milliseconds since the epoch: the moment the request came in, the same for the whole exchange. */
  readonly now: number;
}

/** One row of the walk through routes.d: a request as with curl, and the whole answer that must come. */

export interface Example {
  /** A sentence in the present tense. */
  readonly it: string;
  /** `GET /items/42?q=pens`: sent as it is. */
  readonly request: string;
  /** The route that answers, `GET /items/{item_id}`; absent where none does. */
  readonly route?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent; at most one of them. */
  readonly json?: unknown;
  readonly text?: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly parts?: readonly Part[];
  readonly status: number;
  /** Headers that must be there; the others are not looked at. */
  readonly answerHeaders?: Readonly<Record<string, string | RegExp>>;
  /** The whole body: JSON, text, or a Buffer. A function anywhere in it says whether the value at its place will do. */
  readonly answer: unknown;
}

/** A field, or a file when it has a `file` name, of a multipart form. */
export interface Part {
  readonly name: string;
  readonly value: string | Uint8Array<ArrayBuffer>;
  readonly file?: string;
  readonly type?: string;
}

/** What an issue of a 422 says, in the order in which the answer lists them. */
export interface WrongParameter {
  readonly in: string;
  readonly name: string;
  readonly pointer: string;
  readonly message: string;
  readonly keyword: string;
  readonly expected: unknown;
  readonly received: unknown;
}

/** The project's envelope around an answer below 400. */
export function success(data: unknown): unknown {
  return { code: 200, message: 'success', data };
}

/** The project's envelope around anything else. */
export function failure(code: number, message: unknown): unknown {
  return { code, message, data: null };
}

/** The answer to a request that misses its parameters. */
export function invalid(...issues: readonly WrongParameter[]): unknown {
  return { code: 422, message: issues[0]?.message, data: issues };
}

/** Takes any text that the pattern matches. */
export function like(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && pattern.test(value);
}

/** Takes whole numbers from `low` to `high`. */
export function between(low: number, high: number): (value: unknown) => boolean {
  return (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high;
}

export const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

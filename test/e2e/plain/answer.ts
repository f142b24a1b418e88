/** Answers of the plain service: the envelope that all of them wear, and the words of refusals. */

import type { IncomingHttpHeaders } from 'node:http';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer<ArrayBuffer>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes as they are, anything else as JSON; undefined sends none. */
  readonly body: unknown;
}

/** One mistake of a request. */
export interface Issue {
  readonly in: 'url' | 'query' | 'body' | 'form' | 'file';
  readonly name: string;
  readonly keyword: string;
  readonly expected: unknown;
  readonly received: unknown;
  /** What the sentence says of it: `must be at least 1`. */
  readonly says: string;
}

export function done(data: unknown, status = 200): Answer {
  return { status, body: { code: 200, message: 'success', data } };
}

export function refused(status: number, message: string, code: number = status): Answer {
  return { status, body: { code, message, data: null } };
}

/** Undefined when there is none. */
export function invalid(issues: readonly (Issue | undefined)[]): Answer | undefined {
  const data = issues
    .filter((issue) => issue !== undefined)
    .map(({ says, ...issue }) => ({
      ...issue,
      pointer: `/${issue.name}`,
      message: `${issue.in} "${issue.name}" ${says}`,
    }));
  const [first] = data;
  return first && { status: 422, body: { code: 422, message: first.message, data } };
}

export function missing(source: Issue['in'], name: string): Issue {
  return { in: source, name, keyword: 'required', expected: true, received: null, says: 'is required' };
}

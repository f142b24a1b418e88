/** How the console says no: one documented shape for every error (RFC 9457), and the table of its codes. */

import type { SpecError } from '../core/errors.ts';
import { formatProblem } from '../core/format-problem.ts';
import { formatOrigin } from '../core/origin.ts';
import type { Problem, Severity } from '../core/problem.ts';

interface RefusalInfo {
  readonly status: number;
  readonly title: string;
}

export const REFUSALS = {
  malformed: { status: 400, title: 'the request cannot be read' },
  'wrong-parameter': { status: 400, title: 'a parameter is wrong' },
  'wrong-token': { status: 401, title: 'the token of the console is needed' },
  'wrong-host': { status: 403, title: 'the console is not known by this name' },
  'wrong-origin': { status: 403, title: 'a web page from elsewhere may not ask the console' },
  'no-websocket': { status: 403, title: 'the console speaks no WebSocket' },
  'no-endpoint': { status: 404, title: 'there is no such endpoint' },
  'no-request': { status: 404, title: 'the journal holds no such request' },
  'no-connection': { status: 404, title: 'there is no such connection' },
  'wrong-method': { status: 405, title: 'the endpoint has no such method' },
  'journal-off': { status: 409, title: 'the journal is off' },
  'too-large': { status: 413, title: 'the body is too large' },
  'wrong-type': { status: 415, title: 'the body is not JSON' },
  'wrong-body': { status: 422, title: 'the body does not say what is needed here' },
  internal: { status: 500, title: 'the console failed' },
  stopping: { status: 503, title: 'the mock is stopping' },
  'not-in-time': { status: 504, title: 'it did not happen in time' },
} as const satisfies Readonly<Record<string, RefusalInfo>>;

export type RefusalCode = keyof typeof REFUSALS;

/** The body of every answer that is an error: `application/problem+json`. */
export interface RefusalBody {
  /** `urn:mockapi:console:wrong-parameter`. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** What was wrong with this request, and what to do. */
  readonly detail: string;
  readonly code: RefusalCode;
  /** Mistakes in the body, each with its place. */
  readonly problems?: readonly ProblemRecord[];
}

/** A problem as programs read it. */
export interface ProblemRecord {
  /** `goods.yaml:12:5`. */
  readonly at: string;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** What to do; null where the message says it. */
  readonly hint: string | null;
  /** All of it with the lines around it, as `mockapi check` prints it. */
  readonly text: string;
}

interface RefusalOptions {
  readonly problems?: readonly Problem[];
  /** Headers of the answer, by name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The caller of the console is wrong, or what was asked for cannot be had. */
export class ConsoleRefusal extends Error {
  override readonly name = 'ConsoleRefusal';
  readonly code: RefusalCode;
  readonly problems: readonly Problem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** The detail is for people: their own value in quotes, then what to do. */
  constructor(code: RefusalCode, detail: string, { problems, headers = {} }: RefusalOptions = {}) {
    super(detail);
    this.code = code;
    this.problems = problems;
    this.headers = headers;
  }

  get status(): number {
    return REFUSALS[this.code].status;
  }
}

/** What was asked for is wrong in its own text. */
export function specRefusal(code: RefusalCode, { message, problems }: SpecError): ConsoleRefusal {
  const [first] = problems;
  const hint = first?.hint === undefined ? '' : `; ${first.hint}`;
  return new ConsoleRefusal(code, first ? `${first.message}${hint}` : message, { problems });
}

export function refusalBody({ code, message, problems }: ConsoleRefusal): RefusalBody {
  const { status, title } = REFUSALS[code];
  return {
    type: `urn:mockapi:console:${code}`,
    title,
    status,
    detail: message,
    code,
    ...(problems && { problems: problems.map(problemRecord) }),
  };
}

export function problemRecord(problem: Problem): ProblemRecord {
  const { code, severity, message, hint = null, origin } = problem;
  return { at: formatOrigin(origin), severity, code, message, hint, text: formatProblem(problem) };
}

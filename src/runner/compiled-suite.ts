/** Suites ready to run: expressions and matchers as functions of what a step sees. */

import type { Origin } from '../core/origin.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { Check } from '../journal/verify/index.ts';

export interface CompiledSuite {
  readonly name: string;
  /** `shop/goods.test.yaml`, and its absolute path. */
  readonly file: string;
  readonly path: string;
  readonly origin: Origin;
  /** Evaluated once a run of the suite; `given` (those of `--var`) are merged over it, and seen by those made of them. */
  vars(scope: Scope, runtime: Runtime, given?: Vars): Vars;
  readonly secrets: readonly SecretPath[];
  readonly before: readonly TestStep[];
  readonly after: readonly TestStep[];
  readonly cases: readonly TestCase[];
}

/** Values by name. */
export type Vars = Readonly<Record<string, unknown>>;

/** `vars.token`: the root name and the keys below it. */
export type SecretPath = readonly [root: string, ...keys: string[]];

export interface TestCase {
  readonly origin: Origin;
  /** As written, for `use`, `--list` and `--grep` before rows are filled in. */
  readonly title: string;
  name(scope: Scope, runtime: Runtime): string;
  readonly tags: readonly string[];
  readonly skip: boolean | string;
  readonly isOnly: boolean;
  /** Undefined runs once, without `row`. */
  readonly rows: readonly Readonly<Record<string, unknown>>[] | undefined;
  /** Those of `scope.vars` (the suite's) with its own over them, and `given` over all. */
  vars(scope: Scope, runtime: Runtime, given?: Vars): Vars;
  readonly clients: readonly TestClient[];
  readonly steps: readonly TestStep[];
  readonly after: readonly TestStep[];
  readonly verify: readonly Check[];
  readonly verifyOrigin: Origin | undefined;
}

export interface TestClient {
  readonly name: string;
  readonly origin: Origin;
  prepare(scope: Scope, runtime: Runtime): PreparedHandshake;
}

export interface PreparedHandshake {
  /** Path and query, or a whole `ws:` URL. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly protocols: readonly string[];
}

export type TestStep = RequestStep | ClientStep | WaitStep | UseStep;

export interface RequestStep {
  readonly kind: 'request';
  readonly origin: Origin;
  /** `PUT /shop/goods/{id}`, as written. */
  readonly title: string;
  readonly method: string;
  /** Throws ExpressionError, or PrepareError for a file that is not there. */
  prepare(scope: Scope, runtime: Runtime): PreparedRequest;
  readonly expect: Expectation | undefined;
  readonly until: Expectation | undefined;
  readonly withinMs: number;
  readonly everyMs: number;
  readonly save: readonly Save[];
  readonly isFollowing: boolean;
  readonly isConforming: boolean;
  readonly timeoutMs: number | undefined;
}

export interface PreparedRequest {
  readonly method: string;
  /** Path and query as sent (`/a%20b?x=1`), or a whole URL. */
  readonly target: string;
  /** As sent, cookies of `params.cookie` included; without host and content-length. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: PreparedBody | undefined;
}

export type PreparedBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer /** As curl takes it. */; readonly text: string | undefined }
  | { readonly kind: 'form'; readonly fields: readonly (readonly [string, string])[] }
  | {
      readonly kind: 'multipart';
      readonly fields: readonly (readonly [string, string])[];
      readonly files: readonly PreparedFile[];
    };

export interface PreparedFile {
  readonly field: string;
  readonly name: string;
  readonly type: string;
  /** Absolute path, or the bytes themselves. */
  readonly content: { readonly path: string } | { readonly bytes: Buffer };
}

/** An answer as expectations and expressions see it: `status`, `header`, `cookie`, `body`, `time`. */
export interface Answer {
  readonly status: number;
  /** Lower-case names; repeated ones are a list. */
  readonly header: Readonly<Record<string, string | readonly string[]>>;
  /** Values by name, of Set-Cookie. */
  readonly cookie: Readonly<Record<string, string>>;
  /** JSON as the value, text as a string, other bytes as bytes; null without one. */
  readonly body: unknown;
  /** Milliseconds. */
  readonly time: number;
  readonly bytes: Buffer;
  /** `x-mockapi-route`. */
  readonly answeredBy: string | undefined;
}

/** What a response must be; `look` gives everything that differs, at once. */
export interface Expectation {
  readonly origin: Origin;
  look(answer: Answer, scope: Scope, runtime: Runtime): readonly ExpectationFailure[];
  /** `expect: { file }`: what `--update` writes anew. */
  readonly snapshot: ExpectedFile | undefined;
}

/** A file that the body must be equal to: JSON by structure, text as text, anything else byte by byte. */
export interface ExpectedFile {
  readonly origin: Origin;
  /** Absolute; a row may choose it. Throws ExpressionError. */
  path(scope: Scope, runtime: Runtime): string;
  /** False also for a file that is not there, or that is no JSON where it should be. */
  isMet(answer: Answer, path: string): boolean;
}

export interface ExpectationFailure {
  readonly origin: Origin;
  readonly message: string;
  readonly differences: readonly {
    readonly pointer: string;
    readonly expected: unknown;
    readonly received: unknown;
    readonly message: string;
  }[];
}

export interface Save {
  readonly name: string;
  readonly origin: Origin;
  read(scope: Scope, runtime: Runtime): unknown;
}

export interface ClientStep {
  readonly kind: 'client';
  readonly origin: Origin;
  /** `ann, bob: receive`. */
  readonly title: string;
  readonly clients: readonly string[];
  readonly action: ClientAction;
  readonly save: readonly Save[];
}

export type ClientAction =
  | { readonly do: 'open'; readonly expect: Expectation }
  | { readonly do: 'send'; frame(scope: Scope, runtime: Runtime): { readonly data: string | Buffer } }
  | { readonly do: 'receive' | 'next'; readonly withinMs: number; readonly expect: MessageExpectation }
  | { readonly do: 'silent'; readonly forMs: number }
  | { readonly do: 'close'; readonly code: number; readonly reason: string }
  | { readonly do: 'closed'; readonly withinMs: number; readonly expect: MessageExpectation };

/** Over one message (its JSON object or list, any other text as a string, or its bytes), or over a close code. */
export interface MessageExpectation {
  readonly origin: Origin;
  /** As written, for messages. */
  readonly written: string;
  /** Pointers begin at the message: `''` is the message as a whole. */
  differences(message: unknown, scope: Scope, runtime: Runtime): ExpectationFailure['differences'];
}

export interface WaitStep {
  readonly kind: 'wait';
  readonly origin: Origin;
  readonly ms: number;
}

export interface UseStep {
  readonly kind: 'use';
  readonly origin: Origin;
  /** `login.test.yaml#case name`. */
  readonly title: string;
  /** Resolved when the suites are loaded; loops are problems. */
  readonly steps: readonly TestStep[];
  readonly clients: readonly TestClient[];
  readonly after: readonly TestStep[];
  /** The vars of its own suite and case, `given` (those of `--var`) merged over them, and `with` over all. */
  vars(scope: Scope, runtime: Runtime, given?: Vars): Vars;
}

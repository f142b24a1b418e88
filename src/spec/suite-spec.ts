/** A suite of interface tests in canonical form: shorthands written out, defaults merged in, every value with its place. */

import type { JsonObject } from '../core/json.ts';
import type { Place } from '../core/problem.ts';
import type { ParamSource } from '../core/source.ts';
import type { Removed } from './follow-ups.ts';
import type { Located, Named } from './route-spec.ts';

export interface SuiteSpec {
  /** The root of its file. */
  readonly place: Place;
  /** Default: the file's name without `.test.yaml`. */
  readonly name: string;
  readonly vars: Located<JsonObject> | undefined;
  /** Paths of values that no output shows: `vars.token`, `env.PASSWORD`, `saved.token`. */
  readonly secrets: readonly Located<string>[];
  /** Once, before the first case and after the last, whatever happened. */
  readonly before: readonly TestStepSpec[];
  readonly after: readonly TestStepSpec[];
  readonly cases: readonly TestCaseSpec[];
  /** True when there is an error outside of its cases: they are looked at, and not run. */
  readonly isBroken: boolean;
  /** What was taken out of the file for its shape: problems that only miss it are none. */
  readonly removed: readonly Removed[];
}

export interface TestCaseSpec {
  readonly place: Place;
  /** As written, or made of its first step: `GET /shop/goods/1`. May hold `${row.…}`. */
  readonly name: Located<string>;
  readonly tags: readonly string[];
  /** True, or why. */
  readonly skip: boolean | string;
  readonly isOnly: boolean;
  /** A file (CSV or JSON, by its ending; relative to the suite) or the list itself; undefined runs the case once. */
  readonly rows: Located | undefined;
  readonly vars: Located<JsonObject> | undefined;
  readonly clients: readonly ClientSpec[];
  readonly steps: readonly TestStepSpec[];
  /** Always run, whatever happened. */
  readonly after: readonly TestStepSpec[];
  readonly verify: Located | undefined;
  /** True when there is an error in it: it can be named by `use`, but not be run. */
  readonly isBroken: boolean;
}

/** A WebSocket client under its name. */
export interface ClientSpec {
  readonly name: string;
  readonly place: Place;
  /** The path that it connects to, with its query; may hold `${…}`. */
  readonly ws: Located<string>;
  readonly params: RequestParams;
  readonly protocols: readonly string[];
}

export type TestStepSpec = RequestStepSpec | ClientStepSpec | WaitStepSpec | UseStepSpec;

/** What is sent, by source: each a map of names to values, `body` one value. The suite's defaults are merged in. */
export type RequestParams = { readonly [source in Exclude<ParamSource, 'body'>]?: readonly Named[] } & {
  readonly body?: Located | undefined;
};

export interface RequestStepSpec {
  readonly kind: 'request';
  readonly place: Place;
  /** Upper case. */
  readonly method: string;
  /** The path or URL as written behind the method: `/shop/goods/{id}`, `${location}?name=${row.name}`. */
  readonly target: Located<string>;
  readonly params: RequestParams;
  /** A number, an expression or a map. */
  readonly expect: Located | undefined;
  /** It is sent again until this holds: a number, an expression or a map. */
  readonly until: Located | undefined;
  /** For `until`. Default: 5 s. */
  readonly withinMs: number;
  /** Between two attempts. Default: 200 ms. */
  readonly everyMs: number;
  /** Expressions by name. */
  readonly save: readonly Named[];
  readonly isFollowing: boolean;
  /** False: the answer is not held to the route's own promises. */
  readonly isConforming: boolean;
  /** Undefined: that of the run. */
  readonly timeoutMs: number | undefined;
}

/** `- ann, bob: { receive: …, within: 1s }`: each of the clients does it: `open`, `send` and `close` in that order, the rest all at once. */
export interface ClientStepSpec {
  readonly kind: 'client';
  readonly place: Place;
  readonly clients: readonly string[];
  readonly action: ClientActionSpec;
  readonly save: readonly Named[];
}

export type ClientActionSpec =
  /** The status of the handshake: 101, or that of a refusal (a number, or what `expect` takes). */
  | { readonly do: 'open'; readonly expect: Located }
  /** A tree is sent as JSON, a string as text, `{ base64 | hex | file }` under `binary`. */
  | { readonly do: 'send'; readonly frame: 'json' | 'text' | 'binary'; readonly value: Located }
  /** The first unread message that matches. */
  | { readonly do: 'receive'; readonly expect: Located; readonly withinMs: number }
  /** The very next message. */
  | { readonly do: 'next'; readonly expect: Located; readonly withinMs: number }
  | { readonly do: 'silent'; readonly forMs: number }
  | { readonly do: 'close'; readonly code: number; readonly reason: string }
  /** The server closes: with this code. */
  | { readonly do: 'closed'; readonly expect: Located; readonly withinMs: number };

export interface WaitStepSpec {
  readonly kind: 'wait';
  readonly place: Place;
  readonly ms: number;
}

/** Another case's steps; its saves come back. */
export interface UseStepSpec {
  readonly kind: 'use';
  readonly place: Place;
  /** Relative to this file; undefined is this file. */
  readonly file: string | undefined;
  readonly caseName: string;
  /** Values that its expressions see as `vars`. */
  readonly with: readonly Named[];
}

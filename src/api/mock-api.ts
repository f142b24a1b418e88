/** A mock inside a program: what a test does with it. */

import type { Problem } from '../core/problem.ts';
import type { JournalRecord, RequestRecord } from '../journal/record.ts';
import type { CheckResult, CheckSpec, RequestSelector } from '../journal/verify/check.ts';
import type { RequestFilterSpec } from '../journal/verify/index.ts';
import type { ChannelState } from '../serve/channels/control.ts';
import type { ChannelHandle } from './channel-handle.ts';
import type { RouteFileShape, Routes } from './shapes.ts';

export interface MockApi {
  /** `http://127.0.0.1:43211`. Throws before `start`. */
  readonly url: string;
  /** Undefined where the console is off, which is the default, and before `start`. */
  readonly consoleUrl: string | undefined;
  /** Warnings of the files and of what was added, and errors that a reload has met. */
  readonly problems: readonly Problem[];
  /** Resolves with the address; rejects with ListenError when the port cannot be had. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  routes(): readonly RouteInfo[];
  /** With the rooms and who is in them. */
  channels(): readonly ChannelState[];
  /**
   * Serves routes, or the content of a whole route file, over those that there are: the latest wins. Live when it
   * returns. Throws SpecError with every problem, and then nothing has changed.
   */
  add(content: Routes | RouteFileShape): Added;
  /** Requests that were received, from the oldest to the youngest. A text is a route, or a method and a path as sent. */
  requests(filter?: string | RequestFilterSpec): readonly RequestRecord[];
  /** Everything that happened, frames of channels too. */
  records(): readonly JournalRecord[];
  /** Rejects with VerificationError when a check does not hold, after its `within` where it has one. */
  verify(checks: CheckInput | readonly CheckInput[], options?: VerifyOptions): Promise<readonly CheckResult[]>;
  /**
   * Resolves with the first such request, received already or within the time (2 s); rejects with VerificationError,
   * which says what came instead.
   */
  waitFor(request: string | RequestSelector, options?: WaitOptions): Promise<RequestRecord>;
  /** Of an id, a path template, or a path as a client asks for it. Throws SpecError when used with what is no channel. */
  channel(path: string): ChannelHandle;
  /** What became of every `times` in routes and cases. */
  expectations(): readonly CheckResult[];
  /** Throws VerificationError when one of them does not hold. */
  verifyExpectations(): readonly CheckResult[];
  /** As it was started: the journal is empty, counters and invented data begin anew, what was added is gone; connections stay. */
  reset(): void;
  /** Reads the files again; resolves when what is good is live. */
  reload(): Promise<void>;
  /** It can be called again. */
  stop(): Promise<void>;
  /** `await using mock = createMockApi()` stops it at the end of the block. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** A text is short for `{ request: text }`: at least once. */
export type CheckInput = string | CheckSpec;

export interface VerifyOptions {
  /** The number of a record: what came after it counts. Default: everything. */
  readonly since?: number;
  /** Ends the waiting: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface WaitOptions extends VerifyOptions {
  /** A duration such as `500ms`. Default: `2s`. */
  readonly within?: string;
}

/** What `add` has added. */
export interface Added {
  /** As problems and explanations name it: `added#1`. */
  readonly file: string;
  /** What it stood over answers again. A second time nothing happens. */
  remove(): void;
}

/** A route as it is served. */
export interface RouteInfo {
  /** `GET /goods/{id}`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly summary: string | undefined;
  readonly tags: readonly string[];
  /** `goods.yaml:12`. */
  readonly at: string;
}

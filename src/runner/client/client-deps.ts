/** What the clients of a case are given from outside. */

import type { Answer, ExpectationFailure } from '../compiled-suite.ts';
import type { Target } from '../target.ts';
import type { InboxLimits } from './inbox.ts';

export interface ClientDeps {
  readonly target: Pick<Target, 'url' | 'tls'>;
  /** For a handshake, for a message to leave, and for the end of a close. */
  readonly timeoutMs: number;
  /** Ends every waiting early. */
  readonly signal?: AbortSignal | undefined;
  /** The cookies of the case, that a handshake sends and brings like any request. */
  readonly cookies?: HandshakeCookies | undefined;
  /** What the channel at that path and query promises of its messages; undefined where it promises nothing. */
  readonly promise?: ((target: string) => MessagePromise | undefined) | undefined;
  /** Default: 10,000 messages, 64 MB. */
  readonly limits?: InboxLimits | undefined;
}

/** URLs are `http:` and `https:` here. */
export interface HandshakeCookies {
  /** `a=1; b=2`; undefined or empty where there are none. */
  header(url: string): string | undefined;
  /** Takes what was set. */
  keep(url: string, header: Answer['header']): void;
}

/** What a message breaks; none where it is as promised. */
export type MessagePromise = (message: unknown) => readonly ExpectationFailure[];

/** The journal as people and programs read it: plain JSON, one record an entry. */

import type { Issue } from '../core/issue.ts';
import type { Json } from '../core/json.ts';
import type { ParamSource } from '../core/source.ts';

export type JournalRecord = RequestRecord | ConnectRecord | ReceivedRecord | SentRecord | CloseRecord;

/**
 * How a request ended: a case answered; no route, no method or no case took it; what it carried was not accepted
 * (400, 413, 415, 422, 431); it was refused for another reason (a channel's 403, 409, 426, 503); the answer failed (500).
 */
export type Outcome = 'answered' | 'unmatched' | 'invalid' | 'refused' | 'failed';

export interface RequestRecord {
  readonly kind: 'request';
  /** Its place in the journal, counted up from 1. */
  readonly number: number;
  /** As the log has it; the client's `x-request-id` where it sent one. */
  readonly id: string;
  /** ISO 8601. */
  readonly time: string;
  readonly ms: number;
  /** `WS` for a handshake. */
  readonly method: string;
  /** The request target as sent: `/a%20b?x=1`. */
  readonly target: string;
  /** The address of the client. */
  readonly client: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Null where there was none. */
  readonly body: RecordedBody | null;
  /** What came, by source, before anything was coerced or filled in; sources that brought nothing are left out, headers too. */
  readonly received: Readonly<Partial<Record<ParamSource, Json>>>;
  /** The same as expressions saw it; null where it was refused before, or where the answer is literal. */
  readonly validated: Readonly<Partial<Record<ParamSource, Json>>> | null;
  readonly outcome: Outcome;
  /** Null where none was met; of a handshake, the channel. */
  readonly route: { readonly id: string; readonly name: string; readonly at: string } | null;
  /** `goods.yaml:12`: the case that answered; null where none did. */
  readonly case: string | null;
  readonly explanation: RecordedExplanation;
  readonly answer: RecordedAnswer;
  /** The version of the project that answered. */
  readonly version: number;
}

/** Why the answer is what it is. */
export interface RecordedExplanation {
  /** Why no case answered; null where one did. */
  readonly why: string | null;
  /** Every case of the route, in order. */
  readonly cases: readonly { readonly at: string; readonly verdict: string; readonly why: string }[];
  /** What the parameters miss. */
  readonly issues: readonly Issue[];
  /** Issues beyond those listed. */
  readonly moreIssues: number;
  /** Of a request that met no route: those that come nearest, and what keeps them from answering. */
  readonly nearest: readonly { readonly id: string; readonly at: string; readonly why: string }[];
}

export interface RecordedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Null where there is none, and for a handshake. */
  readonly body: RecordedBody | null;
}

export interface RecordedBody {
  readonly bytes: number;
  /** The content type; null where none was named. */
  readonly type: string | null;
  /** Where it is text. */
  readonly text?: string;
  /** Where it is not. */
  readonly base64?: string;
  /** Where a file was sent: its name below its folder. */
  readonly file?: string;
  /** Of a multipart request; fields and files are in `received`. */
  readonly isMultipart?: true;
  /** Where only the beginning was kept, or shown. */
  readonly isCut?: true;
}

interface ChannelRecord {
  readonly number: number;
  /** ISO 8601. */
  readonly time: string;
  readonly channel: { readonly id: string; readonly name: string; readonly at: string };
  readonly rooms: readonly string[];
}

interface OfConnection extends ChannelRecord {
  /** The id of the connection. */
  readonly connection: string;
  readonly user: string;
}

export interface ConnectRecord extends OfConnection {
  readonly kind: 'connect';
  readonly target: string;
  readonly client: string;
}

export interface ReceivedRecord extends OfConnection {
  readonly kind: 'received';
  readonly message: RecordedMessage;
  /** `chat.yaml:20`: the rule that took it; null where none did. */
  readonly rule: string | null;
  /** Every rule that was asked before, and why it did not take the message. */
  readonly rules: readonly { readonly at: string; readonly verdict: string; readonly why: string }[];
  /** What it misses; empty where it is valid. */
  readonly issues: readonly Issue[];
}

export interface SentRecord extends ChannelRecord {
  readonly kind: 'sent';
  /** Whose event it was; null for a timer, and for what a test or the console sent. */
  readonly connection: string | null;
  readonly user: string | null;
  /** As a step names it: `room`, `user:ann`. */
  readonly to: string;
  readonly message: RecordedMessage;
  /** How many connections. */
  readonly reached: number;
}

export interface CloseRecord extends OfConnection {
  readonly kind: 'close';
  readonly code: number;
  readonly ms: number;
}

/** One frame: `json` where it is JSON, else `text` or `base64`. */
export interface RecordedMessage {
  readonly bytes: number;
  readonly json?: Json;
  readonly text?: string;
  readonly base64?: string;
  readonly isCut?: true;
}

/** What a client sent, as the rules of its channel see it. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import { RequestError } from '../../core/errors.ts';
import type { Issues } from '../../core/issue.ts';
import { parseJsonText } from '../../kinds/source/json-text.ts';

export type Incoming =
  | { readonly kind: 'message'; readonly message: unknown }
  /** `code` closes the connection where the channel has no `invalid` rule (RFC 6455 §7.4.1). */
  | { readonly kind: 'invalid'; readonly code: number; readonly issues: Issues };

export interface Received {
  readonly bytes: Buffer;
  readonly isBinary: boolean;
}

export interface MessageLimits {
  /** `limits.depth`. */
  readonly depth: number;
}

const UNSUPPORTED_DATA = 1003;
const INVALID_PAYLOAD = 1007;
const POLICY_VIOLATION = 1008;

/**
 * With a `message` schema: the JSON value, or why it is none that the channel takes.
 * Without one everything is taken: a JSON object or list as that, any other text as a string, a binary message as bytes.
 */
export function readIncoming(
  { bytes, isBinary }: Received,
  { checkMessage }: Pick<CompiledChannel, 'checkMessage'>,
  limits: MessageLimits,
): Incoming {
  if (!checkMessage) return { kind: 'message', message: isBinary ? bytes : readOpen(bytes, limits) };
  if (isBinary) return invalid(UNSUPPORTED_DATA, 'the message is binary; send JSON as text', 'type');
  let message: unknown;
  try {
    message = parseJsonText(bytes, limits);
  } catch (error) {
    if (error instanceof RequestError) return invalid(INVALID_PAYLOAD, error.message, 'json');
    throw error;
  }
  const issues: Issues = [];
  checkMessage(message, issues);
  return issues.length === 0 ? { kind: 'message', message } : { kind: 'invalid', code: POLICY_VIOLATION, issues };
}

/** What is wrong with a message as a whole, as one that misses its schema tells it. */
export function wholeMessageIssues(message: string, keyword: string, expected: unknown = null): Issues {
  return [{ in: 'message', name: '', pointer: '', message, keyword, expected, received: null }];
}

function invalid(code: number, message: string, keyword: string): Incoming {
  return { kind: 'invalid', code, issues: wholeMessageIssues(message, keyword) };
}

/** JSON that a strict channel would refuse is a string here: what came is not changed. */
function readOpen(bytes: Buffer, limits: MessageLimits): unknown {
  if (/^\s*[[{]/.test(bytes.toString('latin1', 0, LOOK_AT))) {
    try {
      return parseJsonText(bytes, limits);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
    }
  }
  return bytes.toString('utf8');
}

/** White space before JSON is short; a text that begins with more of it is a text. */
const LOOK_AT = 64;

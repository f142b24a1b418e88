/** Which messages of a channel are meant: a filter as people write it → a predicate, and what a message misses. */

import { createSchemaLibrary } from '../compile/schema/index.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { ANYTHING } from '../core/names.ts';
import type { Place, Report } from '../core/problem.ts';
import { shorten } from '../core/shorten.ts';
import { compileTemplate } from '../expression/index.ts';
import type { ReceivedRecord, RecordedMessage, SentRecord } from '../journal/record.ts';
import { compileValue } from '../journal/verify/parse-checks.ts';
import { NO_RUNTIME } from '../journal/verify/seen.ts';
import { expectationWords } from '../journal/verify/words.ts';
import { compileMatcher, describeDifference, type Matcher } from '../kinds/matcher/index.ts';
import { createShapeCheck } from '../spec/shape.ts';

/** All that is named has to hold. */
export interface MessageFilter {
  /** Who sent it, or whose event had it sent. */
  readonly user?: string;
  /** A matcher, such as `{ type: 'chat' }` or `{ $regex: '^hello' }`, or a text. */
  readonly message?: unknown;
}

export interface CompiledMessageFilter {
  /** `a message from "ann" where type is "chat"`. */
  readonly words: string;
  /** One line each; empty for a message that is meant. */
  misses(record: ReceivedRecord | SentRecord): readonly string[];
}

/** Throws SpecError with every problem. */
export function compileMessageFilter(filter: MessageFilter): CompiledMessageFilter {
  return compileValue(filter, 'messages', compileFilter);
}

const FILTER = 'a filter of messages';

const checkShape = createShapeCheck(
  {
    type: 'object',
    expected: "a map such as { user: 'ann', message: { … } }",
    says: FILTER,
    additionalProperties: false,
    properties: { user: { type: 'string', expected: 'the name of a user' }, message: {} },
  },
  FILTER,
);

function compileFilter(value: Json, place: Place, report: Report): CompiledMessageFilter | undefined {
  if (!checkShape(value, place, report) || !isJsonObject(value)) return undefined;
  const { user, message } = value;
  const matcher = message === undefined ? undefined : compileMessage(message, place.child('message'), report);
  if (message !== undefined && !matcher) return undefined;
  const from = user === undefined ? '' : ` from ${shorten(user)}`;
  const where = message === undefined ? '' : ` where ${wordsOf(message)}`;
  return {
    words: `a message${from}${where}`,
    misses: (record) => [
      ...(user === undefined || record.user === user
        ? []
        : [`user: expected ${shorten(user)}, received ${shorten(record.user)}`]),
      ...(matcher?.differences(contentOf(record.message), {}, NO_RUNTIME).map(describeDifference) ?? []),
    ],
  };
}

function compileMessage(message: Json, place: Place, report: Report): Matcher | undefined {
  const names = new Map([['env', ANYTHING]]);
  return compileMatcher(message, place, {
    report,
    template: (item, at) => compileTemplate(item, at, { names, report }),
    schemas: createSchemaLibrary({ document: () => undefined }),
  });
}

/** A text has no keys of its own to be told by. */
function wordsOf(message: Json): string {
  const words = expectationWords(message);
  return isJsonObject(message) ? words : `it${words}`;
}

/** As the message is matched: JSON where it is that, else the text, else Base64. */
export function contentOf({ json, text, base64 }: RecordedMessage): Json {
  return json ?? text ?? base64 ?? null;
}

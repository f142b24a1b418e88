/** What a client's step misses, before it is known whose step it was. */

import { count } from '../../core/count.ts';
import { shorten } from '../../core/shorten.ts';
import type { MessageExpectation } from '../compiled-suite.ts';
import type { Failure } from '../result.ts';
import type { Message } from './inbox.ts';

/** The parts of a failure that a step knows; what it leaves out is the step's own, or nothing. */
export type Miss = Pick<Failure, 'message'> & Partial<Pick<Failure, 'origin' | 'kind' | 'differences' | 'details'>>;

/** Longer lists are told by their youngest messages. */
const MAX_LINES = 100;
const MAX_WIDTH = 160;
/** How many messages are compared. */
const MAX_COMPARED = 200;
/** A message of another type weighs as much as this many differences inside one. */
const WHOLE = 10;

/** `unread 3: {"user": "ann"} (the closest)`, each message on a line, the oldest first. */
export function describeMessages(word: string, messages: readonly Message[], closest?: Message): readonly string[] {
  const shown = messages.slice(-MAX_LINES);
  const left = messages.length - shown.length;
  const lines = shown.map((message, index) => {
    const mark = message === closest && messages.length > 1 ? ' (the closest)' : '';
    return `${word} ${left + index + 1}: ${showMessage(message.value)}${mark}`;
  });
  return left === 0 ? lines : [`${word} 1 to ${left}: left out`, ...lines];
}

/** On one line; bytes as hex. */
export function showMessage(value: unknown): string {
  if (!Buffer.isBuffer(value)) return shorten(value, MAX_WIDTH);
  const hex = value.toString('hex', 0, MAX_WIDTH / 4);
  return `${count(value.length, 'byte')} ${hex}${value.length > MAX_WIDTH / 4 ? '…' : ''}`;
}

export interface Closest {
  readonly message: Message;
  readonly differences: ReturnType<MessageExpectation['differences']>;
}

/** The message with the fewest differences, the older one of two. */
export function findClosest(
  messages: readonly Message[],
  differencesOf: (message: Message) => Closest['differences'],
): Closest | undefined {
  let best: (Closest & { readonly weight: number }) | undefined;
  for (const message of messages.slice(-MAX_COMPARED)) {
    const differences = differencesOf(message);
    const weight = differences.reduce((sum, { pointer }) => sum + (pointer === '' ? WHOLE : 1), 0);
    if (!best || weight < best.weight) best = { message, differences, weight };
  }
  return best;
}

/** A request of a case: sent, sent again until it holds, looked at, and what it brings saved. */

import { formatDuration } from '../core/duration.ts';
import type { Expectation, RequestStep } from './compiled-suite.ts';
import { type Found, foundError, foundThrown, type ShownRequest } from './found.ts';
import { judge, lookFor } from './judge.ts';
import { pause } from './pause.ts';
import { saveAll } from './save.ts';
import { type Answered, type Attempt, createSend, isAnswered, type Send } from './send-request.ts';
import type { Turn } from './turn.ts';

/** None where it is as expected. Throws ExpressionError, and FileError for an upload that is not there. */
export async function runRequest(step: RequestStep, turn: Turn): Promise<readonly Found[]> {
  const send = createSend(step, turn);
  let request: ShownRequest | undefined;
  const sendShown: Send = async (timeoutMs) => {
    const attempt = await send(timeoutMs);
    request = attempt.shown;
    return attempt;
  };
  try {
    const found = await (step.until ? poll(sendShown, step, step.until, turn) : sendOnce(sendShown, step, turn));
    if (found.length === 0) saveAll(step.save, turn);
    return found;
  } catch (error) {
    return [{ ...foundThrown(error, step.origin, step.title), request }];
  }
}

/** Sends it until `until` holds; no answer is one that does not. */
async function poll(send: Send, step: RequestStep, until: Expectation, turn: Turn): Promise<readonly Found[]> {
  const { everyMs, withinMs } = step;
  const timeoutMs = timeoutOf(step, turn);
  const giveUpAt = performance.now() + withinMs;
  for (let times = 1; ; times++) {
    const leftMs = Math.max(giveUpAt - performance.now(), everyMs);
    const attempt = await send(Math.min(timeoutMs, leftMs));
    const found = see(attempt, turn) ? lookAgain(until, attempt, step, turn) : [unanswered(attempt, step)];
    if (found.length === 0 && isAnswered(attempt)) {
      noteTimes(times, step, turn);
      return judge(attempt, step, turn);
    }
    const isOver = performance.now() + everyMs > giveUpAt;
    if (!isOver) await pause(everyMs, turn.signal);
    if (!isOver && !turn.signal?.aborted) continue;
    const end = isOver ? `within ${formatDuration(withinMs)}` : 'before the run was interrupted';
    const often = `sent ${times === 1 ? 'once' : `${times} times`} ${end}; this is the last answer`;
    return found.map((one) => ({ ...one, message: `until: ${one.message}`, details: [...one.details, often] }));
  }
}

/** An expression that fails on an answer does not hold yet: the next may have what it reads. */
function lookAgain(until: Expectation, attempt: Answered, step: RequestStep, turn: Turn): readonly Found[] {
  try {
    return lookFor(until, attempt, step, turn);
  } catch (error) {
    return [{ ...foundThrown(error, step.origin, step.title), request: attempt.shown }];
  }
}

/** Methods that change nothing (RFC 9110 §9.2.1): they can be sent again without asking. */
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Once, and where the run allows it again while it fails. */
async function sendOnce(send: Send, step: RequestStep, turn: Turn): Promise<readonly Found[]> {
  const most = READS.has(step.method) ? 1 + turn.worker.retries : 1;
  for (let times = 1; ; times++) {
    const attempt = await send(timeoutOf(step, turn));
    const found = see(attempt, turn) ? judge(attempt, step, turn) : [unanswered(attempt, step)];
    if (found.length === 0 || times >= most || turn.signal?.aborted) {
      noteTimes(times, step, turn);
      return found;
    }
    await pause(step.everyMs, turn.signal);
  }
}

/** Lets expressions see the answer; false where there is none. */
function see(attempt: Attempt, { sight }: Turn): attempt is Answered {
  if (!isAnswered(attempt)) return false;
  const { status, header, cookie, body, time } = attempt.outcome.answer;
  sight.see({ status, header, cookie, body, time });
  return true;
}

function unanswered({ outcome, shown }: Attempt, { origin, title }: RequestStep): Found {
  return foundError(origin, title, 'failure' in outcome ? outcome.failure : 'there was no answer', { request: shown });
}

function timeoutOf({ timeoutMs }: RequestStep, { worker }: Turn): number {
  return timeoutMs ?? worker.timeoutMs;
}

function noteTimes(times: number, { title }: RequestStep, { record }: Turn): void {
  if (times > 1) record.notes.add(`${title} was sent ${times} times`);
}

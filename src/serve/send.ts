/** Performs a plan: the only code that answers a request. */

import type { ServerResponse } from 'node:http';
import type { FilePlan, ResponsePlan } from '../core/plan.ts';
import { sendBody, type Wire } from './send-body.ts';
import { sendFile } from './send-file.ts';

/**
 * Waits as long as the plan says, then sends it.
 * HEAD gets the same head without the body; `content-length` is always that of the body.
 * Nothing is sent to a client that has gone. A second plan, after the head of another is out, destroys the socket:
 * the client must not take half of one answer for the whole.
 * Resolves with the plan of a file as its head came to be, with nothing where the plan says it all.
 * Throws RequestError before the head is out when a file cannot be sent (404, 416), to be answered by another plan.
 */
export function sendPlan(plan: ResponsePlan, wire: Wire): Sent | Promise<Sent> {
  return plan.delayMs > 0
    ? waitUnlessClosed(wire.res, plan.delayMs).then(() => perform(plan, wire))
    : perform(plan, wire);
}

export type Sent = FilePlan | undefined;

function perform(plan: ResponsePlan, wire: Wire): Sent | Promise<Sent> {
  const { res } = wire;
  if (res.destroyed) return;
  if (res.headersSent) {
    res.destroy();
    return;
  }
  return plan.kind === 'send' ? sendBody(plan, wire) : sendFile(plan, wire);
}

function waitUnlessClosed(res: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      res.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    res.once('close', done);
  });
}

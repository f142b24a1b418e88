/** Steps one after another: the first that fails ends them, but for those that clean up. */

import { formatOrigin } from '../core/origin.ts';
import { createClients } from './case-clients.ts';
import type { ClientStep, TestStep, UseStep } from './compiled-suite.ts';
import { type Found, foundInterrupted, foundThrown } from './found.ts';
import { pause } from './pause.ts';
import { runRequest } from './run-request.ts';
import { saveAll } from './save.ts';
import type { Turn } from './turn.ts';

/** Stops at the first step that fails; none where all are fine. */
export async function runSteps(steps: readonly TestStep[], turn: Turn): Promise<readonly Found[]> {
  for (const [index, step] of steps.entries()) {
    if (turn.signal?.aborted) {
      turn.record.left += steps.length - index;
      return [foundInterrupted(step.origin, titleOf(step))];
    }
    const found = await runStep(step, turn);
    if (found.length === 0) continue;
    turn.record.left += steps.length - index - 1;
    return found;
  }
  return [];
}

/** Runs all of them, whatever fails, and is not cut short: there may be something to put away. */
export async function runAfter(steps: readonly TestStep[], turn: Turn): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const step of steps) found.push(...(await runStep(step, { ...turn, signal: undefined })));
  return found;
}

async function runStep(step: TestStep, turn: Turn): Promise<readonly Found[]> {
  try {
    switch (step.kind) {
      case 'request':
        return await runRequest(step, turn);
      case 'client':
        return await runClientStep(step, turn);
      case 'use':
        return await runUse(step, turn);
      case 'wait':
        await pause(step.ms, turn.signal);
        return turn.signal?.aborted ? [foundInterrupted(step.origin, titleOf(step))] : [];
    }
  } catch (error) {
    return [foundThrown(error, step.origin, titleOf(step))];
  }
}

function titleOf(step: TestStep): string {
  return step.kind === 'wait' ? 'wait' : step.title;
}

async function runClientStep(step: ClientStep, turn: Turn): Promise<readonly Found[]> {
  const { sight, record, clients } = turn;
  const { failures, values, sent } = await clients.run(step, sight.scope(), sight.runtime());
  record.sent += sent;
  const { message, ...seen } = values;
  sight.see(seen);
  if (failures.length > 0) return failures.map((failure) => ({ ...failure, request: undefined }));
  saveAll(step.save, turn, { message });
  return [];
}

/** What the other case cleans up is cleaned up when this one ends: until then its work may be needed. */
async function runUse(step: UseStep, turn: Turn): Promise<readonly Found[]> {
  const { sight, record, secrets, worker } = turn;
  const vars = step.vars(sight.scope(), sight.runtime(), worker.options.vars ?? {});
  const used: Turn = { ...turn, sight: sight.within(vars), clients: createClients(step.clients, turn) };
  secrets.learn(used.sight.scope());
  const where = `used at ${formatOrigin(step.origin)}`;
  const tellWhere = (found: readonly Found[]): readonly Found[] =>
    found.map((one) => ({ ...one, details: [...one.details, where] }));
  record.endings.push(async () => {
    const after = await runAfter(step.after, used);
    const untold = await used.clients.close();
    return tellWhere([...after, ...untold.map((failure) => ({ ...failure, request: undefined }))]);
  });
  return tellWhere(await runSteps(step.steps, used));
}

/** `order`: requests that came one after another, whatever came between them. */

import { formatDuration } from '../../core/duration.ts';
import type { Scope } from '../../core/runtime.ts';
import { findClosest, type MissOf } from './closest.ts';
import type { Check, Tally } from './compiled-check.ts';
import type { Probe } from './request-probe.ts';

export interface OrderSpec {
  readonly at: string;
  readonly withinMs: number;
  /** At least one. */
  readonly steps: readonly Probe[];
}

export function createOrderCheck(spec: OrderSpec): Check {
  const { at, withinMs } = spec;
  return { at, withinMs, isWatched: false, start: (given = {}) => startOrder(spec, given) };
}

/** The first request that fits a step is its own: no later one leaves more room for the steps behind it. */
function startOrder({ at, withinMs, steps }: OrderSpec, given: Scope): Tally {
  const numbers: number[] = [];
  const isMet = (): boolean => numbers.length === steps.length;
  return {
    get isMet() {
      return isMet();
    },
    isLost: false,
    take({ number, entry }) {
      if (entry.kind === 'request' && steps[numbers.length]?.takes(entry, given)) numbers.push(number);
    },
    result(evidence) {
      const within = withinMs > 0 ? ` within ${formatDuration(withinMs)}` : '';
      const missing = steps[numbers.length];
      return {
        isMet: isMet(),
        at,
        message: `expected ${steps.map(stepWords).join(', then ')}${within}, received ${receivedWords(steps, numbers)}`,
        received: numbers.length,
        numbers: [...numbers],
        closest: missing ? findClosest(evidence, missOf(missing, { steps, numbers, given })) : [],
      };
    },
  };
}

function stepWords({ subject, condition }: Probe): string {
  return condition === '' ? subject : `${subject} ${condition}`;
}

function receivedWords(steps: readonly Probe[], numbers: readonly number[]): string {
  const came = numbers.map((number, index) => `${steps[index]?.subject} (#${number})`).join(', then ');
  const missing = steps[numbers.length];
  if (!missing) return came;
  return came === '' ? `no ${missing.subject}` : `${came}, and no ${missing.subject} after it`;
}

interface Progress {
  readonly steps: readonly Probe[];
  /** Of the steps that came. */
  readonly numbers: readonly number[];
  readonly given: Scope;
}

/** Nearest of all is what was asked for and came too early. */
function missOf(missing: Probe, { steps, numbers, given }: Progress): MissOf {
  const last = numbers.at(-1) ?? 0;
  return (entry, number) => {
    if (number > last) return missing.miss(entry, given);
    if (numbers.includes(number) || !missing.takes(entry, given)) return undefined;
    return { distance: 0, differences: [`it came before ${steps[numbers.length - 1]?.subject} (#${last})`] };
  };
}

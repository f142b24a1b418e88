/** Failures as lines, each with what it is: terminals paint them, files join them. */

import { formatOrigin } from '../../core/origin.ts';
import { shorten } from '../../core/shorten.ts';
import type { Failure, FailureDifference } from '../result.ts';
import { contrast } from './contrast.ts';
import { oneLine } from './shown-text.ts';

export interface FailureLine {
  readonly kind: 'place' | 'message' | 'pointer' | 'expected' | 'received' | 'more' | 'detail' | 'answered' | 'curl';
  /** 0, 1 or 2. */
  readonly depth: number;
  /** Without line breaks and what acts on a terminal. */
  readonly text: string;
}

/** Differences of one failure that are shown. */
export const MOST_DIFFERENCES = 20;
const MOST_DETAILS = 40;
/** A curl line is there to be pasted: it is cut only where nobody would. */
const MOST_CURL = 20_000;
const VALUE_WIDTH = 100;

/** What of one response is told once, behind its last failure: who answered, and the request. */
export function failureLines(failures: readonly Failure[], valueWidth = VALUE_WIDTH): readonly FailureLine[] {
  return failures.flatMap((failure, index) => {
    const next = failures[index + 1];
    const isLastOfItsRequest = next?.step !== failure.step || next.curl !== failure.curl;
    return [...linesOf(failure, valueWidth), ...(isLastOfItsRequest ? requestLines(failure) : [])];
  });
}

/** The same as text, two spaces a step. */
export function failureText(failures: readonly Failure[]): string {
  return failureLines(failures)
    .map(({ depth, text }) => `${'  '.repeat(depth)}${text}`)
    .join('\n');
}

function linesOf(failure: Failure, valueWidth: number): readonly FailureLine[] {
  const { differences, details } = failure;
  return [
    { kind: 'place', depth: 0, text: oneLine(`${formatOrigin(failure.origin)}  ${failure.step}`) },
    { kind: 'message', depth: 0, text: oneLine(failure.message) },
    ...differences.slice(0, MOST_DIFFERENCES).flatMap((difference) => differenceLines(difference, valueWidth)),
    ...moreLine(differences.length - MOST_DIFFERENCES, 'differences'),
    ...details.slice(0, MOST_DETAILS).map((text): FailureLine => ({ kind: 'detail', depth: 1, text: oneLine(text) })),
    ...moreLine(details.length - MOST_DETAILS, 'lines'),
  ];
}

function differenceLines(difference: FailureDifference, valueWidth: number): readonly FailureLine[] {
  const { pointer, expected, received, message } = difference;
  const values = contrast(expected, received, valueWidth);
  const isSaidByValues = message === `expected ${shorten(expected)}, received ${shorten(received)}`;
  const where = pointer === '' ? 'the whole' : pointer;
  return [
    { kind: 'pointer', depth: 1, text: oneLine(isSaidByValues ? where : `${where}  ${message}`) },
    { kind: 'expected', depth: 2, text: `expected  ${values.expected}` },
    { kind: 'received', depth: 2, text: `received  ${values.received}` },
  ];
}

function requestLines({ answeredBy, curl }: Failure): readonly FailureLine[] {
  return [
    ...(answeredBy === undefined
      ? []
      : [{ kind: 'answered', depth: 0, text: `answered by ${oneLine(answeredBy)}` } as const]),
    ...(curl === undefined ? [] : [{ kind: 'curl', depth: 0, text: oneLine(curl, MOST_CURL) } as const]),
  ];
}

function moreLine(amount: number, what: string): readonly FailureLine[] {
  return amount > 0 ? [{ kind: 'more', depth: 1, text: `and ${amount} more ${what}` }] : [];
}

/** The requests that come nearest to what a check asks for, and what they miss. */

import type { ExchangeEntry } from '../entry.ts';
import type { CloseRequest } from './check.ts';
import type { Evidence } from './compiled-check.ts';

/** How a request that was not counted differs. */
export interface Miss {
  /** Smaller is nearer. */
  readonly distance: number;
  /** One line each; at least one. */
  readonly differences: readonly string[];
}

/** Undefined for a request that is counted, or is another thing altogether. */
export type MissOf = (entry: ExchangeEntry, number: number) => Miss | undefined;

const MOST = 3;
/** Differences a request is told with. */
const MOST_LINES = 8;
/** Younger ones come first: in a long journal the others are not compared. */
const MOST_COMPARED = 500;

/** At most 3, the nearest first, of equally near ones the youngest. */
export function findClosest(evidence: Evidence, missOf: MissOf): readonly CloseRequest[] {
  const requests: NumberedRequest[] = [];
  for (const { number, entry } of evidence.entries()) if (entry.kind === 'request') requests.push({ number, entry });
  const missed = requests
    .slice(-MOST_COMPARED)
    .reverse()
    .flatMap(({ number, entry }) => {
      const miss = missOf(entry, number);
      return miss ? [{ number, entry, miss }] : [];
    });
  return missed
    .sort((a, b) => a.miss.distance - b.miss.distance)
    .slice(0, MOST)
    .map(({ number, entry, miss }) => closeRequest({ number, entry }, miss.differences, evidence));
}

interface NumberedRequest {
  readonly number: number;
  readonly entry: ExchangeEntry;
}

export function closeRequest(
  { number, entry }: NumberedRequest,
  differences: readonly string[],
  { conceal }: Pick<Evidence, 'conceal'>,
): CloseRequest {
  const { exchange, method, chosen, met } = entry;
  const hide = conceal(entry);
  const at = (chosen ?? met)?.at ?? null;
  const target = hide(exchange.request.target);
  return { number, id: exchange.id, method, target, at, differences: shownLines(differences).map(hide) };
}

export function shownLines(differences: readonly string[]): readonly string[] {
  const more = differences.length - MOST_LINES;
  return more > 1 ? [...differences.slice(0, MOST_LINES), `and ${more} more`] : differences;
}

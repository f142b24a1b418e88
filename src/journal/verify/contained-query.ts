/** The query of a check's `request`: what the query of a request must have at least. */

import { RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import type { Place, Report } from '../../core/problem.ts';
import { shorten } from '../../core/shorten.ts';
import { parseQueryText } from '../../kinds/source/query-text.ts';
import type { Values } from '../../kinds/source/text-values.ts';

export interface ContainedQuery {
  isIn(exchange: Exchange): boolean;
  /** `query.a: expected "1", received nothing`. */
  differences(exchange: Exchange): readonly string[];
}

export const NO_QUERY: ContainedQuery = { isIn: () => true, differences: () => [] };

/** Undefined when a problem was reported. */
export function compileQuery(text: string, place: Place, report: Report): ContainedQuery | undefined {
  if (text === '') return NO_QUERY;
  const wanted = readQuery(text);
  if (!wanted) {
    report(place.problem('bad-route', `"?${text}" is not valid percent-encoding`, { hint: 'write it as it is sent' }));
    return undefined;
  }
  const names = Object.keys(wanted);
  const misses = (received: Values, name: string): boolean => {
    const texts = listOf(received[name]);
    return !listOf(wanted[name]).every((item) => texts.includes(item));
  };
  return {
    isIn(exchange) {
      const received = readQuery(exchange.request.queryText);
      return received !== undefined && !names.some((name) => misses(received, name));
    },
    differences(exchange) {
      const received = readQuery(exchange.request.queryText) ?? {};
      return names
        .filter((name) => misses(received, name))
        .map((name) => `query.${name}: expected ${shorten(wanted[name])}, received ${shorten(received[name])}`);
    },
  };
}

/** Undefined where it cannot be decoded. */
function readQuery(text: string): Values | undefined {
  try {
    return parseQueryText(text);
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

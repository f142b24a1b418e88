/** Named counters of expressions: `counter("orders")` is 1, 2, 3 …, over reloads, until the mock stops or is reset. */

export interface Counters {
  /** The next number of a name, from 1. */
  next(name: string): number;
  /** The number that was last given; 0 before the first. */
  last(name: string): number;
  /** All names begin anew. */
  reset(): void;
}

export function createCounters(): Counters {
  const counts = new Map<string, number>();
  return {
    next(name) {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count;
    },
    last: (name) => counts.get(name) ?? 0,
    reset: () => counts.clear(),
  };
}

/** Names that are given out once: the next thing of a name gets a number. */

export interface Names {
  /** The name itself, or the first of `Item2`, `Item3` … that is free. */
  take(wanted: string): string;
}

export function createNames(): Names {
  const taken = new Set<string>();
  const counts = new Map<string, number>();
  return {
    take(wanted) {
      let name = wanted;
      let count = counts.get(wanted) ?? 1;
      while (taken.has(name)) {
        count++;
        name = `${wanted}${count}`;
      }
      counts.set(wanted, count);
      taken.add(name);
      return name;
    },
  };
}

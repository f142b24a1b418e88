/** Small work of every request, put off and done for several of them at once. */

export interface Backlog<T> {
  /** Does the work as soon as enough has come together; `catchUp` does it at the latest. */
  add(item: T): void;
  /** Does what was put off, in the order in which it came. */
  catchUp(): void;
}

/**
 * In the course of a request the processor's caches forget the code of such work, which then costs many times what it
 * costs when it runs again and again. So it runs for several at once, and for so few that they still have what it looks at.
 */
const MOST = 16;

/** `work` must not throw, and what it makes of an item must be the same later as now. */
export function createBacklog<T>(work: (item: T) => void): Backlog<T> {
  let items: T[] = [];

  function catchUp(): void {
    if (items.length === 0) return;
    const due = items;
    items = [];
    for (const item of due) work(item);
  }

  return {
    add(item) {
      if (items.push(item) >= MOST) catchUp();
    },
    catchUp,
  };
}

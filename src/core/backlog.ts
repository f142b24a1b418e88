/** Small work of every request, put off and done for several of them at once. */

export interface Backlog<T> {
  /** Does the work as soon as enough has come together; `catchUp` does it at the latest. */
  add(item: T): void;
  /** Does all that was put off, in the order in which it came. */
  catchUp(): void;
}

/**
 * In the course of a request the processor's caches forget the code of such work, which then costs many times what it
 * costs when it runs again and again. So it runs for several at once, and for so few that they still have what it looks at.
 */
const MOST = 16;

/**
 * What `work` makes of an item must be the same later as now. It may itself catch up, or add. It should not throw: whoever
 * catches up gets that, and the item is done with.
 */
export function createBacklog<T>(work: (item: T) => void): Backlog<T> {
  let items: T[] = [];
  let next = 0;

  function catchUp(): void {
    if (items.length === 0) return;
    while (next < items.length) work(items[next++] as T);
    items = [];
    next = 0;
  }

  return {
    add(item) {
      if (items.push(item) - next >= MOST) catchUp();
    },
    catchUp,
  };
}

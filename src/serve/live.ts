/** The one place where the current snapshot is kept: publishing is an assignment, then the listeners. */

import type { Snapshot } from '../compile/snapshot.ts';

export interface Live {
  readonly current: Snapshot;
  publish(snapshot: Snapshot): void;
  /** Called after each publication; returns how to stop listening. */
  onPublish(listener: (snapshot: Snapshot) => void): () => void;
}

export function createLive(first: Snapshot): Live {
  let current = first;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  return {
    get current() {
      return current;
    },
    publish(snapshot) {
      current = snapshot;
      for (const listener of listeners) listener(snapshot);
    },
    onPublish(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

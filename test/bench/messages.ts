/** What the benchmark and its processes tell each other; every order is answered by one message. */

/** To a server. */
export type ServerOrder =
  /** What a reference server answers from now on. */
  | { readonly do: 'answer'; readonly body: string }
  /** A measurement begins. */
  | { readonly do: 'begin' }
  /** It ends: answered by Usage. */
  | { readonly do: 'end' }
  /** Collects garbage: answered by Memory. */
  | { readonly do: 'memory' }
  /** Writes a file of the project and waits until it is live: answered by Edited. */
  | { readonly do: 'edit'; readonly path: string; readonly text: string };

export interface Ready {
  readonly port: number;
  /** From the first line of the process's own code to the open port. */
  readonly ms: number;
  /** Resident memory, and the heap in use after a collection. */
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** Of several mocks in one process. */
export interface Opened {
  readonly ports: readonly number[];
}

export interface Usage {
  /** Processor time, user and system. */
  readonly cpuMs: number;
}

export interface Edited {
  /** From before the file was written until its new version answered. */
  readonly liveMs: number;
  /** The part of it that loading, compiling and publishing took. */
  readonly workMs: number;
}

/** To the load generator for channels. */
export type ChannelOrder =
  /** One member of a room talks, all of them listen: answered by LoadResult. */
  | {
      readonly do: 'talk';
      readonly port: number;
      readonly members: number;
      /** Messages that may be on their way: the next is sent when everybody has heard the one so many before it. */
      readonly inFlight: number;
      readonly ms: number;
    }
  /** Opens connections in which nothing is said. */
  | { readonly do: 'idle'; readonly port: number; readonly connections: number };

/** Memory of a server. */
export interface Memory {
  readonly rssBytes: number;
  readonly heapBytes: number;
}

/** To the load generator. */
export interface LoadOrder {
  readonly port: number;
  readonly request: string;
  readonly connections: number;
  readonly ms: number;
}

export interface LoadResult {
  /** Answers received, each with a status of 200. */
  readonly answers: number;
  /** From the first request to the last answer. */
  readonly ms: number;
  /** Processor time of the generator: far below `ms`, or it is the bottleneck. */
  readonly cpuMs: number;
}

/** Answers the process that started this one. */
export function tell(
  message: Ready | Opened | Usage | Edited | Memory | LoadResult | { readonly error: string } | { readonly done: true },
): void {
  process.send?.(message);
}

/** Calls `obey` for each order; the process ends with the one that started it. */
export function listen<Order>(obey: (order: Order) => void): void {
  process.on('message', obey);
  process.on('disconnect', () => process.exit());
}

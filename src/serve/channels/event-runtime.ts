/** The moment and the randomness of one event. */

import { createRandom, type Random } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import type { HandshakeDeps } from './channel-deps.ts';

export class EventRuntime implements Runtime {
  readonly now = Date.now();
  readonly locale: string;
  readonly #deps: HandshakeDeps;
  readonly #seed: number;
  #random: Random | undefined;

  /** Each event counts as one request of the process: a repeatable seed gives repeatable events. */
  constructor(deps: HandshakeDeps) {
    this.#deps = deps;
    this.locale = deps.live.current.settings.locale;
    this.#seed = (deps.seed + Math.imul(++deps.ids.count, 0x9e3779b1)) >>> 0;
  }

  get random(): Random {
    this.#random ??= createRandom(this.#seed);
    return this.#random;
  }

  nextCount(name: string): number {
    return this.#deps.counters.next(name);
  }
}

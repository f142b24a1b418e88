/** The steps of one connection's events, or of one timer: one after another, whatever they have to wait for. */

import type { Step } from '../../compile/compiled-channel.ts';
import type { ChannelAction } from '../../core/channel.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import { LONGEST_TIMER_MS } from './longest-timer.ts';

/** An event whose turn has come. */
export interface Play {
  readonly steps: readonly Step[];
  readonly runtime: Runtime;
  /** Asked before each step: what a step did, and what happened while one waited, shows in the next. */
  scope(): Scope;
  /** Carries out anything but a `wait`; what it returns holds the next step back. */
  perform(action: Action): void | Promise<void>;
}

/** What is left for a connection to carry out. */
export type Action = Exclude<ChannelAction, { readonly do: 'wait' }>;

/** Called when its turn has come; undefined when there is nothing to do then. */
export type Begin = () => Play | undefined;

export class Script {
  readonly #onFailure: (error: unknown, at: string | undefined) => void;
  #waiting: Waiting[] = [];
  /** Where in the list the next one stands: taking the first out of a long list is slow. */
  #first = 0;
  #waitingBytes = 0;
  #isBusy = false;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /** Told of what a step or an event threw, and where it is written; the rest goes on. */
  constructor(onFailure: (error: unknown, at: string | undefined) => void) {
    this.#onFailure = onFailure;
  }

  /** True while an event is under way. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** What the events that wait for their turn keep in memory, roughly. */
  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  /** Runs at once, or when all events before it are done; `bytes` is what it keeps in memory until then. */
  add(begin: Begin, bytes = 0): void {
    if (this.#isStopped) return;
    if (this.#isBusy) {
      const cost = bytes + EVENT_BYTES;
      this.#waiting.push({ begin, cost });
      this.#waitingBytes += cost;
      return;
    }
    this.#isBusy = true;
    this.#run(begin);
  }

  /** Forgets the events that wait for their turn; the one under way is finished. */
  clear(): void {
    this.#waiting = [];
    this.#first = 0;
    this.#waitingBytes = 0;
  }

  /** Nothing is done any more, not even what is left of the event under way. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.clear();
  }

  #run(first: Begin | undefined): void {
    for (let begin = first; begin; begin = this.#next()) {
      const play = this.#begin(begin);
      if (play && !this.#continue(play, 0)) return;
    }
    this.#isBusy = false;
  }

  #next(): Begin | undefined {
    const next = this.#waiting[this.#first];
    if (!next) return undefined;
    this.#first++;
    this.#waitingBytes -= next.cost;
    if (this.#first === this.#waiting.length) this.clear();
    return next.begin;
  }

  #begin(begin: Begin): Play | undefined {
    try {
      return begin();
    } catch (error) {
      this.#onFailure(error, undefined);
      return undefined;
    }
  }

  /** False when a step has to be waited for: the rest then runs by itself. */
  #continue(play: Play, from: number): boolean {
    for (let index = from; index < play.steps.length && !this.#isStopped; index++) {
      const step = play.steps[index];
      const pause = step && this.#take(step, play);
      if (pause === undefined) continue;
      const resume = (): void => {
        if (!this.#isStopped && this.#continue(play, index + 1)) this.#run(this.#next());
      };
      // What only waits keeps no process alive that has nothing else to do.
      if (typeof pause === 'number') this.#timer = setTimeout(resume, Math.min(pause, LONGEST_TIMER_MS)).unref();
      else pause.catch((error: unknown) => this.#onFailure(error, step?.at)).then(resume);
      return false;
    }
    return true;
  }

  /** How long to wait before the next step, if at all. */
  #take(step: Step, play: Play): number | Promise<void> | undefined {
    try {
      const action = step.plan(play.scope(), play.runtime);
      return action.do === 'wait' ? action.ms : (play.perform(action) ?? undefined);
    } catch (error) {
      this.#onFailure(error, step.at);
      return undefined;
    }
  }
}

interface Waiting {
  readonly begin: Begin;
  readonly cost: number;
}

/** What an event costs beside its message. */
const EVENT_BYTES = 200;

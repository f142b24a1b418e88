/** What the expressions of a case see: the last answer, what was saved, `vars`, `row` and `env`. */

import type { Random } from '../core/random.ts';
import type { Runtime, Scope } from '../core/runtime.ts';

/** Values by name. */
export type Values = Readonly<Record<string, unknown>>;

export interface Sight {
  scope(): Scope;
  /** The same without the last answer. */
  known(): Scope;
  /** For what is evaluated now. */
  runtime(): Runtime;
  /** Takes what a step gives to expressions: `status`, `header`, `cookie`, `body`, `time` of an answer. */
  see(values: Values): void;
  save(name: string, value: unknown): void;
  /** Of a case that is used: vars of its own and no row; what it sees and saves is seen here too. */
  within(vars: Values): Sight;
  /** Of a case that begins where this stands: what it saves is its own. */
  branch(values: BranchValues): Sight;
}

export interface BranchValues {
  readonly vars: Values;
  readonly row: Values;
  readonly random: Random;
}

export interface SightValues extends BranchValues {
  readonly env: Values;
  readonly locale: string;
  nextCount(name: string): number;
}

/** Changed as the steps go on; shared with the cases that are used. */
interface Memory {
  readonly saved: Record<string, unknown>;
  last: Values;
}

const NOTHING: Values = { status: null, header: null, cookie: null, body: null, time: null };

export function createSight(values: SightValues): Sight {
  return sightOf(values, { saved: emptyRecord(), last: NOTHING });
}

function sightOf(values: SightValues, memory: Memory): Sight {
  const { vars, row, env, random, locale, nextCount } = values;
  const { saved } = memory;
  return {
    // The words of the language win over saved names: the loader refuses such names.
    scope: () => ({ ...saved, ...memory.last, vars, row, env, saved }),
    known: () => ({ ...saved, vars, row, env, saved }),
    runtime: () => ({ now: Date.now(), random, locale, nextCount }),
    see(seen) {
      memory.last = { ...memory.last, ...seen };
    },
    save(name, value) {
      saved[name] = value;
    },
    within: (own) => sightOf({ ...values, vars: own, row: {} }, memory),
    branch: (own) => sightOf({ ...values, ...own }, { saved: Object.assign(emptyRecord(), saved), last: NOTHING }),
  };
}

/** Whatever a name is, it is only a name. */
function emptyRecord(): Record<string, unknown> {
  return Object.create(null);
}

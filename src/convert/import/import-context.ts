/** What every part of an import is given: how to look around in the contract, and where to tell what is lost. */

import type { Json } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { ContractDialect } from '../../spec/contract/contract-spec.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { Lose } from './loss.ts';
import type { Shelf } from './schema/shelf.ts';

export interface ImportContext {
  readonly dialect: ContractDialect;
  readonly lose: Lose;
  /** The place of the document as a whole. */
  readonly root: Place;
  readonly shelf: Shelf;
  readonly traces: Traces;
  /** Undefined where a `$ref` leads nowhere, or to a standard meta-schema. */
  readonly find: FindRef;
}

export type FindRef = (ref: string, place: Place) => Located | undefined;

/** Where a written value comes from, and what is said beside it. */
export interface Traces {
  /** The place in the contract of an object that was made; the object itself. */
  trace<T extends object>(made: T, place: Place): T;
  placeOf(made: Json): Place | undefined;
}

export function createTraces(): Traces {
  const places = new WeakMap<object, Place>();
  return {
    trace(made, place) {
      places.set(made, place);
      return made;
    },
    placeOf: (made) => (typeof made === 'object' && made !== null ? places.get(made) : undefined),
  };
}

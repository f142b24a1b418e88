/** Values that are made when they are needed, or once and for all where nothing can change them. */

import type { Runtime, Scope } from '../../core/runtime.ts';
import { PrepareError } from './prepare-error.ts';

export interface Made<T> {
  /** The value, when every run has the same. */
  readonly constant: T | undefined;
  /** Throws ExpressionError, or PrepareError. */
  make(scope: Scope, runtime: Runtime): T;
}

export function always<T>(constant: T): Made<T> {
  return { constant, make: () => constant };
}

export function made<T>(make: Made<T>['make']): Made<T> {
  return { constant: undefined, make };
}

/** Made at once where nothing of a run is needed. */
export function settled<T>(make: Made<T>['make']): Made<T> {
  try {
    return always(make({}, LOAD_RUNTIME));
  } catch (error) {
    // What cannot be made is told when it is needed.
    if (error instanceof PrepareError) return made(make);
    throw error;
  }
}

/** What is always the same asks for none of it. */
const LOAD_RUNTIME: Runtime = { now: 0, random: { next: () => 0 }, locale: 'en', nextCount: () => 0 };

type ValuesOf<P> = { readonly [K in keyof P]: P[K] extends Made<infer V> ? V : never };

/** One value of several; made once where all of them are always the same. */
export function combined<P extends { readonly [name: string]: Made<unknown> }, T>(
  parts: P,
  combine: (values: ValuesOf<P>) => T,
): Made<T> {
  const all = Object.entries(parts);
  const make = (scope: Scope, runtime: Runtime): T => {
    const values: Record<string, unknown> = {};
    for (const [name, part] of all) values[name] = part.make(scope, runtime);
    return combine(values as ValuesOf<P>);
  };
  return all.every(([, { constant }]) => constant !== undefined) ? settled(make) : made(make);
}

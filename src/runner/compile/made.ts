/** Values that are made when they are needed, or once and for all where nothing can change them. */

import type { Runtime, Scope } from '../../core/runtime.ts';

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

/** One value of several; made once where all of them are always the same. */
export function combined<P extends { readonly [name: string]: Made<unknown> }, T>(
  parts: P,
  combine: (values: { readonly [K in keyof P]: P[K] extends Made<infer V> ? V : never }) => T,
): Made<T> {
  const names = Object.keys(parts) as (keyof P & string)[];
  const make = (scope: Scope, runtime: Runtime): T => {
    const values = names.map((name) => [name, parts[name]?.make(scope, runtime)]);
    return combine(Object.fromEntries(values));
  };
  if (names.some((name) => parts[name]?.constant === undefined)) return made(make);
  return always(combine(Object.fromEntries(names.map((name) => [name, parts[name]?.constant]))));
}

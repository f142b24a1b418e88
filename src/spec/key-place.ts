/** A text that is a part of a key, as a place of its own: `/goods/{id}` of the key `PUT /goods/{id}`. */

import type { Place, SpanOptions } from '../core/problem.ts';

/** `offset` is where the text begins in the key; what is said of an offset in the text is shown there. */
export function keyPlace(
  place: Place,
  { offset, length }: { readonly offset: number; readonly length: number },
): Place {
  const shifted = <Options extends SpanOptions>(options: Options): Options => ({
    ...options,
    part: 'key',
    offset: offset + (options.offset ?? 0),
    length: options.length ?? (options.offset === undefined ? length : 1),
  });
  return {
    file: place.file,
    path: place.path,
    pointer: place.pointer,
    child: (...keys) => place.child(...keys),
    origin: (options = {}) => place.origin(shifted(options)),
    problem: (code, message, options = {}) => place.problem(code, message, shifted(options)),
  };
}

/** `$ref`s of a contract that lead to its parts, in its own file or another one. */

import type { Follow } from '../../spec/contract/reading.ts';
import { findDestination, type SchemaFiles } from '../schema/refs.ts';

export function followIn(files: SchemaFiles): Follow {
  return (ref, place, report) => {
    const found = findDestination(ref, place, files);
    if (found.kind === 'place') return { value: found.value, place: found.document.place.child(...found.keys) };
    const message = found.kind === 'nowhere' ? found.message : `"${ref}" is no part of a contract`;
    report(place.problem('unknown-ref', message, { hint: found.kind === 'nowhere' ? found.hint : undefined }));
    return undefined;
  };
}

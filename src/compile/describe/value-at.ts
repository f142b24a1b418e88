/** What stands in a value at a path. */

import { isJsonObject, type Json } from '../../core/json.ts';

/** Undefined where nothing stands there. Names are own keys only. */
export function valueAt(value: Json, keys: readonly (string | number)[]): Json | undefined {
  let found: Json | undefined = value;
  for (const key of keys) {
    if (Array.isArray(found)) found = found[Number(key)] as Json | undefined;
    else found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

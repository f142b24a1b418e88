/** What has keys to be matched: a binary message of a channel is bytes, and they are no map. */

import { isObject } from '../../core/json.ts';

/** Neither null, a list nor bytes. */
export function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return isObject(value) && !(value instanceof Uint8Array);
}

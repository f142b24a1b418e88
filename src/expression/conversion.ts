/** What a value has to go through before it leaves an expression as JSON: known at load, so that most leave untouched. */

import { type StaticType, typeOf } from './values.ts';

/**
 * `none`: the value is JSON. `whole`: it may be a time, a duration, bytes or a number beyond JSON, but what is in a list or
 * map is JSON. `deep`: such values may be anywhere in it.
 */
export type Conversion = 'none' | 'whole' | 'deep';

interface Part {
  readonly conversion: Conversion;
}

/** Of a value that is one of the parts, or made of what is in them. */
export function widest(parts: readonly Part[]): Conversion {
  if (parts.some(({ conversion }) => conversion === 'deep')) return 'deep';
  return parts.some(({ conversion }) => conversion === 'whole') ? 'whole' : 'none';
}

/** Of a list or map of the parts. */
export function conversionAround(parts: readonly Part[]): Conversion {
  return widest(parts) === 'none' ? 'none' : 'deep';
}

/** Of an item or member of a value; bytes have none. */
export function conversionInside({ conversion }: Part): Conversion {
  return conversion === 'deep' ? 'deep' : 'none';
}

/** Of a value of which only the type is known. */
export function conversionOf(type: StaticType): Conversion {
  switch (type) {
    case 'null':
    case 'bool':
    case 'text':
      return 'none';
    case 'number':
    case 'time':
    case 'duration':
    case 'bytes':
      return 'whole';
    default:
      return 'deep';
  }
}

/** Of a value that is known. */
export function conversionOfValue(value: unknown): Conversion {
  const type = typeOf(value);
  if (type === 'number') return Number.isFinite(value) ? 'none' : 'whole';
  if (type !== 'list' && type !== 'map') return conversionOf(type);
  return Object.values(value as object).some((item) => conversionOfValue(item) !== 'none') ? 'deep' : 'none';
}

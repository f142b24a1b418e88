/** Results as they may be shown: secrets taken out of every text, requests as curl lines. */

import type { ConcealText } from '../journal/mask/conceal-text.ts';
import { curlLine } from './curl.ts';
import type { Found } from './found.ts';
import type { Failure, FailureDifference } from './result.ts';

/** `conceal` is undefined where there is nothing to hide. */
export function toFailure(found: Found, conceal: ConcealText | undefined): Failure {
  const { request, ...rest } = found;
  const curl = request && curlLine(request, conceal);
  if (!conceal) return { ...rest, curl };
  return {
    ...rest,
    curl,
    step: conceal(rest.step),
    message: conceal(rest.message),
    differences: rest.differences.map((difference) => maskDifference(difference, conceal)),
    answeredBy: rest.answeredBy && conceal(rest.answeredBy),
    details: rest.details.map(conceal),
  };
}

function maskDifference(difference: FailureDifference, conceal: ConcealText): FailureDifference {
  const { pointer, expected, received, message } = difference;
  return {
    pointer: conceal(pointer),
    expected: maskValue(expected, conceal),
    received: maskValue(received, conceal),
    message: conceal(message),
  };
}

/** Numbers too: a PIN is one. A value that has nothing to hide stays as it is. */
export function maskValue(value: unknown, conceal: ConcealText): unknown {
  switch (typeof value) {
    case 'string':
      return conceal(value);
    case 'number':
    case 'bigint': {
      const text = String(value);
      const concealed = conceal(text);
      return concealed === text ? value : concealed;
    }
    case 'object':
      return value === null ? null : maskObject(value, conceal);
    default:
      return value;
  }
}

function maskObject(value: object, conceal: ConcealText): unknown {
  if (Buffer.isBuffer(value)) {
    const text = value.toString('latin1');
    const concealed = conceal(text);
    return concealed === text ? value : concealed;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => maskValue(item, conceal));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [conceal(key), maskValue(item, conceal)]));
}

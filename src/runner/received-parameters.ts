/** Which of the declared parameters a request has brought, valid or not. */

import type { ParameterInfo } from '../compile/compiled-route.ts';
import { RequestError } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import { isObject } from '../core/json.ts';
import type { ParamSource } from '../core/source.ts';
import type { ExchangeEntry } from '../journal/entry.ts';
import { SOURCE_KINDS } from '../kinds/source/index.ts';

/** Each source is read once, and only when it is asked for. */
export function createReceived(entry: ExchangeEntry): (parameter: Pick<ParameterInfo, 'in' | 'name'>) => boolean {
  const { exchange } = entry;
  const read = new Map<ParamSource, unknown>();
  const valuesOf = (source: ParamSource): unknown => {
    if (!read.has(source)) read.set(source, readSource(source, exchange));
    return read.get(source);
  };
  return ({ in: source, name }) => {
    switch (source) {
      case 'url':
        return true;
      case 'body':
        return hasBody(entry);
      default: {
        const own = source === 'header' ? name.toLowerCase() : name;
        return hasMember(valuesOf(source), own) || isPutTogether(entry, source, own);
      }
    }
  };
}

function hasMember(values: unknown, name: string): boolean {
  return isObject(values) && Object.hasOwn(values, name);
}

/** An object of a contract may come under names of its members: `filter[kind]=dog`. */
function isPutTogether({ admission }: ExchangeEntry, source: ParamSource, name: string): boolean {
  const values = admission?.scope[source];
  return isObject(values) && Object.hasOwn(values, name) && isObject(values[name]);
}

/** One too large for the journal is there as its beginning; where it was admitted it was a whole. */
function hasBody({ exchange: { payload }, admission }: ExchangeEntry): boolean {
  return payload.kind === 'json' || (payload.kind !== 'none' && admission !== undefined);
}

/** Nothing of a source that cannot be decoded. */
function readSource(source: ParamSource, exchange: Exchange): unknown {
  try {
    return SOURCE_KINDS[source].open(exchange);
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

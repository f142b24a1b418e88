/** `request` and `where` together: which requests are meant, and what the others miss. */

import type { Snapshot } from '../../compile/snapshot.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { NameTable } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import type { Scope } from '../../core/runtime.ts';
import type { ExchangeEntry } from '../entry.ts';
import type { Miss } from './closest.ts';
import { compileSelector } from './selector.ts';
import { compileWhere } from './where.ts';

export interface Probe {
  /** `PUT /shop/goods/{id}`. */
  readonly subject: string;
  /** `where body.name is "pen"`, or `''`. */
  readonly condition: string;
  /** Undefined where what `where` asks for is not kept of this request. */
  takes(entry: ExchangeEntry, given: Scope): boolean | undefined;
  /** Of a request that is not taken. */
  miss(entry: ExchangeEntry, given: Scope): Miss | undefined;
}

export interface ProbeContext {
  readonly snapshot: Snapshot;
  readonly given: NameTable | undefined;
  readonly schemas: SchemaLibrary;
  readonly report: Report;
}

/** Of a text, or of a map with `request` and perhaps `where`. Undefined when a problem was reported. */
export function compileProbe(value: Json, place: Place, context: ProbeContext): Probe | undefined {
  const written = isJsonObject(value) ? value : { request: value };
  const requestPlace = isJsonObject(value) ? place.child('request') : place;
  const selector = compileSelector(String(written.request), requestPlace, context);
  if (!selector) return undefined;
  const { text, names } = selector;
  if (written.where === undefined) {
    return { subject: text, condition: '', takes: selector.takes, miss: selector.miss };
  }
  const { settings, constants } = context.snapshot;
  const around = { constants, locale: settings.locale };
  const where = compileWhere(written.where, place.child('where'), { ...context, names, around });
  if (!where) return undefined;
  return {
    subject: text,
    condition: where.words === '' ? '' : `where ${where.words}`,
    takes: (entry, given) => selector.takes(entry) && where.takes(entry, given),
    miss(entry, given) {
      if (!selector.takes(entry)) return selector.miss(entry);
      const differences = where.differences(entry, given);
      return { distance: differences.length, differences };
    },
  };
}

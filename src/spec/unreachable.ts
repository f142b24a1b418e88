/** Cases and rules are tried in order: what stands behind one that takes everything is never reached. */

import { isJsonObject, type Json } from '../core/json.ts';
import type { Place, Report } from '../core/problem.ts';
import type { Located } from './route-spec.ts';

interface Guarded {
  readonly place: Place;
  readonly when: Located | undefined;
}

interface Words {
  /** `case`. */
  readonly item: string;
  /** `every request`. */
  readonly all: string;
}

export function warnUnreachable(items: readonly Guarded[], words: Words, report: Report): void {
  const open = items.findIndex((item) => takesAll(item.when?.value));
  if (open < 0) return;
  const before = items[open]?.place.origin().line;
  for (const item of items.slice(open + 1)) {
    report(
      item.place.problem('unreachable-case', `this ${words.item} is never reached`, {
        hint: `the ${words.item} on line ${before} takes ${words.all}`,
      }),
    );
  }
}

function takesAll(when: Json | undefined): boolean {
  if (isJsonObject(when)) return Object.keys(when).length === 0;
  return when === undefined || when === true || (typeof when === 'string' && when.trim() === 'true');
}

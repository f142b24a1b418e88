/** `journal.mask`: which values of a request nobody gets to read, as `header.authorization`. */

import type { IssueSource } from '../core/issue.ts';
import type { Json } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { PARAM_SOURCES } from '../core/source.ts';

export interface MaskPath {
  readonly in: IssueSource;
  /** Names from there on; none means all of it. A list is passed through: the names are those of its items. */
  readonly path: readonly string[];
}

/** Of what `journal.mask` says, as far as it is right. */
export function readMask(value: Json | undefined): readonly MaskPath[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: Json) => {
    const parsed = typeof item === 'string' ? parseMaskPath(item) : undefined;
    return parsed && 'in' in parsed ? [parsed] : [];
  });
}

/** Reports what is no path on its line; true when all of them are. */
export function checkMask(value: Json | undefined, place: Place, report: Report): boolean {
  if (!Array.isArray(value)) return true;
  const faults = value.flatMap((item: Json, index) => {
    const parsed = typeof item === 'string' ? parseMaskPath(item) : undefined;
    return parsed && 'message' in parsed ? [{ ...parsed, place: place.child(index) }] : [];
  });
  for (const { place: at, message, hint } of faults) report(at.problem('wrong-value', message, { hint }));
  return faults.length === 0;
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

function parseMaskPath(text: string): MaskPath | Fault {
  const [source = '', ...path] = text.split('.');
  if (!isSource(source)) {
    const meant = nearest(source, SOURCES);
    const hint = meant ? `did you mean "${[meant, ...path].join('.')}"?` : 'write it as header.NAME';
    return { message: `"${source}" is no source of values: ${SOURCES.join(', ')}`, hint };
  }
  if (path.includes('')) {
    return { message: `"${text}" has an empty name`, hint: `write it as ${source}.NAME, or ${source} for all of it` };
  }
  return { in: source, path: source === 'header' ? path.map((name) => name.toLowerCase()) : path };
}

const SOURCES: readonly IssueSource[] = [...PARAM_SOURCES, 'message'];

function isSource(word: string): word is IssueSource {
  return (SOURCES as readonly string[]).includes(word);
}

/** A path as it is written in a file, with the prefix of the layers around it. */

import type { Place, Report } from '../core/problem.ts';
import { encodePath, type PathPattern, parsePath } from './path.ts';

interface WrittenPath {
  readonly path: string;
  /** Where it begins in the key. */
  readonly offset: number;
}

/** `place` is that of the key. Reports what is wrong with the path, or with the two joined. */
export function parsePrefixedPath(
  { path, offset }: WrittenPath,
  prefix: string,
  place: Place,
  report: Report,
): PathPattern | undefined {
  const own = parsePath(path);
  if ('message' in own) {
    const { message, hint, length } = own;
    report(place.problem('bad-path', message, { part: 'key', hint, offset: offset + own.offset, length }));
    return undefined;
  }
  const pattern = parsePath(`${encodePath(prefix)}${own.path === '/' ? '' : path}` || '/');
  if ('message' in pattern) {
    const message = `with its prefix "${prefix}": ${pattern.message}`;
    report(place.problem('bad-path', message, { part: 'key', hint: pattern.hint }));
    return undefined;
  }
  return pattern;
}

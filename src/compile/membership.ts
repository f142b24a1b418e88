/** Which rooms a connection joins, and whose it is: what the channel says, or the parameters `room` and `user` of its path. */

import { ExpressionError } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import type { Origin } from '../core/origin.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { shorten } from '../core/shorten.ts';
import { compileTemplate, type ExpressionContext } from '../expression/index.ts';
import type { PathPattern } from '../spec/path.ts';
import type { Located } from '../spec/route-spec.ts';
import { constantTemplate, dynamicTemplate } from './made-template.ts';

export interface Membership<T extends unknown[], Result> {
  readonly uses: ReadonlySet<string>;
  /** Throws ExpressionError. */
  read(scope: Scope, runtime: Runtime, ...rest: T): Result;
}

const DEFAULT_ROOM = 'lobby';

/** A room that comes out empty is as if it were not written. Undefined when a problem was reported. */
export function compileRooms(
  written: Located | undefined,
  pattern: PathPattern,
  context: ExpressionContext,
): Membership<[], readonly string[]> | undefined {
  const template = written ? compileTemplate(written.value, written.place, context) : constantTemplate(null);
  if (!template) return undefined;
  const origin = written?.place.origin();
  const fallback = pathParameter(pattern, 'room');
  return {
    uses: new Set([...template.uses, ...fallback.uses]),
    read(scope, runtime) {
      const value = template.render(scope, runtime);
      const rooms = (Array.isArray(value) ? value.flat() : [value]).flatMap(
        (item) => nameOf(item, 'room', origin) ?? [],
      );
      if (rooms.length > 0) return [...new Set(rooms)];
      return [nameOf(fallback.render(scope, runtime), 'room', origin) ?? DEFAULT_ROOM];
    },
  };
}

/** A user that comes out empty has the connection's id. Undefined when a problem was reported. */
export function compileUser(
  written: Located | undefined,
  pattern: PathPattern,
  context: ExpressionContext,
): Membership<[connectionId: string], string> | undefined {
  const template = written ? compileTemplate(written.value, written.place, context) : pathParameter(pattern, 'user');
  if (!template) return undefined;
  const origin = written?.place.origin();
  return {
    uses: template.uses,
    read: (scope, runtime, connectionId) => nameOf(template.render(scope, runtime), 'user', origin) ?? connectionId,
  };
}

/** What a path has under a name; nothing where it has no such parameter. */
function pathParameter({ params }: PathPattern, name: string) {
  if (!params.includes(name)) return constantTemplate(null);
  return dynamicTemplate(new Set(['url']), ({ url }) => (isObject(url) ? (url[name] ?? null) : null));
}

/** Undefined for what is not there. Throws ExpressionError for what is no name. */
function nameOf(value: unknown, what: string, origin: Origin | undefined): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (typeof value !== 'object' || !origin) return String(value);
  throw new ExpressionError(`a ${what} must be a text, not ${shorten(value)}`, origin);
}

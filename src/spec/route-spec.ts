/** A route in canonical form: shorthands written out, folder defaults merged in, every value with its place. */

import type { Json, JsonObject } from '../core/json.ts';
import type { DeclaredSource } from '../core/kind.ts';
import type { Place } from '../core/problem.ts';
import type { ParamSource } from '../core/source.ts';
import type { PathPattern } from './path.ts';

/** A value as written, and where. */
export interface Located<T extends Json = Json> {
  readonly value: T;
  readonly place: Place;
}

/** A value under a name: a header, a cookie. */
export interface Named extends Located {
  readonly name: string;
}

/** What is declared, by source. */
export type DeclaredSources = { readonly [source in ParamSource]?: DeclaredSource };

export interface RouteSpec {
  /** Upper case, or `ANY`. */
  readonly method: string;
  readonly pattern: PathPattern;
  /** The route's place: its key is `METHOD /path` as written. */
  readonly place: Place;
  readonly name: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly tags: readonly string[];
  readonly params: DeclaredSources;
  readonly vars: JsonObject;
  readonly coerce: boolean;
  readonly envelope: readonly Located[];
  /** How often a case of it is expected to answer, whichever. */
  readonly times: Located | undefined;
  /** At least one; a route without `cases` has one without `when`. */
  readonly cases: readonly CaseSpec[];
  /** JSON Schemas of what is promised, by status (`200`, `4XX`, `default`). */
  readonly responses: readonly Named[];
}

export interface CaseSpec {
  readonly place: Place;
  readonly when: Located | undefined;
  /** Undefined answers `data: null`, or invents what `response` promises. */
  readonly answer: (Located & { readonly kind: string }) | undefined;
  readonly status: Located | undefined;
  readonly code: Located | undefined;
  readonly message: Located | undefined;
  readonly headers: readonly Named[];
  readonly cookies: readonly Named[];
  readonly delay: Located | undefined;
  /** How often it is expected to answer; of a case that is the whole route, the route has it. */
  readonly times: Located | undefined;
  /** From the outside in: settings, folders, file, route, case. */
  readonly envelope: readonly Located[];
}

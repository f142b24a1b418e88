/** A route ready to answer: what the request path reads, and nothing that it would still have to find out. */

import type { BodyMode, Exchange, RouteFacts } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import type { JsonObject } from '../core/json.ts';
import type { Origin } from '../core/origin.ts';
import type { Place } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { ParamSource } from '../core/source.ts';
import type { PathPattern } from '../spec/path.ts';
import type { RouteDescription } from './describe/route-description.ts';
import type { Planner } from './planner.ts';
import type { KeptPromise } from './promise.ts';
import type { Times } from './times.ts';

export interface CompiledRoute {
  /** `GET /goods/{id}`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly pattern: PathPattern;
  readonly name: string;
  readonly summary: string | undefined;
  readonly description: string | undefined;
  readonly isDeprecated: boolean;
  readonly tags: readonly string[];
  /** Where its key is written. */
  readonly place: Place;
  readonly origin: Origin;
  /** `goods.yaml:12`, as logs and headers say it. */
  readonly at: string;
  readonly parameters: readonly ParameterInfo[];
  /** The top-level names of a JSON body that takes no others; undefined where it does. */
  readonly bodyNames: readonly string[] | undefined;
  /** What kind of body it takes: fixed here, never sniffed. */
  readonly body: BodyMode;
  /** The planner of a route without parameters, conditions and expressions. */
  readonly literal: Planner | undefined;
  readonly cases: readonly CompiledCase[];
  /** How often a case of it should answer, whichever. */
  readonly expectation: Expectation | undefined;
  readonly refusals: Refusals;
  /** What `response` promises, by status: `200`, `4XX`, `DEFAULT`. */
  readonly responses: ReadonlyMap<string, KeptPromise>;
  /** What every expression of the route sees, whatever the request. */
  readonly constants: Constants;
  /** True where an OpenAPI document declares it: it answers without our envelope. */
  readonly isOfContract: boolean;
  /** Decodes, coerces and validates every source. Throws RequestError (400) for what cannot be decoded. */
  admit(exchange: Exchange): Admission;
  /** What it takes and promises, for documents: worked out when it is first asked for. */
  describe(): RouteDescription;
}

export interface Constants {
  /** Null where no route was met. */
  readonly route: RouteFacts | null;
  readonly env: JsonObject;
  readonly vars: JsonObject;
}

export interface ParameterInfo {
  readonly in: ParamSource;
  readonly name: string;
  readonly isRequired: boolean;
}

/** What expressions see, and every way in which the request misses what is declared. */
export interface Admission {
  readonly scope: Scope;
  readonly issues: readonly Issue[];
  /** Issues beyond those listed. */
  readonly more: number;
}

export interface CompiledCase {
  readonly origin: Origin;
  readonly at: string;
  /** Undefined takes every request. */
  readonly when: CaseCondition | undefined;
  readonly planner: Planner;
  /** How often it should answer. */
  readonly expectation: Expectation | undefined;
}

/** `times` of a route or a case. */
export interface Expectation {
  /** `goods.yaml:14`: where it is written. */
  readonly at: string;
  readonly times: Times;
}

export interface CaseCondition {
  /** Throws ExpressionError when the condition itself fails on this request. */
  test(scope: Scope, runtime: Runtime): boolean;
  /** Why it does not hold, in words. */
  explain(scope: Scope, runtime: Runtime): string;
}

/** How a route, or the project where there is none, says no. */
export interface Refusals {
  /** 422, or the `error` of the first parameter that has one. */
  invalid(admission: Admission): Planner;
  /** All that `invalid` may give. */
  readonly invalids: readonly Planner[];
  readonly unmatched: Planner;
  readonly refused: Planner;
  readonly failed: Planner;
}

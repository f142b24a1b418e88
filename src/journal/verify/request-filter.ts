/** Which requests of the journal are meant: a filter as people write it → a predicate. */

import { requestNames } from '../../compile/names.ts';
import { pathDifference } from '../../compile/path-difference.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Place, Report } from '../../core/problem.ts';
import { compileMatcher } from '../../kinds/matcher/index.ts';
import { REQUEST_FILTER_SCHEMA, REQUEST_SELECTOR_SCHEMA } from '../../spec/format/checks.ts';
import { type PathSegment, parsePath } from '../../spec/path.ts';
import { createShapeCheck, type ShapeCheck } from '../../spec/shape.ts';
import type { ExchangeEntry } from '../entry.ts';
import type { Numbered } from '../journal.ts';
import { outcomeOf } from '../outcome.ts';
import type { Outcome } from '../record.ts';
import { type ChecksContext, probeContext } from './compile-checks.ts';
import { compileValue } from './parse-checks.ts';
import { compileProbe, type ProbeContext } from './request-probe.ts';
import { NO_RUNTIME } from './seen.ts';
import { plainSegments } from './selector.ts';
import { compileWhere } from './where.ts';

/** All of what is written has to hold. */
export interface RequestFilterSpec {
  /** As in a check: `PUT /shop/goods/{id}`. */
  readonly request?: string;
  /** As in a check. */
  readonly where?: string | { readonly [source: string]: Json };
  /** A status, or a matcher for it: `{ $gte: 400 }`. */
  readonly status?: number | { readonly [operator: string]: Json };
  readonly outcome?: Outcome;
  /** `WS` for handshakes. */
  readonly method?: string;
  /** As sent (`/shop/goods/1`), or with parameters (`/shop/goods/{id}`). */
  readonly path?: string;
  /** The id of the request, as the log has it. */
  readonly id?: string;
  /** A number of the journal: entries after it. */
  readonly since?: number;
  /** The youngest so many. */
  readonly limit?: number;
}

export interface RequestFilter {
  /** 0 for all. */
  readonly since: number;
  readonly limit: number | undefined;
  /** True of a request that is meant; false of everything of a channel. `since` and `limit` are not looked at. */
  matches(numbered: Numbered): boolean;
}

/** `name` is what problems call it. Throws SpecError with every problem. */
export function compileRequestFilter(filter: unknown, name: string, context: ChecksContext): RequestFilter {
  return compileShaped(filter, name, checkFilter, context);
}

/** The same for `request` and `where` alone: nothing else can be waited for. */
export function compileRequestSelector(
  selector: unknown,
  name: string,
  context: ChecksContext,
): Pick<RequestFilter, 'matches'> {
  return compileShaped(selector, name, checkSelector, context);
}

function compileShaped(value: unknown, name: string, check: ShapeCheck, context: ChecksContext): RequestFilter {
  return compileValue(value, name, (json, place, report) =>
    check(json, place, report) && isJsonObject(json)
      ? compileFilter(json, place, probeContext({ ...context, report }))
      : undefined,
  );
}

type Test = (entry: ExchangeEntry) => boolean;

const checkSelector = createShapeCheck(REQUEST_SELECTOR_SCHEMA, 'a request to wait for');
const checkFilter = createShapeCheck(REQUEST_FILTER_SCHEMA, 'a filter');

function compileFilter(value: JsonObject, place: Place, context: ProbeContext): RequestFilter | undefined {
  const { since, limit } = value;
  const tests = [...plainTests(value), ...compiledTests(value, place, context)];
  if (tests.includes(undefined)) return undefined;
  return {
    since: typeof since === 'number' ? since : 0,
    limit: typeof limit === 'number' ? limit : undefined,
    matches: ({ entry }) => entry.kind === 'request' && tests.every((test) => test?.(entry) === true),
  };
}

function plainTests({ outcome, method, id, status }: JsonObject): readonly Test[] {
  const tests: Test[] = [];
  if (typeof status === 'number') tests.push((entry) => entry.status === status);
  if (outcome !== undefined) tests.push((entry) => outcomeOf(entry) === outcome);
  if (typeof method === 'string') tests.push((entry) => entry.method === method.toUpperCase());
  if (id !== undefined) tests.push((entry) => entry.exchange.id === id);
  return tests;
}

/** Undefined in it where a problem was reported. */
function compiledTests(value: JsonObject, place: Place, context: ProbeContext): readonly (Test | undefined)[] {
  const { request, where, path, status } = value;
  const tests: (Test | undefined)[] = [];
  if (isJsonObject(status)) tests.push(statusTest(status, place.child('status'), context));
  if (typeof path === 'string') tests.push(pathTest(path, place.child('path'), context));
  if (request !== undefined) {
    const probe = compileProbe(value, place, context);
    tests.push(probe && ((entry) => probe.takes(entry, {}) === true));
  } else if (where !== undefined) tests.push(whereTest(where, place.child('where'), context));
  return tests;
}

function statusTest(spec: Json, place: Place, { report, schemas }: ProbeContext): Test | undefined {
  const template = (_: Json, at: Place): undefined => {
    report(at.problem('wrong-value', 'expressions are not evaluated here', { hint: 'write the number' }));
  };
  const matcher = compileMatcher(spec, place, { report, schemas, template });
  return matcher && ((entry) => matcher.matches(entry.status, {}, NO_RUNTIME));
}

function pathTest(path: string, place: Place, { report }: ProbeContext): Test | undefined {
  const segments = path.includes('{') ? patternSegments(path, place, report) : plainSegments(path);
  return segments && (({ exchange }) => pathDifference({ segments }, exchange.request.path) === undefined);
}

function patternSegments(path: string, place: Place, report: Report): readonly PathSegment[] | undefined {
  const pattern = parsePath(path);
  if (!('message' in pattern)) return pattern.segments;
  const { message, hint, offset, length } = pattern;
  report(place.problem('bad-path', message, { hint, offset, length }));
  return undefined;
}

function whereTest(value: Json, place: Place, context: ProbeContext): Test | undefined {
  const { constants, settings } = context.snapshot;
  const around = { constants, locale: settings.locale };
  const where = compileWhere(value, place, { ...context, names: requestNames(), around });
  return where && ((entry) => where.takes(entry, {}) === true);
}

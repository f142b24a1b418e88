/** A route in canonical form → a route ready to answer. */

import type { BodyMode } from '../core/exchange.ts';
import type { JsonSchema } from '../core/json.ts';
import type { Known, NameTable } from '../core/names.ts';
import type { Report } from '../core/problem.ts';
import type { CaseSpec, Located, RouteSpec } from '../spec/route-spec.ts';
import { compileAdmit } from './admit.ts';
import { compileAnswer } from './answer.ts';
import type { CompiledCase, CompiledRoute, Constants, Expectation } from './compiled-route.ts';
import { compileWhen } from './condition.ts';
import { keepBackground, type RouteBackground } from './describe/background.ts';
import { describeRoute } from './describe/describe-route.ts';
import type { RouteDescription } from './describe/route-description.ts';
import { envelopeNames, routeNames } from './names.ts';
import { ownRefusals } from './own-refusals.ts';
import { compileSources, parameterInfos } from './parameters.ts';
import { type KeptPromise, keepPromise, type SchemaPromise } from './promise.ts';
import { ofStatus } from './promised-status.ts';
import { answerContext, envelopeOf, type RouteContext, watchErrors } from './route-context.ts';
import { compileTimes } from './times.ts';

/** Reports every problem of the route; undefined when it cannot be served. */
export function compileRoute(spec: RouteSpec, context: RouteContext): CompiledRoute | undefined {
  const watched = watchErrors(context.report);
  const inside = { ...context, report: watched.report };
  const sources = compileSources(spec, inside);
  const names = routeNames(
    new Map([...sources].map(([name, source]) => [name, source.known])),
    spec.pattern.params,
    spec.vars,
  );
  const promises = resolvePromises(spec, inside);
  const envelope = envelopeNames(spec.vars);
  const around: CaseContext = { ...inside, names, envelopeNames: envelope, promises };
  const cases = spec.cases.flatMap((item) => compileCase(item, around) ?? []);
  const refusals = ownRefusals(spec, sources, { ...inside, envelopeNames: envelope });
  const mode = bodyMode(spec, inside.report);
  const expectation = spec.times && compileExpectation(spec.times, inside.report);
  const origin = spec.place.origin({ part: 'key' });
  if (watched.hasErrors() || !refusals || cases.length === 0) return undefined;

  const uses = new Set(cases.flatMap((item) => [...item.uses]));
  const [only] = cases;
  const constants: Constants = {
    route: { name: spec.name, path: spec.pattern.path, tags: spec.tags },
    env: context.env,
    vars: spec.vars,
  };
  const isLiteral =
    sources.size === 0 && cases.length === 1 && only?.when === undefined && only?.planner.constant !== undefined;
  const id = `${spec.method} ${spec.pattern.path}`;
  const route: Omit<CompiledRoute, 'describe'> = {
    id,
    method: spec.method,
    path: spec.pattern.path,
    pattern: spec.pattern,
    name: spec.name,
    summary: spec.summary,
    description: spec.description,
    isDeprecated: spec.isDeprecated,
    tags: spec.tags,
    place: spec.place,
    origin,
    at: `${origin.file}:${origin.line}`,
    parameters: parameterInfos(spec),
    bodyNames: closedNames(sources.get('body')?.known),
    body: mode,
    literal: isLiteral ? only?.planner : undefined,
    cases,
    expectation,
    refusals,
    responses: keepPromises(promises, context),
    constants,
    isOfContract: false,
    admit: compileAdmit({ sources, uses, constants, kinds: context.kinds.sources }),
  };
  return describing(route, keepBackground(spec, sources, context));
}

/** In a function of its own: a closure keeps all that the closures beside it use, and this one lives as long as its route. */
function describing(route: Omit<CompiledRoute, 'describe'>, background: RouteBackground): CompiledRoute {
  let known: RouteDescription | undefined;
  const whole: CompiledRoute = Object.assign(route, {
    describe(): RouteDescription {
      known ??= describeRoute(whole, background);
      return known;
    },
  });
  return whole;
}

/** `body` takes JSON, `form` alone either form type, `file` multipart. */
function bodyMode(spec: RouteSpec, report: Report): BodyMode {
  const { body, form, file } = spec.params;
  const [first] = body?.params ?? [];
  if (first && (form || file)) {
    report(
      first.place.problem('conflicting-keys', `"body" stands beside "${form ? 'form' : 'file'}"`, {
        part: 'key',
        hint: 'a request has one body: JSON, or a form with files',
      }),
    );
  }
  return body ? 'json' : file ? 'multipart' : form ? 'form' : 'open';
}

type Promises = ReadonlyMap<string, SchemaPromise>;

function resolvePromises(spec: RouteSpec, context: RouteContext): Promises {
  const promises = new Map<string, SchemaPromise>();
  for (const { name, value, place } of spec.responses) {
    const schema: JsonSchema | undefined = context.schemas.resolve(value, place, context.report);
    if (schema !== undefined) promises.set(name.toUpperCase(), { key: 'response', schema, place });
  }
  return promises;
}

const NO_PROMISES: ReadonlyMap<string, KeptPromise> = new Map();

function keepPromises(promises: Promises, { schemas }: RouteContext): ReadonlyMap<string, KeptPromise> {
  if (promises.size === 0) return NO_PROMISES;
  return new Map([...promises].map(([status, promise]) => [status, keepPromise(promise, schemas)]));
}

interface CaseWithUses extends CompiledCase {
  readonly uses: ReadonlySet<string>;
}

/** What every case of a route shares. */
interface CaseContext extends RouteContext {
  readonly names: NameTable;
  readonly envelopeNames: NameTable;
  readonly promises: Promises;
}

function compileCase(item: CaseSpec, context: CaseContext): CaseWithUses | undefined {
  const { names, promises, report } = context;
  const when = item.when && compileWhen(item.when, { names, report }, context.schemas);
  const origin = item.place.origin({ part: 'key' });
  const at = `${origin.file}:${origin.line}`;
  const planner = compileAnswer(item, {
    ...answerContext(envelopeOf(item.envelope), context),
    names,
    always: context.sendsRoute ? ['x-mockapi-route', headerText(at)] : [],
    promised: (status) => ofStatus(promises, status),
  });
  const expectation = item.times && compileExpectation(item.times, report);
  if (!planner || (item.when && !when)) return undefined;
  return { origin, at, when, planner, expectation, uses: new Set([...planner.uses, ...(when?.uses ?? [])]) };
}

function compileExpectation({ value, place }: Located, report: Report): Expectation | undefined {
  const times = compileTimes(value, place, report);
  const { file, line } = place.origin({ part: 'key' });
  return times && { at: `${file}:${line}`, times };
}

/** All that is kept of what is known of the sources: routes are many, and these are the names people mistype. */
function closedNames(known: Known | undefined): readonly string[] | undefined {
  return known?.members && known.unknownMember === 'error' ? [...known.members.keys()] : undefined;
}

/** File names beyond ASCII go into a header as UTF-8. */
function headerText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** How a route or channel says no: the general refusals of its envelope, and the `error`s of its parameters. */

import type { CompiledSource, ParamError } from '../core/kind.ts';
import type { Problem } from '../core/problem.ts';
import type { ParamSource } from '../core/source.ts';
import type { RouteSpec } from '../spec/route-spec.ts';
import type { Refusals } from './compiled-route.ts';
import { envelopeKey } from './envelope.ts';
import { envelopeNames } from './names.ts';
import { compileGeneralRefusals, compileRefusals, type GeneralRefusals } from './refusals.ts';
import { answerContext, type EnvelopeContext, envelopeOf, type RouteContext } from './route-context.ts';

type Enveloped = Pick<RouteSpec, 'envelope' | 'vars'>;

/** Reports problems; undefined when one of the general refusals cannot be given. */
export function ownRefusals(
  spec: Enveloped,
  sources: ReadonlyMap<ParamSource, CompiledSource>,
  context: EnvelopeContext,
): Refusals | undefined {
  const general = generalRefusals(spec, context);
  if (!general) return undefined;
  const errors = new Map<ParamSource, readonly ParamError[]>();
  for (const [name, source] of sources) if (source.errors.length > 0) errors.set(name, source.errors);
  return compileRefusals(general, errors, answerContext(envelopeOf(spec.envelope), context));
}

/** The refusals of an envelope, compiled once for all routes that have the same layers and constants. */
export function generalRefusals(spec: Enveloped, context: RouteContext): GeneralRefusals | undefined {
  const key = `${envelopeKey(spec.envelope)}\n${JSON.stringify(spec.vars)}`;
  let shared = context.refusals.get(key);
  if (!shared) {
    const problems: Problem[] = [];
    const inside: EnvelopeContext = {
      ...context,
      report: (problem) => problems.push(problem),
      envelopeNames: envelopeNames(spec.vars),
    };
    shared = { refusals: compileGeneralRefusals(answerContext(envelopeOf(spec.envelope), inside)), problems };
    context.refusals.set(key, shared);
  }
  for (const problem of shared.problems) context.report(problem);
  return shared.refusals;
}

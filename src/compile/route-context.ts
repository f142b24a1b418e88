/** What routes and channels are compiled with. */

import type { JsonObject } from '../core/json.ts';
import type { SchemaLibrary, SourceKind } from '../core/kind.ts';
import type { NameTable } from '../core/names.ts';
import type { Problem, Report } from '../core/problem.ts';
import type { ParamSource } from '../core/source.ts';
import type { AnswerKind } from '../kinds/answer/index.ts';
import type { StepKind } from '../kinds/step/index.ts';
import type { Located } from '../spec/route-spec.ts';
import type { AnswerContext } from './answer.ts';
import { type Envelope, mergeEnvelope } from './envelope.ts';
import type { GeneralRefusals } from './refusals.ts';

/** What a spec may name. */
export interface Kinds {
  readonly sources: Readonly<Record<ParamSource, SourceKind>>;
  readonly answers: readonly AnswerKind[];
  readonly steps: readonly StepKind[];
}

export interface RouteContext {
  readonly report: Report;
  readonly kinds: Kinds;
  readonly schemas: SchemaLibrary;
  readonly env: JsonObject;
  /** Of invented data, such as `en`. */
  readonly locale: string;
  exists(path: string): boolean;
  readonly isStrict: boolean;
  /** True when answers carry `x-mockapi-route`. */
  readonly sendsRoute: boolean;
  /** General refusals by envelope: many routes share one. */
  readonly refusals: Map<string, SharedRefusals>;
}

export interface SharedRefusals {
  readonly refusals: GeneralRefusals | undefined;
  /** Told to each route that shares them: what is wrong is wrong for all of them. */
  readonly problems: readonly Problem[];
}

export interface EnvelopeContext extends RouteContext {
  readonly envelopeNames: NameTable;
}

/** For answers that are nobody's in particular: no case is named, nothing is promised. */
export function answerContext(envelope: Envelope, context: EnvelopeContext): AnswerContext {
  const { report, kinds, schemas, exists, isStrict } = context;
  return {
    report,
    kinds: kinds.answers,
    names: context.envelopeNames,
    envelopeNames: context.envelopeNames,
    envelope,
    always: [],
    schemas,
    exists,
    promised: () => undefined,
    isStrict,
  };
}

const envelopes = new WeakMap<readonly Located[], Envelope>();

/** Merged once for all routes of a file that say nothing of their own: they share the very list. */
export function envelopeOf(layers: readonly Located[]): Envelope {
  let envelope = envelopes.get(layers);
  if (!envelope) {
    envelope = mergeEnvelope(layers);
    envelopes.set(layers, envelope);
  }
  return envelope;
}

/** In a function of its own: what compiled code holds on to must not be the whole route as it was written. */
export function watchErrors(report: Report): { readonly report: Report; hasErrors(): boolean } {
  let hasErrors = false;
  return {
    report(problem) {
      if (problem.severity === 'error') hasErrors = true;
      report(problem);
    },
    hasErrors: () => hasErrors,
  };
}

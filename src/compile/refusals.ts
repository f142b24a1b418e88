/** The answers that say no: invalid, unmatched, refused, failed; compiled once for each envelope that differs. */

import type { Issue } from '../core/issue.ts';
import type { Json } from '../core/json.ts';
import type { ParamError } from '../core/kind.ts';
import type { Place } from '../core/problem.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import type { CaseSpec, Located } from '../spec/route-spec.ts';
import { type AnswerContext, compileAnswer } from './answer.ts';
import type { Admission, Refusals } from './compiled-route.ts';
import type { Envelope, EnvelopeSection } from './envelope.ts';
import type { Planner } from './planner.ts';
import { STATUS_FROM_SCOPE } from './status.ts';

/** The general refusals of an envelope; undefined when one of them cannot be given. */
export type GeneralRefusals = Readonly<Record<Section, Planner>>;

type Section = Exclude<EnvelopeSection, 'success'>;

/** Answers in the envelope's words; expressions may use what envelopes see. */
export function compileGeneralRefusals(context: AnswerContext): GeneralRefusals | undefined {
  const inside: AnswerContext = {
    ...context,
    names: context.envelopeNames,
    envelope: framedAlways(context.envelope),
    promised: () => undefined,
  };
  const compile = (section: Section): Planner | undefined =>
    promising(compileAnswer(sectionSpec(section, inside), inside), context.envelope);
  const invalid = compile('invalid');
  const unmatched = compile('unmatched');
  const refused = compile('refused');
  const failed = compile('failed');
  return invalid && unmatched && refused && failed && { invalid, unmatched, refused, failed };
}

/** A refusal is framed even where answers are not: something has to say what was wrong. */
function framedAlways(envelope: Envelope): Envelope {
  return { ...envelope, body: envelope.refusalBody };
}

/** Where answers have no envelope, the frame of refusals is the mock's own affair. */
function promising(planner: Planner | undefined, { body }: Envelope): Planner | undefined {
  return planner && !body ? { ...planner, form: { ...planner.form, frame: undefined } } : planner;
}

function sectionSpec(section: Section, { envelope }: AnswerContext): CaseSpec {
  const place = envelope.refusalBody.place;
  const status = section === 'refused' ? { value: STATUS_FROM_SCOPE, place } : envelope.part(section, 'status');
  return caseSpec(
    place,
    status,
    envelope.part(section, 'code'),
    envelope.part(section, 'message'),
    envelope.part(section, 'data'),
  );
}

function caseSpec(
  place: Place,
  status: Located | undefined,
  code: Located | undefined,
  message: Located | undefined,
  data: Located | undefined,
): CaseSpec {
  const answer = data && { ...data, kind: 'data' };
  return {
    place,
    when: undefined,
    answer,
    status,
    code,
    message,
    headers: [],
    cookies: [],
    delay: undefined,
    times: undefined,
    envelope: [],
  };
}

/** The refusals of one route: the general ones, and the `error` of its parameters. */
export function compileRefusals(
  general: GeneralRefusals,
  errors: ReadonlyMap<ParamSource, readonly ParamError[]>,
  context: AnswerContext,
): Refusals {
  const planners = new Map<string, Planner>();
  const inside = { ...context, envelope: framedAlways(context.envelope), promised: () => undefined };
  for (const [source, list] of errors) {
    for (const { name, spec, place } of list) {
      const part = (key: string): Located | undefined => {
        const value: Json | undefined = spec[key];
        return value === undefined ? undefined : { value, place: place.child(key) };
      };
      const status = part('status') ?? context.envelope.part('invalid', 'status');
      const planner = compileAnswer(caseSpec(place, status, part('code'), part('message'), part('data')), {
        ...inside,
        names: context.envelopeNames,
      });
      const promised = promising(planner, context.envelope);
      if (promised) planners.set(keyOf(source, name), promised);
    }
  }
  return {
    unmatched: general.unmatched,
    refused: general.refused,
    failed: general.failed,
    invalids: [general.invalid, ...planners.values()],
    invalid:
      planners.size === 0 ? () => general.invalid : (admission) => ownError(admission, planners) ?? general.invalid,
  };
}

/** The first parameter with an `error` of its own, in the order header, cookie, url, query, form, file, body. */
function ownError({ issues }: Admission, planners: ReadonlyMap<string, Planner>): Planner | undefined {
  for (const source of PARAM_SOURCES) {
    for (const issue of issues) {
      const planner = issue.in === source ? planners.get(keyOf(source, errorName(issue))) : undefined;
      if (planner) return planner;
    }
  }
  return undefined;
}

/** A body has one `error`, whatever field is wrong. */
function errorName(issue: Issue): string {
  return issue.in === 'body' ? '' : issue.name;
}

function keyOf(source: ParamSource, name: string): string {
  return `${source} ${name}`;
}

/** What a route promises of its answers with one status: how they may look. */

import { type Json, jsonEqual } from '../core/json.ts';
import type { AnswerForm } from './answer-form.ts';
import type { CompiledRoute, Refusals } from './compiled-route.ts';
import type { Frame } from './frame.ts';
import type { KeptPromise } from './promise.ts';
import { ofStatus } from './promised-status.ts';

/** One look that an answer may have. */
export interface Look {
  /** Undefined where the promise is of the body as a whole. */
  readonly frame: Frame | undefined;
  readonly schema: KeptPromise | undefined;
  readonly isRefusal: boolean;
  /** Of a refusal, what tells it from an answer of the same status. */
  readonly code: Json | undefined;
}

/** What a route promises for one status: an answer must have one of the looks. Without any, nothing is promised. */
export interface StatusPromise {
  readonly route: CompiledRoute;
  /** `200`, `4XX` or `default`, as `response` says it. */
  readonly key: string;
  readonly looks: readonly Look[];
  /** True where nobody declared what comes: only what is JSON is looked at. */
  readonly isForJsonOnly: boolean;
}

const known = new WeakMap<CompiledRoute, Map<number, StatusPromise>>();

/** Worked out when it is first asked for. */
export function promiseOf(route: CompiledRoute, status: number): StatusPromise {
  const byStatus = known.get(route) ?? new Map<number, StatusPromise>();
  known.set(route, byStatus);
  const promise = byStatus.get(status) ?? readPromise(route, status);
  byStatus.set(status, promise);
  return promise;
}

/** Those that have no body, whatever a file says (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
const CONTENTLESS = [204, 205, 304];

function readPromise(route: CompiledRoute, status: number): StatusPromise {
  const { cases, responses, refusals } = route;
  const schema = ofStatus(responses, status);
  const ownSchema = responses.get(String(status));
  const refusalSchema = status < 400 ? undefined : ownSchema;
  const key = [...responses].find(([, promise]) => promise === schema)?.[0] ?? '';
  const forms = cases.map(({ planner }) => planner.form);
  const given = forms.filter((form) => form.status === undefined || form.status === status);
  const refused = refusalForms(refusals, status);
  // Where no case has the status, the mock never gives it: what is declared for it is about the service that is mocked.
  const isMeant = status < 400 || ownSchema !== undefined || (schema !== undefined && refused.length === 0);
  const answers = given.length > 0 ? given : isMeant ? forms : [];
  const looks: Look[] = [
    ...answers.map((form) => ({ frame: form.frame, schema, isRefusal: false, code: undefined })),
    // `default` and what is said of successes are about the answers of cases: refusals are nobody's in particular.
    ...refused.map(({ frame, code }) => ({ frame, schema: refusalSchema, isRefusal: true, code })),
  ];
  const isSilent = answers.some(({ isFile }) => isFile) || looks.some((look) => !look.frame && !look.schema);
  const isRedirection = status >= 300 && status < 400;
  return {
    route,
    key: key.toLowerCase().replace('xx', 'XX'),
    looks: isSilent || CONTENTLESS.includes(status) ? [] : distinct(looks),
    isForJsonOnly: isRedirection ? !ownSchema : status < 400 && !schema && given.length === 0,
  };
}

/** The statuses of `refused` that any server knows. */
const REFUSED = [400, 405, 413, 415, 431];

function refusalForms({ invalids, unmatched, refused, failed }: Refusals, status: number): readonly AnswerForm[] {
  const forms = [...invalids, unmatched, failed].map(({ form }) => form).filter((form) => form.status === status);
  return REFUSED.includes(status) ? [...forms, refused.form] : forms;
}

function distinct(looks: readonly Look[]): readonly Look[] {
  const isSame = (a: Look, b: Look): boolean =>
    a.frame === b.frame && a.schema === b.schema && a.isRefusal === b.isRefusal && jsonEqual(a.code, b.code);
  return looks.filter((look, index) => looks.findIndex((other) => isSame(look, other)) === index);
}

/** Steps of a suite as written → steps of which each is known by its kind. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { REQUEST_KEY_PATTERN } from './format/suite-request.ts';
import { CLIENTS_PATTERN } from './format/suite-step.ts';
import { normalizeClientStep } from './normalize-client-step.ts';
import { parseRequestKey } from './request-target.ts';
import type { Located, Named } from './route-spec.ts';
import { mergeSent } from './suite-params.ts';
import type { RequestParams, RequestStepSpec, TestStepSpec, UseStepSpec } from './suite-spec.ts';
import { readMs } from './suite-time.ts';

/** What holds for every step of a suite, or of a case. */
export interface StepContext {
  readonly params: RequestParams;
  readonly isFollowing: boolean;
  readonly isConforming: boolean;
  /** Names of the clients of the case. */
  readonly clients: readonly string[];
  readonly report: Report;
}

const REQUEST_KEY = new RegExp(REQUEST_KEY_PATTERN);
const CLIENTS_KEY = new RegExp(CLIENTS_PATTERN);

/** The keys of a case or a step that are requests. */
export function requestKeys(value: JsonObject): readonly string[] {
  return Object.keys(value).filter((key) => REQUEST_KEY.test(key));
}

/** The steps that are fine; what is wrong with the others is reported. */
export function normalizeTestSteps(written: Located | undefined, context: StepContext): readonly TestStepSpec[] {
  if (!written || !Array.isArray(written.value)) return [];
  return written.value.flatMap((step: Json, index) => {
    const value = isJsonObject(step) ? step : {};
    return normalizeStep({ value, place: written.place.child(index) }, context) ?? [];
  });
}

function normalizeStep(step: Located<JsonObject>, context: StepContext): TestStepSpec | undefined {
  const { value, place } = step;
  const heads = Object.keys(value).filter((key) => key !== 'with');
  const [head, ...others] = heads;
  if (head === undefined) {
    const message =
      value.with === undefined ? 'a step needs a request, a client, "wait" or "use"' : '"with" needs "use"';
    context.report(place.problem('missing-key', message, { hint: 'write for example { GET /health: 200 }' }));
    return undefined;
  }
  for (const other of others) {
    context.report(
      place.child(other).problem('conflicting-keys', `"${other}" stands beside "${head}"`, {
        part: 'key',
        hint: 'a step does one thing: write two steps',
      }),
    );
  }
  if (value.with !== undefined && !heads.includes('use')) {
    context.report(
      place.child('with').problem('conflicting-keys', `"with" stands beside "${head}"`, {
        part: 'key',
        hint: 'it belongs to a step with "use"',
      }),
    );
  }
  const specs = heads.map((key) => normalizeHead(key, step, context));
  return others.length === 0 && (head === 'use' || value.with === undefined) ? specs[0] : undefined;
}

function normalizeHead(
  key: string,
  { value, place }: Located<JsonObject>,
  context: StepContext,
): TestStepSpec | undefined {
  const found = value[key] ?? null;
  if (key === 'wait') {
    const ms = readMs({ value: found, place: place.child(key) }, 0, context.report);
    return ms === undefined ? undefined : { kind: 'wait', place, ms };
  }
  if (key === 'use') return normalizeUse(String(found), { value, place });
  const located = { name: key, value: found, place: place.child(key) };
  if (REQUEST_KEY.test(key)) return normalizeRequest(located, context);
  if (!CLIENTS_KEY.test(key)) return undefined;
  const clients = clientsOf(key, located.place, context);
  const step = normalizeClientStep(located, clients ?? [], context.report);
  return clients && step;
}

/** The declared clients of `ann, bob`; undefined when one is not. */
function clientsOf(key: string, place: Place, { clients, report }: StepContext): readonly string[] | undefined {
  let isFine = true;
  const tell = (code: 'unknown-client' | 'wrong-value', name: string, message: string, hint: string): void => {
    isFine = false;
    report(place.problem(code, message, { part: 'key', offset: key.indexOf(name), length: name.length, hint }));
  };
  const names = key.split(',').map((name) => name.trim());
  for (const name of new Set(names)) {
    if (!clients.includes(name)) {
      const meant = nearest(name, [...clients, 'wait', 'use']);
      const hint =
        meant !== undefined
          ? `did you mean "${meant}"?`
          : clients.length > 0
            ? `the clients are ${clients.join(', ')}`
            : `the case declares it: clients: { ${name}: { ws: /path } }`;
      tell('unknown-client', name, `there is no client "${name}"`, hint);
    } else if (names.indexOf(name) !== names.lastIndexOf(name)) {
      tell('wrong-value', name, `"${name}" is named twice`, 'name each client once');
    }
  }
  return isFine ? names : undefined;
}

/** `login.test.yaml#log in`, or `#log in` of this file. */
function normalizeUse(text: string, { value, place }: Located<JsonObject>): UseStepSpec {
  const [, file = '', caseName = ''] = /^([^#]*)#(.*)$/s.exec(text) ?? [];
  return {
    kind: 'use',
    place: place.child('use'),
    file: file === '' ? undefined : file,
    caseName: caseName.trim(),
    with: namedOf(value.with, place.child('with')),
  };
}

/** The key is the request, the value what is sent and expected. */
export function normalizeRequest(written: Named, context: StepContext): RequestStepSpec | undefined {
  const { report } = context;
  const { name: key, place } = written;
  const value: JsonObject = isJsonObject(written.value) ? written.value : {};
  const at = (name: string): Located | undefined => {
    const found = value[name];
    return found === undefined ? undefined : { value: found, place: place.child(name) };
  };
  const request = parseRequestKey(key, place, report);
  const target = request && { place: request.target.place, open: request.open };
  // Without a path nobody knows which names it takes.
  const params = target && mergeSent(context.params, at('params'), target, report);
  const until = at('until');
  const withinMs = readMs(at('within'), 0, report);
  const everyMs = readMs(at('every'), 1, report);
  for (const name of ['within', 'every']) {
    if (value[name] === undefined || until) continue;
    report(
      place.child(name).problem('missing-key', `"${name}" needs "until"`, {
        part: 'key',
        hint: 'how long an answer may take is "timeout", or "time" under "expect"',
      }),
    );
  }
  const timeoutMs = readMs(at('timeout'), 1, report);
  if (!request || !params) return undefined;
  return {
    kind: 'request',
    place,
    method: request.method,
    target: request.target,
    params,
    expect: isJsonObject(written.value) ? at('expect') : { value: written.value, place },
    until,
    withinMs: withinMs ?? 5000,
    everyMs: everyMs ?? 200,
    save: namedOf(value.save, place.child('save')),
    isFollowing: typeof value.follow === 'boolean' ? value.follow : context.isFollowing,
    isConforming: typeof value.conform === 'boolean' ? value.conform : context.isConforming,
    timeoutMs,
  };
}

export function namedOf(value: Json | undefined, place: Place): readonly Named[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, item]) => ({ name, value: item, place: place.child(name) }));
}

/** Whether an answer is what its route promises, whoever gave it: the envelope, and in it what `response` says. */

import { isObject, type Json, jsonEqual } from '../core/json.ts';
import type { Violation } from '../core/kind.ts';
import type { Origin } from '../core/origin.ts';
import { pointer } from '../core/pointer.ts';
import { shorten } from '../core/shorten.ts';
import type { AnswerForm } from './answer-form.ts';
import { CHANNEL_METHOD } from './channel.ts';
import type { CompiledRoute, Refusals } from './compiled-route.ts';
import { type Divergence, describeFrame, type Frame, frameDivergences, isFramed, valueAt } from './frame.ts';
import type { KeptPromise } from './promise.ts';
import { ofStatus } from './promised-status.ts';
import type { Snapshot } from './snapshot.ts';

export interface PromisedAnswer {
  readonly status: number;
  readonly contentType: string | undefined;
  /** JSON as the value, text as a string, other bytes as bytes; null without one. */
  readonly body: unknown;
}

/** A promise that is not kept. */
export interface Breach {
  /** Where the promise is written. */
  readonly origin: Origin;
  readonly message: string;
  readonly differences: readonly Divergence[];
}

/**
 * What a route promises of its answers: looked for as a request would, `target` being path and query as sent. Pointers
 * begin at the answer: `/body/data/name`. Undefined where no route is declared, and for HEAD, which has no body.
 */
export function answerConformance(
  { table }: Pick<Snapshot, 'table'>,
  method: string,
  target: string,
): ((answer: PromisedAnswer) => readonly Breach[]) | undefined {
  const match = method === 'HEAD' ? undefined : table.match(method, pathOf(target));
  if (match?.kind !== 'found') return undefined;
  const { route } = match;
  return (answer) => breaches(promisesOf(route, answer.status), answer);
}

/** What a channel promises of its frames; pointers begin at the message. Undefined where nothing is declared. */
export function messageConformance(
  { channelTable }: Pick<Snapshot, 'channelTable'>,
  target: string,
): ((message: unknown) => readonly Breach[]) | undefined {
  const match = channelTable.match(CHANNEL_METHOD, pathOf(target));
  const sends = match.kind === 'found' ? match.route.sends : undefined;
  if (match.kind !== 'found' || !sends) return undefined;
  const message = `the message breaks what ${match.route.id} promises (${lineOf(sends.origin)})`;
  return (value) => {
    // No JSON Schema says anything of bytes.
    if (value instanceof Uint8Array) return [];
    return closest(readMessage(value).map((reading) => schemaBreach(sends, reading, { base: '', message })));
  };
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function lineOf({ file, line }: Origin): string {
  return `${file}:${line}`;
}

/** One look that an answer may have. */
interface Look {
  /** Undefined where the promise is of the body as a whole. */
  readonly frame: Frame | undefined;
  readonly schema: KeptPromise | undefined;
  readonly isRefusal: boolean;
  /** Of a refusal, what tells it from an answer of the same status. */
  readonly code: Json | undefined;
}

/** What a route promises for one status: an answer must have one of the looks. Without any, nothing is promised. */
interface StatusPromise {
  readonly route: CompiledRoute;
  /** `200`, `4XX` or `default`, as `response` says it. */
  readonly key: string;
  readonly looks: readonly Look[];
  /** True where nobody declared what comes: only what is JSON is looked at. */
  readonly isForJsonOnly: boolean;
}

const known = new WeakMap<CompiledRoute, Map<number, StatusPromise>>();

function promisesOf(route: CompiledRoute, status: number): StatusPromise {
  const byStatus = known.get(route) ?? new Map<number, StatusPromise>();
  known.set(route, byStatus);
  const promise = byStatus.get(status) ?? readPromises(route, status);
  byStatus.set(status, promise);
  return promise;
}

/** Those that have no body, whatever a file says (RFC 9110 §15.3.5, §15.3.6, §15.4.5). */
const CONTENTLESS = [204, 205, 304];

function readPromises(route: CompiledRoute, status: number): StatusPromise {
  const { cases, responses, refusals } = route;
  const schema = ofStatus(responses, status);
  const ownSchema = responses.get(String(status));
  const key = [...responses].find(([, promise]) => promise === schema)?.[0] ?? '';
  const forms = cases.map(({ planner }) => planner.form);
  const given = forms.filter((form) => form.status === undefined || form.status === status);
  const refused = refusalForms(refusals, status);
  // Where no case has the status, the mock never gives it: what is declared for it is about the service that is mocked.
  const isMeant = status < 400 || ownSchema !== undefined || (schema !== undefined && refused.length === 0);
  const answers = given.length > 0 ? given : isMeant ? forms : [];
  const looks: Look[] = [
    ...answers.map((form) => ({ frame: form.frame, schema, isRefusal: false, code: undefined })),
    // `4XX` and `default` are about the answers of cases: refusals are nobody's in particular.
    ...refused.map(({ frame, code }) => ({ frame, schema: ownSchema, isRefusal: true, code })),
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

function breaches(promise: StatusPromise, answer: PromisedAnswer): readonly Breach[] {
  if (promise.looks.length === 0 || (promise.isForJsonOnly && !isJson(answer))) return [];
  const bodies = readBody(answer);
  const all = promise.looks.flatMap((look) => bodies.map((body) => ({ look, body })));
  const fitting = all.filter(({ look, body }) => mayBe(look, body));
  const meant = fitting.length > 0 ? fitting : all;
  return closest(meant.map(({ look, body }) => lookAt(look, body, { promise, answer })));
}

/** A refusal is known by its code where that is written out. */
function mayBe({ isRefusal, frame, code }: Look, body: unknown): boolean {
  if (!frame) return true;
  if (!isFramed(frame, body)) return false;
  return !isRefusal || code === undefined || !frame.codeAt || jsonEqual(valueAt(body, frame.codeAt), code);
}

/** What misses least, the first of several: nothing where one is as promised. */
function closest(found: readonly (readonly Breach[])[]): readonly Breach[] {
  const weigh = (one: readonly Breach[]): number => one.reduce((sum, { differences }) => sum + differences.length, 0);
  return found.reduce((best, one) => (weigh(one) < weigh(best) ? one : best), found[0] ?? []);
}

interface Around {
  readonly promise: StatusPromise;
  readonly answer: PromisedAnswer;
}

function lookAt({ frame, schema, isRefusal }: Look, body: unknown, around: Around): readonly Breach[] {
  const { route, key } = around.promise;
  const found: Breach[] = [];
  if (frame) {
    if (!isFramed(frame, body)) return [noEnvelope(frame, around)];
    const differences = frameDivergences(frame, body, { isRefusal }).map(insideBody);
    if (differences.length > 0) {
      found.push({ origin: route.origin, message: `the answer breaks its envelope (${frame.at})`, differences });
    }
  }
  const at = frame ? frame.dataAt : [];
  const value = at && valueAt(body, at);
  if (!schema || !at || value === undefined) return found;
  const message = `the answer breaks what ${route.id} promises for ${key} (${lineOf(schema.origin)})`;
  return [...found, ...schemaBreach(schema, value, { base: `/body${pointer(...at)}`, message })];
}

function schemaBreach(
  { origin, check }: KeptPromise,
  value: unknown,
  { base, message }: { readonly base: string; readonly message: string },
): readonly Breach[] {
  if (value instanceof Uint8Array) {
    const difference = { pointer: base, expected: 'JSON', received: value, message: 'is no JSON' };
    return [{ origin, message, differences: [difference] }];
  }
  const differences = check(value).map((violation) => divergence(violation, base));
  return differences.length === 0 ? [] : [{ origin, message, differences }];
}

function noEnvelope(frame: Frame, { promise, answer }: Around): Breach {
  const { body, contentType } = answer;
  const expected = describeFrame(frame);
  const received = isObject(body) && !(body instanceof Uint8Array) ? shorten(body) : (contentType ?? shorten(body));
  const message = `the answer is no envelope: expected ${expected}, received ${body === null ? 'no body' : received}`;
  const difference = { pointer: '/body', expected, received: body, message: 'is no envelope' };
  return { origin: promise.route.origin, message, differences: [difference] };
}

function insideBody(difference: Divergence): Divergence {
  return { ...difference, pointer: `/body${difference.pointer}` };
}

function divergence({ pointer: inside, keyword, expected, received, message }: Violation, base: string): Divergence {
  return { pointer: base + inside, expected: { [keyword]: expected }, received, message };
}

function isJson({ body, contentType = '' }: PromisedAnswer): boolean {
  return (typeof body === 'object' && body !== null && !(body instanceof Uint8Array)) || JSON_TYPE.test(contentType);
}

const JSON_TYPE = /^[^;]*[/+]json\b/i;

/** The content type is not promised, what comes is: JSON under another name is JSON too. */
function readBody({ body, contentType = '' }: PromisedAnswer): readonly unknown[] {
  return typeof body === 'string' && !JSON_TYPE.test(contentType) ? readText(body) : [body];
}

/** A `json` frame of a text or a number comes as its text; a `text` frame that looks like JSON, as the value. */
function readMessage(message: unknown): readonly unknown[] {
  return typeof message === 'string' ? readText(message) : [message, JSON.stringify(message)];
}

/** What it may have been meant as, the likelier first. */
function readText(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? [value, text] : [text, value];
  } catch {
    return [text];
  }
}

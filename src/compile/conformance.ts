/** Whether an answer is what its route promises, whoever gave it: the envelope, and in it what `response` says. */

import { isObject, jsonEqual } from '../core/json.ts';
import type { Violation } from '../core/kind.ts';
import type { Origin } from '../core/origin.ts';
import { pointer } from '../core/pointer.ts';
import { shorten } from '../core/shorten.ts';
import { CHANNEL_METHOD } from './channel.ts';
import { type Divergence, describeFrame, type Frame, frameDivergences, isFramed, valueAt } from './frame.ts';
import type { KeptPromise } from './promise.ts';
import type { Snapshot } from './snapshot.ts';
import { type Look, promiseOf, type StatusPromise } from './status-promise.ts';

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
  return (answer) => breaches(promiseOf(route, answer.status), answer);
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
    return likeliest(readMessage(value).map((reading) => schemaBreach(sends, reading, { base: '', message })));
  };
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function lineOf({ file, line }: Origin): string {
  return `${file}:${line}`;
}

function breaches(promise: StatusPromise, answer: PromisedAnswer): readonly Breach[] {
  if (promise.looks.length === 0 || (promise.isForJsonOnly && !isJson(answer))) return [];
  const bodies = readBody(answer);
  const all = promise.looks.map((look) => ({ look, fitting: bodies.filter((body) => mayBe(look, body)) }));
  const meant = all.filter(({ fitting }) => fitting.length > 0);
  return closest(
    (meant.length > 0 ? meant : all).map(({ look, fitting }) =>
      likeliest((fitting.length > 0 ? fitting : bodies).map((body) => lookAt(look, body, { promise, answer }))),
    ),
  );
}

/** A refusal is known by its code where that is written out. */
function mayBe({ isRefusal, frame, code }: Look, body: unknown): boolean {
  if (!frame) return true;
  if (!isFramed(frame, body)) return false;
  return !isRefusal || code === undefined || !frame.codeAt || jsonEqual(valueAt(body, frame.codeAt), code);
}

/** Of readings of one thing: nothing where one is as promised, else what is wrong with the first. */
function likeliest(found: readonly (readonly Breach[])[]): readonly Breach[] {
  return found.find((one) => one.length === 0) ?? found[0] ?? [];
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

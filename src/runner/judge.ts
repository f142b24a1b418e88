/** Holds an answer to all that is asked of it: everything that is not as it should be is told at once. */

import { statusPhrase } from '../core/http-words.ts';
import type { Origin } from '../core/origin.ts';
import { answerSays } from './answer-says.ts';
import { answeredBy } from './answered-by.ts';
import type { Answer, Expectation, ExpectationFailure, RequestStep } from './compiled-suite.ts';
import { shownPath, writeBytes } from './files.ts';
import type { Found } from './found.ts';
import type { Failure } from './result.ts';
import type { Answered } from './send-request.ts';
import type { Turn } from './turn.ts';

/** What differs from one expectation. Throws ExpressionError. */
export function lookFor(expectation: Expectation, attempt: Answered, step: RequestStep, turn: Turn): readonly Found[] {
  const looked = expectation.look(attempt.outcome.answer, turn.sight.scope(), turn.sight.runtime());
  return sayingWhy(toFound(looked, 'expectation', { attempt, step, turn }), attempt.outcome.answer);
}

/** What differs from `expect`, from what the content type says and from what the route promises. Throws ExpressionError. */
export function judge(attempt: Answered, step: RequestStep, turn: Turn): readonly Found[] {
  const { answer, fault } = attempt.outcome;
  const site: Site = { attempt, step, turn };
  const plain = fault === undefined ? [] : toFound([bare(step.origin, fault)], 'expectation', site);
  const broken = toFound(brokenPromises(attempt, step, turn), 'conformance', site);
  if (step.expect) return [...expected(step.expect, [...plain, ...broken], site), ...plain, ...broken];
  const refused = toFound(step.until ? [] : success(answer, step.origin), 'expectation', site);
  return [...sayingWhy(refused, answer), ...plain, ...broken];
}

interface Site {
  readonly attempt: Answered;
  readonly step: RequestStep;
  readonly turn: Turn;
}

/** With `--update` the file is what is wrong; it is written when nothing else is. */
function expected(expectation: Expectation, others: readonly Found[], site: Site): readonly Found[] {
  const { attempt, step, turn } = site;
  const looked = lookFor(expectation, attempt, step, turn);
  const { snapshot } = expectation;
  if (!snapshot || !turn.worker.options.isUpdating) return looked;
  const rest = looked.filter(({ origin }) => !isSame(origin, snapshot.origin));
  if (rest.length > 0 || others.length > 0) return rest;
  const { answer } = attempt.outcome;
  const path = snapshot.path(turn.sight.scope(), turn.sight.runtime());
  if (snapshot.isMet(answer, path)) return [];
  writeBytes(path, fileContent(answer, path));
  turn.record.notes.add(`"${shownPath(path)}" was written`);
  return [];
}

/** What is compared as JSON is laid out for people; anything else is kept byte by byte. */
function fileContent({ body, bytes }: Answer, path: string): Buffer {
  const isTree = typeof body === 'object' ? body !== null && !Buffer.isBuffer(body) : typeof body !== 'string';
  const isJson = isTree || (/\.json$/i.test(path) && typeof body === 'string');
  return isJson ? Buffer.from(`${JSON.stringify(body, null, 2)}\n`, 'utf8') : bytes;
}

function isSame(a: Origin, b: Origin): boolean {
  return a.file === b.file && a.pointer === b.pointer;
}

/** What a step without `expect` and `until` expects: nobody wants to go on behind an error. */
function success({ status }: Answer, origin: Origin): readonly ExpectationFailure[] {
  if (status < 400) return [];
  const message = `expected a status below 400, received ${status} ${statusPhrase(status)}`;
  return [{ origin, message, differences: [{ pointer: '/status', expected: 'below 400', received: status, message }] }];
}

/** A HEAD has no body to look at, and other services promise nothing here. */
function brokenPromises({ outcome, last }: Answered, step: RequestStep, turn: Turn): readonly ExpectationFailure[] {
  const { target, options } = turn.worker;
  if (!step.isConforming || last.method === 'HEAD') return [];
  const isOurs = last.url.startsWith(target.url) && /^([/?]|$)/.test(last.url.slice(target.url.length));
  if (!isOurs) return [];
  const path = last.url.slice(target.url.length);
  return options.conformance?.answer(target.snapshot, last.method, path)?.(outcome.answer) ?? [];
}

function bare(origin: Origin, message: string): ExpectationFailure {
  return { origin, message, differences: [] };
}

function toFound(failures: readonly ExpectationFailure[], kind: Failure['kind'], site: Site): readonly Found[] {
  if (failures.length === 0) return [];
  const { attempt, step, turn } = site;
  const route = answeredBy(attempt, turn.worker.target.mock);
  return failures.map(({ origin, message, differences }) => ({
    origin,
    step: step.title,
    message,
    kind,
    differences,
    answeredBy: route,
    details: [],
    request: attempt.shown,
  }));
}

/** What the answer says of its refusal stands beside the status that differs, else beside what is told first. */
function sayingWhy(found: readonly Found[], answer: Answer): readonly Found[] {
  const said = answerSays(answer);
  const isTold = found.some(({ differences }) => differences.some(({ received }) => received === said));
  if (said === undefined || isTold) return found;
  const status = found.findIndex(({ differences }) => differences.some(({ pointer }) => pointer === '/status'));
  const line = `the answer ${status < 0 ? `is ${answer.status} ${statusPhrase(answer.status)} and ` : ''}says: ${said}`;
  return found.map((one, index) => (index === Math.max(status, 0) ? { ...one, details: [...one.details, line] } : one));
}

/** Why an answer is what it is, told to the client that asks for it, and to the log. */

import { isContentless } from '../core/http-words.ts';
import type { Logger } from '../core/logger.ts';
import type { ResponsePlan, SendPlan } from '../core/plan.ts';
import type { AnswerExplanation, Decided } from '../journal/explanation.ts';
import { outcomeOf } from '../journal/outcome.ts';
import type { JournalReader } from '../journal/reader.ts';

export const EXPLAIN_HEADER = 'x-mockapi-explain';

/** True for a request with `x-mockapi-explain: 1`. */
export function asksWhy(headers: { readonly [name: string]: unknown }): boolean {
  return headers[EXPLAIN_HEADER] === '1';
}

/**
 * An object that is sent as JSON gains `explain` as its last key; any other answer says it in a header, on one line, and
 * so does that to HEAD, whose body stays here.
 */
export function explainInAnswer(plan: ResponsePlan, explanation: AnswerExplanation, method: string): ResponsePlan {
  const isInBody = plan.kind === 'send' && method !== 'HEAD' && isSentAsJson(plan);
  const text = isInBody ? objectText(plan.body) : undefined;
  if (plan.kind !== 'send' || text === undefined) {
    return { ...plan, headers: [...plan.headers, EXPLAIN_HEADER, headerLine(explanation)] };
  }
  const end = text.lastIndexOf('}');
  const inside = text.slice(text.indexOf('{') + 1, end).trim();
  const body = `${text.slice(0, end)}${inside === '' ? '' : ','}"explain":${JSON.stringify(explanation)}}`;
  return { ...plan, body };
}

function isSentAsJson({ status, headers }: SendPlan): boolean {
  if (isContentless(status)) return false;
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type');
  return at >= 0 && /^application\/([^;]*\+)?json\b/i.test(headers[at + 1] ?? '');
}

/** The text of a JSON object that says nothing of `explain` itself; its numbers stay as they are written. */
function objectText(body: Buffer | string): string | undefined {
  const text = body.toString();
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !Object.hasOwn(value, 'explain') ? text : undefined;
  } catch {
    return undefined;
  }
}

const MAX_LINE = 1024;

/** ASCII without line breaks, as a header takes it. */
function headerLine(explanation: AnswerExplanation): string {
  const line = parts(explanation)
    .join('; ')
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE - 3)}...` : line;
}

function parts({ route, case: answering, why, cases, issues, nearest }: AnswerExplanation): string[] {
  return [
    ...(why === null ? [`${answering ?? route?.at ?? 'it'} answers`] : [why]),
    ...cases.filter(({ verdict }) => verdict === 'does not match').map(({ at, why: reason }) => `${at}: ${reason}`),
    ...issues.slice(1).map(({ message }) => message),
    ...nearest.map(({ id, at, why: reason }) => `${id} (${at}): ${reason}`),
  ];
}

/** One line of a request that met nothing, or was not valid; others are told of by those who refused them. */
export function tellWhy(
  decided: Decided,
  { logger, reader }: { readonly logger: Logger; readonly reader: Pick<JournalReader, 'explain'> },
): void {
  const outcome = outcomeOf(decided);
  if (outcome !== 'unmatched' && outcome !== 'invalid') return;
  const { route, why, cases, issues, moreIssues, nearest } = reader.explain(decided);
  logger.debug('no case answered a request', {
    id: decided.exchange.id,
    outcome,
    route: route?.at,
    why,
    cases: joined(cases.map((item) => `${item.at} ${item.verdict}: ${item.why}`)),
    issues: joined([...issues.map(({ message }) => message), ...(moreIssues > 0 ? [`and ${moreIssues} more`] : [])]),
    nearest: joined(nearest.map((item) => `${item.id} ${item.at}: ${item.why}`)),
  });
}

/** Undefined leaves the field out. */
function joined(texts: readonly string[]): string | undefined {
  return texts.length === 0 ? undefined : texts.join('; ');
}

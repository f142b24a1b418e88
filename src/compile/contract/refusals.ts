/** How the routes of a contract say no: with the answer that the contract declares for it, else as a problem document (RFC 9457). */

import { statusPhrase } from '../../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { isJsonType } from '../../core/media-type.ts';
import type { RawHeaders, ResponsePlan } from '../../core/plan.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { AnswerForm } from '../answer-form.ts';
import type { Refusals } from '../compiled-route.ts';
import type { Planner } from '../planner.ts';
import { type ContractAnswer, typedHeaders } from './answers.ts';

const PROBLEM_TYPE = 'application/problem+json';

/** The general refusals of what no operation stands for: a path that is none of the contract's. */
export const PROBLEMS: Refusals = refusalsBy({
  invalid: { status: 422, plan: (scope) => problemPlan(422, scope) },
  other: (scope) => problemPlan(statusIn(scope), scope),
});

/** Parameters that are wrong answer with what is declared for 422, else 400, else any error; the status goes with it. */
export function contractRefusals(answers: readonly ContractAnswer[], schemas: SchemaLibrary): Refusals {
  const declared = (...statuses: readonly string[]): ContractAnswer | undefined => {
    for (const status of statuses) {
      const found = answers.find(({ response }) => response.status === status);
      if (found) return found;
    }
    return undefined;
  };
  const invalid = declared('422', '400', '4XX', 'default');
  const invalidStatus = invalid?.response.status === '400' ? 400 : 422;
  return refusalsBy({
    invalid: {
      status: invalidStatus,
      plan: (scope, runtime) => answerPlan(invalid, invalidStatus, { scope, runtime, schemas }),
    },
    other(scope, runtime) {
      const status = statusIn(scope);
      const own = declared(String(status), ...(ANY_ERROR.includes(status) ? ['4XX', 'default'] : []));
      return answerPlan(own, status, { scope, runtime, schemas });
    },
  });
}

/** Statuses for which an answer that is declared for errors in general will do. */
const ANY_ERROR = [400, 401, 403];

interface Parts {
  readonly invalid: { readonly status: number; plan: Planner['plan'] };
  readonly other: Planner['plan'];
}

function refusalsBy({ invalid, other }: Parts): Refusals {
  const invalidPlanner = planner(invalid.plan, invalid.status);
  const rest = planner(other, undefined);
  return {
    invalid: () => invalidPlanner,
    invalids: [invalidPlanner],
    unmatched: planner(other, 404),
    refused: rest,
    // Louder than anything a contract may have for it: it is the mock that failed.
    failed: planner((scope) => problemPlan(500, scope), 500),
  };
}

function planner(plan: Planner['plan'], status: number | undefined): Planner {
  const form: AnswerForm = { status, frame: undefined, code: undefined, isFile: false };
  return { uses: new Set(), constant: undefined, plan, form };
}

function statusIn({ status }: Scope): number {
  return typeof status === 'number' ? status : 500;
}

function messageIn({ error }: Scope): string {
  return (error as { readonly message: string }).message;
}

function problemPlan(status: number, scope: Scope, headers: RawHeaders = []): ResponsePlan {
  const title = statusPhrase(status);
  const errors = scope.errors === null ? {} : { errors: scope.errors };
  const body = JSON.stringify({ type: 'about:blank', title, status, detail: messageIn(scope), ...errors });
  return { kind: 'send', status, headers: ['content-type', PROBLEM_TYPE, ...headers], delayMs: 0, body };
}

interface Around {
  readonly scope: Scope;
  readonly runtime: Runtime;
  readonly schemas: SchemaLibrary;
}

/**
 * In a media type that the request accepts where there is one: who is refused is told in any. An answer of which the
 * contract only says that there is one leaves room to say what was wrong.
 */
function answerPlan(
  answer: ContractAnswer | undefined,
  status: number,
  { scope, runtime, schemas }: Around,
): ResponsePlan {
  const { accept } = scope.header as { readonly accept?: string };
  const choice = answer?.choose(accept) ?? answer?.choose(undefined);
  const content = choice && answer?.contents[choice.index];
  const own = answer && (answer.head.constant ?? answer.head.render(scope, runtime));
  if (!own || !choice || !content) return problemPlan(status, scope, own);
  const { value, isGiven } = content.usual();
  const told =
    isGiven || !isJsonType(choice.mediaType)
      ? value
      : withReason(value, messageIn(scope), (made) => schemas.validator(content.schema).check(made).length === 0);
  return {
    kind: 'send',
    status,
    headers: typedHeaders(choice, own),
    delayMs: 0,
    body: content.write(told, choice.mediaType, isGiven),
  };
}

/** What members are called in which APIs say what is wrong. */
const REASONS = [
  'message',
  'detail',
  'error_description',
  'error_message',
  'reason',
  'error',
  'title',
  'description',
  'msg',
];

/** An invented error says what was wrong, where it has a place for it and its schema lets it. */
function withReason(value: Json, reason: string, isValid: (value: Json) => boolean): Json {
  const told = sayReason(value, reason, 3);
  if (told === undefined) return value;
  return isValid(structuredClone(told)) ? told : value;
}

function sayReason(value: Json, reason: string, depth: number): Json | undefined {
  if (depth === 0 || typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const [first, ...rest] = value as readonly Json[];
    const told = first === undefined ? undefined : sayReason(first, reason, depth - 1);
    return told === undefined ? undefined : [told, ...rest];
  }
  const members = value as JsonObject;
  const key = REASONS.find((name) => typeof members[name] === 'string');
  if (key !== undefined) return { ...members, [key]: reason };
  for (const [name, member] of Object.entries(members)) {
    const told = isJsonObject(member) || Array.isArray(member) ? sayReason(member, reason, depth - 1) : undefined;
    if (told !== undefined) return { ...members, [name]: told };
  }
  return undefined;
}

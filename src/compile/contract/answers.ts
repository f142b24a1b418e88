/** The answers that a contract declares, each as a case: the usual one, and those that a request can ask for. */

import { RequestError } from '../../core/errors.ts';
import { hashText } from '../../core/hash.ts';
import type { Json, JsonSchema } from '../../core/json.ts';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';
import type { RawHeaders, SendPlan } from '../../core/plan.ts';
import type { Place } from '../../core/problem.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { ContractResponse } from '../../spec/contract/contract-spec.ts';
import type { CompiledCase } from '../compiled-route.ts';
import type { Head } from '../head.ts';
import { headerText } from '../header-text.ts';
import type { Planner } from '../planner.ts';
import { holdTo } from '../promise.ts';
import { ofStatus } from '../promised-status.ts';
import { type AnswerContent, compileAnswerContent } from './answer-content.ts';
import { answerHeaders } from './answer-headers.ts';
import type { ContractContext } from './contract-context.ts';
import { type Choice, compileMediaChoice } from './media-choice.ts';
import type { Preference } from './preference.ts';

/** What a request asks for, and which of the answers that is. */
export interface Wish extends Preference {
  /** In the order of the contract. */
  readonly answer: number;
}

/** The name under which the scope of a contract's route has its wish. */
export const WISH = 'prefer';

export interface ContractAnswer {
  readonly response: ContractResponse;
  /** What is sent where nobody asks for another: 400 for `4XX`. */
  readonly status: number;
  /** One for each media type. */
  readonly contents: readonly AnswerContent[];
  readonly head: Head;
  /** What the contract's headers must be, in its order. */
  readonly headerSchemas: readonly JsonSchema[];
  choose(accept: string | undefined): Choice | undefined;
}

/** `id` names the operation, `GET /pets`. */
export function compileAnswers(
  responses: readonly ContractResponse[],
  id: string,
  context: ContractContext,
): readonly ContractAnswer[] {
  return responses.map((response) => {
    const seed = (hashText(`${id} ${response.status}`) ^ context.seed) >>> 0;
    const contents = response.contents.map((content, index) => compileAnswerContent(content, seed + index, context));
    const types = contents.map(({ content }) => content.mediaType);
    return {
      response,
      status: usualStatus(response.status),
      contents,
      ...answerHeaders(response, seed, context),
      choose: compileMediaChoice(types.length > 0 ? types : ['*/*']),
    };
  });
}

export function usualStatus(status: string): number {
  if (status === 'default') return 200;
  return status.endsWith('XX') ? Number(`${status[0]}00`) : Number(status);
}

/** The first success, else what holds for anything, else what comes first. */
export function usualAnswer(answers: readonly Pick<ContractAnswer, 'response'>[]): number {
  const codes = answers.map(({ response }) => response.status);
  const success = codes.filter((code) => /^2\d\d$/.test(code)).sort()[0] ?? codes.find((code) => code === '2XX');
  const fallback = codes.includes('default') ? 'default' : codes.filter((code) => /^3/.test(code)).sort()[0];
  return Math.max(0, codes.indexOf(success ?? fallback ?? ''));
}

/** Finds which answer a request means. Throws RequestError (400) for one that the contract does not have. */
export type FindWish = (preference: Preference) => Wish;

export function compileWishes(answers: readonly ContractAnswer[], usual: number): FindWish {
  // Few operations are ever asked for another answer than the usual one.
  let known: ReadonlyMap<string, number> | undefined;
  return (preference) => {
    const { code, example } = preference;
    if (code === undefined) {
      return { ...preference, answer: example === undefined ? usual : answerWith(example, answers, usual) };
    }
    known ??= new Map(answers.map(({ response }, index) => [response.status.toUpperCase(), index]));
    const answer = ofStatus(known, code);
    if (answer !== undefined) return { ...preference, answer };
    const there = answers.map(({ response }) => response.status).join(', ');
    throw new RequestError(400, 'malformed', `the contract has no answer ${code} here; it has ${there}`);
  };
}

/** The usual one where it has the example, else the first that does. */
function answerWith(example: string, answers: readonly ContractAnswer[], usual: number): number {
  const has = ({ contents }: ContractAnswer): boolean =>
    contents.some(({ examples }) => examples.some(({ name }) => name === example));
  const first = answers[usual];
  const answer = first && has(first) ? usual : answers.findIndex(has);
  if (answer >= 0) return answer;
  throw noExample(
    example,
    answers.flatMap(({ contents }) => contents),
  );
}

function noExample(name: string, contents: readonly AnswerContent[]): RequestError {
  const names = [...new Set(contents.flatMap(({ examples }) => examples.map((example) => example.name)))];
  const known = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`;
  return new RequestError(400, 'malformed', `the contract has no example "${name}" here; ${known}`);
}

/** The usual answer is the last case: it takes whatever asks for no other. */
export function compileCases(
  answers: readonly ContractAnswer[],
  usual: number,
  context: ContractContext,
): readonly CompiledCase[] {
  const order = [...answers.keys()].filter((index) => index !== usual);
  return [...order, usual].flatMap((index) => {
    const answer = answers[index];
    return answer ? [compileCase(answer, { index, isUsual: index === usual }, context)] : [];
  });
}

function compileCase(
  answer: ContractAnswer,
  { index, isUsual }: { readonly index: number; readonly isUsual: boolean },
  context: ContractContext,
): CompiledCase {
  const { status, place } = answer.response;
  const origin = place.origin({ part: 'key' });
  const at = `${origin.file}:${origin.line}`;
  const asked = `\`Prefer: code=${/^\d+$/.test(status) ? status : answer.status}\``;
  return {
    origin,
    at,
    when: isUsual
      ? undefined
      : {
          test: (scope) => wishIn(scope)?.answer === index,
          explain: (scope) =>
            wishIn(scope)?.answer === index ? 'it is asked for' : `nobody asks for it: ${asked} would`,
        },
    planner: answerPlanner(answer, {
      always: context.sendsRoute ? ['x-mockapi-route', headerText(at)] : [],
      delay: context.delay,
      holds: context.isStrict ? holders(answer, place, context) : undefined,
    }),
    expectation: undefined,
  };
}

export function wishIn(scope: Scope): Wish | undefined {
  return (scope[WISH] ?? undefined) as Wish | undefined;
}

type Hold = (value: unknown) => void;

/** Under `--strict` every JSON answer is held to its schema, examples too. */
function holders(
  { contents }: ContractAnswer,
  place: Place,
  { schemas }: ContractContext,
): readonly (Hold | undefined)[] {
  return contents.map(({ content, schema }) =>
    isJsonType(content.mediaType)
      ? holdTo(
          { key: 'response', schema, place: content.schema?.place ?? content.place },
          (content.examples[0]?.place ?? place).origin(),
          schemas,
        )
      : undefined,
  );
}

interface Around {
  readonly always: RawHeaders;
  readonly delay: ContractContext['delay'];
  readonly holds: readonly (Hold | undefined)[] | undefined;
}

const MOST_WRITTEN = 20;

/** What most requests get is written once, when it is first asked for. */
function answerPlanner(answer: ContractAnswer, { always, delay, holds }: Around): Planner {
  const { contents, head, response } = answer;
  const written = new Map<string, SendPlan>();
  const constant = head.constant && Object.freeze([...head.constant, ...always]);

  const plan = (scope: Scope, runtime: Runtime): SendPlan => {
    const wish = wishIn(scope);
    const status = wish?.code ?? answer.status;
    const delayMs = wish?.delayMs ?? delay.render(runtime);
    const headers = constant ?? [...head.render(scope, runtime), ...always];
    if (contents.length === 0) return { kind: 'send', status, headers, delayMs, body: '' };
    const choice = answer.choose(acceptOf(scope));
    if (!choice) throw notAcceptable(acceptOf(scope), contents);
    const isOwn = wish !== undefined && (wish.isDynamic || wish.example !== undefined);
    if (isOwn) return fill(choice, { status, delayMs, headers, ...ownValue(choice, wish, runtime) });
    const usual = written.get(choice.mediaType) ?? writeUsual(choice, headers);
    if (!constant) return { ...usual, status, delayMs, headers: typedHeaders(choice, headers) };
    return status === usual.status && delayMs === usual.delayMs ? usual : { ...usual, status, delayMs };
  };

  function writeUsual(choice: Choice, headers: RawHeaders): SendPlan {
    const { value = null, isGiven = false } = contents[choice.index]?.usual() ?? {};
    const made = fill(choice, { status: answer.status, delayMs: delay.constant ?? 0, headers, value, isGiven });
    // A range is answered with as many types as clients can think of.
    if (written.size < MOST_WRITTEN) written.set(choice.mediaType, made);
    return made;
  }

  function ownValue({ index }: Choice, wish: Wish, runtime: Runtime): Filling {
    const content = contents[index];
    if (wish.isDynamic) return { value: content?.invent(runtime.random) ?? null, isGiven: false };
    const example = content?.examples.find(({ name }) => name === wish.example);
    if (!example) throw noExample(wish.example ?? '', contents);
    return { value: example.value, isGiven: true };
  }

  function fill(
    choice: Choice,
    { status, delayMs, headers, value, isGiven }: Filling & Pick<SendPlan, 'status' | 'delayMs' | 'headers'>,
  ): SendPlan {
    const { index, mediaType } = choice;
    holds?.[index]?.(structuredClone(value));
    const body = contents[index]?.write(value, mediaType, isGiven) ?? '';
    return Object.freeze({
      kind: 'send',
      status,
      delayMs,
      headers: typedHeaders(choice, headers),
      body,
    });
  }

  return {
    uses: head.uses,
    constant: undefined,
    plan,
    form: {
      status: response.status === 'default' || response.status.endsWith('XX') ? undefined : answer.status,
      frame: undefined,
      code: undefined,
      isFile: false,
    },
  };
}

interface Filling {
  readonly value: Json;
  readonly isGiven: boolean;
}

function acceptOf({ header }: Scope): string | undefined {
  const { accept } = header as { readonly accept?: string };
  return accept;
}

export function typedHeaders({ mediaType }: Choice, headers: RawHeaders): RawHeaders {
  return ['content-type', typeHeader(mediaType), ...headers];
}

/** Text says which characters it is made of. */
function typeHeader(mediaType: string): string {
  return /^text\//i.test(mediaType) && !/;\s*charset=/i.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}

function notAcceptable(accept: string | undefined, contents: readonly AnswerContent[]): RequestError {
  const types = contents.map(({ content }) => bareMediaType(content.mediaType)).join(', ');
  return new RequestError(406, 'not-acceptable', `"${accept}" is not answered here; there is ${types}`);
}

/** The answers of an operation as cases: the usual one last, each other one for the request that asks for it. */

import { usualAnswer, usualStatus } from '../../compile/contract/answers.ts';
import { statusPhrase } from '../../core/http-words.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { isJsonType } from '../../core/media-type.ts';
import type {
  ContractContent,
  ContractExample,
  ContractResponse,
  OperationSpec,
} from '../../spec/contract/contract-spec.ts';
import { answerBody, speaksJson, typeHeader } from './answer-body.ts';
import { answerHeaders } from './answer-headers.ts';
import type { ImportContext } from './import-context.ts';
import type { Credentials } from './security.ts';

export interface WrittenAnswers {
  /** Schemas by status. */
  readonly response: JsonObject;
  /** At least one; the last has no `when`. */
  readonly cases: readonly WrittenCase[];
}

export interface WrittenCase {
  readonly value: JsonObject;
  /** What the contract says of it. */
  readonly remark: string;
}

/** `name` is what the operation is called in names of files. */
export function importAnswers(
  operation: OperationSpec,
  { name, refusal }: { readonly name: string; readonly refusal: Credentials['refusal'] },
  context: ImportContext,
): WrittenAnswers {
  const { responses } = operation;
  const usual = responses[usualAnswer(responses.map((response) => ({ response })))];
  const statuses = responses.map(({ status }) => status);
  const asked = new Set<string>();
  const response: Record<string, Json> = {};
  const cases: WrittenCase[] = [];
  const last: WrittenCase[] = [];
  for (const one of responses) {
    const content = chooseContent(one, context);
    const isUsual = one === usual;
    const answer: Answer = {
      response: one,
      content,
      status: isUsual ? usualStatus(one.status) : otherStatus(one.status, statuses),
    };
    const schema = promisedSchema(answer, name, context);
    if (schema !== undefined) response[one.status] = schema;
    if (isUsual) last.push(...furtherCases(answer, asked, context), usualCase(answer, context));
    else cases.push(...otherCases(answer, asked, context));
  }
  const refused = refusal ? [refusalCase(refusal, responses, context)] : [];
  return { response, cases: [...refused, ...cases, ...last] };
}

/** JSON where there is some, else what comes first. */
function chooseContent({ contents }: ContractResponse, { lose }: ImportContext): ContractContent | undefined {
  const chosen = contents.find(({ mediaType }) => isJsonType(mediaType)) ?? contents[0];
  for (const other of contents) {
    if (other === chosen) continue;
    const kind = /xml/i.test(other.mediaType) ? 'xml' : 'media-type';
    lose(kind, other.place, `an answer of the type ${other.mediaType}`);
  }
  return chosen;
}

/** One answer of the contract, with the status that is sent for it. */
interface Answer {
  readonly response: ContractResponse;
  readonly content: ContractContent | undefined;
  readonly status: number;
}

function promisedSchema({ response, content }: Answer, name: string, context: ImportContext): Json | undefined {
  const { status, place } = response;
  if (!content?.schema || !speaksJson(content.mediaType)) return undefined;
  const schema = context.shelf.write(content.schema, {
    direction: 'response',
    name: `${name}-${status.toLowerCase()}`,
  });
  if (!isJsonObject(schema) || Object.keys(schema).length === 0) return schema === false ? schema : undefined;
  return context.traces.trace({ ...schema }, place);
}

/** `asked` is what can be asked for already. */
function otherCases(answer: Answer, asked: Set<string>, context: ImportContext): readonly WrittenCase[] {
  const { response, content, status } = answer;
  if (!/^\d+$/.test(response.status)) {
    context.lose('range', response.place, `${response.status}: the case has ${status}`);
  }
  const wish = `code=${status}`;
  const own = asked.has(wish) ? [] : [writeCase(answer, { wish, example: content?.examples[0] }, context)];
  asked.add(wish);
  return [...own, ...furtherCases(answer, asked, context)];
}

/** Of the examples behind the first one. */
function furtherCases(answer: Answer, asked: Set<string>, context: ImportContext): readonly WrittenCase[] {
  const [, ...more] = answer.content?.examples ?? [];
  return more.flatMap((example) => {
    const wish = `example=${example.name.replace(/[^\p{L}\p{N}._~-]+/gu, '-')}`;
    if (asked.has(wish)) {
      context.lose('same-example', example.place, `"${example.name}" of ${answer.response.status}`);
      return [];
    }
    asked.add(wish);
    return [writeCase(answer, { wish, example }, context)];
  });
}

function usualCase(answer: Answer, context: ImportContext): WrittenCase {
  return writeCase(answer, { wish: undefined, example: answer.content?.examples[0] }, context);
}

/** What is not declared is an error as a rule: the first that nothing else is said of. */
function otherStatus(status: string, taken: readonly string[]): number {
  if (status !== 'default') return usualStatus(status);
  const isFree = (code: number): boolean => !taken.includes(String(code)) && !taken.includes(`${String(code)[0]}XX`);
  return [500, 400, 503, 599].find(isFree) ?? 598;
}

interface Occasion {
  /** As `Prefer` has it; undefined for everyone else. */
  readonly wish: string | undefined;
  readonly example: ContractExample | undefined;
}

function writeCase(answer: Answer, { wish, example }: Occasion, context: ImportContext): WrittenCase {
  const { response, content, status } = answer;
  const type = typeHeader(content);
  const headers = { ...(type === undefined ? {} : { 'content-type': type }), ...answerHeaders(response, context) };
  const value: JsonObject = {
    ...(wish === undefined ? {} : { when: `header.prefer == ${JSON.stringify(wish)}` }),
    ...(status === 200 && wish === undefined ? {} : { status }),
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...answerBody({ status, content, example }, context),
  };
  return { value: context.traces.trace(value, response.place), remark: remarkOf(response, status, example) };
}

function refusalCase(
  { when, status }: NonNullable<Credentials['refusal']>,
  responses: readonly ContractResponse[],
  context: ImportContext,
): WrittenCase {
  const response = responses.find((one) => one.status === String(status));
  const answer = response && { response, content: chooseContent(response, context), status };
  const made = answer ? usualCase(answer, context).value : { status, body: { message: 'credentials are missing' } };
  return { value: { when, ...made, status }, remark: 'no credentials: one of several is enough' };
}

/** Without what a status says by itself. */
function remarkOf({ description }: ContractResponse, status: number, example: ContractExample | undefined): string {
  const text = example?.summary ?? description;
  const plain = text.trim().replace(/\.$/, '').toLowerCase();
  return [statusPhrase(status).toLowerCase(), String(status), 'success', 'successful operation'].includes(plain)
    ? ''
    : text;
}

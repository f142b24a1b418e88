/** Headers that a contract declares for an answer: each with its example, or a value that its schema lets one invent. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { Report } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import type { TextTemplate } from '../../expression/index.ts';
import type { ContractHeader, ContractResponse } from '../../spec/contract/contract-spec.ts';
import type { Named } from '../../spec/route-spec.ts';
import { compileHead, type Head, isOwnHeader } from '../head.ts';
import { union } from '../planner.ts';
import { inventValue } from '../schema/index.ts';
import { type ContractContext, resolveSchema } from './contract-context.ts';

export interface AnswerHeaders {
  /** Without content-type; values that HTTP does not allow are left out. */
  readonly head: Head;
  /** In the order of the contract. */
  readonly headerSchemas: readonly JsonSchema[];
}

export function answerHeaders({ headers }: ContractResponse, seed: number, context: ContractContext): AnswerHeaders {
  const headerSchemas = headers.map(({ schema }) => resolveSchema(schema, 'response', context));
  const named = headers.flatMap((header, index): Named[] => {
    if (isOwnHeader(header.name)) return [];
    const value = usualHeader(header, headerSchemas[index] ?? true, { seed: seed + index, schemas: context.schemas });
    const text = headerText(value, header.isExploded);
    return text === '' ? [] : [{ name: header.name, value: text, place: header.place }];
  });
  const own = compileHead(
    { always: [], contentType: undefined, headers: named, cookies: [] },
    { report: unsent(context.report), text: (text) => literal(text) },
  );
  const declared = new Set(named.map(({ name }) => name.toLowerCase()));
  const around = context.headers.filter(({ name }) => !declared.has(name));
  return { head: joinHeads([...around.map(({ head }) => head), own]), headerSchemas };
}

function joinHeads(heads: readonly Head[]): Head {
  const constants = heads.flatMap(({ constant }) => (constant ? [constant] : []));
  return {
    uses: union(...heads.map(({ uses }) => uses)),
    constant: constants.length === heads.length ? Object.freeze(constants.flat()) : undefined,
    render: (scope, runtime) => heads.flatMap((head) => head.constant ?? head.render(scope, runtime)),
  };
}

/** What HTTP does not allow is told and left out. */
function unsent(report: Report): Report {
  return (problem) => report({ ...problem, severity: 'warning', hint: 'the header is not sent' });
}

function usualHeader(
  { examples }: ContractHeader,
  schema: JsonSchema,
  { seed, schemas }: { readonly seed: number; readonly schemas: SchemaLibrary },
): Json {
  const [first] = examples;
  if (first) return first.value;
  return schema === true ? null : inventValue(schema, schemas, createRandom(seed));
}

/** The style `simple`: lists and objects by comma. */
export function headerText(value: Json, isExploded: boolean): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map((item: Json) => plainText(item)).join(',');
  if (!isJsonObject(value)) return String(value);
  const pairs = Object.entries(value).map(([key, item]) => [key, plainText(item)].join(isExploded ? '=' : ','));
  return pairs.join(',');
}

function plainText(value: Json): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Contracts have no expressions: `${` in them is two characters. */
function literal(text: string): TextTemplate {
  return { uses: new Set(), constant: text, render: () => text };
}

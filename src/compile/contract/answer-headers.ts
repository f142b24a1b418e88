/** Headers that a contract declares for an answer: each with its example, or a value that its schema lets one invent. */

import { isJsonObject, type Json, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { RawHeaders } from '../../core/plan.ts';
import type { Report } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import type { TextTemplate } from '../../expression/index.ts';
import type { ContractHeader, ContractResponse } from '../../spec/contract/contract-spec.ts';
import type { Named } from '../../spec/route-spec.ts';
import { compileHead, isOwnHeader } from '../head.ts';
import { inventValue } from '../schema/index.ts';
import { type ContractContext, resolveSchema } from './contract-context.ts';

export interface AnswerHeaders {
  /** Ready to be sent; values that HTTP does not allow are left out. */
  readonly headers: RawHeaders;
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
  const head = compileHead(
    { always: [], contentType: undefined, headers: [...context.headers, ...named], cookies: [] },
    { report: unsent(context.report), text: (text) => literal(text) },
  );
  return { headers: head.constant ?? [], headerSchemas };
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

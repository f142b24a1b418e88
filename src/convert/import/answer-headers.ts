/** Headers of an answer that the contract has a value for. */

import { headerText } from '../../compile/contract/answer-headers.ts';
import { isOwnHeader } from '../../compile/head.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { ContractHeader, ContractResponse } from '../../spec/contract/contract-spec.ts';
import type { ImportContext } from './import-context.ts';
import { literalText } from './literal.ts';
import { samplesOf } from './samples.ts';
import { plainSchema } from './schema/types.ts';

/** By name in lower case; what has no value, or no place in an answer, is lost. */
export function answerHeaders({ headers, place }: ContractResponse, context: ImportContext): JsonObject {
  const found = headers.flatMap((header): readonly (readonly [string, Json])[] => {
    const text = isSendable(header.name) ? valueText(header, context) : undefined;
    if (text !== undefined) return [[header.name.toLowerCase(), text]];
    context.lose('header', header.schema?.place ?? place, `"${header.name}"`);
    return [];
  });
  return Object.fromEntries(found);
}

function isSendable(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !isOwnHeader(name);
}

/** The style `simple` of a header; undefined where nothing is said of its value, or what HTTP does not allow. */
function valueText(header: ContractHeader, { find }: ImportContext): Json | undefined {
  const value =
    header.examples[0]?.value ?? samplesOf(plainSchema(header.schema, find)?.value).find((one) => one !== null);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const text = headerText(value, header.isExploded);
  return /[\u0000-\u0008\u000a-\u001f\u007f]/.test(text) ? undefined : literalText(text);
}

/** One operation as a route: its words, what it takes, what it promises and what it answers. */

import type { Json, JsonObject } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import type { OperationSpec } from '../../spec/contract/contract-spec.ts';
import { encodePath } from '../../spec/path.ts';
import { importAnswers } from './answers.ts';
import { kebabCase } from './file-names.ts';
import type { ImportContext } from './import-context.ts';
import { importParameters, type WrittenParams } from './parameters.ts';
import { importBody, type WrittenBody } from './request-body.ts';
import { importSecurity } from './security.ts';

export interface WrittenRoute {
  readonly method: string;
  /** With all prefixes. */
  readonly path: string;
  /** In the order of the contract. */
  readonly tags: readonly string[];
  readonly params: JsonObject;
  /** All its other keys. */
  readonly value: JsonObject;
  /** What the contract says of each case. */
  readonly remarks: readonly string[];
  readonly place: Place;
}

export function importRoute(operation: OperationSpec, context: ImportContext): WrittenRoute {
  const { method, pattern, tags, place } = operation;
  const name = kebabCase(operation.operationId ?? `${method} ${operation.path}`);
  const credentials = importSecurity(operation, context);
  const own = importParameters(operation, context);
  const body = importBody(operation, name, context);
  const answers = importAnswers(operation, { name, refusal: credentials.refusal }, context);
  const [only, ...others] = answers.cases;
  const isSingle = others.length === 0;
  const summary = operation.summary?.trim();
  const description = operation.description?.trim();
  return {
    method,
    path: encodePath(pattern.path),
    tags: [...new Set(tags)],
    params: joined([own, credentials.params, body]),
    value: {
      ...(operation.operationId === undefined ? {} : { name: operation.operationId }),
      ...(summary ? { summary } : {}),
      ...(description && description !== summary ? { description } : {}),
      ...(operation.isDeprecated ? { deprecated: true } : {}),
      ...(Object.keys(answers.response).length > 0 ? { response: answers.response } : {}),
      ...(isSingle
        ? only?.value
        : { cases: answers.cases.map(({ value }, index) => listed(value, index, answers.cases.length)) }),
    },
    remarks: answers.cases.map(({ remark }) => remark),
    place,
  };
}

/** A case that says nothing would be an odd thing to read. */
function listed(value: JsonObject, index: number, length: number): JsonObject {
  return index === length - 1 && Object.keys(value).length === 0 ? { status: 200 } : value;
}

/** In the order in which sources are read about. */
const SOURCES = ['url', 'query', 'header', 'cookie', 'body', 'form', 'file'] as const;

function joined(parts: readonly (WrittenParams & WrittenBody)[]): JsonObject {
  const params: Record<string, Json> = {};
  for (const source of SOURCES) {
    const written = parts.flatMap((part) => {
      const own = part[source];
      return own === undefined ? [] : [own as Json];
    });
    const [only, ...others] = written;
    if (only !== undefined) params[source] = others.length === 0 ? only : Object.assign({}, ...written);
  }
  return params;
}

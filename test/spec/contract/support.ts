/** Contracts as texts, read; `$ref`s lead into the same text. */

import { isJsonObject, type Json } from '../../../src/core/json.ts';
import { pointerKeys } from '../../../src/core/pointer.ts';
import type { Problem } from '../../../src/core/problem.ts';
import type { ContractSpec, OperationSpec } from '../../../src/spec/contract/contract-spec.ts';
import { readContract } from '../../../src/spec/contract/read.ts';
import type { Follow } from '../../../src/spec/contract/reading.ts';
import { parseDocument } from '../../../src/spec/parse.ts';
import { brief } from '../support.ts';

export interface ReadText {
  readonly spec: ContractSpec | undefined;
  /** `3:5 wrong-value …` of each problem, an error with `!` before it. */
  readonly told: readonly string[];
}

export function readText(text: string, prefix = ''): ReadText {
  const problems: Problem[] = [];
  const document = parseDocument({ path: '/api.yaml', file: 'api.yaml', text, hash: text }, (problem) =>
    problems.push(problem),
  );
  if (!document || !isJsonObject(document.value)) throw new Error(problems.map(brief).join('\n'));
  const { value, place } = document;
  const follow: Follow = (ref, at, report) => {
    let found: Json | undefined = value;
    const keys = pointerKeys(ref.slice(1));
    for (const key of keys) found = isJsonObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
    if (found !== undefined) return { value: found, place: place.child(...keys) };
    report(at.problem('unknown-ref', `there is no "${ref}"`));
    return undefined;
  };
  const spec = readContract({ value, place }, { follow, prefix, report: (problem) => problems.push(problem) });
  return { spec, told: problems.map((problem) => `${problem.severity === 'error' ? '!' : ''}${brief(problem)}`) };
}

/** The operations by `METHOD /path`. */
export function operationsOf(text: string, prefix?: string): ReadonlyMap<string, OperationSpec> {
  const { spec, told } = readText(text, prefix);
  if (!spec) throw new Error(told.join('\n'));
  return new Map(spec.operations.map((operation) => [`${operation.method} ${operation.pattern.path}`, operation]));
}

/** The only operation of a document whose paths are given. */
export function onlyOperation(paths: string, version = 'openapi: 3.1.0'): OperationSpec {
  const [only] = operationsOf(`${version}\ninfo: { title: T, version: "1" }\n${paths}`).values();
  if (!only) throw new Error('there is no operation');
  return only;
}

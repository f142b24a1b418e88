/** A contract file → its routes: read, compiled operation by operation, its many small mistakes told in bounds. */

import { isJsonObject, type JsonObject } from '../../core/json.ts';
import type { Problem, Report } from '../../core/problem.ts';
import type { ContractInfo, ContractSpec } from '../../spec/contract/contract-spec.ts';
import { readContract } from '../../spec/contract/read.ts';
import type { Follow } from '../../spec/contract/reading.ts';
import { type Layers, mergeLayers } from '../../spec/layers.ts';
import type { Located, Named } from '../../spec/route-spec.ts';
import type { CompiledRoute } from '../compiled-route.ts';
import { compileDelay } from '../delay.ts';
import type { RouteContext } from '../route-context.ts';
import type { ContractContext } from './contract-context.ts';
import { compileOperation } from './operation.ts';

/** What documents and refusals know of a contract. */
export interface ContractFacts {
  /** As people know it. */
  readonly file: string;
  readonly info: ContractInfo;
  readonly tags: ContractSpec['tags'];
  /** `/v1`, or `''`. */
  readonly basePath: string;
}

export interface CompiledContract {
  readonly facts: ContractFacts;
  readonly routes: readonly CompiledRoute[];
}

export interface ContractScope {
  /** Folder defaults: prefix, tags, headers and delay go for the answers of a contract too. */
  readonly layers: Layers;
  readonly context: RouteContext;
  readonly follow: Follow;
}

/** Undefined where the document as a whole cannot be read: an error says why. */
export function compileContract(
  document: Located<JsonObject>,
  { layers, context, follow }: ContractScope,
): CompiledContract | undefined {
  const bounded = boundWarnings(context.report);
  const common = mergeLayers(layers, bounded.report);
  const spec = readContract(document, { follow, prefix: common.prefix, report: bounded.report });
  if (!spec) return undefined;
  const { settings } = layers;
  const inside: ContractContext = {
    ...context,
    report: bounded.report,
    dialect: spec.dialect,
    seed: settings.seed ?? 0,
    isGuarded: settings.security,
    tags: common.tags,
    headers: common.headers.flatMap(namedIn),
    delay: compileDelay(common.delay, bounded.report),
  };
  const routes = spec.operations.map((operation) => compileOperation(operation, inside));
  bounded.close(document);
  const { file } = document.place;
  return { facts: { file, info: spec.info, tags: spec.tags, basePath: spec.basePath }, routes };
}

function namedIn({ value, place }: Located): readonly Named[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).map(([name, item]) => ({ name, value: item, place: place.child(name) }));
}

/** Of one kind in one document, told in full. */
const MOST_ALIKE = 5;

interface Bounded {
  readonly report: Report;
  /** Says how many were not told. */
  close(document: Located): void;
}

/** A large document by somebody else may have the same small mistake a thousand times. */
function boundWarnings(report: Report): Bounded {
  const counts = new Map<Problem['code'], number>();
  return {
    report(problem) {
      const count = (counts.get(problem.code) ?? 0) + 1;
      counts.set(problem.code, count);
      if (problem.severity === 'error' || count <= MOST_ALIKE) report(problem);
    },
    close({ place }) {
      for (const [code, count] of counts) {
        if (count <= MOST_ALIKE) continue;
        report(
          place.problem(code, `${count - MOST_ALIKE} more of these in this document`, {
            severity: 'warning',
            hint: 'the first ones are told; mend them to see the others',
          }),
        );
      }
    },
  };
}

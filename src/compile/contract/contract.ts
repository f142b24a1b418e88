/** A contract file → its routes: read, compiled operation by operation, the same small mistake told a few times. */

import type { JsonObject } from '../../core/json.ts';
import type { Problem, Report } from '../../core/problem.ts';
import type { ContractInfo, ContractSpec } from '../../spec/contract/contract-spec.ts';
import { readContract } from '../../spec/contract/read.ts';
import type { Follow } from '../../spec/contract/reading.ts';
import { type Common, type Layers, mergeLayers } from '../../spec/layers.ts';
import { mergeNamed } from '../../spec/normalize.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { Settings } from '../../spec/settings.ts';
import type { CompiledRoute } from '../compiled-route.ts';
import { compileDelay } from '../delay.ts';
import type { RouteContext } from '../route-context.ts';
import { foldWarnings } from '../schema/index.ts';
import { type ContractContext, lenient } from './contract-context.ts';
import { compileFolderHeaders } from './folder-headers.ts';
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
  const problems: Problem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const common = mergeLayers(layers, report);
  const spec = readContract(document, { follow, prefix: common.prefix, report });
  const routes = spec ? compileOperations(spec, { ...context, report }, { common, settings: layers.settings }) : [];
  for (const problem of foldWarnings(problems)) context.report(problem);
  if (!spec) return undefined;
  return { facts: { file: document.place.file, info: spec.info, tags: spec.tags, basePath: spec.basePath }, routes };
}

function compileOperations(
  spec: ContractSpec,
  context: RouteContext,
  { common, settings }: { readonly common: Common; readonly settings: Settings },
): readonly CompiledRoute[] {
  const inside: ContractContext = {
    ...context,
    dialect: spec.dialect,
    seed: settings.seed ?? 0,
    isGuarded: settings.security,
    tags: common.tags,
    vars: common.vars,
    headers: compileFolderHeaders(
      mergeNamed(common.headers, (name) => name.toLowerCase()),
      { vars: common.vars, report: context.report },
    ),
    delay: compileDelay(common.delay, context.report),
    leniently: lenient(context.report),
  };
  return spec.operations.map((operation) => compileOperation(operation, inside));
}

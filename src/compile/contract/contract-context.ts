/** What the operations of a contract are compiled with. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import type { SchemaReading } from '../../core/kind.ts';
import { asWarning, type Report } from '../../core/problem.ts';
import type { ContractDialect } from '../../spec/contract/contract-spec.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { Delay } from '../delay.ts';
import type { RouteContext } from '../route-context.ts';
import type { FolderHeader } from './folder-headers.ts';

export interface ContractContext extends RouteContext {
  readonly dialect: ContractDialect;
  /** What invented answers begin with: equal seeds invent alike. */
  readonly seed: number;
  /** False where nobody is asked for credentials. */
  readonly isGuarded: boolean;
  /** Tags of the folders around. */
  readonly tags: readonly string[];
  /** Of the settings and the folders around: their headers may use them. */
  readonly vars: JsonObject;
  /** Headers of the folders around. */
  readonly headers: readonly FolderHeader[];
  readonly delay: Delay;
  /** For schemas: what is wrong with them is a warning. One for all, as the library tells each report everything once. */
  readonly leniently: Report;
}

/** The schema of a part of the contract; where it cannot be used, a warning says so and anything goes. */
export function resolveSchema(
  written: Located | undefined,
  direction: NonNullable<SchemaReading['direction']>,
  { schemas, dialect, leniently }: ContractContext,
): JsonSchema {
  if (!written) return true;
  return schemas.resolve(written.value, written.place, leniently, { dialect, direction }) ?? true;
}

/** What turns errors of schemas into warnings that say what follows from them. */
export function lenient(report: Report): Report {
  return (problem) => {
    report(problem.severity === 'warning' ? problem : asWarning(problem, 'until then anything is taken here'));
  };
}

/** What the operations of a contract are compiled with. */

import type { JsonObject, JsonSchema } from '../../core/json.ts';
import type { SchemaReading } from '../../core/kind.ts';
import type { Report } from '../../core/problem.ts';
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
}

/** The schema of a part of the contract; where it cannot be used, a warning says so and anything goes. */
export function resolveSchema(
  written: Located | undefined,
  direction: NonNullable<SchemaReading['direction']>,
  { schemas, dialect, report }: ContractContext,
): JsonSchema {
  if (!written) return true;
  return schemas.resolve(written.value, written.place, lenient(report), { dialect, direction }) ?? true;
}

const leniencies = new WeakMap<Report, Report>();

/** One for each report: the library tells each of them everything once. */
function lenient(report: Report): Report {
  let made = leniencies.get(report);
  if (!made) {
    made = (problem) => {
      if (problem.severity === 'warning') return report(problem);
      const consequence = 'until then anything is taken here';
      const hint = problem.hint === undefined ? consequence : `${problem.hint}; ${consequence}`;
      report({ ...problem, severity: 'warning', hint });
    };
    leniencies.set(report, made);
  }
  return made;
}

/** The status of an answer: known when the file is loaded, or given by an expression. */

import { ExpressionError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { NameTable } from '../core/names.ts';
import type { Report } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { compileTemplate } from '../expression/index.ts';
import type { Located } from '../spec/route-spec.ts';

export interface Status {
  readonly uses: ReadonlySet<string>;
  readonly constant: number | undefined;
  render(scope: Scope, runtime: Runtime): number;
}

const constantStatus = (status: number): Status => ({ uses: new Set(), constant: status, render: () => status });

/** The status of a refusal comes with the refusal. */
export const STATUS_FROM_SCOPE: Json = '${status}';

interface StatusContext {
  readonly names: NameTable;
  readonly envelopeNames: NameTable;
  readonly report: Report;
}

/** 200 where nothing is written. Reports problems; undefined when there is no status to answer with. */
export function compileStatus(written: Located | undefined, context: StatusContext): Status | undefined {
  if (!written) return constantStatus(200);
  if (typeof written.value === 'number') return constantStatus(written.value);
  const names = written.value === STATUS_FROM_SCOPE ? context.envelopeNames : context.names;
  const template = compileTemplate(written.value, written.place, { names, report: context.report });
  if (!template) return undefined;
  return {
    uses: template.uses,
    constant: undefined,
    render(scope, runtime) {
      const value = template.render(scope, runtime);
      if (typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599) return value;
      throw new ExpressionError(
        `a status must be a whole number from 200 to 599, not ${JSON.stringify(value)}`,
        written.place.origin(),
      );
    },
  };
}

/** Checks as people write them → checks ready to be asked. */

import { createSchemaLibrary } from '../../compile/schema/index.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import { AT_LEAST_ONCE, compileTimes, type Times } from '../../compile/times.ts';
import { parseDuration } from '../../core/duration.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { NameTable } from '../../core/names.ts';
import type { Place, Report } from '../../core/problem.ts';
import { CHECK_SCHEMA } from '../../spec/format/checks.ts';
import { createShapeCheck } from '../../spec/shape.ts';
import type { Check } from './compiled-check.ts';
import { createCountCheck } from './count-check.ts';
import { createOrderCheck } from './order-check.ts';
import { createOutcomeCheck, type TurnedAway } from './outcome-check.ts';
import { compileProbe, type ProbeContext } from './request-probe.ts';

export interface ChecksContext {
  /** Whose routes and channels they name. */
  readonly snapshot: Snapshot;
  /** Further names of expressions, such as `row` and `saved` of a suite; their values come with `start`. */
  readonly given?: NameTable | undefined;
  /** For `$schema` with a `$ref` to a file. Default: schemas are written out. */
  readonly schemas?: SchemaLibrary | undefined;
}

/** A list of checks, at least one, or a single one; reports every problem, and gives undefined when one of them is an error. */
export function compileChecks(
  value: Json,
  place: Place,
  context: ChecksContext & { readonly report: Report },
): readonly Check[] | undefined {
  if (Array.isArray(value) && value.length === 0) {
    context.report(place.problem('wrong-value', 'an empty list checks nothing', { hint: EXAMPLE }));
    return undefined;
  }
  const inside = probeContext(context);
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  const checks = items.flatMap((item, index) => {
    const at = Array.isArray(value) ? place.child(index) : place;
    return compileCheck(item, at, inside) ?? [];
  });
  return checks.length === items.length ? checks : undefined;
}

/** What is left out is filled in. */
export function probeContext({
  snapshot,
  given,
  schemas,
  report,
}: ChecksContext & { readonly report: Report }): ProbeContext {
  return { snapshot, given, schemas: schemas ?? createSchemaLibrary({ document: () => undefined }), report };
}

const checkShape = createShapeCheck(CHECK_SCHEMA, 'a check');
const EXAMPLE = 'write for example { request: "GET /goods", times: 1 }';

function compileCheck(value: Json, place: Place, context: ProbeContext): Check | undefined {
  if (!checkShape(value, place, context.report) || !isJsonObject(value)) return undefined;
  const subject = subjectOf(value, place, context.report);
  if (subject === undefined) return undefined;
  const { file, line } = place.origin();
  const at = `${file}:${line}`;
  const withinMs = parseDuration(String(value.within ?? '0ms')) ?? 0;
  switch (subject) {
    case 'request': {
      const probe = compileProbe(value, place, context);
      const times = timesOf(value, 'times', place, context.report);
      return probe && times && createCountCheck({ at, withinMs, times, ...probe });
    }
    case 'order': {
      const written = Array.isArray(value.order) ? value.order : [];
      const steps = written.flatMap(
        (item: Json, index) => compileProbe(item, place.child('order', index), context) ?? [],
      );
      return steps.length === written.length ? createOrderCheck({ at, withinMs, steps }) : undefined;
    }
    default: {
      const times = timesOf(value, subject, place, context.report);
      return times && createOutcomeCheck({ at, withinMs, what: subject, times });
    }
  }
}

function timesOf(value: JsonObject, key: string, place: Place, report: Report): Times | undefined {
  const written = value[key];
  return written === undefined ? AT_LEAST_ONCE : compileTimes(written, place.child(key), report);
}

type Subject = 'request' | 'order' | TurnedAway;

const SUBJECTS: readonly Subject[] = ['request', 'order', 'unmatched', 'invalid'];

/** The key that says what is checked: there is one, and what stands beside it belongs to it. */
function subjectOf(value: JsonObject, place: Place, report: Report): Subject | undefined {
  const [subject, other] = SUBJECTS.filter((key) => value[key] !== undefined);
  if (subject === undefined) {
    const message = `a check needs one of the keys ${SUBJECTS.join(', ')}`;
    report(place.problem('missing-key', message, { hint: EXAMPLE }));
    return undefined;
  }
  const stray =
    other ?? (subject === 'request' ? undefined : ['where', 'times'].find((key) => value[key] !== undefined));
  if (stray === undefined) return subject;
  report(
    place.child(stray).problem('conflicting-keys', `"${stray}" stands beside "${subject}"`, {
      part: 'key',
      hint: other === undefined ? strayHint(subject, stray) : 'a check has one of them: write two checks',
    }),
  );
  return undefined;
}

function strayHint(subject: Subject, stray: string): string {
  if (subject === 'order')
    return stray === 'where' ? 'write it beside the "request" of a step' : 'write it in a check of its own';
  return stray === 'times' ? `write the number there: { ${subject}: 2 }` : 'only "request" takes it';
}

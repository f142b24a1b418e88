/** What a value is promised to look like: a literal one is held to it when its file is loaded, a generated one under `--strict`. */

import { ExpressionError } from '../core/errors.ts';
import type { JsonSchema } from '../core/json.ts';
import type { SchemaLibrary, Violation, Violations } from '../core/kind.ts';
import { formatOrigin, type Origin } from '../core/origin.ts';
import { pointerKeys } from '../core/pointer.ts';
import type { Place, Report } from '../core/problem.ts';
import { shorten } from '../core/shorten.ts';
import type { Located } from '../spec/route-spec.ts';

export interface SchemaPromise {
  /** The key that makes it: a route's of its answers, or a channel's of its frames. */
  readonly key: 'response' | 'sends';
  /** Resolved. */
  readonly schema: JsonSchema;
  readonly place: Place;
}

/** A promise as routes and channels keep it: without the file that it is written in. */
export interface KeptPromise {
  /** Resolved. */
  readonly schema: JsonSchema;
  readonly origin: Origin;
  /** The value stays as it is. */
  check(value: unknown): Violations;
}

export function keepPromise({ schema, place }: SchemaPromise, schemas: SchemaLibrary): KeptPromise {
  const validator = schemas.validator(schema);
  return { schema, origin: place.origin({ part: 'key' }), check: (value) => validator.check(structuredClone(value)) };
}

const SUBJECTS = { response: 'the answer', sends: 'the frame' } as const;

/** Reports every way in which a literal value breaks its promise, each on its line. */
export function checkLiteral(
  { value, place }: Located,
  promise: SchemaPromise,
  { schemas, report }: { readonly schemas: SchemaLibrary; readonly report: Report },
): void {
  for (const { pointer, message } of schemas.validator(promise.schema).check(structuredClone(value))) {
    report(
      place
        .child(...pointerKeys(pointer))
        .problem('schema-mismatch', `${pointer || SUBJECTS[promise.key]} ${message}`, {
          hint: `its "${promise.key}" schema says so`,
          related: [{ message: 'the schema is here', origin: promise.place.origin() }],
        }),
    );
  }
}

/**
 * What takes generated values, and fills in defaults in place. It throws ExpressionError, with `origin` as where the value
 * comes from, for the first violation.
 */
export function holdTo(promise: SchemaPromise, origin: Origin, schemas: SchemaLibrary): (value: unknown) => void {
  const validator = schemas.validator(promise.schema);
  // Written out now: whoever keeps a place keeps its whole file.
  const broken = `${SUBJECTS[promise.key]} breaks its promise (${formatOrigin(promise.place.origin())})`;
  return (value) => {
    const [violation] = validator.check(value);
    if (violation) throw new ExpressionError(`${broken}: ${violationText(violation)}`, origin);
  };
}

/** Keywords by which a value is wrong that may be null; by others null means that there is none. */
const OF_ANY_VALUE = ['type', 'const', 'enum'];

/** `/user must be a string; received 5`. */
function violationText({ pointer, message, keyword, received }: Violation): string {
  const isShown = received !== null || OF_ANY_VALUE.includes(keyword);
  return `${pointer || 'it'} ${message}${isShown ? `; received ${shorten(received)}` : ''}`;
}

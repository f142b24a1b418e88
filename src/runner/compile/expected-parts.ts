/** The parts of an expectation: status, headers, cookies, body, places in it, its schema, the time. */

import { parseDuration } from '../../core/duration.ts';
import { isJsonObject, isObject } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import { pointerKeys } from '../../core/pointer.ts';
import { shorten } from '../../core/shorten.ts';
import { compileTemplate, type ExpressionContext, type Template } from '../../expression/index.ts';
import type { Difference } from '../../kinds/matcher/difference.ts';
import { compileMatcher, type Matcher } from '../../kinds/matcher/index.ts';
import type { MatcherTemplate } from '../../kinds/matcher/matcher.ts';
import type { Located } from '../../spec/route-spec.ts';
import { failuresOf, type Look } from './failures.ts';

export interface PartContext {
  readonly expressions: ExpressionContext;
  readonly schemas: SchemaLibrary;
}

/** Any matcher. Undefined when a problem was reported. */
export function matcherOf({ value, place }: Located, { expressions, schemas }: PartContext): Matcher | undefined {
  return compileMatcher(value, place, {
    report: expressions.report,
    template: (item, at) => compileTemplate(item, at, expressions),
    schemas,
  });
}

export function compileMatched(
  part: 'status' | 'body' | 'time',
  written: Located,
  context: PartContext,
): Look | undefined {
  const matcher = matcherOf(written, context);
  return (
    matcher && ((answer, scope, runtime) => failuresOf(matcher.differences(answer[part], scope, runtime), `/${part}`))
  );
}

/** Values that are always texts: a number or a boolean is written for what its text is. */
export function compileTexts(part: 'header' | 'cookie', written: Located, context: PartContext): Look | undefined {
  const { value, place } = written;
  const texts = isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, textOf(item)]))
    : value;
  const depth = pointerKeys(place.pointer).length + 1;
  const { expressions, schemas } = context;
  const matcher = compileMatcher(texts, place, {
    report: expressions.report,
    template(item, at) {
      const template = compileTemplate(item, at, expressions);
      return template && pointerKeys(at.pointer).length === depth ? textTemplate(template) : template;
    },
    schemas,
    known: { unknownMember: 'allow', lowerCase: part === 'header' },
  });
  return (
    matcher && ((answer, scope, runtime) => failuresOf(matcher.differences(answer[part], scope, runtime), `/${part}`))
  );
}

function textOf<T>(value: T): T | string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function textTemplate({ uses, constant, render }: Template): MatcherTemplate {
  return { uses, constant: textOf(constant), render: (scope, runtime) => textOf(render(scope, runtime)) };
}

/** Places in the body, as JSON Pointers. */
export function compilePaths({ value, place }: Located, context: PartContext): Look | undefined {
  const looks = Object.entries(isJsonObject(value) ? value : {}).map(([pointer, item]): Look | undefined => {
    const at = place.child(pointer);
    const bad = /~(?![01])/.exec(pointer);
    if (bad) {
      const hint = 'write "~0" for "~" and "~1" for "/" in a key';
      const message = `"${pointer}" is no JSON Pointer`;
      context.expressions.report(at.problem('wrong-value', message, { part: 'key', offset: bad.index, hint }));
      return undefined;
    }
    const matcher = matcherOf({ value: item, place: at }, context);
    if (!matcher) return undefined;
    const keys = pointerKeys(pointer);
    return (answer, scope, runtime) =>
      failuresOf(matcher.differences(valueAt(answer.body, keys), scope, runtime), `/body${pointer}`);
  });
  if (!looks.every((look) => look !== undefined)) return undefined;
  return (answer, scope, runtime) => looks.flatMap((look) => look(answer, scope, runtime));
}

/** Undefined where nothing is. */
function valueAt(value: unknown, keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    const isIndex = !Array.isArray(found) || /^(0|[1-9]\d*)$/.test(key);
    if (typeof found !== 'object' || found === null || ArrayBuffer.isView(found) || !isIndex) return undefined;
    if (!Object.hasOwn(found, key)) return undefined;
    found = (found as { readonly [key: string]: unknown })[key];
  }
  return found;
}

/** A JSON Schema that the body must be valid by. */
export function compileSchema({ value, place }: Located, { expressions, schemas }: PartContext): Look | undefined {
  const schema = schemas.resolve(value, place, expressions.report);
  if (schema === undefined) return undefined;
  const origin = place.origin();
  const validator = schemas.validator(schema);
  return ({ body }) => {
    if (body instanceof Uint8Array) {
      const message = `expected JSON, received ${shorten(body)}`;
      return failuresOf([{ pointer: '', expected: { $schema: value }, received: body, message, origin }], '/body');
    }
    // A validator fills in defaults.
    const differences = validator.check(copyOf(body)).map(
      ({ pointer, keyword, expected, received, message }): Difference => ({
        pointer,
        expected: { [keyword]: expected },
        received,
        message,
        origin,
      }),
    );
    return failuresOf(differences, '/body');
  };
}

/** Maps without a prototype: `constructor` is no key of theirs unless it came. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  const copy: { [key: string]: unknown } = Object.create(null);
  for (const [key, item] of Object.entries(value)) copy[key] = copyOf(item);
  return copy;
}

/** A duration is "at most"; in a matcher they are milliseconds. */
export function compileTime(written: Located, context: PartContext): Look | undefined {
  const { value, place } = written;
  if (typeof value !== 'string') return compileMatched('time', written, context);
  const most = parseDuration(value) ?? 0;
  const origin = place.origin();
  return ({ time }) => {
    if (time <= most) return [];
    const message = `expected at most ${value}, received ${Math.ceil(time)}ms`;
    return failuresOf([{ pointer: '', expected: { $lte: most }, received: time, message, origin }], '/time');
  };
}

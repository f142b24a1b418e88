/** A `when`, `where`, `expect`, `until` or `receive` value → the matcher that it means. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Known } from '../../core/names.ts';
import type { Place } from '../../core/problem.ts';
import type { Check, Extent } from './check.ts';
import type { Difference } from './difference.ts';
import { checkKey } from './known-key.ts';
import { literalKey } from './literal-key.ts';
import type { Matcher, MatcherContext } from './matcher.ts';
import { compileOperand, isTemplateText } from './operand.ts';
import { OPERATORS } from './operators/index.ts';
import { allCheck } from './plain/all.ts';
import { listCheck } from './plain/list.ts';
import { mapCheck } from './plain/map.ts';
import { scalarCheck } from './plain/scalar.ts';
import { templatedCheck } from './plain/templated.ts';
import { unknownOperator } from './unknown-operator.ts';

/** Reports every problem of the expectation; undefined when there is an error among them. */
export function compileMatcher(spec: Json, place: Place, context: MatcherContext): Matcher | undefined {
  const check = compileCheck(spec, { place, context, known: context.known, extent: 'part' });
  return (
    check && {
      uses: check.uses,
      matches: check.matches,
      differences(value, scope, runtime) {
        const found: Difference[] = [];
        check.explain(value, { pointer: '', scope, runtime, found });
        return found;
      },
    }
  );
}

interface At {
  readonly place: Place;
  readonly context: MatcherContext;
  readonly known: Known | undefined;
  readonly extent: Extent;
}

function compileCheck(spec: Json, at: At): Check | undefined {
  if (typeof spec === 'string' && isTemplateText(spec)) {
    const template = at.context.template(spec, at.place);
    return template && templatedCheck(template, at.place, at.extent);
  }
  if (typeof spec !== 'object' || spec === null) return scalarCheck(spec, at.place);
  if (!isJsonObject(spec)) return compileList(spec, at);
  const operators = Object.keys(spec).filter((key) => literalKey(key) === undefined);
  return operators.length === 0 ? compileMap(spec, at) : compileOperators(spec, operators, at);
}

function compileList(spec: readonly Json[], at: At): Check | undefined {
  const items = spec.map((item, index) =>
    compileCheck(item, { ...at, place: at.place.child(index), known: at.known?.items }),
  );
  return areAll(items) ? listCheck(items, { place: at.place, expected: spec }) : undefined;
}

function compileMap(spec: JsonObject, at: At): Check | undefined {
  const members = new Map<string, Check>();
  let isFine = true;
  for (const [written, item] of Object.entries(spec)) {
    const place = at.place.child(written);
    const key = checkKey(literalKey(written) ?? written, at.known, { place, report: at.context.report });
    const known = key === undefined ? undefined : at.known?.members?.get(key);
    const check = compileCheck(item, { ...at, place, known });
    if (key === undefined || !check) isFine = false;
    else {
      const first = members.get(key);
      members.set(key, first ? allCheck([first, check]) : check);
    }
  }
  return isFine ? mapCheck(members, { place: at.place, extent: at.extent, expected: spec }) : undefined;
}

function compileOperators(spec: JsonObject, operators: readonly string[], at: At): Check | undefined {
  const checks = operators.map((name) => compileOperator(name, spec[name] ?? null, at));
  const plain = Object.keys(spec).filter((key) => literalKey(key) !== undefined);
  for (const key of plain) {
    at.context.report(
      at.place.child(key).problem('bad-matcher', `the plain key "${key}" stands beside the matcher "${operators[0]}"`, {
        part: 'key',
        hint: 'a map holds plain keys or matchers, not both',
      }),
    );
  }
  if (plain.length > 0 || !areAll(checks)) return undefined;
  const [only] = checks;
  return checks.length === 1 && only ? only : allCheck(checks);
}

function compileOperator(name: string, argument: Json, at: At): Check | undefined {
  const place = at.place.child(name);
  const operator = OPERATORS.get(name);
  if (!operator) {
    at.context.report(unknownOperator(name, place));
    return undefined;
  }
  return operator.compile(argument, {
    place,
    report: at.context.report,
    extent: at.extent,
    known: at.known,
    schemas: at.context.schemas,
    nested: (inner, options) => compileCheck(inner, { ...at, ...options }),
    operand: () => compileOperand(argument, place, at.context),
  });
}

function areAll(checks: readonly (Check | undefined)[]): checks is readonly Check[] {
  return checks.every((check) => check !== undefined);
}

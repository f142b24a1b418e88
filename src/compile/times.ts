/** How often something is expected: a number, or a matcher over the number. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Place, Report } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import type { Runtime } from '../core/runtime.ts';
import { shorten } from '../core/shorten.ts';
import { compileMatcher, type Matcher } from '../kinds/matcher/index.ts';

export interface Times {
  takes(count: number): boolean;
  /** No count above it is taken; undefined where there is no such bound. */
  readonly most: number | undefined;
  /** `at least 2 times`, `no request`. */
  words(unit: CountUnit): string;
}

/** What is counted, in words. */
export interface CountUnit {
  /** Of nothing: `never`. */
  readonly none: string;
  /** `once`, `2 times`. */
  of(count: number): string;
}

export const IN_TIMES: CountUnit = { none: 'never', of: (count) => (count === 1 ? 'once' : `${count} times`) };

/** What holds where nothing is written. */
export const AT_LEAST_ONCE: Times = {
  takes: (count) => count > 0,
  most: undefined,
  words: (unit) => `at least ${unit.of(1)}`,
};

/** Of a whole number from 0 on or a map of matchers: that much the shape checks have seen. Undefined when a problem was reported. */
export function compileTimes(value: Json, place: Place, report: Report): Times | undefined {
  if (!isJsonObject(value)) return plainTimes(Number(value));
  // What was wrong in it was told with its shape.
  if (Object.keys(value).length === 0) return undefined;
  const matcher = compileMatcher(value, place, { report, template: (_, at) => refuseTemplate(at, report) });
  const times = matcher && matcherTimes(value, matcher);
  if (matcher && !times) {
    report(place.problem('bad-matcher', `no number of times matches ${shorten(value)}`, { hint: SAY_IT }));
  }
  return times;
}

function plainTimes(expected: number): Times {
  return { takes: (count) => count === expected, most: expected, words: (unit) => plainWords(expected, unit) };
}

/** Undefined where no number is taken. */
function matcherTimes(spec: JsonObject, matcher: Matcher): Times | undefined {
  const takes = (count: number): boolean => matcher.matches(count, {}, NO_RUNTIME);
  // A matcher over numbers changes its mind only at the numbers that are written in it.
  const turns = [0, ...numbersIn(spec).flatMap((number) => [-1, 0, 1].map((step) => Math.floor(number) + step))];
  const taken = turns.filter((count) => count >= 0 && takes(count));
  const isOpen = takes(Math.max(...turns) + 1);
  if (!isOpen && taken.length === 0) return undefined;
  return { takes, most: isOpen ? undefined : Math.max(...taken), words: (unit) => matcherWords(spec, unit) };
}

const SAY_IT = 'write a number such as 1, or { $gte: 1 }';

/** The matchers of a number ask for none of it. */
const NO_RUNTIME: Runtime = { now: 0, random: createRandom(0), locale: 'en', nextCount: () => 0 };

function refuseTemplate(place: Place, report: Report): undefined {
  const message = 'expressions are not evaluated in "times"';
  report(place.problem('wrong-value', message, { hint: SAY_IT }));
  return undefined;
}

function numbersIn(value: Json): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

function plainWords(count: number, unit: CountUnit): string {
  return count === 0 ? unit.none : unit.of(count);
}

function matcherWords(spec: JsonObject, unit: CountUnit): string {
  const words = Object.entries(spec).map(([name, argument]) => operatorWords(name, argument, unit));
  return words.join(' and ');
}

function operatorWords(name: string, argument: Json, unit: CountUnit): string {
  if (typeof argument === 'number') {
    switch (name) {
      case '$eq':
        return plainWords(argument, unit);
      case '$gte':
        return `at least ${unit.of(argument)}`;
      case '$gt':
        return `more than ${unit.of(argument)}`;
      case '$lte':
        return argument === 0 ? unit.none : `at most ${unit.of(argument)}`;
      case '$lt':
        return argument === 1 ? unit.none : `less than ${unit.of(argument)}`;
      case '$ne':
        return `not ${unit.of(argument)}`;
    }
  }
  if (name === '$in' && Array.isArray(argument)) {
    return argument.map((count) => plainWords(Number(count), unit)).join(' or ');
  }
  return `${unit.of(2).replace('2', 'a number of')} that matches ${shorten({ [name]: argument })}`;
}

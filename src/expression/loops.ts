/** What `map`, `filter`, `all`, `exists` and `exists_one` do with the items of a list. */

import type { Runtime, Scope } from '../core/runtime.ts';
import { type Conversion, conversionAround } from './conversion.ts';
import { Failure } from './failure.ts';
import { isTrue } from './operators.ts';
import type { Local, Run, Term } from './term.ts';
import { type StaticType, TYPE_WORDS, typeOf } from './values.ts';

interface Loop {
  /** The type of what it gives for a list. */
  readonly type: StaticType;
  /** How many expressions may stand behind the variable. */
  readonly mostBodies: number;
  /** What it gives is made of: the values worked out, items of the list as they are, or neither. */
  readonly gives: 'values' | 'items' | 'truth';
  build(body: LoopBody): Step;
}

/** What is worked out for each item, once it is in the cell of the macro's variable. */
interface LoopBody {
  readonly local: Local;
  /** Always true for `map(x, value)`. */
  test(scope: Scope, runtime: Runtime): boolean;
  readonly value: Run;
}

type Step = (items: readonly unknown[], scope: Scope, runtime: Runtime) => unknown;

export const LOOPS: ReadonlyMap<string, Loop> = new Map<string, Loop>([
  ['map', { type: 'list', mostBodies: 2, gives: 'values', build: buildMap }],
  ['filter', { type: 'list', mostBodies: 1, gives: 'items', build: buildFilter }],
  ['all', { type: 'bool', mostBodies: 1, gives: 'truth', build: (body) => buildQuantifier(body, { decisive: false }) }],
  [
    'exists',
    { type: 'bool', mostBodies: 1, gives: 'truth', build: (body) => buildQuantifier(body, { decisive: true }) },
  ],
  ['exists_one', { type: 'bool', mostBodies: 1, gives: 'truth', build: buildExistsOne }],
]);

/** Of what a loop gives, from the list and the value that is worked out for each item. */
export function loopConversion({ gives }: Loop, list: Term, value: Term): Conversion {
  if (gives === 'truth') return 'none';
  return gives === 'items' ? list.conversion : conversionAround([value]);
}

interface WrittenLoop {
  readonly name: string;
  readonly loop: Loop;
  readonly list: Run;
  readonly local: Local;
  /** What stands behind the variable: a condition, a value, or one after the other. */
  readonly bodies: readonly Run[];
}

/** Goes over a list or the keys of a map; null gives null. */
export function loopRun({ name, loop, list, local, bodies }: WrittenLoop): Run {
  const condition = name === 'map' ? (bodies.length === 2 ? bodies[0] : undefined) : bodies[0];
  const step = loop.build({
    local,
    test: condition ? (scope, runtime) => isTrue(condition(scope, runtime), `"${name}"`) : () => true,
    value: bodies.at(-1) ?? (() => null),
  });
  return (scope, runtime) => {
    const items = itemsOf(list(scope, runtime), name);
    if (items === null) return null;
    const outer = local.value;
    try {
      return step(items, scope, runtime);
    } finally {
      local.value = outer;
    }
  };
}

export function cannotLoop(name: string, type: StaticType): string {
  return `"${name}" goes over a list or the keys of a map, not over ${TYPE_WORDS[type]}`;
}

function itemsOf(value: unknown, name: string): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  const type = typeOf(value);
  if (type === 'null') return null;
  if (type === 'map') return Object.keys(value as object);
  throw new Failure(cannotLoop(name, type));
}

function buildMap({ local, test, value }: LoopBody): Step {
  return (items, scope, runtime) => {
    const results: unknown[] = [];
    for (const item of items) {
      local.value = item;
      if (test(scope, runtime)) results.push(value(scope, runtime));
    }
    return results;
  };
}

function buildFilter({ local, test }: LoopBody): Step {
  return (items, scope, runtime) =>
    items.filter((item) => {
      local.value = item;
      return test(scope, runtime);
    });
}

/** `all` and `exists` are `&&` and `||` over the items: one that fails decides nothing when another one decides. */
function buildQuantifier({ local, test }: LoopBody, { decisive }: { readonly decisive: boolean }): Step {
  return (items, scope, runtime) => {
    let failure: Failure | undefined;
    for (const item of items) {
      local.value = item;
      try {
        if (test(scope, runtime) === decisive) return decisive;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failure ??= error;
      }
    }
    if (failure) throw failure;
    return !decisive;
  };
}

function buildExistsOne({ local, test }: LoopBody): Step {
  return (items, scope, runtime) => {
    let count = 0;
    for (const item of items) {
      local.value = item;
      if (test(scope, runtime)) count++;
    }
    return count === 1;
  };
}

/** What a function of the expression language is: its parameters, its documentation and what it does. */

import type { Runtime } from '../../core/runtime.ts';
import { Failure } from '../failure.ts';
import type { Constant } from '../term.ts';
import { type StaticType, TYPE_WORDS, typeOf, type ValueType } from '../values.ts';

export interface Parameter {
  readonly name: string;
  /** The types it takes; absent for any. */
  readonly types?: readonly ValueType[];
  readonly isOptional?: boolean;
  /** The last parameter, taken any number of times. */
  readonly isRest?: boolean;
  /** Must be written out: never taken from a request. */
  readonly isLiteral?: boolean;
}

export type Call = (args: readonly unknown[], runtime: Runtime) => unknown;

export interface FunctionSpec {
  readonly name: string;
  /** `function`: `f(x, y)`; `method`: `x.f(y)`; `both`. The first parameter is what a method is called on. */
  readonly form: 'function' | 'method' | 'both';
  readonly parameters: readonly Parameter[];
  /** A list, a map or `any`: no time, duration or bytes is in it but those of the arguments. */
  readonly returns: StaticType;
  readonly summary: string;
  readonly example: string;
  /** JSON of what the example gives, where that does not change. */
  readonly result?: string;
  /** Gives something else each time, or depends on the request: never done at load. */
  readonly varies?: boolean;
  /** Gets null too; everything else gives null for null ("what is not there is null"). */
  readonly takesNull?: boolean;
  /** Done once at load with the arguments that are literal: gives a faster call, or throws the Failure that is the problem. */
  prepare?(constants: readonly (Constant | undefined)[]): Call | undefined;
  readonly call: Call;
}

/** `random(low: number, high: number): number`, `text.contains(part: text): bool`. */
export function signatureOf(spec: FunctionSpec): string {
  const [receiver, ...others] = spec.parameters;
  const isMethod = spec.form === 'method' && receiver;
  const written = (isMethod ? others : spec.parameters).map(
    ({ name, types, isOptional, isRest }) =>
      `${name}${isOptional ? '?' : ''}: ${types?.join(' | ') ?? 'any'}${isRest ? ', …' : ''}`,
  );
  return `${isMethod ? `${receiver.types?.join(' | ') ?? 'any'}.` : ''}${spec.name}(${written.join(', ')}): ${spec.returns}`;
}

/** The parameter that takes the argument at an index, or undefined when there is none. */
export function parameterAt(spec: FunctionSpec, index: number): Parameter | undefined {
  const last = spec.parameters.at(-1);
  return spec.parameters[index] ?? (last?.isRest ? last : undefined);
}

/** Throws a Failure when a value is not what its parameter takes; null is the caller's business. */
export function checkArgument(spec: FunctionSpec, index: number, type: StaticType): void {
  const types = parameterAt(spec, index)?.types;
  if (!types || type === 'any' || type === 'null' || types.includes(type)) return;
  const wanted = types.map((each) => TYPE_WORDS[each]).join(' or ');
  throw new Failure(`${spec.name} takes ${wanted}, not ${TYPE_WORDS[type]}: ${signatureOf(spec)}`, {
    code: 'wrong-arguments',
    argument: index,
  });
}

/** A call that checks its arguments first, and gives null for null where that is the rule. */
export function guardedCall(spec: FunctionSpec, call: Call): Call {
  return (args, runtime) => {
    for (let index = 0; index < args.length; index++) {
      const value = args[index];
      if (value === null) {
        if (spec.takesNull) continue;
        if (!parameterAt(spec, index)?.isOptional) return null;
      } else checkArgument(spec, index, typeOf(value));
    }
    return call(args, runtime);
  };
}

/** Calls: the function is looked up, its arguments are checked as far as they are known, literal ones are used at load. */

import { didYouMean } from '../core/nearest.ts';
import { conversionOf, widest } from './conversion.ts';
import { Failure } from './failure.ts';
import {
  type Call,
  checkArgument,
  type FunctionSpec,
  guardedCall,
  parameterAt,
  signatureOf,
} from './functions/function-spec.ts';
import { FUNCTIONS } from './functions/function-table.ts';
import { MACROS } from './macros.ts';
import type { ASTNode, Range } from './parse.ts';
import { type Compilation, foldedTerm, openTerm, type Run, type Term, UNKNOWN_TERM } from './term.ts';

/** A call as it is written: `f(x)` or `x.f()`, the receiver being the first argument. */
interface WrittenCall {
  readonly name: string;
  readonly isMethod: boolean;
  readonly args: readonly ASTNode[];
  readonly range: Range;
}

export function compileCall(written: WrittenCall, compilation: Compilation): Term {
  const { name, args, range } = written;
  const spec = FUNCTIONS.get(name);
  if (!spec) {
    const nameRange = written.isMethod ? methodRange(written) : { start: range.start, end: range.start + name.length };
    compilation.fault('unknown-function', `there is no function "${name}"`, nameRange, functionHint(name));
    return UNKNOWN_TERM;
  }
  const terms = args.map((arg) => compilation.term(arg));
  const shapeFault = checkShape(spec, written);
  if (shapeFault !== undefined) {
    compilation.fault('wrong-arguments', shapeFault, range, `write ${signatureOf(spec)}`);
    return UNKNOWN_TERM;
  }
  try {
    terms.forEach((term, index) => {
      checkArgument(spec, index, term.type);
      if (parameterAt(spec, index)?.isLiteral && !term.constant) throw notLiteral(spec, index);
    });
    const prepared = spec.prepare?.(terms.map((term) => term.constant));
    return callTerm(compilation, written, { spec, terms, call: guardedCall(spec, prepared ?? spec.call) });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const at = error.argument === undefined ? range : (args[error.argument] ?? range);
    compilation.fault(error.code ?? 'wrong-arguments', error.message, at, error.hint);
    return UNKNOWN_TERM;
  }
}

interface ResolvedCall {
  readonly spec: FunctionSpec;
  readonly terms: readonly Term[];
  readonly call: Call;
}

function callTerm(compilation: Compilation, { range }: WrittenCall, { spec, terms, call }: ResolvedCall): Term {
  const mayBeNull = !spec.takesNull && terms.some((term) => term.type === 'any' || term.type === 'null');
  const type = mayBeNull ? 'any' : spec.returns;
  const own = conversionOf(spec.returns);
  const term = openTerm(runOf(terms, call), type, { conversion: own === 'deep' ? widest(terms) : own });
  return spec.varies ? term : foldedTerm(compilation, terms, term, { range, code: 'wrong-arguments' });
}

function runOf(terms: readonly Term[], call: Call): Run {
  const runs = terms.map((term) => term.run);
  const [first, second] = runs;
  if (!first) return (_scope, runtime) => call([], runtime);
  if (!second) return (scope, runtime) => call([first(scope, runtime)], runtime);
  return (scope, runtime) => {
    const values: unknown[] = [];
    for (const run of runs) values.push(run(scope, runtime));
    return call(values, runtime);
  };
}

function checkShape(spec: FunctionSpec, { name, isMethod, args }: WrittenCall): string | undefined {
  if (isMethod && spec.form === 'function') return `"${name}" is a function, not a method`;
  if (!isMethod && spec.form === 'method') return `"${name}" is a method, not a function`;
  const least = spec.parameters.filter((parameter) => !parameter.isOptional).length;
  const most = spec.parameters.at(-1)?.isRest ? Number.POSITIVE_INFINITY : spec.parameters.length;
  if (args.length >= least && args.length <= most) return undefined;
  const hidden = isMethod ? 1 : 0;
  const wanted = countWords(least - hidden, most - hidden);
  return `"${name}" takes ${wanted}, not ${args.length - hidden}`;
}

function countWords(least: number, most: number): string {
  if (least === most) return `${least} ${least === 1 ? 'argument' : 'arguments'}`;
  if (Number.isFinite(most)) return `${least} to ${most} arguments`;
  return `at least ${least} ${least === 1 ? 'argument' : 'arguments'}`;
}

function notLiteral(spec: FunctionSpec, index: number): Failure {
  const parameter = parameterAt(spec, index)?.name;
  return new Failure(`the ${parameter} of "${spec.name}" must be written out, never taken from a request`, {
    code: spec.name === 'matches' ? 'bad-pattern' : 'wrong-arguments',
    argument: index,
  });
}

/** What the functions are called elsewhere. */
const FOREIGN: Readonly<Record<string, string>> = {
  toUpperCase: 'upper',
  toLowerCase: 'lower',
  toString: 'string',
  str: 'string',
  len: 'size',
  length: 'size',
  count: 'size',
  includes: 'contains',
  some: 'exists',
  every: 'all',
  any: 'exists',
  find: 'filter',
  strip: 'trim',
  default: 'coalesce',
  randint: 'random',
  choice: 'pick',
  concat: '+',
  parseInt: 'int',
  stringify: 'json',
  dumps: 'json',
  strftime: 'format',
  replaceAll: 'replace',
};

function functionHint(name: string): string | undefined {
  const foreign = Object.hasOwn(FOREIGN, name) ? FOREIGN[name] : undefined;
  if (foreign !== undefined) return `here it is "${foreign}"`;
  return didYouMean(name, [...FUNCTIONS.keys(), ...MACROS.map((macro) => macro.name)]);
}

/** Where the name of a method stands: behind the receiver and its dot. */
function methodRange({ name, args: [receiver], range }: WrittenCall): Range {
  const from = receiver?.end ?? range.start;
  const at = receiver?.input.indexOf(name, from) ?? -1;
  return at < 0 ? range : { start: at, end: at + name.length };
}

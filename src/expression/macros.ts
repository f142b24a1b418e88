/** CEL's macros: `has`, `map`, `filter`, `all`, `exists`, `exists_one` and `cel.bind`. */

import { ANYTHING } from '../core/names.ts';
import { rootName } from './access.ts';
import { conversionInside } from './conversion.ts';
import { cannotLoop, LOOPS, loopConversion, loopRun } from './loops.ts';
import type { ASTNode } from './parse.ts';
import { type Compilation, type Local, openTerm, type Run, type Term, UNKNOWN_TERM } from './term.ts';

/** A macro as it stands in documentation. */
interface MacroInfo {
  readonly name: string;
  readonly signature: string;
  readonly summary: string;
  readonly example: string;
  readonly result?: string;
}

export const MACROS: readonly MacroInfo[] = [
  {
    name: 'has',
    signature: 'has(x.y): bool',
    summary: 'true when it is there and not null',
    example: 'has({"a": 1}.a)',
    result: 'true',
  },
  {
    name: 'map',
    signature: 'list.map(x, value): list, or list.map(x, condition, value): list',
    summary: 'the value for each item (for which the condition is true)',
    example: '[1, 2].map(x, x * 10)',
    result: '[10,20]',
  },
  {
    name: 'filter',
    signature: 'list.filter(x, condition): list',
    summary: 'the items for which the condition is true',
    example: '[1, 2, 3].filter(x, x > 1)',
    result: '[2,3]',
  },
  {
    name: 'all',
    signature: 'list.all(x, condition): bool',
    summary: 'whether the condition is true for every item',
    example: '[1, 2].all(x, x > 0)',
    result: 'true',
  },
  {
    name: 'exists',
    signature: 'list.exists(x, condition): bool',
    summary: 'whether the condition is true for an item',
    example: '[1, 2].exists(x, x == 2)',
    result: 'true',
  },
  {
    name: 'exists_one',
    signature: 'list.exists_one(x, condition): bool',
    summary: 'whether the condition is true for exactly one item',
    example: '[1, 2].exists_one(x, x > 0)',
    result: 'false',
  },
  {
    name: 'bind',
    // As in every signature of the reference, `any` is a value of whatever type: here that of `result`.
    signature: 'cel.bind(x, value, result): any',
    summary: 'gives a value a name, to use it more than once',
    example: 'cel.bind(x, 2 + 3, x * x)',
    result: '25',
  },
];

/** Longest literal list that a nested macro may go over without a word. */
const SMALL_LIST = 100;

/** `has(a.b)`. */
export function compileHas(node: Extract<ASTNode, { op: 'call' }>, compilation: Compilation): Term {
  const [argument] = node.args[1];
  if (node.args[1].length !== 1 || !argument || !['.', '[]', 'id'].includes(argument.op)) {
    compilation.fault('wrong-arguments', 'has takes one name or member: has(body.name)', node);
    return UNKNOWN_TERM;
  }
  const { run } = compilation.term(argument);
  return openTerm((scope, runtime) => run(scope, runtime) !== null, 'bool');
}

/** A macro that goes over a list, or undefined when the call is none. A map gives its keys, null gives null. */
export function compileLoop(node: Extract<ASTNode, { op: 'rcall' }>, compilation: Compilation): Term | undefined {
  const [name, receiver, args] = node.args;
  if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel') return compileBind(node, compilation);
  const loop = LOOPS.get(name);
  if (!loop) return undefined;
  const [variable, ...bodies] = args;
  if (variable?.op !== 'id' || bodies.length < 1 || bodies.length > loop.mostBodies) {
    const { signature = name } = MACROS.find((macro) => macro.name === name) ?? {};
    compilation.fault('wrong-arguments', `${name} is written ${signature}`, node);
    return UNKNOWN_TERM;
  }
  const list = compilation.term(receiver);
  if (!['any', 'null', 'list', 'map'].includes(list.type)) {
    compilation.fault('expression-type', cannotLoop(name, list.type), receiver);
    return UNKNOWN_TERM;
  }
  const isOpen = !isSmall(list);
  if (isOpen && compilation.openLoops > 0 && !isPartOfItem(receiver, compilation)) {
    compilation.fault('nested-map', `"${name}" goes over a whole list for each item of another`, node);
  }
  const local: Local = { value: null, known: list.known.items ?? ANYTHING, conversion: conversionInside(list) };
  const inner = compilation.inside(
    new Map([...compilation.locals, [variable.args, local]]),
    compilation.openLoops + (isOpen ? 1 : 0),
  );
  const terms = bodies.map((body) => inner.term(body));
  const run = loopRun({ name, loop, list: list.run, local, bodies: terms.map((term) => term.run) });
  return openTerm(run, list.type === 'list' ? loop.type : 'any', {
    conversion: loopConversion(loop, list, terms.at(-1) ?? UNKNOWN_TERM),
  });
}

function compileBind(node: Extract<ASTNode, { op: 'rcall' }>, compilation: Compilation): Term {
  const [variable, bound, body] = node.args[2];
  if (variable?.op !== 'id' || !bound || !body || node.args[2].length !== 3) {
    compilation.fault('wrong-arguments', 'cel.bind is written cel.bind(x, value, result)', node);
    return UNKNOWN_TERM;
  }
  const value = compilation.term(bound);
  const local: Local = { value: null, known: value.known, conversion: value.conversion };
  const inner = compilation.inside(new Map([...compilation.locals, [variable.args, local]]), compilation.openLoops);
  const result = inner.term(body);
  return openTerm(bindRun(local, value.run, result.run), result.type, result);
}

function bindRun(local: Local, value: Run, result: Run): Run {
  return (scope, runtime) => {
    const outer = local.value;
    local.value = value(scope, runtime);
    try {
      return result(scope, runtime);
    } finally {
      local.value = outer;
    }
  };
}

function isSmall(list: Term): boolean {
  const value = list.constant?.value;
  return list.constant !== undefined && (!Array.isArray(value) || value.length <= SMALL_LIST);
}

/** A list inside the outer item: all of them together are no more than the data. */
function isPartOfItem(receiver: ASTNode, compilation: Compilation): boolean {
  const root = rootName(receiver);
  return root !== undefined && compilation.locals.has(root);
}

/** CEL's syntax tree → one function: null-safe, with JSON numbers, everything that needs no request done at load. */

import { ANYTHING } from '../core/names.ts';
import { compileItem, compileMember, compileName } from './access.ts';
import { compileCall } from './calls.ts';
import { conversionAround, widest } from './conversion.ts';
import { Failure } from './failure.ts';
import { compileHas, compileLoop } from './macros.ts';
import { ARITHMETIC, add, isIn, isTrue, negate, ORDER, resultType } from './operators.ts';
import type { ASTNode } from './parse.ts';
import { type Compilation, constantTerm, foldedTerm, openTerm, type Run, type Term, UNKNOWN_TERM } from './term.ts';
import { isMistakenType } from './type-names.ts';
import { isEqual, keyOf, type StaticType, setOwn, TYPE_WORDS, toText } from './values.ts';

/** Reports every fault of the tree and its parts, and goes on. */
export function compileNode(node: ASTNode, compilation: Compilation): Term {
  switch (node.op) {
    case 'value':
      return compileLiteral(node, compilation);
    case 'id':
      return compileName(node, compilation);
    case '.':
    case '.?':
      return compileMember(node, compilation);
    case '[]':
    case '[?]':
      return compileItem(node, compilation);
    case 'call': {
      const [name, args] = node.args;
      if (name === 'has') return compileHas(node, compilation);
      return compileCall({ name, isMethod: false, args, range: node }, compilation);
    }
    case 'rcall': {
      const [name, receiver, args] = node.args;
      const loop = compileLoop(node, compilation);
      return loop ?? compileCall({ name, isMethod: true, args: [receiver, ...args], range: node }, compilation);
    }
    case 'list':
      return compileList(node, compilation);
    case 'map':
      return compileMap(node, compilation);
    case '?:':
      return compileChoice(node, compilation);
    case '&&':
    case '||':
      return compileLogic(node, compilation);
    case '!_': {
      const term = compileCondition(node.args, '"!"', compilation);
      const { run } = term;
      const not: Run = (scope, runtime) => !isTrue(run(scope, runtime), '"!"');
      return foldedTerm(compilation, [term], openTerm(not, 'bool'), { range: node, code: 'expression-type' });
    }
    case '-_':
      return compileNegation(node, compilation);
    case '==':
    case '!=':
      return compileEquality(node, compilation);
    case 'in':
      return compileIn(node, compilation);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileOrder(node, compilation);
    default:
      return compileArithmetic(node, compilation);
  }
}

type NodeOf<Op extends ASTNode['op']> = Extract<ASTNode, { op: Op }>;

/** Numbers of every kind are JSON numbers. */
function compileLiteral(node: NodeOf<'value'>, compilation: Compilation): Term {
  const value = node.args;
  if (typeof value === 'bigint') {
    if (Number.isFinite(Number(value))) return constantTerm(Number(value));
    compilation.fault('expression-type', 'a number that JSON does not have', node);
    return UNKNOWN_TERM;
  }
  if (typeof value === 'string' && /^\$\{.*\}$/s.test(value)) {
    const hint = `write it without quotes, "\${" and "}": ${value.slice(2, -1).trim()}`;
    compilation.fault('expression-wrapped', 'inside an expression "${…}" is plain text', node, hint);
  }
  if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return constantTerm(value);
  return constantTerm(Number(value.valueOf()));
}

function compileList(node: NodeOf<'list'>, compilation: Compilation): Term {
  const items = node.args.map((item) => compilation.term(item));
  const list = openTerm(listRun(items.map((item) => item.run)), 'list', { conversion: conversionAround(items) });
  return foldedTerm(compilation, items, list, { range: node, code: 'expression-type' });
}

function compileMap(node: NodeOf<'map'>, compilation: Compilation): Term {
  const seen = new Set<string>();
  const entries = node.args.map(([keyNode, valueNode]) => {
    const key = compilation.term(keyNode);
    const name = key.constant ? toText(key.constant.value) : undefined;
    if (name !== undefined && seen.has(name)) {
      compilation.fault('duplicate-key', `the key "${name}" is written twice in this map`, keyNode);
    }
    if (name !== undefined) seen.add(name);
    return { key, value: compilation.term(valueNode) };
  });
  const runs = entries.map(({ key, value }) => ({ key: key.run, value: value.run }));
  const map = openTerm(mapRun(runs), 'map', { conversion: conversionAround(entries.map(({ value }) => value)) });
  const parts = entries.flatMap(({ key, value }) => [key, value]);
  return foldedTerm(compilation, parts, map, { range: node, code: 'expression-type' });
}

// In functions of their own: a closure keeps all that the closures beside it use, such as the syntax tree.

function listRun(items: readonly Run[]): Run {
  return (scope, runtime) => items.map((item) => item(scope, runtime));
}

function mapRun(entries: readonly { readonly key: Run; readonly value: Run }[]): Run {
  return (scope, runtime) => {
    const map: Record<string, unknown> = {};
    for (const { key, value } of entries) setOwn(map, writtenKey(key(scope, runtime)), value(scope, runtime));
    return map;
  };
}

function writtenKey(value: unknown): string {
  const key = keyOf(value);
  if (key === undefined) throw new Failure('a key of a map is text, a number or true or false');
  return key;
}

function compileChoice(node: NodeOf<'?:'>, compilation: Compilation): Term {
  const [condition, consequent, alternative] = node.args;
  const { run: choose } = compileCondition(condition, '"?"', compilation);
  const yes = compilation.term(consequent);
  const no = compilation.term(alternative);
  const type: StaticType = yes.type === no.type ? yes.type : 'any';
  return openTerm(
    (scope, runtime) => (isTrue(choose(scope, runtime), '"?"') ? yes.run(scope, runtime) : no.run(scope, runtime)),
    type,
    { known: yes.known === no.known ? yes.known : ANYTHING, conversion: widest([yes, no]) },
  );
}

/** Whichever side decides wins, even when the other one fails (CEL's specification, "Logical Operators"). */
function compileLogic(node: NodeOf<'&&'> | NodeOf<'||'>, compilation: Compilation): Term {
  const asker = `"${node.op}"`;
  const decisive = node.op === '||';
  const { run: left } = compileCondition(node.args[0], asker, compilation);
  const { run: right } = compileCondition(node.args[1], asker, compilation);
  return openTerm((scope, runtime) => {
    try {
      if (isTrue(left(scope, runtime), asker) === decisive) return decisive;
    } catch (error) {
      if (error instanceof Failure && isTrue(right(scope, runtime), asker) === decisive) return decisive;
      throw error;
    }
    return isTrue(right(scope, runtime), asker);
  }, 'bool');
}

/** A part that must be true or false (or null, which is false). */
function compileCondition(node: ASTNode, asker: string, compilation: Compilation): Term {
  const term = compilation.term(node);
  if (term.type === 'any' || term.type === 'bool' || term.type === 'null') return term;
  compilation.fault('expression-type', `${asker} takes true or false, not ${TYPE_WORDS[term.type]}`, node);
  return UNKNOWN_TERM;
}

function compileNegation(node: NodeOf<'-_'>, compilation: Compilation): Term {
  const term = compilation.term(node.args);
  if (possibleType(node, compilation, () => resultType(negate, term.type, term.type)) === undefined)
    return UNKNOWN_TERM;
  const { run } = term;
  const negated = openTerm((scope, runtime) => negate(run(scope, runtime)), term.type, { conversion: 'whole' });
  return foldedTerm(compilation, [term], negated, { range: node, code: 'expression-type' });
}

function compileEquality(node: NodeOf<'=='> | NodeOf<'!='>, compilation: Compilation): Term {
  if (isMistakenType(node, compilation)) return UNKNOWN_TERM;
  const left = compilation.term(node.args[0]);
  const right = compilation.term(node.args[1]);
  if (![left.type, right.type].some((type) => type === 'any' || type === 'null') && left.type !== right.type) {
    const message = `${TYPE_WORDS[left.type]} never equals ${TYPE_WORDS[right.type]}`;
    compilation.fault('expression-type', message, node);
    return UNKNOWN_TERM;
  }
  const wanted = node.op === '==';
  const a = left.run;
  const b = right.run;
  const run: Run = (scope, runtime) => isEqual(a(scope, runtime), b(scope, runtime)) === wanted;
  return foldedTerm(compilation, [left, right], openTerm(run, 'bool'), { range: node, code: 'expression-type' });
}

function compileIn(node: NodeOf<'in'>, compilation: Compilation): Term {
  const left = compilation.term(node.args[0]);
  const right = compilation.term(node.args[1]);
  if (possibleType(node, compilation, () => resultType(isIn, 'text', right.type)) === undefined) return UNKNOWN_TERM;
  const value = left.run;
  const container = right.run;
  const run: Run = (scope, runtime) => isIn(value(scope, runtime), container(scope, runtime));
  return foldedTerm(compilation, [left, right], openTerm(run, 'bool'), { range: node, code: 'expression-type' });
}

function compileOrder(node: NodeOf<'<' | '<=' | '>' | '>='>, compilation: Compilation): Term {
  const left = compilation.term(node.args[0]);
  const right = compilation.term(node.args[1]);
  const compare = ORDER[node.op];
  if (possibleType(node, compilation, () => resultType(compare, left.type, right.type)) === undefined)
    return UNKNOWN_TERM;
  const a = left.run;
  const b = right.run;
  const run: Run = (scope, runtime) => compare(a(scope, runtime), b(scope, runtime));
  return foldedTerm(compilation, [left, right], openTerm(run, 'bool'), { range: node, code: 'expression-type' });
}

function compileArithmetic(node: NodeOf<'+' | '-' | '*' | '/' | '%'>, compilation: Compilation): Term {
  if (isHyphenatedName(node, compilation)) return UNKNOWN_TERM;
  const left = compilation.term(node.args[0]);
  const right = compilation.term(node.args[1]);
  const operate = ARITHMETIC[node.op];
  const type = possibleType(node, compilation, () => resultType(operate, left.type, right.type));
  if (type === undefined) return UNKNOWN_TERM;
  const a = left.run;
  const b = right.run;
  const run: Run =
    operate === add
      ? (scope, runtime) => {
          const x = a(scope, runtime);
          const y = b(scope, runtime);
          return typeof x === 'number' && typeof y === 'number' ? x + y : add(x, y);
        }
      : (scope, runtime) => operate(a(scope, runtime), b(scope, runtime));
  // `any` may be a list of both operands' items, or a number beyond the range of doubles: Infinity is null in JSON
  const conversion = type === 'text' ? 'none' : widest([left, right, { conversion: 'whole' }]);
  const term = openTerm(run, type, { conversion });
  return foldedTerm(compilation, [left, right], term, { range: node, code: 'expression-type' });
}

/** The type of an operation's result; undefined, and told, when it fails for every value of its operands' types. */
function possibleType(node: ASTNode, compilation: Compilation, typeOfResult: () => StaticType): StaticType | undefined {
  try {
    return typeOfResult();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    compilation.fault(error.code ?? 'expression-type', error.message, node, error.hint);
    return undefined;
  }
}

/** `header.x-token` reads as a subtraction of a name that does not exist; true when that was meant, and told. */
function isHyphenatedName(node: NodeOf<'+' | '-' | '*' | '/' | '%'>, compilation: Compilation): boolean {
  const [, right] = node.args;
  if (node.op !== '-' || right.op !== 'id') return false;
  if (compilation.names.has(right.args) || compilation.locals.has(right.args)) return false;
  const match = /^([\w.[\]"']+)\.(\w+(?:-\w+)+)$/.exec(node.input.slice(node.start, node.end));
  const [, owner = '', name = ''] = match ?? [];
  if (!match) return false;
  const range = { start: node.end - name.length, end: node.end };
  compilation.fault('unknown-name', `"${name}" is read as a subtraction`, range, `write ${owner}["${name}"]`);
  return true;
}

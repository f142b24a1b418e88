/** Why a condition does not hold: its parts that are not true, and what their operands are. */

import { ExpressionError } from '../core/errors.ts';
import type { Place } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { shorten } from '../core/shorten.ts';
import type { ExpressionContext } from './context.ts';
import { compileAt } from './expression.ts';
import { type ASTNode, childrenOf, parseExpression } from './parse.ts';

/** A part that is not true: of `a == 1 && b < c` it is `a == 1`, `b < c` or each of them. */
export interface FalsePart {
  /** As written. */
  readonly text: string;
  /** Of `text` in the condition. */
  readonly offset: number;
  /** `==`, `<`, `in` …; undefined for a part that compares nothing. */
  readonly comparison: string | undefined;
  /** Those that have a value, in the order in which they are written. */
  readonly operands: readonly Operand[];
}

interface Operand {
  readonly text: string;
  readonly value: unknown;
  /** True of a number or a text that is written out. */
  readonly isLiteral: boolean;
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
const MAX_PARTS = 20;

/** Of a condition that compiles, asked where it does not hold; an expression is compiled anew, so it is for failures only. */
export function explainCondition(
  source: string,
  { place, names }: { readonly place: Place; readonly names: ExpressionContext['names'] },
  seen: { readonly scope: Scope; readonly runtime: Runtime },
): readonly FalsePart[] {
  const tree = parseExpression(source);
  if ('fault' in tree) return [];
  const evaluate = (node: ASTNode): unknown => {
    const { text, start } = spanOf(node, source);
    const expression = compileAt(text, place, { context: { names, report: () => {} }, span: { offset: start } });
    try {
      return expression?.evaluate(seen.scope, seen.runtime);
    } catch (error) {
      if (error instanceof ExpressionError) return undefined;
      throw error;
    }
  };
  const found: FalsePart[] = [];
  collect(tree, source, { evaluate, found });
  return found;
}

/** `body.name == saved.name is not true: body.name is "a", saved.name is "b"`. */
export function describeFalsePart({ text, operands }: FalsePart): string {
  const values = new Map(
    operands.filter(({ isLiteral }) => !isLiteral).map((operand) => [operand.text, operand.value]),
  );
  const told = [...values].map(([name, value]) => `${name} is ${shorten(value)}`);
  return `${text} is not true${told.length === 0 ? '' : `: ${told.join(', ')}`}`;
}

interface Search {
  evaluate(node: ASTNode): unknown;
  readonly found: FalsePart[];
}

function collect(node: ASTNode, source: string, search: Search): void {
  if (search.found.length >= MAX_PARTS || search.evaluate(node) === true) return;
  if (node.op === '&&' || node.op === '||') {
    for (const side of node.args) collect(side, source, search);
    return;
  }
  const isPlain = node.op === 'id' || node.op === '.' || node.op === '[]';
  const { text, start } = spanOf(node, source);
  search.found.push({
    text,
    offset: start,
    comparison: COMPARISONS.has(node.op) ? node.op : undefined,
    operands: (isPlain ? [node] : childrenOf(node)).flatMap((operand) => {
      const value = search.evaluate(operand);
      // The variable of a macro has no value here.
      return value === undefined ? [] : [{ text: spanOf(operand, source).text, value, isLiteral: isLiteral(operand) }];
    }),
  });
}

function isLiteral(node: ASTNode): boolean {
  if (node.op === 'value') return true;
  return ['list', 'map', '-_'].includes(node.op) && childrenOf(node).every(isLiteral);
}

interface Span {
  readonly text: string;
  readonly start: number;
}

/** The tree knows no parentheses: those that the node's own range cuts in two are taken in. */
function spanOf(node: ASTNode, source: string): Span {
  const { opened, closed } = unpaired(source.slice(node.start, node.end));
  let { start, end } = node;
  for (let left = closed; left > 0 && start > 0; left--) start = source.lastIndexOf('(', start - 1);
  for (let left = opened; left > 0; left--) end = source.indexOf(')', end) + 1 || source.length;
  const text = source.slice(Math.max(start, 0), end);
  return { text: text.trim(), start: Math.max(start, 0) + text.length - text.trimStart().length };
}

function unpaired(text: string): { readonly opened: number; readonly closed: number } {
  let opened = 0;
  let closed = 0;
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[()]/g)) {
    if (token === '(') opened++;
    else if (token === ')') opened > 0 ? opened-- : closed++;
  }
  return { opened, closed };
}

/** Expressions and conditions: CEL text → what evaluates it, or its problems. */

import { ExpressionError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { Origin } from '../core/origin.ts';
import type { Place } from '../core/problem.ts';
import { PROBLEM_CODES } from '../core/problem-codes.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import { compileNode } from './compile.ts';
import type { ExpressionContext } from './context.ts';
import { Failure } from './failure.ts';
import { isTrue } from './operators.ts';
import { parseExpression } from './parse.ts';
import type { Compilation, Local, Run, Term } from './term.ts';
import { TYPE_WORDS, toPlain, toPlainWhole } from './values.ts';

export interface Expression {
  /** The names that it reads, such as `query`; `query` and `body` of a route that declares neither are read raw. */
  readonly uses: ReadonlySet<string>;
  /** Where it is written: the place that a failure names. */
  readonly origin: Origin;
  /** The value, when no request can change it; undefined when one can. */
  readonly constant: Json | undefined;
  /**
   * The value as JSON has it: times are ISO 8601 text, what is not there is null. Not to be changed: it may be shared.
   * Throws ExpressionError when it fails for these values.
   */
  evaluate(scope: Scope, runtime: Runtime): unknown;
}

export interface Condition {
  readonly uses: ReadonlySet<string>;
  readonly origin: Origin;
  /** True or false when no request can change it. */
  readonly constant: boolean | undefined;
  /** True for true; false for false and null. Throws ExpressionError for anything else, and when it fails. */
  test(scope: Scope, runtime: Runtime): boolean;
}

/** Where in a place an expression stands, when it is not the whole of it. */
interface ExpressionSpan {
  /** Offset of the expression in the place's text. */
  readonly offset: number;
}

/** A bare expression; `${…}` around it is the problem `expression-wrapped`. Undefined when a problem was reported. */
export function compileExpression(source: string, place: Place, context: ExpressionContext): Expression | undefined {
  if (reportWrapped(source, place, context)) return undefined;
  return compileAt(source, place, { context, span: { offset: 0 } });
}

/** A bare expression that is true or false, as in `when:`. Undefined when a problem was reported. */
export function compileCondition(source: string, place: Place, context: ExpressionContext): Condition | undefined {
  if (reportWrapped(source, place, context)) return undefined;
  const compiled = compileTerm(source, place, { context, span: { offset: 0 } });
  if (!compiled) return undefined;
  const { term, origin, uses } = compiled;
  if (!['any', 'bool', 'null'].includes(term.type)) {
    const message = `a condition is true or false, this is ${TYPE_WORDS[term.type]}`;
    context.report(place.problem('expression-type', message, spanOf(source, 0)));
    return undefined;
  }
  const { run } = term;
  return {
    uses,
    origin,
    constant: term.constant ? term.constant.value === true : undefined,
    test(scope, runtime) {
      try {
        return isTrue(run(scope, runtime), 'a condition');
      } catch (error) {
        throw located(error, origin);
      }
    },
  };
}

interface ExpressionSite {
  readonly context: ExpressionContext;
  readonly span: ExpressionSpan;
}

/** An expression that is a part of its place's text: what stands inside `${…}`. */
export function compileAt(source: string, place: Place, site: ExpressionSite): Expression | undefined {
  const compiled = compileTerm(source, place, site);
  if (!compiled) return undefined;
  const { term, origin, uses } = compiled;
  const leave = leaving(term);
  return {
    uses,
    origin,
    constant: term.constant ? (toPlain(term.constant.value) as Json) : undefined,
    evaluate(scope, runtime) {
      try {
        return leave(scope, runtime);
      } catch (error) {
        throw located(error, origin);
      }
    },
  };
}

/** Gives the value as JSON. */
function leaving({ run, conversion }: Term): Run {
  if (conversion === 'none') return run;
  const convert = conversion === 'deep' ? toPlain : toPlainWhole;
  return (scope, runtime) => convert(run(scope, runtime));
}

interface Compiled {
  readonly term: Term;
  readonly origin: Origin;
  readonly uses: ReadonlySet<string>;
}

function compileTerm(source: string, place: Place, { context, span }: ExpressionSite): Compiled | undefined {
  const parsed = parseExpression(source);
  if ('fault' in parsed) {
    const { start, end, message, hint } = parsed.fault;
    const length = Math.max(1, end - start);
    context.report(place.problem('expression-syntax', message, { offset: span.offset + start, length, hint }));
    return undefined;
  }
  const uses = new Set<string>();
  let isFine = true;
  const within = (locals: ReadonlyMap<string, Local>, openLoops: number): Compilation => {
    const compilation: Compilation = {
      names: context.names,
      elsewhere: (name) => context.elsewhere?.(name),
      uses,
      locals,
      openLoops,
      term: (node) => compileNode(node, compilation),
      inside: within,
      fault(code, message, range, hint) {
        if (PROBLEM_CODES[code].severity === 'error') isFine = false;
        const length = Math.max(1, range.end - range.start);
        context.report(place.problem(code, message, { offset: span.offset + range.start, length, hint }));
      },
    };
    return compilation;
  };
  const term = within(new Map(), 0).term(parsed);
  if (!isFine) return undefined;
  return { term, uses, origin: place.origin(spanOf(source, span.offset)) };
}

function spanOf(source: string, offset: number): { readonly offset: number; readonly length: number } {
  const text = source.trim();
  return { offset: offset + source.indexOf(text), length: Math.max(1, text.length) };
}

function reportWrapped(source: string, place: Place, context: ExpressionContext): boolean {
  const text = source.trim();
  if (text.startsWith('{{')) {
    context.report(
      place.problem('mustache-template', '"{{ … }}" is not the template syntax', {
        ...spanOf(source, 0),
        hint: `here stands the expression alone: ${text.replace(/^\{\{\s*|\s*\}\}$/g, '')}`,
      }),
    );
    return true;
  }
  if (!text.startsWith('${')) return false;
  const inner = text.endsWith('}') ? text.slice(2, -1).trim() : '…';
  const hint = `drop the "\${" and the "}": ${inner}`;
  context.report(
    place.problem('expression-wrapped', 'this place takes an expression without "${…}"', {
      ...spanOf(source, 0),
      hint,
    }),
  );
  return true;
}

/** Failures get their place; a stack or a text that outgrew the engine is the expression's failure too. */
function located(error: unknown, origin: Origin): unknown {
  if (error instanceof Failure) {
    return new ExpressionError(error.hint === undefined ? error.message : `${error.message}; ${error.hint}`, origin);
  }
  if (error instanceof RangeError) return new ExpressionError(`the value is too large: ${error.message}`, origin);
  return error;
}

/** Texts with `${…}` in them: header values, messages, file names. */

import type { Place } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { ExpressionContext } from './context.ts';
import { compileAt, type Expression } from './expression.ts';
import { joined, joinPieces, type Piece } from './pieces.ts';
import { mayHoldExpression, type Segment, scan } from './scan.ts';
import { toText } from './values.ts';

export interface TextTemplate {
  readonly uses: ReadonlySet<string>;
  /** The text, when no request can change it. */
  readonly constant: string | undefined;
  /** The text; null is nothing, lists and maps are their JSON. Throws ExpressionError. */
  render(scope: Scope, runtime: Runtime): string;
}

/** A text that may hold `${…}`, such as a header's value. Undefined when a problem was reported. */
export function compileText(text: string, place: Place, context: ExpressionContext): TextTemplate | undefined {
  const build: Build = { context, uses: new Set(), isFine: true };
  const pieces = textPieces(text, () => place, build);
  if (!build.isFine) return undefined;
  const runs = joinPieces(pieces.map(textPiece));
  const [only = '', ...others] = runs;
  const constant = others.length === 0 && typeof only === 'string' ? only : undefined;
  return { uses: build.uses, constant, render: joined(runs) };
}

/**
 * The literal texts and the expressions of a text in turn, for whoever puts them together in a way of its own. Undefined
 * when a problem was reported.
 */
export function compileParts(
  text: string,
  place: Place,
  context: ExpressionContext,
): readonly (string | Expression)[] | undefined {
  const build: Build = { context, uses: new Set(), isFine: true };
  const parts = mayHoldExpression(text) ? compileSegments(text, place, build) : [text];
  return build.isFine ? parts : undefined;
}

/** One template while it is compiled. */
export interface Build {
  readonly context: ExpressionContext;
  readonly uses: Set<string>;
  isFine: boolean;
}

/** A value of the tree; its place is only worked out where a string needs it. */
export type PlaceOf = () => Place;

/** Literal text and expressions in turn; reports what is wrong with either. Only a whole `${…}` is left constant. */
export function textPieces(text: string, placeOf: PlaceOf, build: Build): readonly (string | Expression)[] {
  if (!mayHoldExpression(text)) return [text];
  const parts = compileSegments(text, placeOf(), build);
  return parts.length === 1 ? parts : joinPieces(parts.map(literalIfConstant));
}

function compileSegments(text: string, place: Place, build: Build): readonly (string | Expression)[] {
  const { segments, faults } = scan(text);
  for (const { code, message, ...options } of faults) {
    build.isFine = false;
    build.context.report(place.problem(code, message, options));
  }
  return segments.flatMap((segment) => compileSegment(segment, place, build) ?? []);
}

function compileSegment(segment: Segment, place: Place, build: Build): string | Expression | undefined {
  if (segment.kind === 'text') return segment.text;
  const expression = compileAt(segment.source, place, { context: build.context, span: { offset: segment.offset } });
  if (!expression) build.isFine = false;
  for (const name of expression?.uses ?? []) build.uses.add(name);
  return expression;
}

/** What writes a part of a text. */
export function textPiece(part: string | Expression): Piece {
  if (typeof part === 'string') return part;
  if (part.constant !== undefined) return toText(part.constant);
  return (scope, runtime) => toText(part.evaluate(scope, runtime));
}

function literalIfConstant(part: string | Expression): string | Expression {
  return typeof part === 'string' || part.constant === undefined ? part : toText(part.constant);
}

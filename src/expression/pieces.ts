/** What a template is, and the pieces it is joined from: literal text prepared at load, and what writes a value's text. */

import type { Json } from '../core/json.ts';
import type { Runtime, Scope } from '../core/runtime.ts';

export type Piece = string | ((scope: Scope, runtime: Runtime) => string);

export interface Template {
  /** The names that its expressions read. */
  readonly uses: ReadonlySet<string>;
  /** The value, when no request can change it (null is a value); undefined when one can. */
  readonly constant: Json | undefined;
  /** Literal JSON and, between, what writes the JSON of a value: `stringify` joins them. */
  readonly pieces: readonly Piece[];
  /** The value. Its literal parts are shared between requests: not to be changed. Throws ExpressionError. */
  render(scope: Scope, runtime: Runtime): unknown;
  /** The JSON text of `render()`, from the prepared pieces. Throws ExpressionError. */
  stringify(scope: Scope, runtime: Runtime): string;
}

/** Neighbouring literal pieces become one. */
export function joinPieces<Hole extends object>(pieces: readonly (string | Hole)[]): readonly (string | Hole)[] {
  const merged: (string | Hole)[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}

/** What joins the pieces. */
export function joined(pieces: readonly Piece[]): (scope: Scope, runtime: Runtime) => string {
  const [only = ''] = pieces;
  if (pieces.length <= 1) return typeof only === 'string' ? () => only : only;
  return (scope, runtime) => {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(scope, runtime);
    return text;
  };
}

/** The JSON of a value of an expression. */
export function jsonOf(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  return JSON.stringify(value) ?? 'null';
}

export function quote(text: string): string {
  return JSON.stringify(text);
}

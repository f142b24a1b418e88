/** YAML trees with `${…}` in their strings: literal parts become JSON once, at load. */

import type { Json } from '../core/json.ts';
import type { Place } from '../core/problem.ts';
import type { Runtime, Scope } from '../core/runtime.ts';
import type { ExpressionContext } from './context.ts';
import type { Expression } from './expression.ts';
import { joined, joinPieces, jsonOf, type Piece, quote, type Template } from './pieces.ts';
import { mayHoldExpression } from './scan.ts';
import type { Run } from './term.ts';
import { type Build, type PlaceOf, textPiece, textPieces } from './text.ts';
import { setOwn, toText } from './values.ts';

/** A tree whose strings may hold `${…}`; keys are literal. Undefined when a problem was reported. */
export function compileTemplate(value: Json, place: Place, context: ExpressionContext): Template | undefined {
  const build: Build = { context, uses: new Set(), isFine: true };
  const part = buildPart(value, () => place, build);
  if (!build.isFine) return undefined;
  const pieces = joinPieces(piecesOf(part));
  return {
    uses: build.uses,
    constant: part.constant,
    pieces,
    render: part.render,
    stringify: joined(pieces),
  };
}

interface Part {
  readonly constant: Json | undefined;
  readonly render: Run;
  /** Not asked of a constant part. */
  pieces(): readonly Piece[];
}

function buildPart(value: Json, placeOf: PlaceOf, build: Build): Part {
  if (typeof value === 'string')
    return mayHoldExpression(value) ? buildString(value, placeOf, build) : constantPart(value);
  if (typeof value !== 'object' || value === null) return constantPart(value);
  return Array.isArray(value)
    ? buildList(value, placeOf, build)
    : buildMap(value as { readonly [key: string]: Json }, placeOf, build);
}

function constantPart(value: Json): Part {
  return { constant: value, render: () => value, pieces: () => [JSON.stringify(value)] };
}

function piecesOf(part: Part): readonly Piece[] {
  return part.constant === undefined ? part.pieces() : [JSON.stringify(part.constant)];
}

function buildList(list: readonly Json[], placeOf: PlaceOf, build: Build): Part {
  const parts = list.map((item, index) => buildPart(item, () => placeOf().child(index), build));
  if (parts.every((part) => part.constant !== undefined)) {
    const values = parts.map((part) => part.constant ?? null);
    return constantPart(values.every((value, index) => value === list[index]) ? list : values);
  }
  const renders = parts.map((part) => part.render);
  return {
    constant: undefined,
    render: listRender(renders),
    pieces: () => [...parts.flatMap((part, index) => [index === 0 ? '[' : ',', ...piecesOf(part)]), ']'],
  };
}

function buildMap(map: { readonly [key: string]: Json }, placeOf: PlaceOf, build: Build): Part {
  const members = Object.entries(map).map(([key, value]) => ({
    key,
    value,
    part: buildPart(value, () => placeOf().child(key), build),
  }));
  if (members.every(({ part }) => part.constant !== undefined)) {
    if (members.every(({ part, value }) => part.constant === value)) return constantPart(map);
    const values: Record<string, Json> = {};
    for (const { key, part } of members) setOwn(values, key, part.constant ?? null);
    return constantPart(values);
  }
  const renders = members.map(({ key, part }) => ({ key, render: part.render }));
  return {
    constant: undefined,
    render: mapRender(renders),
    pieces: () => [
      ...members.flatMap(({ key, part }, index) => [
        `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`,
        ...piecesOf(part),
      ]),
      '}',
    ],
  };
}

// Made in functions of their own: a closure keeps all that the closures beside it use, here the whole position tree.

function listRender(renders: readonly Run[]): Run {
  return (scope, runtime) => renders.map((render) => render(scope, runtime));
}

function mapRender(members: readonly { readonly key: string; readonly render: Run }[]): Run {
  return (scope, runtime) => {
    const values: Record<string, unknown> = {};
    for (const { key, render } of members) setOwn(values, key, render(scope, runtime));
    return values;
  };
}

/** A string that is one whole `${…}` keeps the type of its value, and may be another template. */
function buildString(text: string, placeOf: PlaceOf, build: Build): Part {
  const bound = boundTemplate(text, build);
  if (bound) return bound;
  const pieces = textPieces(text, placeOf, build);
  const [only, ...others] = pieces;
  if (only === undefined || (typeof only === 'string' && others.length === 0)) return constantPart(only ?? '');
  if (typeof only !== 'string' && others.length === 0) return wholePart(only);
  const render = joined(pieces.map(textPiece));
  return {
    constant: undefined,
    render,
    pieces: () => [
      '"',
      ...pieces.map((piece) => (typeof piece === 'string' ? quote(piece).slice(1, -1) : innerRun(piece))),
      '"',
    ],
  };
}

const WHOLE_NAME = /^\$\{\s*(\w+)\s*\}$/;

function boundTemplate(text: string, build: Build): Part | undefined {
  const template = build.context.bind?.get(WHOLE_NAME.exec(text)?.[1] ?? '');
  if (!template) return undefined;
  for (const name of template.uses) build.uses.add(name);
  return { constant: template.constant, render: template.render, pieces: () => template.pieces };
}

function wholePart(expression: Expression): Part {
  if (expression.constant !== undefined) return constantPart(expression.constant);
  const render: Run = (scope, runtime) => expression.evaluate(scope, runtime);
  return { constant: undefined, render, pieces: () => [(scope, runtime) => jsonOf(render(scope, runtime))] };
}

/** The text of a value as it stands between the quotes of a JSON string. */
function innerRun(expression: Expression): (scope: Scope, runtime: Runtime) => string {
  return (scope, runtime) => {
    const value = expression.evaluate(scope, runtime);
    return typeof value === 'number' ? String(value) : quote(toText(value)).slice(1, -1);
  };
}

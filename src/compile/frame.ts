/** An envelope as it looks from outside: its members, what of them is literal, and where `code` and `data` stand. */

import { isJsonObject, isObject, type Json, jsonEqual } from '../core/json.ts';
import type { NameTable } from '../core/names.ts';
import { pointer } from '../core/pointer.ts';
import { shorten } from '../core/shorten.ts';
import { compileTemplate } from '../expression/index.ts';
import type { Located } from '../spec/route-spec.ts';
import { BUILT_IN_FILE } from './envelope.ts';

export interface Frame {
  /** `mockapi.yaml:3`, or `the built-in envelope`. */
  readonly at: string;
  readonly shape: Shape;
  /** Undefined where no member is just `${code}`. */
  readonly codeAt: Path | undefined;
  readonly dataAt: Path | undefined;
}

export type Path = readonly (string | number)[];

type Shape =
  | { readonly kind: 'literal'; readonly value: Json }
  /** What an expression gives; `name` where it is one of the answer's own parts and nothing else. */
  | { readonly kind: 'any'; readonly name: string | undefined }
  | { readonly kind: 'map'; readonly members: readonly (readonly [name: string, shape: Shape])[] }
  | { readonly kind: 'list'; readonly items: readonly Shape[] };

/** One way in which a value is not what was promised. */
export interface Divergence {
  readonly pointer: string;
  readonly expected: unknown;
  /** Undefined where nothing is there. */
  readonly received: unknown;
  readonly message: string;
}

const frames = new WeakMap<object, Frame>();

/** Most routes share one: it is read once. Its problems are told where answers are compiled. */
export function readFrame(written: Located, names: NameTable): Frame {
  const { value } = written;
  const isShared = typeof value === 'object' && value !== null;
  const known = isShared ? frames.get(value) : undefined;
  if (known) return known;
  const { file, line } = written.place.origin();
  const shape = readShape(written, names);
  const frame: Frame = {
    at: file === BUILT_IN_FILE ? file : `${file}:${line}`,
    shape,
    codeAt: findPart(shape, 'code'),
    dataAt: findPart(shape, 'data'),
  };
  if (isShared) frames.set(value, frame);
  return frame;
}

const WHOLE_NAME = /^\$\{\s*(\w+)\s*\}$/;

function readShape({ value, place }: Located, names: NameTable): Shape {
  if (Array.isArray(value)) {
    return {
      kind: 'list',
      items: value.map((item: Json, index) => readShape({ value: item, place: place.child(index) }, names)),
    };
  }
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(
      ([name, item]) => [name, readShape({ value: item, place: place.child(name) }, names)] as const,
    );
    return { kind: 'map', members };
  }
  const constant = compileTemplate(value, place, { names, report() {} })?.constant;
  if (constant !== undefined) return { kind: 'literal', value: constant };
  return { kind: 'any', name: WHOLE_NAME.exec(String(value))?.[1] };
}

function findPart(shape: Shape, part: string): Path | undefined {
  if (shape.kind === 'any') return shape.name === part ? [] : undefined;
  for (const [key, child] of childrenOf(shape)) {
    const path = findPart(child, part);
    if (path) return [key, ...path];
  }
  return undefined;
}

function childrenOf(shape: Shape): readonly (readonly [key: string | number, shape: Shape])[] {
  if (shape.kind === 'map') return shape.members;
  return shape.kind === 'list' ? shape.items.map((item, index) => [index, item] as const) : [];
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as { readonly [key: string | number]: unknown })[key];
  }
  return found;
}

/** False for what has none of its members: an error page, a list, the data without an envelope. */
export function isFramed({ shape }: Frame, body: unknown): boolean {
  switch (shape.kind) {
    case 'map':
      return (
        isObject(body) && (shape.members.length === 0 || shape.members.some(([name]) => Object.hasOwn(body, name)))
      );
    case 'list':
      return Array.isArray(body);
    default:
      return true;
  }
}

/** `an object with "code", "message" and "data"`. */
export function describeFrame({ shape }: Frame): string {
  if (shape.kind !== 'map') return shape.kind === 'list' ? 'a list' : 'a value';
  const names = shape.members.map(([name]) => JSON.stringify(name));
  const last = names.at(-1);
  if (last === undefined) return 'an object';
  return `an object with ${names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`}`;
}

/** What of the frame is not kept; members that it does not name may be there. A refusal may come without `data`. */
export function frameDivergences(
  { shape }: Frame,
  body: unknown,
  { isRefusal }: { readonly isRefusal: boolean },
): readonly Divergence[] {
  const found: Divergence[] = [];
  const add = (path: Path, expected: unknown, received: unknown, message: string): void => {
    found.push({ pointer: pointer(...path), expected, received, message });
  };
  const look = (inside: Shape, value: unknown, path: Path): void => {
    switch (inside.kind) {
      case 'any':
        return;
      case 'literal':
        if (jsonEqual(inside.value, value)) return;
        add(path, inside.value, value, `expected ${shorten(inside.value)}, received ${shorten(value)}`);
        return;
      case 'list':
        if (Array.isArray(value) && value.length === inside.items.length) break;
        add(path, { length: inside.items.length }, value, `is no list of ${inside.items.length}`);
        return;
      case 'map':
        if (isObject(value)) break;
        add(path, 'an object', value, 'is no object');
        return;
    }
    for (const [key, child] of childrenOf(inside)) {
      const item = valueAt(value, [key]);
      const mayMiss = isRefusal && child.kind === 'any' && child.name === 'data';
      if (item !== undefined) look(child, item, [...path, key]);
      else if (!mayMiss) add([...path, key], { required: true }, undefined, 'is missing');
    }
  };
  look(shape, body, []);
  return found;
}

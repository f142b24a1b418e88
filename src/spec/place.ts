/** Places inside a parsed file: origins and problems with their excerpt. */

import type { Origin } from '../core/origin.ts';
import { pointer } from '../core/pointer.ts';
import type { Excerpt, Place, Problem, ProblemOptions, SpanOptions } from '../core/problem.ts';
import { PROBLEM_CODES, type ProblemCode } from '../core/problem-codes.ts';
import { cutHint } from './cut-expression.ts';
import { childNode, offsetInScalar, type PositionNode } from './positions.ts';
import type { SourceFile } from './source-file.ts';

/** The file's text and the position tree of its root. */
export interface PlaceSource {
  readonly source: SourceFile;
  readonly root: PositionNode | undefined;
}

/** The place of a file's root value. */
export function rootPlace(owner: PlaceSource): Place {
  return new FilePlace(owner, undefined, '', owner.root);
}

/** A place at a bare offset of a file whose structure is not known: where a syntax error is. */
export function problemAtOffset(
  source: SourceFile,
  span: { readonly start: number; readonly length?: number },
  code: ProblemCode,
  message: string,
  options: Pick<ProblemOptions, 'hint' | 'severity' | 'related'> = {},
): Problem {
  const { line, column } = lineColumn(source, span.start);
  return assemble(source, { file: source.file, pointer: '', line, column }, span.length ?? 1, code, message, options);
}

class FilePlace implements Place {
  readonly #owner: PlaceSource;
  readonly #parent: FilePlace | undefined;
  readonly #key: string;
  readonly #node: PositionNode | undefined;

  constructor(owner: PlaceSource, parent: FilePlace | undefined, key: string, node: PositionNode | undefined) {
    this.#owner = owner;
    this.#parent = parent;
    this.#key = key;
    this.#node = node;
  }

  get file(): string {
    return this.#owner.source.file;
  }

  get path(): string {
    return this.#owner.source.path;
  }

  get pointer(): string {
    return this.#parent ? this.#parent.pointer + pointer(this.#key) : '';
  }

  child(...keys: readonly (string | number)[]): Place {
    let place: FilePlace = this;
    for (const key of keys) {
      const name = String(key);
      place = new FilePlace(this.#owner, place, name, childNode(place.#node, name));
    }
    return place;
  }

  origin(options: SpanOptions = {}): Origin {
    const { start } = this.#span(options);
    return { file: this.file, pointer: this.pointer, ...lineColumn(this.#owner.source, start) };
  }

  problem(code: ProblemCode, message: string, options: ProblemOptions = {}): Problem {
    const { start, length } = this.#span(options);
    const origin = { file: this.file, pointer: this.pointer, ...lineColumn(this.#owner.source, start) };
    const cut = code === 'expression-syntax' ? cutHint(this.#node?.scalar, this.#owner.source.text) : undefined;
    const told = cut === undefined ? options : { ...options, hint: cut };
    return assemble(this.#owner.source, origin, length, code, message, told);
  }

  /** Falls back to the nearest place that is written in the file. */
  #span(options: SpanOptions): { readonly start: number; readonly length: number } {
    const node = this.#node;
    if (!node) return this.#parent ? this.#parent.#span({ part: 'key' }) : { start: 0, length: 1 };
    const { text } = this.#owner.source;
    if (options.offset !== undefined && options.part === 'key' && node.keyScalar) {
      return { start: offsetInScalar(node.keyScalar, text, options.offset), length: options.length ?? 1 };
    }
    if (options.offset !== undefined && options.part !== 'key' && node.scalar) {
      return { start: offsetInScalar(node.scalar, text, options.offset), length: options.length ?? 1 };
    }
    const isBlock =
      node.children !== undefined && text[node.start] !== '{' && text[node.start] !== '[' && text[node.start] !== '*';
    if (node.keyStart >= 0 && (options.part === 'key' || node.start < 0 || isBlock)) {
      return { start: node.keyStart, length: node.keyEnd - node.keyStart };
    }
    const start = Math.max(node.start, 0);
    const length = node.children && text[node.start] !== '*' ? 1 : Math.max(1, node.end - start);
    return { start, length: options.length ?? length };
  }
}

const LINES_BEFORE = 1;
const LINES_AFTER = 0;
const MAX_LINE = 400;

function assemble(
  source: SourceFile,
  origin: Origin,
  length: number,
  code: ProblemCode,
  message: string,
  options: Pick<ProblemOptions, 'hint' | 'severity' | 'related'>,
): Problem {
  return {
    code,
    severity: options.severity ?? PROBLEM_CODES[code].severity,
    message,
    ...(options.hint === undefined ? {} : { hint: options.hint }),
    origin,
    excerpt: excerpt(source, origin, length),
    ...(options.related === undefined ? {} : { related: options.related }),
  };
}

function excerpt(source: SourceFile, origin: Origin, length: number): Excerpt {
  const starts = lineStarts(source);
  const first = Math.max(1, origin.line - LINES_BEFORE);
  const last = Math.min(starts.length, origin.line + LINES_AFTER);
  const lines: string[] = [];
  for (let line = first; line <= last; line++) {
    const start = starts[line - 1] ?? 0;
    const end = Math.min(starts[line] ?? source.text.length, start + MAX_LINE + 2);
    lines.push(
      source.text
        .slice(start, end)
        .replace(/\r?\n$/, '')
        .slice(0, MAX_LINE),
    );
  }
  const room = (lines.at(origin.line - first) ?? '').length - origin.column + 1;
  return { firstLine: first, lines, length: Math.max(1, Math.min(length, room)) };
}

const startsOf = new WeakMap<SourceFile, readonly number[]>();

/** Offsets at which lines begin; computed once per file, and only when somebody asks. */
function lineStarts(source: SourceFile): readonly number[] {
  const known = startsOf.get(source);
  if (known) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at >= 0; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  startsOf.set(source, starts);
  return starts;
}

function lineColumn(source: SourceFile, offset: number): { readonly line: number; readonly column: number } {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** Texts read as files, and problems on one line. */

import type { Place, Problem } from '../../src/core/problem.ts';
import { type Document, parseDocument } from '../../src/spec/parse.ts';

export interface Parsed {
  readonly document: Document | undefined;
  readonly problems: readonly Problem[];
}

export function parse(text: string, file = 'a.yaml'): Parsed {
  const problems: Problem[] = [];
  const document = parseDocument({ path: `/p/${file}`, file, text, hash: text }, (problem) => problems.push(problem));
  return { document, problems };
}

/** A document that must be there. */
export function documentOf(text: string, file?: string): Document {
  const { document, problems } = parse(text, file);
  if (!document) throw new Error(`no document: ${problems.map(brief).join('\n')}`);
  return document;
}

/** `3:5 unknown-key a route has no key "dta" (did you mean "data"?)` */
export function brief({ origin, code, message, hint }: Problem): string {
  return `${origin.line}:${origin.column} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** What a place underlines. */
export function underlined(place: Place, options?: Parameters<Place['origin']>[0]): string {
  const { excerpt, origin } = place.problem('wrong-value', '', options);
  const line = excerpt?.lines[origin.line - excerpt.firstLine] ?? '';
  return line.slice(origin.column - 1, origin.column - 1 + (excerpt?.length ?? 0));
}

export function lineColumn(place: Place, options?: Parameters<Place['origin']>[0]): string {
  const { line, column } = place.origin(options);
  return `${line}:${column}`;
}

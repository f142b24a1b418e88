/** The texts of path parameters as they were sent: an encoded comma inside an item can be told from one between items. */

import type { PathPart, PathPattern, PathSegment } from '../../spec/path.ts';

/**
 * The raw texts by parameter, in a path that matches the pattern; a parameter that is not found there has none.
 * A text that shares its segment with others takes as much as the route table gives it: all up to the next literal text,
 * the last one as much as it can.
 */
export function rawPathTexts(path: string, pattern: PathPattern): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/');
  for (const [index, segment] of pattern.segments.entries()) collect(texts, segment, { segments, index });
  return texts;
}

function collect(
  texts: Map<string, string>,
  segment: PathSegment,
  { segments, index }: { readonly segments: readonly string[]; readonly index: number },
): void {
  const text = segments[index];
  if (segment.kind === 'rest') texts.set(segment.param, segments.slice(index).join('/'));
  else if (text === undefined || segment.kind === 'text') return;
  else if (segment.kind === 'param') texts.set(segment.param, text);
  else collectParts(texts, segment.parts, decodeWithPlaces(text));
}

/** A decoded text that knows where each of its characters came from. */
interface Decoded {
  readonly text: string;
  /** The text between two places of the decoded one, as it was sent. */
  raw(start: number, end: number): string;
}

function collectParts(texts: Map<string, string>, parts: readonly PathPart[], { text, raw }: Decoded): void {
  const last = parts.findLastIndex((part) => 'param' in part);
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if ('text' in part) {
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    const literal = next && 'text' in next ? next.text : '';
    const end = index === last ? text.length - literal.length : text.indexOf(literal, at);
    if (end < at) return;
    texts.set(part.param, raw(at, end));
    at = end;
  }
}

/** Literal text may be encoded in the request and not in the pattern: both are compared decoded. */
function decodeWithPlaces(raw: string): Decoded {
  const places: number[] = [];
  let text = '';
  for (const { 0: piece, index } of raw.matchAll(/(?:%[0-9a-f]{2})+|[^%]+|%/gi)) {
    const decoded = decode(piece);
    const isEncoded = piece.startsWith('%') && decoded !== piece;
    let width = 0;
    for (const character of decoded) {
      for (let unit = 0; unit < character.length; unit++) places.push(index + width + (isEncoded ? 0 : unit));
      width += isEncoded ? 3 * Buffer.byteLength(character) : character.length;
    }
    text += decoded;
  }
  places.push(raw.length);
  return { text, raw: (start, end) => raw.slice(places[start], places[end]) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

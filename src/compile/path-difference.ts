/** Why a path does not fit a pattern, in words: for people who ask which route answers and why. */

import type { PathPart, PathPattern, PathSegment } from '../spec/path.ts';

/** `path` is still encoded; undefined when it fits. */
export function pathDifference({ segments }: Pick<PathPattern, 'segments'>, path: string): string | undefined {
  const asked = pathTexts(path);
  const difference = firstDifference(segments, asked);
  if (difference === undefined) return undefined;
  const shift = pathShift(segments, asked);
  if (shift === 0) return difference;
  return shift > 0
    ? `it begins with "${pathText(segments.slice(0, shift).map(writtenText))}"`
    : `it begins behind "${pathText(asked.slice(0, -shift))}"`;
}

function firstDifference(segments: readonly PathSegment[], asked: readonly string[]): string | undefined {
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'rest') return undefined;
    const text = asked[index];
    if (text === undefined) return `it goes on with ${segmentText(segment)}`;
    if (!fits(segment, text)) return `"${text}" is not ${segmentText(segment)}`;
  }
  const beyond = asked.slice(segments.length);
  return beyond.length === 0 ? undefined : `it ends before "${pathText(beyond)}"`;
}

/** The segments of a path, decoded. */
export function pathTexts(path: string): readonly string[] {
  return path === '/' ? [] : path.replace(/\/$/, '').slice(1).split('/').map(decodeLoosely);
}

/** A prefix is hardly longer. */
const MOST_SHIFT = 4;

/** How many segments a path lacks before what fits the pattern (`/goods/1` of `/shop/goods/{id}`), or, below 0, has too many of there. */
export function pathShift(segments: readonly PathSegment[], asked: readonly string[]): number {
  for (let shift = 1; shift <= MOST_SHIFT; shift++) {
    if (segments[shift - 1]?.kind === 'text' && fitsFrom(segments, shift, { asked, at: 0 })) return shift;
    if (shift < asked.length && fitsFrom(segments, 0, { asked, at: shift })) return -shift;
  }
  return 0;
}

/** One segment at least has to be the same, letter for letter. */
function fitsFrom(
  segments: readonly PathSegment[],
  from: number,
  { asked, at }: { readonly asked: readonly string[]; readonly at: number },
): boolean {
  let isSame = false;
  for (let index = from; index < segments.length; index++) {
    const segment = segments[index];
    const text = asked[at + index - from];
    if (segment === undefined || segment.kind === 'rest') return isSame;
    if (text === undefined || !fits(segment, text)) return false;
    if (segment.kind === 'text') isSame = true;
  }
  return isSame && segments.length - from === asked.length - at;
}

function pathText(texts: readonly string[]): string {
  return `/${texts.join('/')}`;
}

function fits(segment: Exclude<PathSegment, { readonly kind: 'rest' }>, text: string): boolean {
  if (segment.kind === 'text') return segment.text === text;
  return segment.kind === 'param' || fitsParts(segment.parts, text);
}

/** As the route table has it: every parameter but the last takes up to the first occurrence of the text behind it. */
function fitsParts(parts: readonly PathPart[], text: string): boolean {
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if ('text' in part) {
      if (!text.startsWith(part.text, at)) return false;
      at += part.text.length;
      continue;
    }
    const next = parts[index + 1];
    const isLast = !parts.slice(index + 1).some((later) => 'param' in later);
    const behind = next && 'text' in next ? next.text : '';
    const end = isLast ? text.length - behind.length : text.indexOf(behind, at);
    if (end <= at) return false;
    at = end;
  }
  return at === text.length;
}

function segmentText(segment: PathSegment): string {
  return segment.kind === 'text' ? `"${segment.text}"` : writtenText(segment);
}

function writtenText(segment: PathSegment): string {
  switch (segment.kind) {
    case 'text':
      return segment.text;
    case 'param':
      return `{${segment.param}}`;
    case 'rest':
      return `{${segment.param}*}`;
    case 'mixed':
      return segment.parts.map((part) => ('param' in part ? `{${part.param}}` : part.text)).join('');
  }
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

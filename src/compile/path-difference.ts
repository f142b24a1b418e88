/** Why a path does not fit a pattern, in words: for people who ask which route answers and why. */

import type { PathPart, PathPattern, PathSegment } from '../spec/path.ts';

/** `path` is still encoded; undefined when it fits. */
export function pathDifference({ segments }: Pick<PathPattern, 'segments'>, path: string): string | undefined {
  const asked = path === '/' ? [] : path.replace(/\/$/, '').slice(1).split('/').map(decodeLoosely);
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'rest') return undefined;
    const text = asked[index];
    if (text === undefined) return `it goes on with ${segmentText(segment)}`;
    if (!fits(segment, text)) return `"${text}" is not ${segmentText(segment)}`;
  }
  const beyond = asked.slice(segments.length);
  return beyond.length === 0 ? undefined : `it ends before "/${beyond.join('/')}"`;
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
  switch (segment.kind) {
    case 'text':
      return `"${segment.text}"`;
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

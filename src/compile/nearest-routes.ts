/** The routes that come nearest to a path that none of them answers: typing mistakes, and prefixes forgotten or doubled. */

import { editDistance } from '../core/nearest.ts';
import type { PathSegment } from '../spec/path.ts';
import { pathShift, pathTexts } from './path-difference.ts';
import type { Routable } from './route-shard.ts';

export interface NearRoute {
  readonly id: string;
  /** How far it is. */
  readonly edits: number;
}

/** At most so many, the nearest first; another method counts as one edit. `path` is without a slash at its end. */
export function nearestRoutes(
  routes: readonly Routable[],
  method: string,
  path: string,
  most: number,
): readonly NearRoute[] {
  const asked = askedSegments(path);
  const texts = pathTexts(path);
  const scored: NearRoute[] = [];
  for (const route of routes) {
    const { segments } = route.pattern;
    const edits = Math.min(distance(segments, asked), shifted(segments, texts)) + (takes(route.method, method) ? 0 : 1);
    if (edits <= MOST_EDITS) scored.push({ id: route.id, edits });
  }
  return scored.sort((a, b) => a.edits - b.edits).slice(0, most);
}

function takes(own: string, method: string): boolean {
  return own === method || own === 'ANY' || (own === 'GET' && method === 'HEAD');
}

/** A path farther away than that is another one. */
export const MOST_EDITS = 4;

/** How far a path, still encoded, is from a pattern: 0 where it differs in upper and lower case at most. */
export function pathDistance(segments: readonly PathSegment[], path: string): number {
  return Math.min(
    distance(segments, askedSegments(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path)),
    shifted(segments, pathTexts(path)),
  );
}

/** A prefix that was forgotten, or written twice, is worth a typing mistake or two. */
function shifted(segments: readonly PathSegment[], texts: readonly string[]): number {
  return pathShift(segments, texts) === 0 ? MOST_EDITS + 1 : 2;
}

function askedSegments(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((text) => text.toLowerCase());
}

/** By segments: a parameter costs nothing, another text its edits, a missing parameter one, anything else too much or too little four. */
function distance(segments: readonly PathSegment[], asked: readonly string[]): number {
  if (Math.abs(segments.length - asked.length) > 1) return MOST_EDITS + 1;
  let score = asked.length > segments.length ? MOST_EDITS : 0;
  for (const [index, segment] of segments.entries()) {
    const text = asked[index];
    if (text === undefined) score += segment.kind === 'text' ? MOST_EDITS : 1;
    else if (segment.kind === 'text') score += editDistance(segment.text.toLowerCase(), text, MOST_EDITS + 1);
    if (score > MOST_EDITS) break;
  }
  return score;
}

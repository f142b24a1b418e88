/** Paths in one spelling, as a tree can hold them: no percent-encoding, and nothing that would mean something to it. */

import type { PathSegment } from '../spec/path.ts';

const MEANINGFUL = /[%*?#;()\ue000]/;
const ESCAPED = /[%*?#;()\ue000/]/g;
/** A private-use character: find-my-way decodes `%`, but not this. */
const ESCAPE = '\ue000';

/**
 * A path whose segments are decoded, and in which what would mean something to the tree is escaped: an encoded slash, a
 * percent sign, `*`, `?`, `#`, `;`, brackets. Undefined where it is no valid percent-encoding.
 */
export function canonicalPath(path: string): string | undefined {
  if (!MEANINGFUL.test(path)) return path;
  try {
    return path
      .split('/')
      .map((segment) => escapeText(decodeURIComponent(segment)))
      .join('/');
  } catch {
    return undefined;
  }
}

export function escapeText(text: string): string {
  return text.replace(ESCAPED, (character) => ESCAPE + character.charCodeAt(0).toString(16).padStart(4, '0'));
}

export function unescapeText(text = ''): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replace(/\ue000([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

export function literalText(segment: PathSegment): string {
  return segment.kind === 'text' ? escapeText(segment.text) : '';
}

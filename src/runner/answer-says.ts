/** What an answer says of its own refusal: the one line of it that tells a reader why. */

import { isObject } from '../core/json.ts';
import { printableLine } from '../core/terminal-text.ts';
import type { Answer } from './compiled-suite.ts';

const MOST = 200;
/** Under which services say it, the likeliest first: our envelope, problem details (RFC 9457), OAuth (RFC 6749 §5.2) and their kin. */
const NAMES = [
  'message',
  'msg',
  'detail',
  'error_description',
  'error',
  'reason',
  'title',
  'errors',
  'details',
  'issues',
];
const MAX_DEPTH = 4;

/** `no route for GET /helo`, on one line; undefined for a status below 400, and where nothing is said. */
export function answerSays({ status, body }: Pick<Answer, 'status' | 'body'>): string | undefined {
  if (status < 400) return undefined;
  const said = typeof body === 'string' ? firstLine(body) : findText(body, MAX_DEPTH);
  if (said === undefined) return undefined;
  return printableLine(said.length > MOST ? `${said.slice(0, MOST - 1)}…` : said).toWellFormed();
}

/** A page says it in its title. */
function firstLine(text: string): string | undefined {
  const start = text.slice(0, 10_000).trim();
  const said = start.startsWith('<') ? /<title[^>]*>([^<]*)/i.exec(start)?.[1] : start.split('\n', 1)[0];
  return meant(said);
}

/** Of several issues the first. */
function findText(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return meant(value);
  if (depth === 0) return undefined;
  if (Array.isArray(value)) return findText(value[0], depth - 1);
  if (!isObject(value) || Buffer.isBuffer(value)) return undefined;
  for (const name of NAMES) {
    const found = Object.hasOwn(value, name) ? findText(value[name], depth - 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function meant(text: string | undefined): string | undefined {
  const written = text?.trim();
  return written === '' ? undefined : written;
}

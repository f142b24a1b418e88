/** Patterns that run in linear time whatever the text: RE2 syntax, and JavaScript's engine where it cannot backtrack far. */

import { RE2JS, RE2JSException } from 're2js';

/** A compiled pattern; `test` is true when it is found anywhere in the text. */
export interface Pattern {
  test(text: string): boolean;
}

const MAX_CACHED = 10_000;
const cache = new Map<string, Pattern | { readonly error: string }>();

/**
 * Compiles a pattern of RE2 syntax (no look-around, no back-references), once per distinct source.
 * An `error` says what RE2 does not take, in its own words.
 */
export function compilePattern(source: string): Pattern | { readonly error: string } {
  let compiled = cache.get(source);
  if (!compiled) {
    compiled = compileNew(source);
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(source, compiled);
  }
  return compiled;
}

function compileNew(source: string): Pattern | { readonly error: string } {
  if (isBoundedBacktracking(source)) {
    const pattern = new RegExp(source, 'u');
    return { test: (text) => pattern.test(text) };
  }
  try {
    const pattern = RE2JS.compile(source);
    return { test: (text) => pattern.test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { error: error.message.replace('error parsing regexp: ', '') };
  }
}

const LITERAL = String.raw`[^\\^$.|?*+()[\]{}\p{Cs}]`;
const ESCAPE = String.raw`\\[dDwW.^$|?*+()[\]{}\\]`;
const CLASS_ITEM = String.raw`(?:a-[b-z]|A-[B-Z]|0-[1-9]|[\p{L}\p{N}_ .,:;@#%=!/]|\\[dw.\]\[\\^-])`;
const CLASS = String.raw`\[\^?-?${CLASS_ITEM}+-?\]`;
const COUNT = String.raw`[*+?]|\{\d{1,4}(?:,\d{0,4})?\}`;
const ATOM = new RegExp(`(?:${LITERAL}|${ESCAPE}|${CLASS})(${COUNT})?`, 'uy');

/** Combinations of bounded repeats, and characters of fixed ones, that may be tried at each place of the text. */
const MAX_CHOICES = 64;
const MAX_FIXED = 1000;

/**
 * True for a subset in which JavaScript and RE2 agree and backtracking stays linear in the text: a sequence of single
 * characters and classes without groups and alternatives, where at most one repeat is unbounded, and that only behind `^`
 * (n lengths from one start; without `^` there are n starts already).
 */
function isBoundedBacktracking(source: string): boolean {
  const isAnchored = source.startsWith('^');
  const end = source.endsWith('$') && !source.endsWith('\\$') ? source.length - 1 : source.length;
  let unbounded = isAnchored ? 1 : 0;
  let choices = 1;
  let fixed = 0;
  ATOM.lastIndex = isAnchored ? 1 : 0;
  while (ATOM.lastIndex < end) {
    const atom = ATOM.exec(source);
    if (!atom) return false;
    const [low, high] = repeat(atom[1]);
    if (high < low || low > MAX_FIXED || (Number.isFinite(high) && high > MAX_FIXED)) return false;
    if (high === Number.POSITIVE_INFINITY) unbounded--;
    else choices *= high - low + 1;
    fixed += low;
    if (unbounded < 0 || choices > MAX_CHOICES || fixed > MAX_FIXED) return false;
  }
  return ATOM.lastIndex === end;
}

function repeat(count: string | undefined): readonly [low: number, high: number] {
  if (count === undefined) return [1, 1];
  if (count === '*') return [0, Number.POSITIVE_INFINITY];
  if (count === '+') return [1, Number.POSITIVE_INFINITY];
  if (count === '?') return [0, 1];
  const [low = '', high] = count.slice(1, -1).split(',');
  return [Number(low), high === undefined ? Number(low) : high === '' ? Number.POSITIVE_INFINITY : Number(high)];
}

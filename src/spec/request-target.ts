/** `PUT /shop/goods/{id}` as a step has it: the method, what follows it, and the names that it leaves open. */

import { ROUTE_METHODS } from '../core/http-words.ts';
import { nearest } from '../core/nearest.ts';
import type { Place, Report } from '../core/problem.ts';
import { keyPlace } from './key-place.ts';
import type { Located } from './route-spec.ts';

interface RequestTarget {
  /** Upper case. */
  readonly method: string;
  /** Path or URL as written, with its query; its place is that part of the key. */
  readonly target: Located<string>;
  /** Names in `{…}` of the path, each once. */
  readonly open: readonly OpenName[];
}

/** `{id}` in a path. */
export interface OpenName {
  readonly name: string;
  /** In the target. */
  readonly offset: number;
  readonly length: number;
}

const USUAL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** `place` is that of the key. Reports what is wrong with it; undefined when there is nothing to send. */
export function parseRequestKey(key: string, place: Place, report: Report): RequestTarget | undefined {
  const [, method = '', space = '', text = ''] = /^([^\s/$]+)(\s+)(.*\S)\s*$/s.exec(key) ?? [];
  const fault =
    method === '' ? { message: `"${key}" is no request`, hint: wholeHint(key) } : methodFault(key, method, text);
  if (fault) {
    report(place.problem('bad-route', fault.message, { part: 'key', hint: fault.hint }));
    return undefined;
  }
  const target = {
    value: text,
    place: keyPlace(place, { offset: method.length + space.length, length: text.length }),
  };
  const open = readTarget(target, /^(\/|https?:\/\/|\$\{)/, report);
  return open && { method, target, open };
}

interface Fault {
  readonly message: string;
  readonly hint: string;
}

/** A path alone, or a method that sticks to it. */
function wholeHint(key: string): string {
  const joined = /^([A-Za-z]+)[:\s]*(\/.*)$/s.exec(key);
  return joined && ROUTE_METHODS.includes((joined[1] ?? '').toUpperCase())
    ? `write "${joined[1]?.toUpperCase()} ${joined[2]}"`
    : `write "GET ${key}"`;
}

function methodFault(key: string, method: string, text: string): Fault | undefined {
  const several = key
    .replace(/\/.*$/s, '')
    .split(/[\s,|;+]+/)
    .filter((word) => ROUTE_METHODS.includes(word.toUpperCase()));
  if (several.length > 1) return { message: 'a request has one method', hint: 'write one request for each' };
  if (method === 'ANY') return { message: '"ANY" is no method to send', hint: `write for example "GET ${text}"` };
  if (ROUTE_METHODS.includes(method)) return undefined;
  const message = `"${method}" is no HTTP method`;
  if (/^wss?$/i.test(method)) {
    return { message, hint: `a client opens it: clients: { ann: { ws: ${text} } }, then - ann: { open: 101 }` };
  }
  const upper = method.toUpperCase();
  const meant = ROUTE_METHODS.includes(upper) ? upper : nearest(upper, USUAL_METHODS);
  const hint =
    meant === undefined ? `the usual ones are ${USUAL_METHODS.join(', ')}` : `did you mean "${meant} ${text}"?`;
  return { message, hint };
}

/** The names that a target leaves open; reports what is wrong with it, and gives undefined where nothing can be sent. */
export function readTarget(
  { value, place }: Located<string>,
  begin: RegExp,
  report: Report,
): readonly OpenName[] | undefined {
  if (!begin.test(value)) {
    report(place.problem('bad-path', 'a path begins with "/"', { hint: `write "/${value}"` }));
    return undefined;
  }
  const literal = withoutExpressions(value);
  const foreign = /[\s#]/.exec(literal);
  if (foreign) {
    const [character] = foreign;
    const isSpace = character !== '#';
    report(
      place.problem('bad-path', isSpace ? 'a path has no spaces' : 'what follows "#" is never sent', {
        offset: foreign.index,
        length: 1,
        hint: isSpace ? 'write it as "%20"' : 'drop it, or write "%23"',
      }),
    );
    return undefined;
  }
  return openNames(literal.replace(/\?.*$/s, ''), place, report);
}

function openNames(path: string, place: Place, report: Report): readonly OpenName[] | undefined {
  const names = new Map<string, OpenName>();
  for (const found of path.matchAll(/\{([^{}]*)\}?|\}/g)) {
    const [written] = found;
    const span = { offset: found.index, length: written.length };
    const name = /^\{([A-Za-z_][A-Za-z0-9_-]*)\*?\}$/.exec(written)?.[1];
    if (name === undefined) {
      const message = `"${written}" is no parameter`;
      report(place.problem('bad-path', message, { ...span, hint: 'write "{name}", or "%7B" and "%7D" for braces' }));
      return undefined;
    }
    if (!names.has(name)) names.set(name, { name, ...span });
  }
  return [...names.values()];
}

/** The same length, so that places stay: a text inside an expression may hold every character. */
function withoutExpressions(text: string): string {
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const end = text.startsWith('$${', at)
      ? at + 3
      : text.startsWith('${', at)
        ? endOfExpression(text, at + 2)
        : at + 1;
    plain += end === at + 1 ? text.charAt(at) : '_'.repeat(end - at);
    at = end;
  }
  return plain;
}

/** Behind the `}` that ends it; without one, behind everything: that is told when the expression is compiled. */
function endOfExpression(text: string, start: number): number {
  let depth = 1;
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at);
    if (quote !== '') {
      if (character === '\\') at++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}

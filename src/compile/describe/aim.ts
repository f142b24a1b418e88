/** What a request must look like that meets a condition: read off its plainest parts. It is a guess, and tried afterwards. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { literalKey } from '../../kinds/matcher/literal-key.ts';
import { type Reference, readReference } from './infer.ts';
import { valueAt } from './value-at.ts';

/** A value that a request should have at a place, or `absent`. */
export interface Wish {
  readonly at: Reference;
  readonly value: { readonly is: Json } | { readonly like: JsonObject } | 'absent' | 'anything';
}

/** `vars` are the constants that conditions compare with. */
export function wishesOf(when: Json, vars: JsonObject): readonly Wish[] {
  if (isJsonObject(when)) return Object.entries(when).flatMap(([root, item]) => matcherWishes([root], item, 0));
  const written = String(when);
  if (written.length > MAX_LENGTH) return [];
  const [first = ''] = written.split('||');
  return first.split('&&').flatMap((term) => termWishes(term.trim().replace(/^\((.*)\)$/s, '$1'), vars) ?? []);
}

const MAX_DEPTH = 32;
/** A longer condition is beyond guessing. */
const MAX_LENGTH = 1000;

function matcherWishes(at: Reference, matcher: Json, depth: number): readonly Wish[] {
  if (depth > MAX_DEPTH) return [];
  if (matcher === null) return [{ at, value: 'absent' }];
  if (!isJsonObject(matcher))
    return typeof matcher === 'string' && matcher.includes('${') ? [] : [{ at, value: { is: matcher } }];
  return Object.entries(matcher).flatMap(([key, item]) => {
    const name = literalKey(key);
    if (name !== undefined) return matcherWishes([...at, name], item, depth + 1);
    const value = operatorWish(key, item);
    return value === undefined ? [] : [{ at, value }];
  });
}

function operatorWish(operator: string, operand: Json): Wish['value'] | undefined {
  switch (operator) {
    case '$eq':
    case '$exact':
      return operand === null ? 'absent' : { is: operand };
    case '$in':
      return Array.isArray(operand) && operand.length > 0 ? { is: operand[0] as Json } : undefined;
    case '$gt':
      return { like: { exclusiveMinimum: operand } };
    case '$gte':
      return { like: { minimum: operand } };
    case '$lt':
      return { like: { exclusiveMaximum: operand } };
    case '$lte':
      return { like: { maximum: operand } };
    case '$regex':
      return { like: { type: 'string', pattern: operand } };
    case '$type':
      return { like: { type: operand } };
    case '$any':
      return 'anything';
    case '$absent':
      return operand === true ? 'absent' : 'anything';
    default:
      return undefined;
  }
}

const COMPARISON = /^(.+?)\s*(==|!=|>=|<=|>|<)\s*(.+)$/s;
const MIRRORED: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

function termWishes(term: string, vars: JsonObject): readonly Wish[] | undefined {
  const presence = /^(!?)\s*has\((.+)\)$/s.exec(term);
  if (presence) return wish(presence[2] ?? '', presence[1] === '!' ? 'absent' : 'anything');
  const member = /^(.+?)\s+in\s+\[\s*([^,\]]+)/s.exec(term);
  if (member) {
    const first = literalOf(member[2] ?? '', vars);
    return first === undefined ? undefined : wish(member[1] ?? '', { is: first });
  }
  const call = /^([^()]+)\.(startsWith|endsWith|contains|matches)\((.+)\)$/s.exec(term);
  if (call) {
    const text = literalOf(call[3] ?? '', vars);
    return typeof text === 'string' ? wish(call[1] ?? '', { like: textLike(call[2] ?? '', text) }) : undefined;
  }
  const compared = COMPARISON.exec(term);
  if (!compared) return wish(term.replace(/^!\s*/, ''), { is: !term.startsWith('!') });
  const [, left = '', operator = '', right = ''] = compared;
  const value = literalOf(right, vars);
  if (value !== undefined) return wish(left, comparisonWish(operator, value));
  const mirrored = literalOf(left, vars);
  return mirrored === undefined ? undefined : wish(right, comparisonWish(MIRRORED[operator] ?? operator, mirrored));
}

function wish(expression: string, value: Wish['value'] | undefined): readonly Wish[] | undefined {
  const at = readReference(expression);
  return at && value !== undefined ? [{ at, value }] : undefined;
}

function comparisonWish(operator: string, value: Json): Wish['value'] | undefined {
  switch (operator) {
    case '==':
      return value === null ? 'absent' : { is: value };
    case '!=':
      return value === null || value === '' ? 'anything' : { like: { not: { const: value } } };
    case '>':
      return { like: { exclusiveMinimum: value } };
    case '>=':
      return { like: { minimum: value } };
    case '<':
      return { like: { exclusiveMaximum: value } };
    default:
      return { like: { maximum: value } };
  }
}

function textLike(method: string, text: string): JsonObject {
  const quoted = text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const patterns: Readonly<Record<string, string>> = {
    startsWith: `^${quoted}`,
    endsWith: `${quoted}$`,
    contains: quoted,
  };
  return { type: 'string', pattern: patterns[method] ?? text };
}

/** A literal of CEL, or a constant of the project. */
function literalOf(written: string, vars: JsonObject): Json | undefined {
  const text = written.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  const quoted = /^"([^"\\]*)"$|^'([^'\\]*)'$/.exec(text);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  const reference = readReference(text);
  if (reference?.[0] !== 'vars') return undefined;
  return valueAt(vars, reference.slice(1));
}

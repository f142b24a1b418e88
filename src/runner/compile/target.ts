/** Where a request goes: the path as it is written, its parameters and expressions filled in, its query behind it. */

import type { Origin } from '../../core/origin.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import {
  compileParts,
  compileTemplate,
  type Expression,
  type ExpressionContext,
  toText,
} from '../../expression/index.ts';
import type { Located, Named } from '../../spec/route-spec.ts';
import type { RequestParams } from '../../spec/suite-spec.ts';
import { encodeValue, encodeWritten } from './encode.ts';
import { compileFields, type Field } from './fields.ts';
import { always, combined, type Made, made, settled } from './made.ts';
import { PrepareError } from './prepare-error.ts';

/** Path and query as they are sent, or a whole URL. Undefined when a problem was reported. */
export function compileTarget(
  target: Located<string>,
  params: Pick<RequestParams, 'url' | 'query'>,
  context: ExpressionContext,
): Made<string> | undefined {
  const origin = target.place.origin();
  const path = compilePath(target, params.url ?? [], context);
  const query = compileFields(params.query, context);
  return path && query && combined({ path, query }, (values) => withQuery(values.path, values.query, origin));
}

function withQuery(path: string, fields: readonly Field[], origin: Origin): string {
  const pairs = fields.map(([name, value]) => `${encodeValue(name, origin)}=${encodeValue(value, origin)}`);
  return pairs.length === 0 ? path : `${path}${joint(path)}${pairs.join('&')}`;
}

/** What stands between a path and what more there is of its query. */
function joint(path: string): string {
  if (!path.includes('?')) return '?';
  return /[?&]$/.test(path) ? '' : '&';
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** The `?` of the path as it is written. */
  | { readonly kind: 'query' }
  | { readonly kind: 'parameter'; readonly name: string; readonly isRest: boolean }
  | { readonly kind: 'value'; readonly expression: Expression };

function compilePath(
  { value, place }: Located<string>,
  url: readonly Named[],
  context: ExpressionContext,
): Made<string> | undefined {
  const parts = compileParts(value, place, context);
  const parameters = compileParameters(url, context);
  if (!parts || !parameters) return undefined;
  const origin = place.origin();
  const pieces = piecesOf(parts);
  const join = (scope: Scope, runtime: Runtime): string => {
    let path = '';
    for (const piece of pieces) {
      switch (piece.kind) {
        case 'text':
          path += encodeWritten(piece.text, origin);
          break;
        case 'query':
          path += joint(path);
          break;
        case 'parameter':
          path += parameters.get(piece.name)?.make(scope, runtime)(piece.isRest) ?? '';
          break;
        case 'value':
          path += inserted(toText(piece.expression.evaluate(scope, runtime)), path, piece.expression.origin);
      }
    }
    return path;
  };
  const isConstant =
    parts.every((part) => typeof part === 'string') &&
    [...parameters.values()].every(({ constant }) => constant !== undefined);
  return isConstant ? settled(join) : made(join);
}

/** A path or URL that was handed over stays what it is; in a query, and anything else, is a value. */
function inserted(text: string, before: string, origin: Origin): string {
  const isAddress = !before.includes('?') && /^(\/|(https?|wss?):\/\/)/i.test(text);
  return isAddress ? encodeWritten(text.replace(/#.*$/s, ''), origin) : encodeValue(text, origin);
}

const PARAMETER = /\{([A-Za-z_][A-Za-z0-9_-]*)(\*?)\}/g;

function piecesOf(parts: readonly (string | Expression)[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let isInQuery = false;
  const addText = (text: string): void => {
    const at = isInQuery ? -1 : text.indexOf('?');
    if (at < 0) {
      if (text !== '') pieces.push({ kind: 'text', text });
      return;
    }
    isInQuery = true;
    addText(text.slice(0, at));
    pieces.push({ kind: 'query' });
    addText(text.slice(at + 1));
  };
  for (const part of parts) {
    if (typeof part !== 'string') {
      pieces.push({ kind: 'value', expression: part });
      continue;
    }
    let start = 0;
    for (const { 0: written, 1: name = '', 2: star, index } of isInQuery ? [] : part.matchAll(PARAMETER)) {
      addText(part.slice(start, index));
      if (isInQuery) {
        start = index;
        break;
      }
      pieces.push({ kind: 'parameter', name, isRest: star === '*' });
      start = index + written.length;
    }
    addText(part.slice(start));
  }
  return pieces;
}

/** What writes a parameter into the path: `{rest*}` keeps its slashes. */
type WriteParameter = (isRest: boolean) => string;

function compileParameters(
  url: readonly Named[],
  context: ExpressionContext,
): ReadonlyMap<string, Made<WriteParameter>> | undefined {
  const all = url.map(({ name, value, place }) => {
    const template = compileTemplate(value, place, context);
    if (!template) return undefined;
    const origin = place.origin();
    const write = (found: unknown): WriteParameter => {
      if (found === null || found === undefined) {
        throw new PrepareError(`"{${name}}" of the path has no value: the expression gave null`, origin);
      }
      const text = toText(found);
      return (isRest) =>
        isRest
          ? text
              .split('/')
              .map((part) => encodeValue(part, origin))
              .join('/')
          : encodeValue(text, origin);
    };
    const { constant } = template;
    const parameter =
      constant === undefined || constant === null
        ? made((scope, runtime) => write(template.render(scope, runtime)))
        : always(write(constant));
    return [name, parameter] as const;
  });
  return all.every((parameter) => parameter !== undefined) ? new Map(all) : undefined;
}

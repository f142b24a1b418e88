/** What the tests of this folder share: parameters by what differs, and requests that carry one of them. */

import type { Exchange } from '../../../src/core/exchange.ts';
import type { Issue, Issues } from '../../../src/core/issue.ts';
import type { JsonSchema } from '../../../src/core/json.ts';
import type { SchemaLibrary } from '../../../src/core/kind.ts';
import { compileRaw } from '../../../src/kinds/style/compile-raw.ts';
import { compileStyle } from '../../../src/kinds/style/compile-style.ts';
import type { StyledParam } from '../../../src/kinds/style/styled-param.ts';
import { type PathPattern, parsePath } from '../../../src/spec/path.ts';
import { type ExchangeParts, exchange, fakeSchemas, plain } from '../source/support.ts';

/** A query parameter `color` in style form, exploded, of any type; other than said. */
export function param(parts: Partial<StyledParam> = {}): StyledParam {
  return {
    in: 'query',
    name: 'color',
    style: 'form',
    isExploded: true,
    allowsReserved: false,
    allowsEmpty: false,
    mediaType: undefined,
    schema: true,
    ...parts,
  };
}

export const TEXT: JsonSchema = { type: 'string' };
export const TEXTS: JsonSchema = { type: 'array', items: TEXT };
export const NUMBERS: JsonSchema = { type: 'array', items: { type: 'integer' } };
/** `{ R: 100, G: 200 }` and nothing else. */
export const COLOR: JsonSchema = {
  type: 'object',
  properties: { R: { type: 'integer' }, G: { type: 'integer' }, B: { type: 'integer' } },
};

const NO_SCHEMAS = fakeSchemas();

export interface Reading {
  /** With ordinary prototypes. */
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

export interface ReadOptions {
  readonly schemas?: SchemaLibrary;
  readonly siblings?: readonly StyledParam[];
}

/** What a parameter makes of a request: raw texts and reader as a route has them. */
export function read(styled: StyledParam, parts: StyledParts, options: ReadOptions = {}): Reading {
  const reader = compileStyle(styled, options.schemas ?? NO_SCHEMAS, options.siblings);
  const issues: Issues = [];
  const raw = compileRaw(styled.in, [styled], pattern('/a/{color}'))(styledExchange(parts));
  return { value: plain(reader.read(raw, issues)), issues };
}

export interface StyledParts extends ExchangeParts {
  /** The last segment of `/a/{color}`, as it is sent. */
  readonly segment?: string;
}

/** A request; a segment of its path is decoded as the route table does it. */
export function styledExchange({ segment, ...parts }: StyledParts): Exchange {
  if (segment === undefined) return exchange(parts);
  const made = exchange({ ...parts, path: { color: decodeURIComponent(segment) } });
  return { ...made, request: { ...made.request, path: `/a/${segment}` } };
}

/** A path that is known to be right. */
export function pattern(path: string): PathPattern {
  const parsed = parsePath(path);
  if ('message' in parsed) throw new Error(parsed.message);
  return parsed;
}

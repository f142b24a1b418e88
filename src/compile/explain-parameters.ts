/** Every parameter of a request: what was received, and what the route made of it. */

import { RequestError } from '../core/errors.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Issue } from '../core/issue.ts';
import { isObject } from '../core/json.ts';
import { PARAM_SOURCES, type ParamSource } from '../core/source.ts';
import { SOURCE_KINDS } from '../kinds/source/index.ts';
import type { Admission, CompiledRoute } from './compiled-route.ts';

export interface ExplainedParameter {
  readonly in: ParamSource;
  /** `''` for a body. */
  readonly name: string;
  readonly isDeclared: boolean;
  readonly isRequired: boolean;
  /** Before anything was coerced or filled in; undefined when it did not come. */
  readonly received: unknown;
  /** As expressions see it; undefined when it is not there, or the request was refused before. */
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

/** What came, by source, before anything is coerced or filled in. */
export type Received = ReadonlyMap<ParamSource, unknown>;

/** To be taken before the route admits the request: defaults are filled into a body where it stands. */
export function readReceived(exchange: Exchange): Received {
  return new Map(
    PARAM_SOURCES.map((source) => {
      const value = readOpen(source, exchange);
      return [source, source === 'body' ? structuredClone(value) : value];
    }),
  );
}

/** Declared ones in the order header, cookie, url, query, form, file, body; then what came undeclared, but for headers. */
export function explainParameters(
  route: Pick<CompiledRoute, 'parameters'> | undefined,
  received: Received,
  admission: Admission | undefined,
): readonly ExplainedParameter[] {
  if (!route) return [];
  const about = (source: ParamSource, name: string): Pick<ExplainedParameter, 'received' | 'value' | 'issues'> => ({
    received: memberOf(source, name, received.get(source)),
    value: memberOf(source, name, admission?.scope[source]),
    issues: (admission?.issues ?? []).filter(
      (issue) => issue.in === source && (source === 'body' || sameName(source, issue.name, name)),
    ),
  });
  const declared = route.parameters.map(
    ({ in: source, name, isRequired }): ExplainedParameter => ({
      in: source,
      name,
      isDeclared: true,
      isRequired,
      ...about(source, name),
    }),
  );
  const undeclared = PARAM_SOURCES.flatMap((source) =>
    namesOf(source, received.get(source))
      .filter((name) => !declared.some((item) => item.in === source && sameName(source, item.name, name)))
      .map(
        (name): ExplainedParameter => ({
          in: source,
          name,
          isDeclared: false,
          isRequired: false,
          ...about(source, name),
        }),
      ),
  );
  return [...declared, ...undeclared];
}

/** Nothing for a source that cannot be decoded: that is what the request is refused for. */
function readOpen(source: ParamSource, exchange: Exchange): unknown {
  try {
    return SOURCE_KINDS[source].open(exchange);
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

function memberOf(source: ParamSource, name: string, value: unknown): unknown {
  if (source === 'body') return value ?? undefined;
  const key = source === 'header' ? name.toLowerCase() : name;
  return isObject(value) && Object.hasOwn(value, key) ? (value[key] ?? undefined) : undefined;
}

function sameName(source: ParamSource, a: string, b: string): boolean {
  return source === 'header' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

/** Every request has headers that nobody declares: they say nothing here. */
function namesOf(source: ParamSource, value: unknown): readonly string[] {
  if (source === 'header') return [];
  if (source === 'body') return value === undefined || value === null ? [] : [''];
  return isObject(value) ? Object.keys(value) : [];
}

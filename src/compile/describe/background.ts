/** What a route keeps for its description: the values that people wrote, without the places that would keep their files. */

import type { Json } from '../../core/json.ts';
import type { CompiledSource, SchemaLibrary } from '../../core/kind.ts';
import type { ParamSource } from '../../core/source.ts';
import type { CaseSpec, Located, Named, RouteSpec } from '../../spec/route-spec.ts';

/** Routes are many: what is the same for several is one object. */
export interface RouteBackground {
  /** The declared ones. */
  readonly sources: readonly DeclaredParams[];
  /** One for each compiled case, in the same order. */
  readonly cases: readonly WrittenCase[];
  /** The layers around what the route refuses, from the outside in. */
  readonly envelope: readonly Located[];
  readonly schemas: SchemaLibrary;
  /** Of invented data. */
  readonly locale: string;
}

export interface DeclaredParams extends Pick<CompiledSource, 'params' | 'additional'> {
  readonly name: ParamSource;
}

/** A case as it is written; what is absent is undefined. */
export interface WrittenCase {
  readonly when: Json | undefined;
  /** `data`, `body` or `file`. */
  readonly kind: string | undefined;
  readonly answer: Json | undefined;
  readonly code: Json | undefined;
  readonly message: Json | undefined;
  readonly headers: Written;
  readonly cookies: Written;
  /** From the outside in: the very lists of the spec, which routes of a file share. */
  readonly envelope: readonly Located[];
}

/** Names and values. */
export type Written = readonly (readonly [name: string, value: Json])[];

const NOTHING: readonly never[] = [];

export function keepBackground(
  { cases, envelope }: Pick<RouteSpec, 'cases' | 'envelope'>,
  sources: ReadonlyMap<ParamSource, CompiledSource>,
  { schemas, locale }: Pick<RouteBackground, 'schemas' | 'locale'>,
): RouteBackground {
  return {
    sources: keepSources(sources),
    cases: cases.map(keepCase),
    envelope,
    schemas,
    locale,
  };
}

/** Without what the sources are to requests. */
export function keepSources(sources: ReadonlyMap<ParamSource, CompiledSource>): readonly DeclaredParams[] {
  return sources.size === 0
    ? NOTHING
    : [...sources].map(([name, { params, additional }]) => ({ name, params, additional }));
}

function keepCase({ when, answer, code, message, headers, cookies, envelope }: CaseSpec): WrittenCase {
  return {
    when: when?.value,
    kind: answer?.kind,
    answer: answer?.value,
    code: code?.value,
    message: message?.value,
    headers: keepNamed(headers),
    cookies: keepNamed(cookies),
    envelope,
  };
}

function keepNamed(named: readonly Named[]): Written {
  return named.length === 0 ? NOTHING : named.map(({ name, value }) => [name, value] as const);
}

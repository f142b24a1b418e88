/** A named thing that a spec may mention: pure, one file per kind, one table per folder. */

import type { Exchange } from './exchange.ts';
import type { Issue, Issues } from './issue.ts';
import type { Json, JsonObject, JsonSchema } from './json.ts';
import type { Known } from './names.ts';
import type { Place, Report } from './problem.ts';
import type { ParamSource } from './source.ts';

/** One declared parameter; parameters of one route may come from different files. */
export interface DeclaredParam {
  /** `''` for a body. */
  readonly name: string;
  /** As written: a JSON Schema with our own keys beside it, or a bare type word. */
  readonly spec: Json;
  readonly place: Place;
}

/** All that a route declares for one source, folder defaults merged in. */
export interface DeclaredSource {
  /** False when undeclared values are refused. */
  readonly additional: boolean;
  readonly params: readonly DeclaredParam[];
}

/** What a parameter answers with instead of the general validation error; `place` is the map's own. */
export interface ParamError {
  readonly name: string;
  readonly spec: JsonObject;
  readonly place: Place;
}

/** A declared parameter as requests must bring it: what documents and examples are made of. */
export interface ExpectedParam {
  /** As issues name it; `''` for a body. */
  readonly name: string;
  /** Our own keys, as they stand beside its JSON Schema; of a file all of its rules. Undefined where there are none. */
  readonly rules: JsonObject | undefined;
  /** Resolved; `true` for a file. */
  readonly schema: JsonSchema;
  /** False where a `default` fills it in. */
  readonly isRequired: boolean;
  /** What is there when nothing comes. */
  readonly fallback: Json | undefined;
}

/** A source of one route, ready to take requests. */
export interface CompiledSource {
  /** In the order in which they are declared. */
  readonly params: readonly ExpectedParam[];
  /** False when undeclared values are refused. */
  readonly additional: boolean;
  /** For the static checks of expressions: which names the source has. */
  readonly known: Known;
  /** The `error` of each parameter that has one. */
  readonly errors: readonly ParamError[];
  /**
   * Decodes, coerces, fills defaults and validates.
   * Appends every issue to `issues` and returns the value that expressions see.
   * Throws RequestError (400) for what cannot even be decoded.
   */
  admit(exchange: Exchange, issues: Issues): unknown;
}

export interface SourceKind {
  readonly name: ParamSource;
  readonly summary: string;
  /** JSON Schema of what people write under `params.<name>`, for shape checks, editors and docs. */
  readonly schema: JsonObject;
  /** Reports problems and goes on; undefined when nothing usable is left. */
  compile(declared: DeclaredSource, scope: SourceScope): CompiledSource | undefined;
  /** The value of this source on a route that declares none of it. */
  open(exchange: Exchange): unknown;
}

/** What a source may use while it is compiled. */
export interface SourceScope {
  readonly report: Report;
  readonly schemas: SchemaLibrary;
  /** True when a JSON body is coerced like text. */
  readonly coerce: boolean;
}

/** How a schema is read that is not hand-written JSON Schema: leniently, its mistakes are warnings. */
export interface SchemaReading {
  readonly dialect: 'openapi-3.0' | 'openapi-3.1' | 'swagger-2.0';
  /** Whose value it describes: of a request nothing `readOnly` is required, of a response nothing `writeOnly`. Default: neither. */
  readonly direction?: 'request' | 'response';
}

/** JSON Schemas of the project: resolved, checked, compiled once per distinct schema. */
export interface SchemaLibrary {
  /**
   * Checks a schema as written at a place and rewrites its relative `$ref`s to absolute URIs.
   * Reports problems (unknown keyword, format, `$ref`, bad pattern, a default or example that the schema itself refuses)
   * on their line, also inside the files that it refers to; undefined when it cannot be used. With a `reading` only what
   * leaves no meaning is an error, the rest is left out with a warning; each is told once to the same `report`.
   */
  resolve(schema: Json, place: Place, report: Report, reading?: SchemaReading): JsonSchema | undefined;
  /** A validator for a resolved schema, or one put together from resolved schemas; code is generated on first use. */
  validator(resolved: JsonSchema, filling?: Filling): Validator;
  /** What is wrong with a value, found without generating code: for what is looked at once. */
  explain(resolved: JsonSchema, value: unknown): Violations;
  /** The schema behind a resolved `$ref`, or undefined. */
  lookup(ref: string): JsonSchema | undefined;
  /** What is known of a value that a resolved schema describes. */
  known(resolved: JsonSchema): Known;
}

/** Which defaults a validator fills in: all (that is the default), or none of what a schema requires, which then has to come. */
export type Filling = 'all' | 'optional';

export interface Validator {
  /** Every violation, in the order in which the schema declares things. Fills in defaults in place. Empty means valid. */
  check(value: unknown): Violations;
}

/** At most MAX_ISSUES violations; `more` counts those left out (counting itself stops at 10,000). */
export type Violations = readonly Violation[] & { readonly more?: number };

/** An issue that does not know yet where its value came from. */
export type Violation = Omit<Issue, 'in' | 'name'>;

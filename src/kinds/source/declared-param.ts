/** A declared parameter taken apart: the JSON Schema, and our own keys that stand beside it. */

import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { DeclaredParam, ParamError, SchemaLibrary, SourceScope } from '../../core/kind.ts';

/** A parameter whose schema has been resolved. */
export interface ResolvedParam {
  /** `true` when the schema as written cannot be used: the problem is reported, everything goes. */
  readonly schema: JsonSchema;
  /** What is written as `required: true` or `false`; a list is JSON Schema's own. */
  readonly required: boolean | undefined;
  /** The schema's `default`, also behind `$ref`. */
  readonly fallback: Json | undefined;
  readonly style: Json | undefined;
}

/** Resolves the JSON Schema of a parameter; problems with it are reported on their lines. */
export function resolveParam(param: DeclaredParam, scope: SourceScope): ResolvedParam {
  const { spec, place } = param;
  const written: JsonObject = isJsonObject(spec) ? spec : { type: spec };
  const { required, error: _answer, style, ...keywords } = written;
  const own = typeof required === 'boolean' || required === undefined ? keywords : { ...keywords, required };
  const schema = scope.schemas.resolve(own, place, scope.report) ?? true;
  return {
    schema,
    required: typeof required === 'boolean' ? required : undefined,
    fallback: findDefault(schema, scope.schemas),
    style,
  };
}

/** `style` and `error`, where one of them is written. */
export function ownRules({ spec }: DeclaredParam): JsonObject | undefined {
  if (!isJsonObject(spec) || (spec.style === undefined && spec.error === undefined)) return undefined;
  const { style, error } = spec;
  return { ...(style === undefined ? {} : { style }), ...(error === undefined ? {} : { error }) };
}

/** The `error` maps of the parameters that have one; `nameOf` gives the name that issues use. */
export function paramErrors(params: readonly DeclaredParam[], nameOf: (name: string) => string): readonly ParamError[] {
  return params.flatMap(({ name, spec, place }) =>
    isJsonObject(spec) && isJsonObject(spec.error)
      ? [{ name: nameOf(name), spec: spec.error, place: place.child('error') }]
      : [],
  );
}

function findDefault(schema: JsonSchema, schemas: SchemaLibrary): Json | undefined {
  const seen = new Set<JsonSchema>();
  for (let at: JsonSchema | undefined = schema; isJsonObject(at) && !seen.has(at); ) {
    if (at.default !== undefined) return at.default;
    seen.add(at);
    at = typeof at.$ref === 'string' ? schemas.lookup(at.$ref) : undefined;
  }
  return undefined;
}

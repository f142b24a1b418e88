/** How a schema is read: as which draft of JSON Schema or dialect of OpenAPI, for which direction, and how strictly. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { SchemaReading } from '../../core/kind.ts';
import { type Draft, draftOfUri } from '../../spec/meta-schemas.ts';

export interface Manner {
  /** The draft whose keywords the schema has; those of the older dialects of OpenAPI are read as of the newest. */
  readonly draft: Draft;
  /** Undefined for JSON Schema proper. */
  readonly dialect: SchemaReading['dialect'] | undefined;
  readonly direction: SchemaReading['direction'];
  /** Mistakes that leave a meaning are warnings. */
  readonly isLenient: boolean;
}

/** Schemas that people write by hand, in route files. */
export const STRICT: Manner = { draft: '2020-12', dialect: undefined, direction: undefined, isLenient: false };

/** Tells apart what one and the same text gives when it is read in different manners; `''` when it is read strictly. */
export function mannerKey({ dialect, direction, isLenient }: Manner): string {
  if (!isLenient) return '';
  return `as=${dialect ?? 'json-schema'}${direction === undefined ? '' : `&for=${direction}`}`;
}

/** An absolute URI of a place in a file, as read in a manner: `file:///a.yaml?as=openapi-3.0#/components/schemas/A`. */
export function uriInManner(uri: string, manner: Manner): string {
  const key = mannerKey(manner);
  return key === ''
    ? uri
    : uri.replace(/^([^#?]*)(\?[^#]*)?/, (_, path, query) => `${path}${query ? `${query}&` : '?'}${key}`);
}

/** What people call a dialect. */
export function mannerName({ dialect, draft }: Manner): string {
  return dialect === undefined ? `draft ${draft}` : DIALECT_NAMES[dialect];
}

const DIALECT_NAMES: Readonly<Record<SchemaReading['dialect'], string>> = {
  'openapi-3.0': 'OpenAPI 3.0',
  'openapi-3.1': 'OpenAPI 3.1',
  'swagger-2.0': 'Swagger 2.0',
};

/** True where a map with a `$ref` is nothing but that (OpenAPI 3.0.3, Reference Object; Swagger 2.0, JSON Reference). */
export function isReferenceAlone({ dialect }: Pick<Manner, 'dialect'>): boolean {
  return dialect === 'openapi-3.0' || dialect === 'swagger-2.0';
}

/** The manner in which a schema file, or a part of any other file, is read whose schema was referred to. */
export function mannerInside(
  file: { readonly path: string; readonly root: Json; readonly schema: Json },
  referrer: Manner,
): Manner {
  const own = dialectOf(file.root);
  const isSchemaFile = /\.schema\.\w+$/.test(file.path);
  const dialect = own ?? (isSchemaFile ? undefined : referrer.dialect);
  const isLenient = own !== undefined || referrer.isLenient;
  const { direction } = referrer;
  const draft = draftNamedBy(file.schema, isLenient) ?? draftNamedBy(file.root, isLenient) ?? '2020-12';
  const isOld = isReferenceAlone({ dialect });
  return {
    draft: isOld ? '2020-12' : draft,
    dialect,
    direction: isLenient ? direction : undefined,
    isLenient,
  };
}

/** The dialect that the root of an OpenAPI or Swagger document names; undefined for any other document. */
export function dialectOf(root: Json): SchemaReading['dialect'] | undefined {
  if (!isJsonObject(root)) return undefined;
  const { openapi, swagger } = root;
  if (isVersion(openapi)) return /^3\.0(\D|$)/.test(String(openapi)) ? 'openapi-3.0' : 'openapi-3.1';
  return isVersion(swagger) ? 'swagger-2.0' : undefined;
}

/** Without quotes a version such as `3.1` is a number. */
function isVersion(value: Json | undefined): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** The draft that a schema names as its own, or a document as that of all schemas in it. */
function draftNamedBy(value: Json, isLenient: boolean): Draft | undefined {
  if (!isJsonObject(value)) return undefined;
  const { $schema, jsonSchemaDialect } = value as JsonObject;
  for (const uri of [$schema, isLenient ? jsonSchemaDialect : undefined]) {
    if (typeof uri !== 'string') continue;
    const draft = isLenient ? nearestDraft(uri) : draftOfUri(uri);
    if (draft) return draft;
  }
  return undefined;
}

/** Also for the dialect of OpenAPI 3.1, which adds to 2020-12, and for older drafts, which differ in little from draft-07. */
export function nearestDraft(uri: string): Draft | undefined {
  if (/^https?:\/\/spec\.openapis\.org\/oas\/3\.\d+\//.test(uri)) return '2020-12';
  if (/^https?:\/\/json-schema\.org\/draft-0[3-6]\/schema#?$/.test(uri)) return 'draft-07';
  return draftOfUri(uri);
}

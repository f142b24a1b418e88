/** The drafts of JSON Schema, and the URIs of their meta-schemas: those are known without being read. */

/** The versions of JSON Schema that are read; all of them are turned into the newest. */
export type Draft = 'draft-07' | '2019-09' | '2020-12';

/** The draft that a `$schema` or a `$ref` to a standard meta-schema names, whether with http or https, with `#` or without. */
export function draftOfUri(uri: string): Draft | undefined {
  const bare = /^https?:\/\/([^#]*)#?$/.exec(uri)?.[1];
  return bare === undefined ? undefined : SCHEMA_URIS.get(bare);
}

const SCHEMA_URIS: ReadonlyMap<string, Draft> = new Map<string, Draft>([
  ['json-schema.org/draft/2020-12/schema', '2020-12'],
  ['json-schema.org/draft/2019-09/schema', '2019-09'],
  ['json-schema.org/draft-07/schema', 'draft-07'],
]);

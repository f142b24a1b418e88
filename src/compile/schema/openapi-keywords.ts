/** What OpenAPI adds to the keywords of JSON Schema, and what its older versions have of them. */

import { KEYWORDS, type Keyword } from './keywords.ts';
import { type Manner, mannerName } from './manner.ts';

type Dialect = NonNullable<Manner['dialect']>;

const EACH: readonly Dialect[] = ['swagger-2.0', 'openapi-3.0', 'openapi-3.1'];

/** Keywords that only OpenAPI has, and the dialects that have them. */
const ADDED: ReadonlyMap<string, Keyword & { readonly dialects: readonly Dialect[] }> = new Map([
  ['nullable', { shape: 'nullable', dialects: ['openapi-3.0'] }],
  ['discriminator', { shape: 'discriminator', dialects: EACH }],
  ['xml', { shape: 'map', isNote: true, dialects: EACH }],
  ['externalDocs', { shape: 'map', isNote: true, dialects: EACH }],
  ['collectionFormat', { shape: 'text', isNote: true, dialects: ['swagger-2.0'] }],
] satisfies readonly (readonly [string, Keyword & { readonly dialects: readonly Dialect[] }])[]);

/** Swagger 2.0 has no keyword for it, but everyone writes this one. */
const X_NULLABLE: Keyword = { shape: 'nullable' };

const IN_SWAGGER = [
  '$ref title description format default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength',
  'minLength pattern maxItems minItems uniqueItems maxProperties minProperties required enum type items allOf properties',
  'additionalProperties readOnly example',
].flatMap((line) => line.split(' '));

/** Keywords of JSON Schema that the older dialects have. */
const SHARED: ReadonlyMap<Dialect, ReadonlySet<string>> = new Map([
  ['swagger-2.0', new Set(IN_SWAGGER)],
  ['openapi-3.0', new Set([...IN_SWAGGER, 'oneOf', 'anyOf', 'not', 'writeOnly', 'deprecated'])],
]);

/** What to write instead, where another dialect's keyword is met. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  ['const', 'write "enum" with one value'],
  ['prefixItems', 'write one schema under "items"'],
  ['additionalItems', 'write one schema under "items"'],
]);

/** A keyword, and whether schemas of this manner may have it. */
export interface FoundName {
  readonly keyword: Keyword;
  readonly isForeign: boolean;
}

/** What a name means in a manner of reading; undefined for none. Lenient reading knows every keyword of every dialect. */
export function findKeyword(name: string, manner: Manner): FoundName | undefined {
  const { dialect, draft, isLenient } = manner;
  const keyword = KEYWORDS.get(name);
  const isOfDraft = keyword !== undefined && (!keyword.drafts || keyword.drafts.includes(draft));
  if (!isLenient) return isOfDraft ? { keyword, isForeign: false } : undefined;
  if (keyword) {
    const shared = dialect && SHARED.get(dialect);
    return { keyword, isForeign: shared ? !shared.has(name) && keyword.isNote !== true : !isOfDraft };
  }
  if (name === 'x-nullable') return dialect === 'swagger-2.0' ? { keyword: X_NULLABLE, isForeign: false } : undefined;
  const added = ADDED.get(name);
  if (!added) return undefined;
  return { keyword: added, isForeign: added.isNote !== true && !(dialect && added.dialects.includes(dialect)) };
}

/** Every name that a schema of this manner may have: for "did you mean". */
export function keywordNames(manner: Manner): readonly string[] {
  const names = [...KEYWORDS.keys(), ...(manner.isLenient ? ADDED.keys() : [])];
  return names.filter((name) => findKeyword(name, manner)?.isForeign === false);
}

/** What to do about a keyword that schemas of this manner do not have, though others do. */
export function foreignHint(name: string, manner: Manner): string {
  if (name === 'nullable') {
    const way = manner.dialect === 'swagger-2.0' ? '"x-nullable"' : 'the type as a list: type: [string, "null"]';
    return `it holds all the same; write ${way}`;
  }
  const instead = manner.dialect === undefined ? undefined : INSTEAD.get(name);
  return `it holds all the same; ${instead ?? `other tools that read ${mannerName(manner)} may pass over it`}`;
}

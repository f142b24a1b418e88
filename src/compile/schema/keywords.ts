/** Every JSON Schema keyword that people may write: the shape of its value, the drafts that have it, the types it speaks of. */

import type { Draft } from '../../spec/meta-schemas.ts';

/** What stands behind a keyword. */
export type KeywordShape =
  | 'schema'
  | 'schema-list'
  | 'schema-map'
  /** One schema, or in older drafts a list of them. */
  | 'items'
  | 'dependencies'
  | 'type'
  | 'any'
  /** A list of values, at least one. */
  | 'values'
  /** A list of values, also none. */
  | 'samples'
  | 'boolean'
  | 'number'
  /** A number above zero. */
  | 'step'
  /** A whole number, zero or more. */
  | 'count'
  | 'pattern'
  | 'format'
  | 'names'
  | 'name-map'
  | 'text'
  | 'ref'
  /** Of OpenAPI: null is valid too. */
  | 'nullable'
  /** Of OpenAPI: which property names the branch that is meant. */
  | 'discriminator'
  /** A map of whatever there is. */
  | 'map'
  /** Says something about the schema as a document; nothing of it is left once it is resolved. */
  | 'document';

/** The JSON type of which a keyword says something; it has no effect on values of another. */
export type KeywordType = 'number' | 'string' | 'array' | 'object';

export interface Keyword {
  readonly shape: KeywordShape;
  readonly type?: KeywordType;
  /** The drafts that have it; all of them when absent. */
  readonly drafts?: readonly Draft[];
  /** True when it does not decide what is valid. */
  readonly isNote?: boolean;
}

const SINCE_2019: readonly Draft[] = ['2019-09', '2020-12'];
const SINCE_2020: readonly Draft[] = ['2020-12'];
const UNTIL_2019: readonly Draft[] = ['draft-07', '2019-09'];

const note = (shape: KeywordShape): Keyword => ({ shape, isNote: true });
const of = (type: KeywordType, shape: KeywordShape, drafts?: readonly Draft[]): Keyword =>
  drafts ? { shape, type, drafts } : { shape, type };

export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['type', { shape: 'type' }],
  ['enum', { shape: 'values' }],
  ['const', { shape: 'any' }],
  ['minimum', of('number', 'number')],
  ['maximum', of('number', 'number')],
  ['exclusiveMinimum', of('number', 'number')],
  ['exclusiveMaximum', of('number', 'number')],
  ['multipleOf', of('number', 'step')],
  ['minLength', of('string', 'count')],
  ['maxLength', of('string', 'count')],
  ['pattern', of('string', 'pattern')],
  ['format', { shape: 'format' }],
  ['items', of('array', 'items')],
  ['prefixItems', of('array', 'schema-list', SINCE_2020)],
  ['additionalItems', of('array', 'schema', UNTIL_2019)],
  ['unevaluatedItems', of('array', 'schema', SINCE_2019)],
  ['contains', of('array', 'schema')],
  ['minContains', of('array', 'count', SINCE_2019)],
  ['maxContains', of('array', 'count', SINCE_2019)],
  ['minItems', of('array', 'count')],
  ['maxItems', of('array', 'count')],
  ['uniqueItems', of('array', 'boolean')],
  ['properties', of('object', 'schema-map')],
  ['patternProperties', of('object', 'schema-map')],
  ['additionalProperties', of('object', 'schema')],
  ['unevaluatedProperties', of('object', 'schema', SINCE_2019)],
  ['propertyNames', of('object', 'schema')],
  ['required', of('object', 'names')],
  ['minProperties', of('object', 'count')],
  ['maxProperties', of('object', 'count')],
  ['dependentRequired', of('object', 'name-map', SINCE_2019)],
  ['dependentSchemas', of('object', 'schema-map', SINCE_2019)],
  ['dependencies', of('object', 'dependencies')],
  ['allOf', { shape: 'schema-list' }],
  ['anyOf', { shape: 'schema-list' }],
  ['oneOf', { shape: 'schema-list' }],
  ['not', { shape: 'schema' }],
  ['if', { shape: 'schema' }],
  ['then', { shape: 'schema' }],
  ['else', { shape: 'schema' }],
  ['$ref', { shape: 'ref' }],
  ['$schema', note('document')],
  ['$id', note('document')],
  ['$anchor', note('document')],
  ['$dynamicAnchor', { shape: 'document', isNote: true, drafts: SINCE_2020 }],
  ['$recursiveAnchor', { shape: 'document', isNote: true, drafts: ['2019-09'] }],
  ['$vocabulary', note('document')],
  ['$comment', note('document')],
  ['$defs', note('schema-map')],
  ['definitions', note('schema-map')],
  ['title', note('text')],
  ['description', note('text')],
  ['default', note('any')],
  ['example', note('any')],
  ['examples', note('samples')],
  ['deprecated', note('boolean')],
  ['readOnly', note('boolean')],
  ['writeOnly', note('boolean')],
  ['contentEncoding', note('text')],
  ['contentMediaType', note('text')],
  ['contentSchema', note('schema')],
]);

/** What to write instead of a keyword that other tools or drafts have. */
export const FOREIGN_KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['nullable', 'write the type as a list: type: [string, "null"]'],
  ['additionalItems', 'in draft 2020-12 it is "items" beside "prefixItems"'],
  ['prefixItems', 'before draft 2020-12 it is a list under "items"'],
  ['dependentRequired', 'in draft-07 it is "dependencies"'],
  ['dependentSchemas', 'in draft-07 it is "dependencies"'],
  ['$dynamicRef', 'write "$ref"'],
  ['$recursiveRef', 'write "$ref"'],
  ['discriminator', 'give each schema under "oneOf" a property with a "const"'],
  ['id', 'write "$id"'],
  ['optional', 'leave the name out of "required"'],
  ['enumNames', 'write the names into "description"'],
]);

/** The words that may stand behind `type`. */
export const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'] as const;

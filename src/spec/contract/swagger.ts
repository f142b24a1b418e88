/** Parameters, bodies and answers of Swagger 2.0, in the shapes of OpenAPI 3. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { isJsonType } from '../../core/media-type.ts';
import type { Located } from '../route-spec.ts';
import type {
  ContractBody,
  ContractContent,
  ContractEncoding,
  ContractHeader,
  ContractParam,
  ContractResponse,
} from './contract-spec.ts';
import { pathSlot, readIdentity } from './parameters.ts';
import type { SlotNames } from './paths.ts';
import {
  checkKeys,
  deref,
  entriesOf,
  flagOf,
  type LocatedObject,
  listOf,
  memberOf,
  objectOf,
  type Reading,
  type Risky,
  textOf,
} from './reading.ts';
import { readCollectionFormat } from './styles.ts';

/** JSON Schema's keywords that stand beside those of the parameter. */
const SCHEMA_KEYS = [
  ...['type', 'format', 'items', 'default', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength'],
  ...['minLength', 'pattern', 'maxItems', 'minItems', 'uniqueItems', 'enum', 'multipleOf', 'x-nullable'],
];
const PARAMETER_KEYS = [
  'name',
  'in',
  'description',
  'required',
  'schema',
  'allowEmptyValue',
  'collectionFormat',
  'example',
  'examples',
];

const SOURCES = { path: 'url', query: 'query', header: 'header', body: 'body', formData: 'form' } as const;

type Source = (typeof SOURCES)[keyof typeof SOURCES];

export interface SwaggerParameters {
  readonly params: readonly ContractParam[];
  readonly body: ContractBody | undefined;
}

/** What media types are sent and answered, of the contract or an operation; undefined where it does not say. */
export function readMediaTypes(
  holder: LocatedObject,
  key: 'consumes' | 'produces',
  reading: Reading,
): readonly string[] | undefined {
  const written = listOf(holder, key, reading).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  if (!Array.isArray(holder.value[key])) return undefined;
  return written.length > 0 ? written : ['application/json'];
}

interface Written {
  readonly source: Source;
  readonly name: string;
  readonly at: LocatedObject;
}

/** `lists` from the outside in: parameters of the path, then of the operation. */
export function readSwaggerParameters(
  lists: readonly (readonly Located[])[],
  { slots, consumes }: { readonly slots: SlotNames; readonly consumes: readonly string[] },
  reading: Risky,
): SwaggerParameters {
  const found = new Map<string, Written>();
  for (const item of lists.flat()) {
    const at = deref(item, 'a parameter', reading, reading.lose);
    const named = at && readIdentity<Source>(at, SOURCES, reading);
    if (!named) continue;
    checkKeys(at, [...PARAMETER_KEYS, ...SCHEMA_KEYS], reading);
    found.set(`${named.source} ${named.source === 'header' ? named.name.toLowerCase() : named.name}`, { ...named, at });
  }
  const all = [...found.values()];
  const body = all.find(({ source }) => source === 'body');
  const fields = all.filter(({ source }) => source === 'form');
  return {
    params: all.flatMap((written) => readParam(written, slots, reading) ?? []),
    body: body
      ? jsonBody(body, consumes, reading)
      : fields.length > 0
        ? formBody(fields, consumes, reading)
        : undefined,
  };
}

function readParam({ source, name, at }: Written, slots: SlotNames, reading: Risky): ContractParam | undefined {
  if (source === 'body' || source === 'form') return undefined;
  const slot = source === 'url' ? pathSlot(name, at, slots, reading) : name;
  if (slot === undefined) return undefined;
  return {
    in: source,
    name,
    slot,
    isRequired: source === 'url' || flagOf(at, 'required', reading) === true,
    ...readCollectionFormat(at, source, reading),
    mediaType: undefined,
    schema: inlineSchema(at),
    examples: exampleOf(at),
    description: textOf(at, 'description', reading),
    isDeprecated: false,
    place: at.place,
  };
}

/** The keywords of a schema among other keys: they stand where they are written. */
function inlineSchema({ value, place }: LocatedObject): Located {
  const kept = Object.entries(value).filter(([key]) => SCHEMA_KEYS.includes(key));
  return { value: Object.fromEntries(kept), place };
}

function exampleOf({ value, place }: LocatedObject): ContractParam['examples'] {
  const key = ['example', 'x-example'].find((one) => Object.hasOwn(value, one));
  return key === undefined
    ? []
    : [{ name: 'example', summary: undefined, value: value[key] ?? null, place: place.child(key) }];
}

function jsonBody({ at }: Written, consumes: readonly string[], reading: Risky): ContractBody {
  const examples = exampleOf(at);
  return {
    isRequired: flagOf(at, 'required', reading) === true,
    description: textOf(at, 'description', reading),
    contents: consumes.map((mediaType) => ({
      mediaType,
      schema: memberOf(at, 'schema'),
      examples,
      encoding: new Map(),
      place: at.place,
    })),
    place: at.place,
  };
}

const FORM_TYPES = ['multipart/form-data', 'application/x-www-form-urlencoded'];

/** Fields of a form as one object; a form with a file is multipart. */
function formBody(fields: readonly Written[], consumes: readonly string[], reading: Risky): ContractBody | undefined {
  const [first] = fields;
  if (!first) return undefined;
  const properties = new Map<string, Json>();
  const encoding = new Map<string, ContractEncoding>();
  for (const { name, at } of fields) {
    properties.set(name, { ...(inlineSchema(at).value as JsonObject), ...describedBy(at) });
    if (at.value.type === 'array') {
      encoding.set(name, { contentType: undefined, ...readCollectionFormat(at, 'form', reading) });
    }
  }
  const required = fields.filter(({ at }) => flagOf(at, 'required', reading) === true).map(({ name }) => name);
  const schema: Json = {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
  const hasFile = fields.some(({ at }) => at.value.type === 'file');
  const named = consumes.filter((type) => FORM_TYPES.includes(type));
  const types = hasFile ? ['multipart/form-data'] : named.length > 0 ? named : FORM_TYPES.toReversed();
  const { place } = first.at;
  return {
    isRequired: required.length > 0,
    description: undefined,
    contents: types.map((mediaType) => ({
      mediaType,
      schema: { value: schema, place },
      examples: [],
      encoding,
      place,
    })),
    place,
  };
}

function describedBy({ value }: LocatedObject): JsonObject {
  return typeof value.description === 'string' ? { description: value.description } : {};
}

const RESPONSE_KEYS = ['description', 'schema', 'headers', 'examples'];

export function readSwaggerResponse(
  status: string,
  at: LocatedObject,
  produces: readonly string[],
  reading: Reading,
): ContractResponse {
  checkKeys(at, RESPONSE_KEYS, reading);
  const schema = memberOf(at, 'schema');
  const examples = objectOf(at, 'examples', reading);
  const headers = objectOf(at, 'headers', reading);
  const given = new Map(examples ? entriesOf(examples) : []);
  // Common, if not in the specification: the example itself instead of one for each media type.
  const isBare = given.size > 0 && [...given.keys()].every((key) => !key.includes('/'));
  const types = [...new Set([...(schema ? produces : []), ...(isBare ? produces : given.keys())])];
  return {
    status,
    description: textOf(at, 'description', reading) ?? '',
    contents: types.map((mediaType): ContractContent => {
      const example = isBare ? (isJsonType(mediaType) ? examples : undefined) : given.get(mediaType);
      return {
        mediaType,
        schema,
        examples: example ? [{ name: 'example', summary: undefined, value: example.value, place: example.place }] : [],
        encoding: new Map(),
        place: at.place,
      };
    }),
    headers: (headers ? entriesOf(headers) : []).flatMap(([name, member]): ContractHeader[] => {
      if (!isJsonObject(member.value)) return [];
      const header = { value: member.value, place: member.place };
      return [
        {
          name,
          isRequired: false,
          isExploded: false,
          schema: inlineSchema(header),
          examples: exampleOf(header),
          description: textOf(header, 'description', reading),
          place: member.place,
        },
      ];
    }),
    place: at.place,
  };
}

/** A form of an operation as `form` and `file` of a route: each member of its schema a field, binary ones files. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { isJsonType } from '../../core/media-type.ts';
import type { ContractBody, ContractContent, ContractEncoding } from '../../spec/contract/contract-spec.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { ImportContext } from './import-context.ts';
import { given, parameterSpec } from './parameter-spec.ts';
import type { ChosenBody, WrittenBody } from './request-body.ts';
import { membersOf } from './schema/members.ts';
import { plainSchema, typesOf } from './schema/types.ts';

export function importForm({ body, content, name }: ChosenBody, context: ImportContext): WrittenBody {
  const members = membersOf(content.schema, context.find);
  const form: Record<string, Json> = {};
  const file: Record<string, Json> = {};
  for (const [field, member] of members.properties) {
    const isRequired = members.required.has(field);
    const own: Field = { field, member, isRequired, encoding: content.encoding.get(field) };
    const files = filesOf(own, context);
    if (files) file[field] = context.traces.trace(files, member.place);
    else form[field] = importField(own, name, context);
  }
  if (!members.isOpen && Object.keys(form).length > 0) form.additional = false;
  tellRules(body, content, context);
  return {
    ...(Object.keys(form).length > 0 ? { form } : {}),
    ...(Object.keys(file).length > 0 ? { file } : {}),
  };
}

interface Field {
  readonly field: string;
  readonly member: Located;
  readonly isRequired: boolean;
  readonly encoding: ContractEncoding | undefined;
}

function importField({ field, member, isRequired, encoding }: Field, name: string, context: ImportContext): Json {
  const types = typesOf(member, context.find);
  const isList = types?.has('array') === true;
  const words = { place: member.place, isRequired };
  const { contentType, style, isExploded } = encoding ?? { contentType: undefined };
  const isOdd =
    (style !== undefined && style !== 'form') || (contentType !== undefined && !isReadable(contentType, types));
  if (isOdd) {
    const what = style !== undefined && style !== 'form' ? `style ${style}` : contentType;
    context.lose('encoding', member.place, `${field}, ${what}: its text is taken as it comes`);
    return parameterSpec({}, words);
  }
  const schema = context.shelf.write(member, { direction: 'request', name: `${name}-${field}` });
  const spec = parameterSpec(schema, { ...words, isCommaList: isList && isExploded === false });
  return isJsonObject(spec) ? context.traces.trace(spec, member.place) : spec;
}

/** Objects are JSON in a field, all else is text. */
function isReadable(contentType: string, types: ReadonlySet<string> | undefined): boolean {
  return isJsonType(contentType) ? types?.has('object') === true : /^text\/plain\b/i.test(contentType);
}

/** A list of files without a word about how many. */
const MANY = 100;

/** The rules for a field that holds files; undefined for one that does not. */
function filesOf(
  { field, member, isRequired, encoding }: Field,
  { find, lose }: ImportContext,
): JsonObject | undefined {
  const plain = plainSchema(member, find);
  if (!plain || !isJsonObject(plain.value)) return undefined;
  const { value } = plain;
  const items: Located | undefined =
    value.items === undefined ? undefined : { value: value.items, place: plain.place.child('items') };
  const item = plainSchema(items, find);
  const isList = item !== undefined && isBinary(item.value, encoding);
  if (!isList && !isBinary(value, encoding)) return undefined;
  const most = typeof value.maxItems === 'number' && value.maxItems >= 1 ? value.maxItems : MANY;
  const types = (encoding?.contentType ?? '').split(',').map((type) => type.trim());
  const usable = types.filter(
    (type) => /^[^/\s;*]+\/([^/\s;*]+|\*)$/.test(type) && type !== 'application/octet-stream',
  );
  const { description } = value;
  if (isList && typeof value.minItems === 'number' && value.minItems > 1) {
    lose('encoding', member.place, `${field}: at least ${value.minItems} files`);
  }
  return {
    ...(isRequired ? { required: true } : {}),
    ...(isList && most > 1 ? { count: most } : {}),
    ...(usable.length > 0 ? { types: usable } : {}),
    ...given({ description: typeof description === 'string' ? description.trim() : undefined }),
  };
}

/** `format: binary` of 3.0, `type: file` of 2.0, a media type of 3.1 that is no text, or an encoding that says so. */
function isBinary(schema: Json, encoding: ContractEncoding | undefined): boolean {
  if (!isJsonObject(schema)) return false;
  const { type, format, contentMediaType, contentEncoding } = schema;
  if (type === 'file' || (type === 'string' && format === 'binary')) return true;
  if (type !== undefined && type !== 'string') return false;
  if (contentEncoding !== undefined) return false;
  const mediaType = encoding?.contentType ?? (typeof contentMediaType === 'string' ? contentMediaType : undefined);
  return mediaType !== undefined && /^(image|audio|video)\/|^application\/(octet-stream|pdf|zip)$/i.test(mediaType);
}

function tellRules({ isRequired, place }: ContractBody, content: ContractContent, { lose, find }: ImportContext): void {
  const { hasRules, properties, required } = membersOf(content.schema, find);
  if (hasRules) lose('form', content.place, 'more is said of the form than which fields it has');
  if (properties.size === 0 && content.schema)
    lose('form', content.place, 'its schema names no fields: anything is taken');
  if (!isRequired && required.size > 0) {
    lose('form', place, 'the form may be missing; here its required fields are required');
  }
  if (content.examples.length > 0) lose('example-name', content.place, 'an example of a form as a whole');
}

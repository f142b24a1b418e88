/** What two OpenAPI documents say differently of the same operations, as far as a client could tell. */

import { isJsonObject, type Json, type JsonObject, jsonEqual } from '../../../src/core/json.ts';
import { pointerKeys } from '../../../src/core/pointer.ts';

/** `GET /pets: query "limit" is required` and the like. `made` may promise more answers, and ask for credentials as parameters. */
export function differences(given: JsonObject, made: JsonObject): readonly string[] {
  const found: string[] = [];
  for (const [id, operation] of operationsOf(given)) {
    const other = operationsOf(made).get(id);
    if (other) found.push(...compareOperations(operation, other, { given, made }).map((text) => `${id}: ${text}`));
    else found.push(`${id}: is not there`);
  }
  for (const id of operationsOf(made).keys()) if (!operationsOf(given).has(id)) found.push(`${id}: is new`);
  return found;
}

interface Documents {
  readonly given: JsonObject;
  readonly made: JsonObject;
}

function operationsOf({ paths }: JsonObject): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const [path, item] of Object.entries(paths as JsonObject)) {
    for (const [method, operation] of Object.entries(item as JsonObject)) {
      if (isJsonObject(operation)) found.set(`${method.toUpperCase()} ${path}`, operation);
    }
  }
  return found;
}

function compareOperations(given: JsonObject, made: JsonObject, documents: Documents): readonly string[] {
  return [
    ...['operationId', 'summary', 'deprecated'].filter((key) => !jsonEqual(given[key], made[key])),
    ...compareParameters(given, made, documents),
    ...compareBodies(given, made, documents),
    ...compareResponses(given, made, documents),
  ];
}

function compareParameters(given: JsonObject, made: JsonObject, documents: Documents): readonly string[] {
  const others = new Map(parametersOf(made, documents.made).map((param) => [nameOf(param), param]));
  return parametersOf(given, documents.given).flatMap((param) => {
    const name = nameOf(param);
    const other = others.get(name);
    const schema = param.schema ?? true;
    const resolved = plain(schema, documents.given);
    if (!isUsual(param, resolved)) return [];
    if (!other) return [`${name} is not there`];
    // A default fills what is missing: it is not said to be required then.
    const isFilled = param.in !== 'path' && hasDefault(schema, documents.given);
    if (!isFilled && (param.required === true) !== (other.required === true)) {
      return [`${name} required: ${String(other.required)}`];
    }
    const otherSchema = other.schema ?? true;
    if (alike(schema, otherSchema, documents)) return [];
    return [`${name} is ${text(plain(otherSchema, documents.made))}, not ${text(resolved)}`];
  });
}

function hasDefault(schema: Json, root: JsonObject): boolean {
  return isJsonObject(schema) && followed(schema, root).default !== undefined;
}

/** Route files have words for it. */
function isUsual({ style, content }: JsonObject, schema: Json): boolean {
  const types = isJsonObject(schema) ? [schema.type].flat() : [];
  return style === undefined && content === undefined && !types.includes('object');
}

function parametersOf({ parameters }: JsonObject, root: JsonObject): readonly JsonObject[] {
  return ((parameters ?? []) as readonly JsonObject[]).map((param) => followed(param, root));
}

function nameOf(param: JsonObject): string {
  const name = String(param.name);
  return `${String(param.in)} "${param.in === 'header' ? name.toLowerCase() : name}"`;
}

function compareBodies(given: JsonObject, made: JsonObject, documents: Documents): readonly string[] {
  const [body, other] = [given.requestBody, made.requestBody].map((value, index) =>
    isJsonObject(value) ? followed(value, index === 0 ? documents.given : documents.made) : undefined,
  );
  const [type, schema] = contentOf(body);
  if (!body || type === undefined) return [];
  const [otherType, otherSchema] = contentOf(other);
  if (!other || otherType !== type) return [`its body is ${String(otherType)}, not ${type}`];
  if (type === 'form') {
    const [fields, otherFields] = [fieldsOf(schema, documents.given), fieldsOf(otherSchema, documents.made)];
    return jsonEqual(fields, otherFields) ? [] : [`its form has ${text(otherFields)}, not ${text(fields)}`];
  }
  if ((body.required === true) !== (other.required === true))
    return [`its body is required: ${String(other.required)}`];
  const [before, after] = [schema ?? true, otherSchema ?? true];
  return alike(before, after, documents) ? [] : [`its body is ${text(after)}, not ${text(before)}`];
}

/** JSON, else a form; anything else is nothing that a route declares. */
function contentOf(body: JsonObject | undefined): readonly ['json' | 'form' | undefined, Json?] {
  const content = body && isJsonObject(body.content) ? Object.entries(body.content) : [];
  const json = content.find(([type]) => isJson(type));
  const form =
    content.find(([type]) => /^multipart\/form-data/.test(type)) ?? content.find(([type]) => /form-urlenc/.test(type));
  const [, media] = json ?? form ?? [];
  const type = json ? 'json' : form ? 'form' : undefined;
  return isJsonObject(media) && media.schema !== undefined ? [type, media.schema] : [type];
}

function isJson(mediaType: string): boolean {
  return /^[^/]+\/([^+;]*\+)?json(;|$)/.test(mediaType);
}

function fieldsOf(schema: Json | undefined, root: JsonObject): Json {
  const form = plain(schema ?? true, root);
  const parts = isJsonObject(form) ? [form, ...((form.allOf ?? []) as readonly JsonObject[])] : [];
  return [...new Set(parts.flatMap(({ properties }) => Object.keys((properties ?? {}) as JsonObject)))].sort();
}

function compareResponses(given: JsonObject, made: JsonObject, documents: Documents): readonly string[] {
  const others = (made.responses ?? {}) as JsonObject;
  return Object.entries((given.responses ?? {}) as JsonObject).flatMap(([status, response]) => {
    if (isMocksOwn(response)) return [];
    const schema = promised(response, documents.given);
    const keys = [status, codeOf(status), ...(status === 'default' ? ['500', '400'] : [])];
    const declared = keys.flatMap((key) => others[key] ?? []);
    if (declared.length === 0) return [`${status} is not promised`];
    if (schema === undefined) return [];
    const schemas = declared.flatMap((one) => branchesOf(promised(one as Json, documents.made)));
    const isSame = schemas.some((one) => alike(schema, one, documents));
    return isSame ? [] : [`${status} is ${text(schemas)}, not ${text(plain(schema, documents.given))}`];
  });
}

/** What the mock says where a contract has no words. */
function isMocksOwn(response: Json): boolean {
  return isJsonObject(response) && response.$ref === '#/components/responses/Problem';
}

/** One of them may be a refusal. */
function branchesOf(schema: Json | undefined): readonly Json[] {
  if (schema === undefined) return [];
  return isJsonObject(schema) && Array.isArray(schema.anyOf)
    ? [schema, ...(schema.anyOf as readonly Json[])]
    : [schema];
}

function codeOf(status: string): string {
  return status.replace('XX', '00');
}

function promised(response: Json, root: JsonObject): Json | undefined {
  const { content } = followed(response as JsonObject, root);
  const media = isJsonObject(content) ? Object.entries(content).find(([type]) => isJson(type))?.[1] : undefined;
  const schema = isJsonObject(media) ? media.schema : undefined;
  return schema === undefined || jsonEqual(plain(schema, root), {}) ? undefined : schema;
}

function followed(value: JsonObject, root: JsonObject): JsonObject {
  if (typeof value.$ref !== 'string') return value;
  let found: Json | undefined = root;
  for (const key of pointerKeys(decodeURIComponent(value.$ref.slice(1))))
    found = isJsonObject(found) ? found[key] : undefined;
  return isJsonObject(found) ? followed(found, root) : {};
}

const NOTES = [
  ...['title', 'description', 'example', 'examples', 'default', 'deprecated', 'readOnly', 'writeOnly', 'xml'],
  ...['externalDocs', 'discriminator', '$comment', 'format', 'contentMediaType', 'contentEncoding', '$schema'],
];
const MAPS = ['properties', 'patternProperties', 'dependentSchemas'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLES = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];

/** Says the same of values; schemas that contain themselves are alike where nothing tells them apart. */
function alike(given: Json, made: Json, documents: Documents): boolean {
  const seen = new Map<Json, Set<Json>>();
  const same = (a: Json | undefined, b: Json | undefined): boolean => {
    if (a === undefined || b === undefined) return a === b;
    if (seen.get(a)?.has(b)) return true;
    if (typeof a === 'object' && typeof b === 'object') seen.set(a, (seen.get(a) ?? new Set()).add(b));
    const [left, right] = [plain(a, documents.given), plain(b, documents.made)];
    if (!isJsonObject(left) || !isJsonObject(right)) return left === right;
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => sameKeyword(key, left[key], right[key], same));
  };
  return same(given, made);
}

function sameKeyword(
  key: string,
  a: Json | undefined,
  b: Json | undefined,
  same: (a: Json | undefined, b: Json | undefined) => boolean,
): boolean {
  if (SINGLES.includes(key)) return same(a, b);
  if (MAPS.includes(key) && isJsonObject(a) && isJsonObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => same(a[name], b[name]));
  }
  if (LISTS.includes(key) && Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item: Json, index) => same(item, b[index] as Json));
  }
  return jsonEqual(a, b);
}

/** What only one side writes is demanded of that side, however a document says it. */
function isOneSided({ properties }: JsonObject, name: string): boolean {
  const member = isJsonObject(properties) ? properties[name] : undefined;
  return isJsonObject(member) && (member.readOnly === true || member.writeOnly === true);
}

/** The type that a keyword is about. */
const ABOUT: Readonly<Record<string, string>> = { minLength: 'string', maxLength: 'string', pattern: 'string' };

/** What a schema says by itself: a `$ref` followed, nothing that does not decide, everything as the empty schema. */
function plain(schema: Json, root: JsonObject): Json {
  if (schema === true) return {};
  if (!isJsonObject(schema)) return schema;
  const { $ref: ref, ...own } = schema;
  const target = typeof ref === 'string' ? plain(followed({ $ref: ref }, root), root) : {};
  if (!isJsonObject(target)) return target;
  const entries = Object.entries(own).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    if (NOTES.includes(key) || key.startsWith('x-')) return [];
    if (key === 'required' || (key === 'type' && Array.isArray(value))) {
      const words = [...new Set(value as readonly string[])].filter((word) => !isOneSided(own, word)).sort();
      return words.length === 0 ? [] : [[key, words]];
    }
    const isVoid =
      (ABOUT[key] !== undefined && own.type !== undefined && ![own.type].flat().includes(ABOUT[key])) ||
      (value === false && key !== 'additionalProperties' && key !== 'items') ||
      (value === true && key === 'additionalProperties') ||
      (MAPS.includes(key) && Object.keys(value as JsonObject).length === 0);
    return isVoid ? [] : [[key, value]];
  });
  return { ...target, ...Object.fromEntries(entries) };
}

function text(value: Json): string {
  const json = JSON.stringify(value);
  return json.length > 300 ? `${json.slice(0, 300)}…` : json;
}

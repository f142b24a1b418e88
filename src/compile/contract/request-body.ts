/** The body of an operation: which of its media types came, read and validated as that. */

import { RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import type { Issues } from '../../core/issue.ts';
import { isJsonObject, type JsonObject, type JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary, Validator } from '../../core/kind.ts';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';
import { admittedTypes, applicableSchemas } from '../../kinds/source/admits.ts';
import { compileCoercion } from '../../kinds/source/coerce.ts';
import { filesByField } from '../../kinds/source/file.ts';
import { fileValue } from '../../kinds/source/file-value.ts';
import { addIssue, addViolations, issueOf } from '../../kinds/source/issues.ts';
import { noValues, type Values } from '../../kinds/source/text-values.ts';
import type { StyledParam } from '../../kinds/style/styled-param.ts';
import { compileStyledSource, type StyledSource } from '../../kinds/style/styled-source.ts';
import type { ContractBody, ContractContent } from '../../spec/contract/contract-spec.ts';
import { type ContractContext, resolveSchema } from './contract-context.ts';
import { isWithin } from './media-choice.ts';

/** What expressions, the journal and checks see of a body. */
export interface BodyValues {
  readonly body: unknown;
  readonly form: unknown;
  readonly file: unknown;
}

export const NO_BODY: BodyValues = { body: null, form: null, file: null };

export interface RequestBody {
  readonly contents: readonly ResolvedContent[];
  /** Appends issues; throws RequestError (415) for a media type that the operation does not take. */
  admit(exchange: Exchange, issues: Issues): BodyValues;
}

export interface ResolvedContent {
  readonly content: ContractContent;
  readonly schema: JsonSchema;
}

type Admit = RequestBody['admit'];

export function compileRequestBody(body: ContractBody, context: ContractContext): RequestBody {
  const contents = body.contents.map((content) => ({
    content,
    schema: resolveSchema(content.schema, 'request', context),
  }));
  const readers = contents.map((content) => mediaReader(content, context));
  const types = readers.map(({ bare }) => bare).join(', ');
  return {
    contents,
    admit(exchange, issues) {
      const { payload, request } = exchange;
      if (payload.kind === 'none') {
        if (body.isRequired)
          addIssue(issues, issueOf('body', [], 'is required', { keyword: 'required', expected: true, received: null }));
        return NO_BODY;
      }
      const type = bareMediaType(String(request.headers['content-type'] ?? ''));
      const reader = readerFor(type, readers);
      if (reader) return reader.admit(exchange, issues);
      const found = type === '' ? 'the request names no content type' : `not "${type}"`;
      throw new RequestError(415, 'wrong-type', `the operation takes ${types}; ${found}`, ['accept', types]);
    },
  };
}

/** What is known of a media type before any request comes. */
interface MediaFacts {
  /** In lower case, without parameters. */
  readonly bare: string;
  readonly isJson: boolean;
  /** Arbitrary bytes (RFC 2046 §4.5.1): clients that upload a file say what it is. */
  readonly isBytes: boolean;
  readonly isText: boolean;
}

interface Reader extends MediaFacts {
  readonly admit: Admit;
}

function mediaReader(content: ResolvedContent, context: ContractContext): Reader {
  const bare = bareMediaType(content.content.mediaType);
  const facts: MediaFacts = {
    bare,
    isJson: isJsonType(bare),
    isBytes: bare === 'application/octet-stream',
    isText: /^text\/(?!([^+]*\+)?xml$)/.test(bare),
  };
  return { ...facts, admit: contentReader(content, facts, context) };
}

/** The type itself before a range; JSON under a vendor's name is JSON; bytes may be of any type that tells more of them. A request without a type is taken for the only one. */
function readerFor(type: string, readers: readonly Reader[]): Reader | undefined {
  if (type === '') return readers.find(({ bare, isJson }) => isJson || bare === '*/*');
  return (
    readers.find(({ bare }) => bare === type) ??
    readers.find(({ bare }) => isWithin(type, bare)) ??
    (isJsonType(type) ? readers.find(({ isJson }) => isJson) : undefined) ??
    readers.find(({ isBytes }) => isBytes)
  );
}

/** Whether it is JSON or a form says what came: a range may be either. */
function contentReader(
  content: ResolvedContent,
  { isJson, isBytes, isText }: MediaFacts,
  context: ContractContext,
): Admit {
  const { schemas } = context;
  const validator = schemas.validator(content.schema, 'optional');
  let form: Admit | undefined;
  const text = textReader(content.schema, validator, schemas);
  return (exchange, issues) => {
    const { payload } = exchange;
    switch (payload.kind) {
      case 'json':
        if (isBytes) return { ...NO_BODY, body: payload.value };
        addViolations('body', validator.check(payload.value), issues);
        return { ...NO_BODY, body: payload.value };
      case 'form':
      case 'multipart':
        form ??= formReader(content, schemas);
        return form(exchange, issues);
      case 'raw':
        if (isJson) return wrongJson(issues);
        return isText ? { ...NO_BODY, body: text(payload.text, issues) } : NO_BODY;
      case 'none':
        return NO_BODY;
    }
  };
}

function wrongJson(issues: Issues): BodyValues {
  addIssue(issues, issueOf('body', [], 'must be JSON', { keyword: 'type', expected: 'JSON', received: null }));
  return NO_BODY;
}

/** A text that its schema wants as a number is one. */
function textReader(
  schema: JsonSchema,
  validator: Validator,
  schemas: SchemaLibrary,
): (text: string, issues: Issues) => unknown {
  const { read } = compileCoercion(schema, schemas);
  return (text, issues) => {
    const value = read(text);
    addViolations('body', validator.check(value), issues);
    return value;
  };
}

function formReader({ content, schema }: ResolvedContent, schemas: SchemaLibrary): Admit {
  const properties = propertiesOf(schema, schemas);
  const params = [...properties].map(([name, property]) => fieldParam(name, property, content, schemas));
  const lists = new Set(
    [...properties].flatMap(([name, property]) => (admittedTypes(property, schemas)?.has('array') ? [name] : [])),
  );
  const source = compileStyledSource('form', params, { schemas });
  const validator = schemas.validator(schema, 'optional');
  return (exchange, issues) => {
    const form = readForm(source, exchange, issues);
    const files = readFiles(exchange, lists);
    // A file stands for itself as a text: what is in it is no matter of the schema.
    addViolations('form', validator.check(Object.assign(noValues(), form, files.standIns)), issues);
    return { body: null, form, file: files.values };
  };
}

function readForm(source: StyledSource, exchange: Exchange, issues: Issues): Values {
  const raw = source.raw(exchange);
  return Object.assign(source.undeclared(raw), source.read(raw, issues));
}

/** OpenAPI 3.1 §4.8.15.1: without a word an object is JSON, a list repeats its name. */
function fieldParam(
  name: string,
  schema: JsonSchema,
  { encoding }: ContractContent,
  schemas: SchemaLibrary,
): StyledParam {
  const own = encoding.get(name);
  const types = admittedTypes(schema, schemas);
  const isObject = types?.has('object') === true && !types.has('string');
  const isStyled = own?.style !== undefined || own?.isExploded !== undefined || own?.allowsReserved !== undefined;
  const isJson = own?.contentType === undefined ? isObject && !isStyled : isJsonType(own.contentType);
  // Only an object has names to put into brackets.
  const style = own?.style === 'deepObject' && types?.has('object') !== true ? 'form' : (own?.style ?? 'form');
  return {
    in: 'form',
    name,
    style,
    isExploded: own?.isExploded ?? (style === 'form' || style === 'deepObject'),
    allowsReserved: own?.allowsReserved === true,
    allowsEmpty: false,
    mediaType: isJson ? 'application/json' : undefined,
    schema,
  };
}

function propertiesOf(schema: JsonSchema, schemas: SchemaLibrary): ReadonlyMap<string, JsonSchema> {
  const found = new Map<string, JsonSchema>();
  for (const { properties } of applicableSchemas(schema, schemas)) {
    if (!isJsonObject(properties)) continue;
    for (const [name, property] of Object.entries(properties as JsonObject)) {
      if (!found.has(name)) found.set(name, property as JsonSchema);
    }
  }
  return found;
}

interface ReadFiles {
  readonly values: Values;
  readonly standIns: Values;
}

/** `lists` are the fields that are lists however many files come. */
function readFiles(exchange: Exchange, lists: ReadonlySet<string>): ReadFiles {
  const values = noValues();
  const standIns = noValues();
  for (const [field, files] of filesByField(exchange)) {
    const isList = files.length > 1 || lists.has(field);
    const [first] = files;
    values[field] = isList || !first ? files.map(fileValue) : fileValue(first);
    standIns[field] = isList ? files.map(({ name }) => name) : (first?.name ?? '');
  }
  return { values, standIns };
}

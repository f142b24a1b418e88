/** A document of OpenAPI as a stranger reads it: its operations, by nothing but the specification and none of our code. */

import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import type { Json, JsonObject } from '../../../src/core/json.ts';

export interface Document {
  readonly root: JsonObject;
  readonly isSwagger: boolean;
  readonly operations: readonly Operation[];
}

export interface Operation {
  readonly method: string;
  /** With the path of its server. */
  readonly path: string;
  readonly params: readonly Param[];
  readonly body: Body | undefined;
  readonly responses: readonly Response[];
  /** Schemes of the first alternative; undefined where everyone may come. */
  readonly credentials: readonly JsonObject[] | undefined;
}

export interface Param {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly schema: JsonObject;
  readonly examples: readonly Json[];
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Of a parameter with `content`. */
  readonly mediaType: string | undefined;
}

export interface Content {
  readonly mediaType: string;
  readonly schema: JsonObject | undefined;
  readonly examples: readonly Example[];
  readonly encoding: JsonObject;
}

export interface Example {
  readonly name: string;
  readonly value: Json;
}

export interface Body {
  readonly isRequired: boolean;
  readonly contents: readonly Content[];
}

export interface Response {
  readonly status: string;
  readonly contents: readonly Content[];
  readonly headers: readonly { readonly name: string; readonly isRequired: boolean; readonly schema: JsonObject }[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function readDocument(file: string): Document {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  return documentOf((file.endsWith('.json') ? JSON.parse(text) : load(text)) as JsonObject);
}

export function documentOf(root: JsonObject): Document {
  const isSwagger = root.swagger !== undefined;
  const reader = createReader(root, isSwagger);
  const operations = Object.entries(objectAt(root, 'paths')).flatMap(([path, written]) => {
    if (path.startsWith('x-')) return [];
    const item = reader.deref(written);
    return METHODS.flatMap((method) =>
      item[method] ? [reader.operation({ method, path, item, own: item[method] as JsonObject })] : [],
    );
  });
  return { root, isSwagger, operations };
}

function objectAt(value: JsonObject, key: string): JsonObject {
  return (value[key] ?? {}) as JsonObject;
}

function listAt(value: JsonObject, key: string): readonly JsonObject[] {
  return (value[key] ?? []) as readonly JsonObject[];
}

interface Written {
  readonly method: string;
  readonly path: string;
  readonly item: JsonObject;
  readonly own: JsonObject;
}

interface Reader {
  deref(value: Json | undefined): JsonObject;
  operation(written: Written): Operation;
}

function createReader(root: JsonObject, isSwagger: boolean): Reader {
  const deref = (value: Json | undefined): JsonObject => {
    let found = value as JsonObject;
    for (let steps = 0; typeof found?.$ref === 'string' && steps < 20; steps++) found = follow(root, found.$ref);
    return found ?? {};
  };

  function operation({ method, path, item, own }: Written): Operation {
    const written = [...listAt(item, 'parameters'), ...listAt(own, 'parameters')].map(deref);
    const byName = new Map(written.map((param) => [`${param.in} ${param.name}`, param]));
    const all = [...byName.values()];
    return {
      method: method.toUpperCase(),
      path: basePath(root, item, own) + path,
      params: all.flatMap((param) => readParam(param) ?? []),
      body: isSwagger ? swaggerBody(all, own) : readBody(own.requestBody && deref(own.requestBody)),
      responses: Object.entries(objectAt(own, 'responses')).flatMap(([status, response]) =>
        status.startsWith('x-') ? [] : [readResponse(status, deref(response), own)],
      ),
      credentials: readCredentials(own),
    };
  }

  function readParam(param: JsonObject): Param | undefined {
    const { name, in: place } = param;
    const taken = ['path', 'query', 'header', 'cookie'].includes(String(place));
    const isIgnored = place === 'header' && /^(accept|content-type|authorization)$/i.test(String(name));
    if (!taken || isIgnored) return undefined;
    const [content] = isSwagger ? [] : contentsOf(param);
    const usual = place === 'query' || place === 'cookie' ? 'form' : 'simple';
    const style = isSwagger ? swaggerStyle(param, usual) : String(param.style ?? usual);
    return {
      name: String(name),
      in: String(place),
      isRequired: param.required === true || place === 'path',
      schema: isSwagger ? param : (content?.schema ?? objectAt(param, 'schema')),
      examples: (content ?? { examples: examplesOf(param) }).examples.map(({ value }) => value),
      style,
      explode: isSwagger
        ? param.collectionFormat === 'multi'
        : ((param.explode as boolean | undefined) ?? (style === 'form' || style === 'deepObject')),
      allowReserved: param.allowReserved === true,
      mediaType: content?.mediaType,
    };
  }

  function readBody(body: JsonObject | undefined | Json): Body | undefined {
    if (!body) return undefined;
    const contents = contentsOf(body as JsonObject);
    return contents.length === 0 ? undefined : { isRequired: (body as JsonObject).required === true, contents };
  }

  function swaggerBody(params: readonly JsonObject[], own: JsonObject): Body | undefined {
    const body = params.find((param) => param.in === 'body');
    const fields = params.filter((param) => param.in === 'formData');
    const consumes = (own.consumes ?? root.consumes ?? ['application/json']) as readonly string[];
    if (body) {
      const schema = objectAt(body, 'schema');
      const contents = consumes.map((mediaType) => ({ mediaType, schema, examples: [], encoding: {} }));
      return { isRequired: body.required === true, contents };
    }
    if (fields.length === 0) return undefined;
    const required = fields.filter((field) => field.required === true).map((field) => String(field.name));
    const properties = Object.fromEntries(fields.map((field) => [String(field.name), swaggerField(field)]));
    const isUpload = fields.some((field) => field.type === 'file');
    const mediaType = isUpload
      ? 'multipart/form-data'
      : (consumes.find((type) => /form/.test(type)) ?? 'application/x-www-form-urlencoded');
    const schema: JsonObject = { type: 'object', properties, required };
    return { isRequired: required.length > 0, contents: [{ mediaType, schema, examples: [], encoding: {} }] };
  }

  function readResponse(status: string, response: JsonObject, own: JsonObject): Response {
    const headers = Object.entries(objectAt(response, 'headers')).flatMap(([name, written]) => {
      const header = deref(written);
      const [content] = isSwagger ? [] : contentsOf(header);
      const schema = isSwagger ? header : (content?.schema ?? objectAt(header, 'schema'));
      return /^content-type$/i.test(name) ? [] : [{ name, isRequired: header.required === true, schema }];
    });
    return { status, headers, contents: isSwagger ? swaggerContents(response, own) : contentsOf(response) };
  }

  function swaggerContents(response: JsonObject, own: JsonObject): readonly Content[] {
    const produces = (own.produces ?? root.produces ?? ['application/json']) as readonly string[];
    const given = objectAt(response, 'examples');
    const types = [...new Set([...(response.schema ? produces : []), ...Object.keys(given)])];
    return types.map((mediaType) => ({
      mediaType,
      schema: response.schema as JsonObject | undefined,
      examples: mediaType in given ? [{ name: 'example', value: given[mediaType] as Json }] : [],
      encoding: {},
    }));
  }

  function contentsOf(holder: JsonObject): readonly Content[] {
    return Object.entries(objectAt(holder, 'content')).map(([mediaType, written]) => {
      const media = deref(written);
      return {
        mediaType,
        schema: media.schema as JsonObject | undefined,
        examples: examplesOf(media),
        encoding: objectAt(media, 'encoding'),
      };
    });
  }

  function examplesOf(holder: JsonObject): readonly Example[] {
    const named = Object.entries(objectAt(holder, 'examples')).flatMap(([name, written]) => {
      const example = deref(written);
      return 'value' in example ? [{ name, value: example.value as Json }] : [];
    });
    return holder.example === undefined ? named : [{ name: 'example', value: holder.example }, ...named];
  }

  function readCredentials(own: JsonObject): readonly JsonObject[] | undefined {
    const schemes = isSwagger
      ? objectAt(root, 'securityDefinitions')
      : objectAt(objectAt(root, 'components'), 'securitySchemes');
    const written = (own.security ?? root.security ?? []) as readonly JsonObject[];
    // An alternative that names what does not exist can be met by nobody.
    const known = written.filter((names) => Object.keys(names).every((name) => name in schemes));
    const alternatives = known.map((names) =>
      Object.keys(names)
        .map((name) => deref(schemes[name]))
        .filter(({ type }) => type !== 'mutualTLS'),
    );
    if (alternatives.length === 0 || alternatives.some((schemesOf) => schemesOf.length === 0)) return undefined;
    return alternatives[0];
  }

  return { deref, operation };
}

/** RFC 6901 in a fragment. */
function follow(root: JsonObject, ref: string): JsonObject {
  let found: Json = root;
  for (const key of ref.slice(2).split('/')) {
    const plain = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~');
    found = (found as JsonObject)[plain] as Json;
  }
  return found as JsonObject;
}

function basePath(root: JsonObject, item: JsonObject, own: JsonObject): string {
  if (typeof root.basePath === 'string') return root.basePath.replace(/\/$/, '');
  const holder = [own, item, root].find(({ servers }) => Array.isArray(servers) && servers.length > 0);
  const [server] = holder ? listAt(holder, 'servers') : [];
  if (!server) return '';
  const variables = objectAt(server, 'variables');
  const url = String(server.url).replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    String((variables[name] as JsonObject | undefined)?.default ?? whole),
  );
  return new URL(url, 'http://mock').pathname.replace(/\/$/, '');
}

function swaggerStyle({ collectionFormat }: JsonObject, usual: string): string {
  const styles: Readonly<Record<string, string>> = {
    ssv: 'spaceDelimited',
    tsv: 'tabDelimited',
    pipes: 'pipeDelimited',
  };
  return styles[String(collectionFormat)] ?? usual;
}

function swaggerField({ name: _name, in: _in, required: _required, type, ...rest }: JsonObject): JsonObject {
  return type === 'file' ? { type: 'string', format: 'binary' } : { type: type ?? 'string', ...rest };
}

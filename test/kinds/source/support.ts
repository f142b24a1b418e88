/** What the tests of this folder share: a small schema library over Ajv, sources from YAML, literal exchanges. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Exchange, Payload, RequestFacts, UploadedFile } from '../../../src/core/exchange.ts';
import type { Issue, Issues } from '../../../src/core/issue.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema, jsonType } from '../../../src/core/json.ts';
import type { CompiledSource, DeclaredSource, SchemaLibrary, Violation } from '../../../src/core/kind.ts';
import { pointer } from '../../../src/core/pointer.ts';
import type { Place, Problem } from '../../../src/core/problem.ts';
import { createRandom } from '../../../src/core/random.ts';
import type { ParamSource } from '../../../src/core/source.ts';
import { SOURCE_KINDS } from '../../../src/kinds/source/index.ts';
import { parseDocument } from '../../../src/spec/parse.ts';

/** `$ref`s are looked up in `files` as they are written. */
export function fakeSchemas(files: Readonly<Record<string, JsonObject>> = {}): SchemaLibrary {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, useDefaults: true, ownProperties: true, strict: false });
  for (const [name, schema] of Object.entries(files)) ajv.addSchema(schema, name);
  return {
    resolve: (schema) => schema as JsonSchema,
    lookup: (ref) => files[ref],
    explain: () => [],
    known: (schema) => ({
      members: new Map(
        isJsonObject(schema) && isJsonObject(schema.properties)
          ? Object.keys(schema.properties).map((name) => [name, { unknownMember: 'allow' }])
          : [],
      ),
      unknownMember: 'near-warning',
    }),
    validator(schema) {
      const validate = ajv.compile(schema);
      return {
        check(value) {
          validate(value);
          return (validate.errors ?? []).map((error): Violation => {
            const extra = error.params.missingProperty ?? error.params.additionalProperty;
            const own = extra === undefined ? '' : pointer(String(extra));
            const words: Readonly<Record<string, string>> = {
              required: 'is required',
              additionalProperties: 'is not allowed',
              type: `must be ${[error.schema].flat().join(' or ')}`,
            };
            return {
              pointer: error.instancePath + own,
              message: words[error.keyword] ?? error.message ?? '',
              keyword: error.keyword,
              expected: error.keyword === 'required' ? true : error.schema,
              received: own === '' ? error.data : ((error.data as JsonObject)[String(extra)] ?? null),
            };
          });
        },
      };
    },
  };
}

/** The value and place of a YAML text. */
export function yaml(text: string): { readonly value: Json; readonly place: Place } {
  const problems: Problem[] = [];
  const source = { path: '/project/routes.d/a.yaml', file: 'a.yaml', text, hash: '' };
  const document = parseDocument(source, (problem) => problems.push(problem));
  if (!document) throw new Error(problems.map((problem) => problem.message).join('\n'));
  return document;
}

export interface CompileOptions {
  readonly schemas?: SchemaLibrary;
  readonly coerce?: boolean;
}

export interface Compiled {
  readonly source: CompiledSource;
  readonly problems: readonly Problem[];
  /** Issues and value of one request. */
  admit(exchange: Exchange): { readonly value: unknown; readonly issues: Issues };
}

/** A source as it would be written under `params.<name>`. */
export function compileSource(name: ParamSource, text: string, options: CompileOptions = {}): Compiled {
  const { value, place } = yaml(text);
  const problems: Problem[] = [];
  const source = SOURCE_KINDS[name].compile(declare(name, value, place), {
    report: (problem) => problems.push(problem),
    schemas: options.schemas ?? fakeSchemas(),
    coerce: options.coerce ?? false,
  });
  if (!source) throw new Error(`nothing is declared for ${name}`);
  return {
    source,
    problems,
    admit(exchange) {
      const issues: Issues = [];
      return { value: source.admit(exchange, issues), issues };
    },
  };
}

function declare(name: ParamSource, value: Json, place: Place): DeclaredSource {
  if (name === 'body') return { additional: true, params: [{ name: '', spec: value, place }] };
  const entries = Object.entries(isJsonObject(value) ? value : {});
  return {
    additional: !entries.some(([key, spec]) => key === 'additional' && spec === false),
    params: entries.flatMap(([key, spec]) =>
      typeof spec === 'boolean' ? [] : [{ name: key, spec, place: place.child(key) }],
    ),
  };
}

export interface ExchangeParts {
  readonly query?: string;
  readonly headers?: RequestFacts['headers'];
  readonly path?: Readonly<Record<string, string>>;
  readonly payload?: Payload;
}

/** A request with nothing in it but what is said. */
export function exchange({ query = '', headers = {}, path = {}, payload = { kind: 'none' } }: ExchangeParts): Exchange {
  return {
    id: 'r1',
    request: {
      method: 'GET',
      target: `/a${query === '' ? '' : `?${query}`}`,
      path: '/a',
      queryText: query,
      headers,
      client: { host: '127.0.0.1', port: 50000 },
      port: 8010,
    },
    payload,
    pathParams: path,
    random: createRandom(1),
    now: 0,
  };
}

/** A JSON body. */
export function json(value: unknown): Payload {
  return { kind: 'json', value, text: JSON.stringify(value) };
}

/** An uploaded picture, other than said. */
export function upload(parts: Partial<UploadedFile> = {}): UploadedFile {
  return { field: 'photo', name: 'a.png', size: 3, type: 'image/png', sha256: 'abc', text: 'pix', ...parts };
}

/** The same value with ordinary prototypes, for whole comparisons. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (jsonType(value) !== 'object') return value;
  return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, plain(item)]));
}

/** Messages of issues, the quickest way to say which are meant. */
export function messages(issues: readonly Issue[]): readonly string[] {
  return issues.map((issue) => issue.message);
}

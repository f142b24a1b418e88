/** Values held to the schemas of a document, by an Ajv that knows nothing of ours. */

import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { compilePattern } from '../../../src/core/pattern.ts';
import type { Document } from './document.ts';

export type Direction = 'request' | 'response';

export interface Judge {
  /** What is wrong with the value; undefined for nothing. */
  check(schema: JsonObject | undefined, value: unknown, direction: Direction): string | undefined;
}

const SCHEMA_ID = 'doc';

/** Formats as loose as the specification lets one be; the usual ones are those of ajv-formats. */
const OPEN_FORMATS = ['password', 'binary', 'file', 'utc-millisec', 'html'];

export function createJudge({ root }: Document): Judge {
  const isNew = /^3\.[12]/.test(String(root.openapi));
  const engines = { request: engine('request'), response: engine('response') };
  const known = { request: new Map<unknown, ValidateFunction>(), response: new Map<unknown, ValidateFunction>() };

  function engine(direction: Direction): Ajv {
    const options = { strict: false, validateSchema: false, logger: false, code: { regExp: linear } } as const;
    const ajv = isNew ? new Ajv2020(options) : new Ajv(options);
    addFormats.default(ajv);
    for (const format of OPEN_FORMATS) ajv.addFormat(format, true);
    return ajv.addSchema(asJsonSchema(root, { isNew, direction }) as JsonObject, SCHEMA_ID);
  }

  return {
    check(schema, value, direction) {
      if (schema === undefined) return undefined;
      let validate = known[direction].get(schema);
      if (!validate) {
        const own = rebased(asJsonSchema(schema, { isNew, direction })) as JsonObject;
        validate = engines[direction].compile(own);
        known[direction].set(schema, validate);
      }
      if (validate(value)) return undefined;
      const [first] = validate.errors ?? [];
      return `${first?.instancePath ?? ''} ${first?.message ?? ''} ${JSON.stringify(first?.params)}`;
    },
  };
}

/** Some documents have patterns that take the usual engine minutes; what RE2 does not know holds for everything. */
export const linear = Object.assign(
  (source: string): { test(text: string): boolean; toString(): string } => {
    const pattern = compilePattern(source);
    // Ajv tells them apart by their texts.
    return { test: (text) => 'error' in pattern || pattern.test(text), toString: () => source };
  },
  { code: 'linear' },
);

interface Manner {
  readonly isNew: boolean;
  readonly direction: Direction;
}

/** `nullable`, exclusive limits that are marks, `readOnly` and `writeOnly` in the words of JSON Schema. */
function asJsonSchema(value: Json, manner: Manner): Json {
  if (Array.isArray(value)) return value.map((item: Json) => asJsonSchema(item, manner));
  if (!isJsonObject(value)) return value;
  const made: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key !== 'example' && key !== 'examples' && key !== 'id' && key !== '$id')
      made[key] = asJsonSchema(item, manner);
    else if (isJsonObject(item) && (item.type !== undefined || item.$ref !== undefined))
      made[key] = asJsonSchema(item, manner);
  }
  if (made.nullable === true && typeof made.type === 'string') {
    made.type = [made.type, 'null'];
    if (Array.isArray(made.enum)) made.enum = [...made.enum, null];
  }
  if (made.type === undefined && made.nullable !== undefined) {
    const { nullable, ...rest } = made;
    return nullable === true ? { anyOf: [rest, { type: 'null' }] } : rest;
  }
  for (const [mark, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof made[mark] !== 'boolean') continue;
    if (made[mark] === true && made[limit] !== undefined) made[mark] = made[limit] as Json;
    else delete made[mark];
  }
  // `required: true` is a parameter's; a type of OpenAPI's own is none.
  if (!Array.isArray(made.required)) delete made.required;
  if (made.type === 'file') delete made.type;
  if (Array.isArray(made.required) && isJsonObject(made.properties)) {
    const hidden = manner.direction === 'request' ? 'readOnly' : 'writeOnly';
    const properties = made.properties as JsonObject;
    made.required = (made.required as readonly string[]).filter(
      (name) => (properties[name] as JsonObject | undefined)?.[hidden] !== true,
    );
    if ((made.required as readonly string[]).length === 0) delete made.required;
  }
  return made;
}

/** References into the document lead there from anywhere. */
function rebased(value: Json): Json {
  if (Array.isArray(value)) return value.map(rebased);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === '$ref' && typeof item === 'string' && item.startsWith('#') ? SCHEMA_ID + item : rebased(item),
    ]),
  );
}

/** AsyncAPI documents held to the official schema of the format, and to themselves. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { isObject, type JsonObject } from '../../../src/core/json.ts';

const path = fileURLToPath(import.meta.resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json'));
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const check = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);

/** Throws what the official schema says against it, `$ref`s that lead nowhere, and schemas that no validator takes. */
export function expectSound(document: JsonObject): void {
  check(document);
  expect((check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)).to.deep.equal([]);
  const refs = new Set(refsIn(document));
  expect([...refs].filter((ref) => targetOf(document, ref) === undefined)).to.deep.equal([]);
}

/** A validator for a schema of a document, as those who read it make one; its `$ref`s are those of the document. */
export function validatorOf(document: JsonObject, pointer: string): (value: unknown) => boolean {
  const own = new Ajv({ strict: false, validateFormats: false });
  own.addSchema({ ...document, $id: 'document' });
  const validate = own.compile({ $ref: `document#${pointer}` });
  return (value) => validate(value);
}

function refsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inside]) =>
    key === '$ref' && typeof inside === 'string' ? [inside] : refsIn(inside),
  );
}

function targetOf(document: JsonObject, ref: string): unknown {
  const keys = ref.replace(/^#\//, '').split('/');
  return keys.reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), document);
}

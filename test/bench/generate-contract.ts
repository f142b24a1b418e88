/** OpenAPI documents of any size, and the same routes written by hand: what is declared and answered is alike. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each resource has four operations. */
const OPERATIONS_PER_RESOURCE = 4;
/** The resource that is asked. */
export const ASKED = '/things-0007';

export function writeContract(folder: string, operations: number): void {
  const resources = Math.ceil(operations / OPERATIONS_PER_RESOURCE);
  const paths = Object.assign({}, ...Array.from({ length: resources }, (_, index) => resourcePaths(index)));
  const schemas = Object.assign({}, ...Array.from({ length: resources }, (_, index) => resourceSchemas(index)));
  const document = { openapi: '3.1.0', info: { title: 'Things', version: '1.0.0' }, paths, components: { schemas } };
  write(folder, 'things.json', JSON.stringify(document, null, 2));
}

/** The resource that is asked, by hand. */
export function writeByHand(folder: string): void {
  write(
    folder,
    'things.yaml',
    `envelope: none
routes:
  GET ${ASKED}/{id}:
    params:
      url: { id: { type: integer, minimum: 1 } }
      query: { limit: { type: integer, maximum: 107 }, fields: { type: array, items: { type: string } } }
    body: ${JSON.stringify(EXAMPLE)}
  POST ${ASKED}:
    params:
      body: ${JSON.stringify(itemSchema(7))}
    body: ${JSON.stringify(EXAMPLE)}
`,
  );
}

const EXAMPLE = { id: 42, name: 'a pen with a long name', price: 12.5, tags: ['office', 'blue', 'sale'] };

export const ITEM = JSON.stringify({ name: 'a pen with a long name', price: 12.5, tags: ['office', 'blue', 'sale'] });

function itemSchema(index: number): object {
  return {
    type: 'object',
    required: ['name', 'price'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: { type: 'string', minLength: 1, maxLength: 100 + index },
      price: { type: 'number', exclusiveMinimum: 0 },
      tags: { type: 'array', items: { type: 'string' } },
    },
  };
}

function resourceSchemas(index: number): object {
  return {
    [`Thing${index}`]: itemSchema(index),
    [`Things${index}`]: { type: 'array', items: { $ref: `#/components/schemas/Thing${index}` } },
  };
}

function resourcePaths(index: number): object {
  const path = `/things-${String(index).padStart(4, '0')}`;
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}${index}` });
  const answers = (schema: object, rest: object = {}): object => ({
    200: { description: 'fine', content: { 'application/json': { schema, ...rest } } },
    404: { description: 'there is none' },
    422: {
      description: 'it is wrong',
      content: { 'application/json': { schema: { type: 'object', properties: { message: { type: 'string' } } } } },
    },
  });
  const limit = { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 100 + index } };
  const fields = { name: 'fields', in: 'query', schema: { type: 'array', items: { type: 'string' } } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };
  return {
    [path]: {
      get: { operationId: `list${index}`, parameters: [limit], responses: answers(ref('Things')) },
      post: {
        operationId: `add${index}`,
        requestBody: { required: true, content: { 'application/json': { schema: ref('Thing') } } },
        responses: answers(ref('Thing'), { example: EXAMPLE }),
      },
    },
    [`${path}/{id}`]: {
      parameters: [id],
      get: {
        operationId: `get${index}`,
        parameters: [limit, fields],
        responses: answers(ref('Thing'), { example: EXAMPLE }),
      },
      delete: { operationId: `remove${index}`, responses: { 204: { description: 'gone' } } },
    },
  };
}

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mockapi.yaml'), 'log: { dir: ../logs }\n');
  writeFileSync(join(folder, name), text);
}

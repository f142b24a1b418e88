/** The console's own OpenAPI 3.1 document, made from the table of its endpoints. */

import type { Json, JsonObject } from '../core/json.ts';
import type { Endpoint } from './endpoint.ts';
import type { Parameters } from './parameter.ts';
import { REFUSALS, type RefusalCode } from './refusal.ts';
import { COMPONENT_SCHEMAS } from './schema/components.ts';
import { shared } from './schema/parts.ts';

/** `version` is that of mockapi. */
export function openApiDocument(endpoints: readonly Endpoint[], version: string): JsonObject {
  const paths: { [path: string]: { [method: string]: JsonObject } } = {};
  for (const endpoint of endpoints) {
    const item = paths[endpoint.path] ?? {};
    item[endpoint.method.toLowerCase()] = operation(endpoint);
    paths[endpoint.path] = item;
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'mockapi console',
      summary: 'What a running mock received, and why it answered as it did.',
      version,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    // A token is asked for where one is set.
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: published(COMPONENT_SCHEMAS),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '`console.token`, or MOCKAPI_CONSOLE_TOKEN.' },
      },
    },
  };
}

function operation(endpoint: Endpoint): JsonObject {
  const { id, summary, description, pathParameters, queryParameters, body } = endpoint;
  const parameters = [...parametersOf(pathParameters, 'path'), ...parametersOf(queryParameters, 'query')];
  return {
    operationId: id,
    summary,
    ...(description !== undefined && { description }),
    ...(parameters.length > 0 && { parameters }),
    ...(body.schema && {
      requestBody: { required: body.isRequired, content: { 'application/json': { schema: published(body.schema) } } },
    }),
    responses: { 200: answer(endpoint), ...refusals(endpoint) },
  };
}

function parametersOf(parameters: Parameters, place: 'path' | 'query'): readonly JsonObject[] {
  return Object.entries(parameters).map(([name, { description, schema, isRequired }]) => ({
    name,
    in: place,
    required: isRequired,
    description,
    schema,
  }));
}

function answer({ answer: spec }: Endpoint): JsonObject {
  const content: JsonObject =
    'type' in spec
      ? { [spec.type]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: published(spec.schema) } };
  return { description: spec.description, content };
}

/** Whoever asks for anything may be refused for these. */
const ALWAYS: readonly RefusalCode[] = [
  'malformed',
  'wrong-parameter',
  'wrong-token',
  'wrong-host',
  'wrong-origin',
  'no-websocket',
  'internal',
];

function refusals({ method, refusals: own }: Endpoint): JsonObject {
  const codes = new Set([
    ...ALWAYS,
    ...(method === 'POST' ? (['too-large', 'wrong-type', 'wrong-body'] as const) : []),
    ...own,
  ]);
  const responses: { [status: string]: JsonObject } = {};
  for (const status of new Set([...codes].map((code) => REFUSALS[code].status))) {
    const here = [...codes].filter((code) => REFUSALS[code].status === status);
    responses[status] = {
      description: here.map((code) => `\`${code}\`: ${REFUSALS[code].title}`).join('; '),
      content: { 'application/problem+json': { schema: shared('Refusal') } },
    };
  }
  return responses;
}

/** Words that only our own checks read. */
const OWN_WORDS = new Set(['expected', 'says']);

function published<T extends Json>(schema: T): T {
  return JSON.parse(JSON.stringify(schema, (key, value) => (isOwnWord(key, value) ? undefined : value)));
}

/** A property of that name has a schema, which is no text. */
function isOwnWord(key: string, value: unknown): boolean {
  return OWN_WORDS.has(key) && typeof value === 'string';
}

/** An OpenAPI printer that is enough to test what is done with documents: routes, their parameters, one answer each. */

import type { CompiledRoute } from '../../../src/compile/compiled-route.ts';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { DocsPrinters } from '../../../src/serve/docs/docs.ts';
import type { DocumentPlace } from '../../../src/serve/docs/documents.ts';

export const TINY_PRINTERS: DocsPrinters = { openApi: tinyDocument, printYaml: tinyYaml };

export function tinyDocument(snapshot: Snapshot, { url }: DocumentPlace): JsonObject {
  const { title, version, description } = snapshot.settings.docs ?? {};
  const paths: { [path: string]: { [method: string]: JsonObject } } = {};
  for (const route of snapshot.routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.1',
    info: { title: title ?? 'mock', version: version ?? '1', ...(description !== undefined && { description }) },
    servers: [{ url: url ?? '/' }],
    paths,
  };
}

function operation({ summary, parameters, tags, isDeprecated }: CompiledRoute): JsonObject {
  const listed = parameters.filter(({ in: place }) => ['url', 'query', 'header'].includes(place));
  const hasBody = parameters.some(({ in: place }) => place === 'body');
  return {
    ...(summary !== undefined && { summary }),
    tags: [...tags],
    deprecated: isDeprecated,
    parameters: listed.map(({ in: place, name, isRequired }) => ({
      in: place === 'url' ? 'path' : place,
      name,
      required: isRequired,
      schema: { type: 'string' },
    })),
    ...(hasBody && { requestBody: { content: { 'application/json': { schema: { type: 'object' } } } } }),
    responses: { default: { description: 'whatever it answers' } },
  };
}

/** JSON is YAML. */
function tinyYaml(value: Json): string {
  return `# yaml\n${JSON.stringify(value)}\n`;
}

/** A snapshot → the OpenAPI 3.1 document of its routes. */

import type { CompiledRoute } from '../../compile/compiled-route.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import { codeSpan } from '../../core/code-span.ts';
import { count } from '../../core/count.ts';
import type { JsonObject } from '../../core/json.ts';
import { type DocumentAbout, documentWords } from '../document-words.ts';
import { createNames, type Names } from '../names.ts';
import { createComponents } from './components.ts';
import { printOperation } from './operation.ts';
import { placeRoutes } from './paths.ts';

export interface OpenApiAbout extends DocumentAbout {
  /** Where the mock is; undefined says that it is where the document is. */
  readonly url?: string | undefined;
}

/** The same snapshot gives the same document. Channels are not in it: OpenAPI has no words for them. */
export function openApiDocument(
  snapshot: Pick<Snapshot, 'routes' | 'channels' | 'contracts' | 'settings'>,
  about: OpenApiAbout = {},
): JsonObject {
  const { url = '/' } = about;
  const { title, version, description } = documentWords(snapshot, about);
  const components = createComponents();
  const names = createNames();
  const { paths, left } = placeRoutes(snapshot.routes);
  const printed = paths.map(({ path, operations }) => [
    path,
    Object.fromEntries(
      operations.map(({ method, route, renamed }) => [
        method,
        printOperation(route, { components, method, renamed, operationId: operationId(route, names) }),
      ]),
    ),
  ]);
  const tags = tagsOf(snapshot);
  const words = [description ?? '', ...notesOf(snapshot, left)].filter((text) => text !== '').join('\n\n');
  const shared = components.print();
  return {
    openapi: '3.1.1',
    info: { title, version, ...(words !== '' && { description: words }) },
    servers: [{ url }],
    ...(tags.length > 0 && { tags }),
    paths: Object.fromEntries(printed),
    ...(Object.keys(shared).length > 0 && { components: shared }),
  };
}

/** In the order of the routes; contracts may have described theirs. */
function tagsOf({ routes, contracts }: Pick<Snapshot, 'routes' | 'contracts'>): readonly JsonObject[] {
  const described = new Map(contracts.flatMap(({ tags }) => tags.map(({ name, description }) => [name, description])));
  return [...new Set(routes.flatMap((route) => route.tags))].map((name) => {
    const description = described.get(name);
    return { name, ...(description !== undefined && { description }) };
  });
}

/** The route's own, or the name that somebody gave it. */
function operationId(route: CompiledRoute, names: Names): string | undefined {
  const own = route.describe().operationId ?? (route.name === route.id ? undefined : route.name);
  return own === undefined ? undefined : names.take(identifier(own));
}

/** `any thing!` is `anyThing`: tools make function names of it. What has no letters of ASCII stays as it is. */
function identifier(name: string): string {
  if (/^[\w.-]+$/.test(name)) return name;
  const [first = '', ...others] = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return [first, ...others.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('') || name;
}

const MAX_LISTED = 20;

function notesOf({ channels }: Pick<Snapshot, 'channels'>, left: readonly CompiledRoute[]): readonly string[] {
  const listed = left.slice(0, MAX_LISTED).map(({ id, at }) => `- ${codeSpan(id)} (${at})`);
  const more = left.length - listed.length;
  return [
    ...(channels.length === 0
      ? []
      : [
          `The WebSocket side (${count(channels.length, 'channel')}) is described by AsyncAPI: \`mockapi export asyncapi\`.`,
        ]),
    ...(left.length === 0
      ? []
      : [
          [
            'OpenAPI has no place for these routes, which are served all the same:',
            '',
            ...listed,
            ...(more > 0 ? [`- and ${more} more`] : []),
          ].join('\n'),
        ]),
  ];
}

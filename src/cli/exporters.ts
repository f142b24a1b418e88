/** The formats that a project can be exported to: a row here is a command `mockapi export <name>`. */

import type { Snapshot } from '../compile/snapshot.ts';
import { asyncApiDocument } from '../convert/asyncapi/asyncapi-document.ts';
import { openApiDocument } from '../convert/openapi/document.ts';
import type { JsonObject } from '../core/json.ts';

/** What a command line says of the document; undefined leaves it to the project. */
export interface ExportedAbout {
  readonly url: string | undefined;
  readonly title: string | undefined;
  readonly version: string | undefined;
}

export interface Exporter {
  /** What is typed: `openapi`. */
  readonly name: string;
  /** One line of a list of commands. */
  readonly summary: string;
  readonly description: string;
  /** Of `--server`. */
  readonly serverHelp: string;
  /** What must be there: `there are no routes in …`. */
  readonly things: string;
  isEmpty(snapshot: Snapshot): boolean;
  print(snapshot: Snapshot, about: ExportedAbout): JsonObject;
}

export const EXPORTERS: readonly Exporter[] = [
  {
    name: 'openapi',
    summary: 'print the OpenAPI 3.1 document of the routes',
    description:
      'Prints what the routes take and promise as an OpenAPI 3.1 document: parameters, bodies, every answer and refusal, with examples that the mock really gives.',
    serverHelp: 'where the service is, such as https://api.example.com (default: where the document is)',
    things: 'routes',
    isEmpty: ({ routes }) => routes.length === 0,
    print: openApiDocument,
  },
  {
    name: 'asyncapi',
    summary: 'print the AsyncAPI 3.0 document of the channels',
    description:
      'Prints what the channels take and send as an AsyncAPI 3.0 document: handshakes, messages of both directions, rooms, rules, limits and close codes.',
    serverHelp: 'where the service is, such as wss://chat.example.com (default: none is named)',
    things: 'channels',
    isEmpty: ({ channels }) => channels.length === 0,
    print: asyncApiDocument,
  },
];

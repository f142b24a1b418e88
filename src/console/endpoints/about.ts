/** Endpoints about the console itself, and how the mock is. */

import { endpoint } from '../endpoint.ts';
import { openApiDocument } from '../openapi.ts';
import { COUNT, constant, described, FLAG, LAST, list, mapOf, object, TEXT, TIME, VERSION } from '../schema/parts.ts';

export const getIndex = endpoint({
  method: 'GET',
  path: '/',
  id: 'getIndex',
  summary: 'What can be asked here',
  answer: {
    description: 'The endpoints, by method and path.',
    schema: object({
      name: constant('mockapi console'),
      mockapi: described(TEXT, 'The version of mockapi.'),
      mock: described(TEXT, 'Where the mock itself listens.'),
      endpoints: described(mapOf(TEXT), 'What each does.'),
    }),
  },
  handle: (_asked, { mock, version, endpoints }) => ({
    name: 'mockapi console',
    mockapi: version,
    mock: mock.url ?? '',
    endpoints: Object.fromEntries(endpoints.map(({ method, path, summary }) => [`${method} ${path}`, summary])),
  }),
});

export const getOpenApi = endpoint({
  method: 'GET',
  path: '/openapi.json',
  id: 'getOpenApi',
  summary: 'This API as an OpenAPI document',
  answer: { description: 'OpenAPI 3.1.', schema: { type: 'object', required: ['openapi', 'paths'] } },
  handle: (_asked, { endpoints, version }) => openApiDocument(endpoints, version),
});

export const getHealth = endpoint({
  method: 'GET',
  path: '/health',
  id: 'getHealth',
  summary: 'Whether the mock is ready, and what it serves',
  answer: {
    description: 'It listens and answers.',
    schema: object({
      status: constant('ready'),
      url: described(TEXT, 'Where the mock listens.'),
      version: VERSION,
      routes: COUNT,
      channels: COUNT,
      problems: described(
        object({ errors: COUNT, warnings: COUNT }),
        'Of the project as its files are now; `GET /problems` tells them.',
      ),
      stale: described(list(TEXT), 'Files that are broken, and of which the last good version is served.'),
      journal: object({ isOn: FLAG, last: LAST }),
      seed: described(COUNT, 'What repeats the invented data.'),
      startedAt: TIME,
      mockapi: described(TEXT, 'The version of mockapi.'),
    }),
  },
  handle(_asked, { mock, version, startedAt }) {
    const { url = '', problems, journal, routes, channels, staleFiles, seed } = mock;
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return {
      status: 'ready',
      url,
      version: mock.version,
      routes: routes.length,
      channels: channels.length,
      problems: { errors, warnings: problems.length - errors },
      stale: staleFiles,
      journal: { isOn: journal.isOn, last: journal.last },
      seed,
      startedAt,
      mockapi: version,
    };
  },
});

/** The schemas that several endpoints of the console share, by name. */

import type { JsonObject } from '../../core/json.ts';
import { PARAM_SOURCES } from '../../core/source.ts';
import { REFUSALS } from '../refusal.ts';
import { CHECK_SCHEMAS } from './checks.ts';
import { AT, COUNT, described, FLAG, list, object, orNull, shared, TEXT, TIME, words } from './parts.ts';
import { RECORD_SCHEMAS } from './records.ts';

const PARAMETERS = list(object({ in: words(...PARAM_SOURCES), name: TEXT, isRequired: FLAG }));

const STALE = described(
  orNull(TEXT),
  'The file that is broken now, where the last good version of it is served; null otherwise.',
);

export const COMPONENT_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  Refusal: described(
    object(
      {
        type: described(TEXT, '`urn:mockapi:console:` and the code.'),
        title: TEXT,
        status: { type: 'integer' },
        detail: described(TEXT, 'What was wrong with this request, and what to do.'),
        code: words(...Object.keys(REFUSALS)),
      },
      { problems: list(shared('Problem')) },
    ),
    'Every answer that is an error (RFC 9457).',
  ),
  Problem: object({
    at: AT,
    severity: words('error', 'warning'),
    code: TEXT,
    message: TEXT,
    hint: described(orNull(TEXT), 'What to do.'),
    text: described(TEXT, 'All of it with the lines around it, as `mockapi check` prints it.'),
  }),
  Route: object({
    id: described(TEXT, '`GET /goods/{id}`.'),
    method: TEXT,
    path: TEXT,
    name: TEXT,
    summary: orNull(TEXT),
    tags: list(TEXT),
    parameters: PARAMETERS,
    at: AT,
    stale: STALE,
  }),
  Channel: object({
    id: described(TEXT, '`WS /ws/{room}/{user}`.'),
    path: TEXT,
    name: TEXT,
    at: AT,
    rooms: list(object({ room: TEXT, members: described(list(TEXT), 'User names, each once.'), connections: COUNT })),
    connections: list(
      object({
        id: TEXT,
        user: TEXT,
        rooms: list(TEXT),
        target: described(TEXT, 'Of the handshake: `/ws/lobby/ann`.'),
        since: TIME,
        client: TEXT,
      }),
    ),
    stale: STALE,
  }),
  ...CHECK_SCHEMAS,
  ...RECORD_SCHEMAS,
};

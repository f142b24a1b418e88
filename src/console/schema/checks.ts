/** The schemas of checks and of what came of them, as journal/verify/check.ts has them. */

import { DURATION_PATTERN } from '../../core/duration.ts';
import type { JsonObject } from '../../core/json.ts';
import { AT, COUNT, described, FLAG, list, object, orNull, shared, TEXT } from './parts.ts';

const TIMES: JsonObject = {
  type: ['integer', 'object'],
  minimum: 0,
  description: 'A number, or a matcher for it: `{ "$gte": 1 }`.',
};
const WITHIN: JsonObject = {
  type: 'string',
  pattern: DURATION_PATTERN,
  description: 'How long to wait for it to hold, such as `2s`. Default: it has to hold now.',
};
const SELECTOR = {
  request: described(
    TEXT,
    'A route (`PUT /shop/goods/{id}`), or a method and a path as sent (`PUT /shop/goods/1`, `/shop/goods/1` for any method).',
  ),
};
const WHERE = {
  where: {
    type: ['string', 'object'],
    description: 'What its parameters must be: a matcher over what `when` sees, or an expression.',
  },
};

export const CHECK_SCHEMAS: Readonly<Record<string, JsonObject>> = {
  Selector: object(SELECTOR, WHERE),
  Check: described(
    {
      oneOf: [
        object(SELECTOR, {
          ...WHERE,
          times: described(TIMES, 'A number, or a matcher for it: `{ "$gte": 1 }`. Default: at least once.'),
          within: WITHIN,
        }),
        object(
          {
            order: described(
              { type: 'array', minItems: 1, items: { oneOf: [TEXT, shared('Selector')] } },
              'Requests that came one after another, whatever came between them.',
            ),
          },
          { within: WITHIN },
        ),
        object(
          { unmatched: described(TIMES, 'How many requests may have met no route, no method or no case.') },
          { within: WITHIN },
        ),
        object(
          { invalid: described(TIMES, 'How many requests and messages may have been refused for what they carried.') },
          { within: WITHIN },
        ),
      ],
    },
    'One check, as `verify` of a suite has it.',
  ),
  CheckResult: object({
    isMet: FLAG,
    at: described(AT, 'Where the check is written: `body:3` in what was sent here.'),
    message: TEXT,
    received: described(COUNT, 'How many requests were counted.'),
    numbers: described(list(COUNT), 'Their numbers in the journal; the last 100.'),
    closest: described(
      list(
        object({
          number: COUNT,
          id: TEXT,
          method: TEXT,
          target: TEXT,
          at: orNull(AT),
          differences: described(list(TEXT), 'One line each.'),
        }),
      ),
      'Where it is not met: the requests that come nearest, and how they differ.',
    ),
  }),
  Verification: described(
    object({
      isMet: described(FLAG, 'Whether every check is met.'),
      results: list(shared('CheckResult')),
      text: described(TEXT, 'What is not met, as the failure of a test shows it; empty where all is.'),
    }),
    'What came of the checks.',
  ),
};

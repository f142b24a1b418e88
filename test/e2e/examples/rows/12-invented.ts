/** Walks through routes.d/12-invented.yaml. */

import { between, type Example, ISO_TIME, invalid, like, success, UUID } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

const NAME = like(/^\S+( \S+)+$/);

export const invented: readonly Example[] = [
  {
    it: 'works on text',
    request: 'GET /functions?text=Mock+API',
    route: 'GET /functions',
    status: 200,
    answer: success({ upper: 'MOCK API', words: ['Mock', 'API'], dashed: 'Mock-API', base64: 'TW9jayBBUEk=' }),
  },
  {
    it: 'misses the text',
    request: 'GET /functions',
    route: 'GET /functions',
    status: 422,
    answer: invalid(wrong('query', 'text', absent())),
  },
  {
    it: 'invents a person',
    request: 'GET /invented/person',
    route: 'GET /invented/person',
    status: 200,
    answer: success({ id: like(UUID), name: NAME, email: like(/^[^@\s]+@[^@\s]+$/) }),
  },
  {
    it: 'invents as many people as asked for',
    request: 'GET /invented/people?n=2',
    route: 'GET /invented/people',
    status: 200,
    answer: success([
      { id: 1, name: NAME },
      { id: 2, name: NAME },
    ]),
  },
  {
    it: 'invents nobody',
    request: 'GET /invented/people?n=0',
    route: 'GET /invented/people',
    status: 200,
    answer: success([]),
  },
  {
    it: 'invents no crowd',
    request: 'GET /invented/people?n=51',
    route: 'GET /invented/people',
    status: 422,
    answer: invalid(
      wrong('query', 'n', { keyword: 'maximum', expected: 50, received: 51, says: 'must be at most 50' }),
    ),
  },
  {
    it: 'invents an item from its schema',
    request: 'GET /invented/item',
    route: 'GET /invented/item',
    status: 200,
    answer: success(isItem),
  },
  {
    it: 'counts and throws dice',
    request: 'GET /invented/ticket',
    route: 'GET /invented/ticket',
    status: 200,
    answer: success({ number: 1, gate: like(/^[ABC]$/), dice: between(1, 6) }),
  },
  {
    it: 'goes on counting',
    request: 'GET /invented/ticket',
    route: 'GET /invented/ticket',
    status: 200,
    answer: success({ number: 2, gate: like(/^[ABC]$/), dice: between(1, 6) }),
  },
  {
    it: 'tells the time',
    request: 'GET /invented/now',
    route: 'GET /invented/now',
    status: 200,
    answer: success({ now: like(ISO_TIME), day: like(/^\d{4}-\d\d-\d\d$/), clock: like(/^\d\d:\d\d:\d\d$/) }),
  },
];

/** What ../schemas/item.schema.json asks for. */
function isItem(value: unknown): boolean {
  const item = Object(value);
  return (
    typeof item.name === 'string' &&
    item.name.length >= 1 &&
    item.name.length <= 40 &&
    typeof item.price === 'number' &&
    item.price >= 0 &&
    ['string', 'object', 'undefined'].includes(typeof item.description) &&
    (item.tax === undefined || item.tax === null || item.tax >= 0)
  );
}

/** Walks through routes.d/05-models.yaml. */

import { type Example, invalid, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

const PEN = { name: 'pen', price: 3.5 };
const FULL_PEN = { ...PEN, description: 'blue', tax: 0.3 };

export const models: readonly Example[] = [
  { it: 'takes a model', request: 'POST /items', route: 'POST /items', json: PEN, status: 200, answer: success(PEN) },
  {
    it: 'takes its optional fields',
    request: 'POST /items',
    route: 'POST /items',
    json: FULL_PEN,
    status: 200,
    answer: success(FULL_PEN),
  },
  {
    it: 'tells every field that is wrong',
    request: 'POST /items',
    route: 'POST /items',
    json: { price: '3.5', tax: -1 },
    status: 422,
    answer: invalid(
      wrong('body', 'name', absent()),
      wrong('body', 'price', { keyword: 'type', expected: 'number', received: '3.5', says: 'must be a number' }),
      wrong('body', 'tax', { keyword: 'minimum', expected: 0, received: -1, says: 'must be at least 0' }),
    ),
  },
  {
    it: 'keeps the name of the body',
    request: 'PUT /items/42',
    route: 'PUT /items/{item_id}',
    json: FULL_PEN,
    status: 200,
    answer: success({ item_id: 42, ...FULL_PEN }),
  },
  {
    it: 'overrides the name by the query',
    request: 'PUT /items/42?name=pencil',
    route: 'PUT /items/{item_id}',
    json: PEN,
    status: 200,
    answer: success({ item_id: 42, name: 'pencil', price: 3.5 }),
  },
  {
    it: 'tells mistakes of path and body together',
    request: 'PUT /items/none',
    route: 'PUT /items/{item_id}',
    json: {},
    status: 422,
    answer: invalid(
      wrong('url', 'item_id', { keyword: 'type', expected: 'integer', received: 'none', says: 'must be an integer' }),
      wrong('body', 'name', absent()),
      wrong('body', 'price', absent()),
    ),
  },
  {
    it: 'takes a date-time',
    request: 'POST /events',
    route: 'POST /events',
    json: { title: 'release', starts_at: '2026-11-22T09:30:00Z', ends_at: null },
    status: 200,
    answer: success({ title: 'release', starts_at: '2026-11-22T09:30:00Z', ends_at: null, day: '2026-11-22' }),
  },
  {
    it: 'takes nothing else for a date-time',
    request: 'POST /events',
    route: 'POST /events',
    json: { title: 'release', starts_at: 'tomorrow' },
    status: 422,
    answer: invalid(
      wrong('body', 'starts_at', {
        keyword: 'format',
        expected: 'date-time',
        received: 'tomorrow',
        says: 'must be a date-time such as 2026-11-22T09:30:00Z',
      }),
    ),
  },
  {
    it: 'fills in a name and an empty list',
    request: 'POST /people',
    route: 'POST /people',
    json: { id: 1 },
    status: 200,
    answer: success({ id: 1, name: 'Nobody', friends: [] }),
  },
  {
    it: 'takes a list of integers',
    request: 'POST /people',
    route: 'POST /people',
    json: { id: 1, name: 'Ann', friends: [2, 3], signed_up_at: '2026-11-22T09:30:00+08:00', email: 'ann@example.com' },
    status: 200,
    answer: success({
      id: 1,
      name: 'Ann',
      friends: [2, 3],
      signed_up_at: '2026-11-22T09:30:00+08:00',
      email: 'ann@example.com',
    }),
  },
  {
    it: 'points at the friend that is no integer',
    request: 'POST /people',
    route: 'POST /people',
    json: { id: 1, friends: [2, 'three'] },
    status: 422,
    answer: invalid(
      wrong('body', 'friends[1]', {
        keyword: 'type',
        expected: 'integer',
        received: 'three',
        says: 'must be an integer',
      }),
    ),
  },
];

/** Walks through routes.d/15-expectations.yaml. */

import { type Example, failure, invalid, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

export const expectations: readonly Example[] = [
  {
    it: 'takes an order',
    request: 'POST /expected/orders',
    route: 'POST /expected/orders',
    json: { item: 'pen', amount: 2 },
    status: 200,
    answer: success({ item: 'pen', amount: 2 }),
  },
  {
    it: 'answers what is not expected like anything else',
    request: 'POST /expected/orders',
    route: 'POST /expected/orders',
    json: { item: 'pen' },
    status: 409,
    answer: failure(409, 'order at least one'),
  },
  {
    it: 'refuses an order of nothing',
    request: 'POST /expected/orders',
    route: 'POST /expected/orders',
    json: { amount: 2 },
    status: 422,
    answer: invalid(wrong('body', 'item', absent())),
  },
  {
    it: 'tells a price',
    request: 'GET /expected/prices/pencil',
    route: 'GET /expected/prices/{item}',
    status: 200,
    answer: success({ item: 'pencil', price: 2.5 }),
  },
  {
    it: 'knows no other',
    request: 'GET /expected/prices/yacht',
    route: 'GET /expected/prices/{item}',
    status: 404,
    answer: failure(404, 'we have no yacht'),
  },
];

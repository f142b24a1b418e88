/** Walks through routes.d/routers/items.yaml. */

import { type Example, failure, success } from '../../example.ts';

const headers = { 'x-token': 'secret' };
const NO_TOKEN = { status: 401, answer: failure(40101, 'token missing') };

export const items: readonly Example[] = [
  {
    it: 'lists items',
    request: 'GET /v2/items',
    route: 'GET /v2/items',
    headers,
    status: 200,
    answer: success({ pen: { name: 'Pen' }, ink: { name: 'Ink' } }),
  },
  { it: 'needs a token to list', request: 'GET /v2/items', route: 'GET /v2/items', ...NO_TOKEN },
  {
    it: 'needs the right token',
    request: 'GET /v2/items',
    route: 'GET /v2/items',
    headers: { 'x-token': 'guess' },
    ...NO_TOKEN,
  },
  {
    it: 'shows one item',
    request: 'GET /v2/items/ink',
    route: 'GET /v2/items/{item_id}',
    headers,
    status: 200,
    answer: success({ item_id: 'ink', name: 'Ink' }),
  },
  {
    it: 'finds no item',
    request: 'GET /v2/items/constructor',
    route: 'GET /v2/items/{item_id}',
    headers,
    status: 404,
    answer: failure(40401, 'there is no item constructor'),
  },
  { it: 'needs a token to show', request: 'GET /v2/items/ink', route: 'GET /v2/items/{item_id}', ...NO_TOKEN },
  {
    it: 'changes the pen',
    request: 'PUT /v2/items/pen',
    route: 'PUT /v2/items/{item_id}',
    headers,
    status: 200,
    answer: success({ item_id: 'pen', name: 'The great pen' }),
  },
  {
    it: 'changes nothing else',
    request: 'PUT /v2/items/ink',
    route: 'PUT /v2/items/{item_id}',
    headers,
    status: 403,
    answer: failure(40302, 'only the pen can be changed'),
  },
];

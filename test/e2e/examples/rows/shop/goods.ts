/** Walks through routes.d/shop/goods.yaml. */

import { type Example, failure, invalid, like, success } from '../../example.ts';
import { wrong } from '../../wrong.ts';

export const goods: readonly Example[] = [
  {
    it: 'filters by price',
    request: 'GET /shop/goods?max_price=7',
    route: 'GET /shop/goods',
    status: 200,
    answer: success([
      { id: 1, name: 'pen' },
      { id: 2, name: 'notebook' },
    ]),
  },
  {
    it: 'filters by name',
    request: 'GET /shop/goods?name=n&max_price=9.9',
    route: 'GET /shop/goods',
    status: 200,
    answer: success([
      { id: 1, name: 'pen' },
      { id: 2, name: 'notebook' },
      { id: 3, name: 'ink' },
    ]),
  },
  {
    it: 'tells a price that is none',
    request: 'GET /shop/goods?max_price=1e',
    route: 'GET /shop/goods',
    status: 422,
    answer: invalid(
      wrong('query', 'max_price', { keyword: 'type', expected: 'number', received: '1e', says: 'must be a number' }),
    ),
  },
  {
    it: 'reads one',
    request: 'GET /shop/goods/3',
    route: 'GET /shop/goods/{id}',
    status: 200,
    answer: success({ id: 3, name: 'ink', price: 9.9, stock: 4 }),
  },
  {
    it: 'finds none',
    request: 'GET /shop/goods/4',
    route: 'GET /shop/goods/{id}',
    status: 404,
    answer: failure(40401, 'there is no goods 4'),
  },
  {
    it: 'sends a data file',
    request: 'GET /shop/goods/2/details',
    route: 'GET /shop/goods/{id}/details',
    status: 200,
    answer: { id: 2, name: 'notebook', pages: 96, maker: { name: 'Folio', since: 1988 } },
  },
  {
    it: 'has no data file',
    request: 'GET /shop/goods/9/details',
    route: 'GET /shop/goods/{id}/details',
    status: 404,
    answer: failure(404, like(/file/)),
  },
  {
    it: 'creates',
    request: 'POST /shop/goods',
    route: 'POST /shop/goods',
    json: { name: 'ruler', price: 2 },
    status: 201,
    answerHeaders: { location: '/shop/goods/4' },
    answer: success({ id: 4, name: 'ruler', price: 2 }),
  },
  {
    it: 'creates nothing twice',
    request: 'POST /shop/goods',
    route: 'POST /shop/goods',
    json: { name: 'pen', price: 2 },
    status: 409,
    answer: failure(409, 'pen is there already'),
  },
  {
    it: 'takes an order',
    request: 'POST /shop/goods/1/order',
    route: 'POST /shop/goods/{id}/order',
    json: { count: 2 },
    status: 201,
    answer: success({ goods: 1, count: 2, total: 7 }),
  },
  {
    it: 'runs out of stock',
    request: 'POST /shop/goods/3/order',
    route: 'POST /shop/goods/{id}/order',
    json: { count: 5 },
    status: 409,
    answer: failure(40901, 'only 4 left'),
  },
  {
    it: 'tells an order that is wrong all over',
    request: 'POST /shop/goods/4/order',
    route: 'POST /shop/goods/{id}/order',
    json: { count: 0, gift: true },
    status: 422,
    answer: invalid(
      wrong('url', 'id', { keyword: 'maximum', expected: 3, received: 4, says: 'must be at most 3' }),
      wrong('body', 'count', { keyword: 'minimum', expected: 1, received: 0, says: 'must be at least 1' }),
      wrong('body', 'gift', {
        keyword: 'additionalProperties',
        expected: false,
        received: true,
        says: 'is not allowed',
      }),
    ),
  },
  { it: 'removes', request: 'DELETE /shop/goods/1', route: 'DELETE /shop/goods/{id}', status: 204, answer: '' },
];

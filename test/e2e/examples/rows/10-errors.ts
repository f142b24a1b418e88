/** Walks through routes.d/10-errors.yaml. */

import { type Example, failure, invalid, success } from '../example.ts';
import { wrong } from '../wrong.ts';

export const errors: readonly Example[] = [
  {
    it: 'finds goods',
    request: 'GET /errors/goods/3',
    route: 'GET /errors/goods/{id}',
    status: 200,
    answer: success({ id: 3 }),
  },
  {
    it: 'finds no goods',
    request: 'GET /errors/goods/99',
    route: 'GET /errors/goods/{id}',
    status: 404,
    answer: failure(40401, 'there is no goods 99'),
  },
  {
    it: 'tells a wrong id',
    request: 'GET /errors/goods/1.5',
    route: 'GET /errors/goods/{id}',
    status: 422,
    answer: invalid(
      wrong('url', 'id', { keyword: 'type', expected: 'integer', received: 1.5, says: 'must be an integer' }),
    ),
  },
  {
    it: 'sends a bare status with its phrase',
    request: 'GET /errors/teapot',
    route: 'GET /errors/teapot',
    status: 418,
    answer: failure(418, "I'm a Teapot"),
  },
  {
    it: 'lets a token in',
    request: 'GET /errors/private',
    route: 'GET /errors/private',
    headers: { 'X-TOKEN': 'any' },
    status: 200,
    answer: success({ secret: 42 }),
  },
  {
    it: "answers a missing token with the parameter's own error",
    request: 'GET /errors/private',
    route: 'GET /errors/private',
    status: 401,
    answer: failure(40101, 'token missing'),
  },
  {
    it: "sends the file's own failure when an expression fails",
    request: 'GET /errors/broken?n=x',
    route: 'GET /errors/broken',
    status: 500,
    answer: failure(50001, 'this is our fault'),
  },
];

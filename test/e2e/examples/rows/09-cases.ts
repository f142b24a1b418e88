/** Walks through routes.d/09-cases.yaml. */

import { type Example, failure, invalid, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

export const cases: readonly Example[] = [
  {
    it: 'takes the first case that holds',
    request: 'PUT /cases/goods/5?dry_run=true',
    route: 'PUT /cases/goods/{id}',
    json: { name: 'yacht', price: 2000 },
    status: 403,
    answer: failure(40301, 'yacht is too expensive'),
  },
  {
    it: 'takes a map for a condition',
    request: 'PUT /cases/goods/5?dry_run=1',
    route: 'PUT /cases/goods/{id}',
    json: { name: 'pen', price: 2 },
    status: 200,
    answer: success(null),
  },
  {
    it: 'falls through to the case without a condition',
    request: 'PUT /cases/goods/5',
    route: 'PUT /cases/goods/{id}',
    json: { name: 'pen', price: 2 },
    status: 201,
    answerHeaders: {
      location: '/cases/goods/5',
      'x-token': 'XXX',
      'set-cookie': /^last_seen=5; Max-Age=3600; Path=\/; HttpOnly$/,
    },
    answer: success({ item_id: 5, name: 'pen', price: 2 }),
  },
  {
    it: 'checks parameters before any case',
    request: 'PUT /cases/goods/0',
    route: 'PUT /cases/goods/{id}',
    json: { name: '', price: 2000 },
    status: 422,
    answer: invalid(
      wrong('url', 'id', { keyword: 'minimum', expected: 1, received: 0, says: 'must be at least 1' }),
      wrong('body', 'name', { keyword: 'minLength', expected: 1, received: '', says: 'must not be empty' }),
    ),
  },
  {
    it: 'matches two sources at once',
    request: 'GET /cases/weather/oslo?day=sunday',
    route: 'GET /cases/weather/{city}',
    status: 200,
    answer: success({ city: 'oslo', sky: 'snow' }),
  },
  {
    it: 'matches one',
    request: 'GET /cases/weather/oslo',
    route: 'GET /cases/weather/{city}',
    status: 200,
    answer: success({ city: 'oslo', sky: 'clear' }),
  },
  {
    it: 'mixes maps and expressions',
    request: 'GET /cases/weather/santiago',
    route: 'GET /cases/weather/{city}',
    status: 200,
    answer: success({ city: 'santiago', sky: 'sun' }),
  },
  {
    it: 'tells when no case holds',
    request: 'GET /cases/weather/paris',
    route: 'GET /cases/weather/{city}',
    status: 404,
    answer: failure(404, 'no case of GET /cases/weather/{city} matched'),
  },
  {
    it: 'logs in',
    request: 'POST /cases/login',
    route: 'POST /cases/login',
    json: { name: 'ann', password: 'secret' },
    status: 200,
    answer: success({ token: 't-ann' }),
  },
  {
    it: 'refuses a wrong password',
    request: 'POST /cases/login',
    route: 'POST /cases/login',
    json: { name: 'ann', password: 'guessed' },
    status: 401,
    answer: failure(40102, 'wrong name or password'),
  },
  {
    it: 'refuses a short password before that',
    request: 'POST /cases/login',
    route: 'POST /cases/login',
    json: { password: 'short' },
    status: 422,
    answer: invalid(
      wrong('body', 'name', absent()),
      wrong('body', 'password', {
        keyword: 'minLength',
        expected: 6,
        received: 'short',
        says: 'must be at least 6 characters long',
      }),
    ),
  },
];

/** Walks through routes.d/02-echo.yaml. */

import { type Example, failure, invalid, like, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

export const echo: readonly Example[] = [
  { it: 'echoes the path', request: 'GET /echo/hi', route: 'GET /echo/{text}', status: 200, answer: success('hi') },
  {
    it: 'decodes the path',
    request: 'GET /echo/a%20b%2F%E4%BD%A0',
    route: 'GET /echo/{text}',
    status: 200,
    answer: success('a b/你'),
  },
  {
    it: 'refuses a long text in the path',
    request: `GET /echo/${'x'.repeat(41)}`,
    route: 'GET /echo/{text}',
    status: 422,
    answer: invalid(
      wrong('url', 'text', {
        keyword: 'maxLength',
        expected: 40,
        received: 'x'.repeat(41),
        says: 'must be at most 40 characters long',
      }),
    ),
  },
  { it: 'refuses bad percent-encoding', request: 'GET /echo/%zz', status: 400, answer: failure(400, like(/percent/)) },
  { it: 'echoes the query', request: 'GET /echo2?text=hi', route: 'GET /echo2', status: 200, answer: success('hi') },
  {
    it: 'takes an empty text for one',
    request: 'GET /echo2?text=',
    route: 'GET /echo2',
    status: 200,
    answer: success(''),
  },
  {
    it: 'misses the query',
    request: 'GET /echo2',
    route: 'GET /echo2',
    status: 422,
    answer: invalid(wrong('query', 'text', absent())),
  },
  {
    it: 'echoes JSON, nulls included',
    request: 'POST /echo/json',
    route: 'POST /echo/json',
    json: { a: [1, { b: null }], c: { d: 1.5 }, e: '' },
    status: 200,
    answer: success({ a: [1, { b: null }], c: { d: 1.5 }, e: '' }),
  },
  {
    it: 'takes no list where an object is asked for',
    request: 'POST /echo/json',
    route: 'POST /echo/json',
    json: [1],
    status: 422,
    answer: invalid(
      wrong('body', '', { keyword: 'type', expected: 'object', received: [1], says: 'must be an object' }),
    ),
  },
  {
    it: 'tells JSON that is none',
    request: 'POST /echo/json',
    route: 'POST /echo/json',
    text: '{"a":',
    headers: { 'content-type': 'application/json' },
    status: 400,
    answer: failure(400, like(/JSON/)),
  },
  {
    it: 'tells a content type that it does not take',
    request: 'POST /echo/json',
    route: 'POST /echo/json',
    text: '{}',
    status: 415,
    answer: failure(415, like(/application\/json/)),
  },
  {
    it: 'echoes a urlencoded form',
    request: 'POST /echo/form',
    route: 'POST /echo/form',
    form: { name: 'Ann & Bob', age: '7' },
    status: 200,
    answer: success({ name: 'Ann & Bob', age: 7 }),
  },
  {
    it: 'echoes a multipart form',
    request: 'POST /echo/form',
    route: 'POST /echo/form',
    parts: [{ name: 'name', value: '安' }],
    status: 200,
    answer: success({ name: '安', age: null }),
  },
  {
    it: 'tells both mistakes of a form',
    request: 'POST /echo/form',
    route: 'POST /echo/form',
    form: { age: 'seven' },
    status: 422,
    answer: invalid(
      wrong('form', 'name', absent()),
      wrong('form', 'age', { keyword: 'type', expected: 'integer', received: 'seven', says: 'must be an integer' }),
    ),
  },
  {
    it: 'echoes a cookie',
    request: 'GET /echo/cookie',
    route: 'GET /echo/cookie',
    headers: { cookie: 'other=1; session=s-1' },
    status: 200,
    answer: success({ session: 's-1' }),
  },
  {
    it: 'misses the cookie',
    request: 'GET /echo/cookie',
    route: 'GET /echo/cookie',
    status: 422,
    answer: invalid(wrong('cookie', 'session', absent())),
  },
];

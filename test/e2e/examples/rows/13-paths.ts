/** Walks through routes.d/13-paths.yaml. */

import { type Example, failure, invalid, like, success } from '../example.ts';
import { wrong } from '../wrong.ts';

const CROSS_ORIGIN = { origin: 'http://localhost:5173' };

export const paths: readonly Example[] = [
  {
    it: 'takes the rest of a path',
    request: 'GET /paths/files/docs/2026/plan.txt',
    route: 'GET /paths/files/{rest*}',
    status: 200,
    answer: success('docs/2026/plan.txt'),
  },
  {
    it: 'takes an empty rest',
    request: 'GET /paths/files',
    route: 'GET /paths/files/{rest*}',
    status: 200,
    answer: success(''),
  },
  {
    it: 'takes literal text first',
    request: 'GET /paths/users/me',
    route: 'GET /paths/users/me',
    status: 200,
    answer: success('it is me'),
  },
  {
    it: 'takes a parameter then',
    request: 'GET /paths/users/Me',
    route: 'GET /paths/users/{name}',
    status: 200,
    answer: success('it is Me'),
  },
  {
    it: 'takes two parameters in one segment',
    request: 'GET /paths/from-3-to-10',
    route: 'GET /paths/from-{from}-to-{to}',
    status: 200,
    answer: success({ length: 7 }),
  },
  {
    it: 'checks both of them',
    request: 'GET /paths/from-a-to-b',
    route: 'GET /paths/from-{from}-to-{to}',
    status: 422,
    answer: invalid(
      wrong('url', 'from', { keyword: 'type', expected: 'integer', received: 'a', says: 'must be an integer' }),
      wrong('url', 'to', { keyword: 'type', expected: 'integer', received: 'b', says: 'must be an integer' }),
    ),
  },
  {
    it: 'prefers the method of its own',
    request: 'GET /paths/any',
    route: 'GET /paths/any',
    status: 200,
    answer: success('GET has its own route'),
  },
  {
    it: 'has ANY for the others',
    request: 'PATCH /paths/any',
    route: 'ANY /paths/any',
    status: 200,
    answer: success('PATCH has none'),
  },
  {
    it: 'answers HEAD as GET without a body',
    request: 'HEAD /paths/users/me',
    route: 'GET /paths/users/me',
    status: 200,
    answer: '',
  },
  {
    it: 'answers OPTIONS by itself',
    request: 'OPTIONS /paths/users/me',
    status: 204,
    answerHeaders: { allow: /GET.*HEAD|HEAD.*GET/ },
    answer: '',
  },
  {
    it: 'answers a preflight',
    request: 'OPTIONS /paths/users/me',
    headers: { ...CROSS_ORIGIN, 'access-control-request-method': 'GET', 'access-control-request-headers': 'x-token' },
    status: 204,
    answerHeaders: {
      'access-control-allow-origin': CROSS_ORIGIN.origin,
      'access-control-allow-methods': /GET/,
      'access-control-allow-headers': /x-token/,
    },
    answer: '',
  },
  {
    it: 'lets another origin read answers',
    request: 'GET /paths/users/me',
    route: 'GET /paths/users/me',
    headers: CROSS_ORIGIN,
    status: 200,
    answerHeaders: { 'access-control-allow-origin': CROSS_ORIGIN.origin },
    answer: success('it is me'),
  },
  {
    it: 'lets a route answer OPTIONS',
    request: 'OPTIONS /paths/options',
    route: 'OPTIONS /paths/options',
    status: 200,
    answerHeaders: { allow: 'GET, OPTIONS' },
    answer: success('by hand'),
  },
  {
    it: 'names the nearest route',
    request: 'GET /paths/user/me',
    status: 404,
    answer: failure(404, like(/^no route for GET \/paths\/user\/me/)),
  },
  {
    it: 'names the methods that there are',
    request: 'DELETE /paths/users/me',
    status: 405,
    answerHeaders: { allow: /GET/ },
    answer: failure(405, like(/DELETE/)),
  },
];

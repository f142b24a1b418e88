/** Walks through routes.d/01-hello.yaml. */

import { type Example, failure, like, success } from '../example.ts';

export const hello: readonly Example[] = [
  {
    it: 'says hello',
    request: 'GET /',
    route: 'GET /',
    status: 200,
    answerHeaders: { 'content-type': /^application\/json/ },
    answer: success({ hello: 'world' }),
  },
  {
    it: 'answers null where there is nothing to say',
    request: 'GET /health',
    route: 'GET /health',
    status: 200,
    answer: success(null),
  },
  { it: 'ignores a trailing slash', request: 'GET /health/', route: 'GET /health', status: 200, answer: success(null) },
  {
    it: 'tells an unknown path',
    request: 'GET /helth',
    status: 404,
    answer: failure(404, like(/^no route for GET \/helth/)),
  },
  {
    it: 'tells a wrong method, with the right ones',
    request: 'POST /',
    status: 405,
    answerHeaders: { allow: /\bGET\b/ },
    answer: failure(405, like(/POST/)),
  },
];

/** Walks through routes.d/08-envelope.yaml. */

import { type Example, ISO_TIME, like } from '../example.ts';

export const envelope: readonly Example[] = [
  {
    it: "uses the file's success code",
    request: 'GET /envelope',
    route: 'GET /envelope',
    status: 200,
    answer: { code: 0, message: 'ok', data: [1, 2, 3] },
  },
  {
    it: 'sends a business code',
    request: 'GET /envelope/code',
    route: 'GET /envelope/code',
    status: 200,
    answer: { code: 40901, message: 'only two left', data: { left: 2 } },
  },
  {
    it: 'takes another shape',
    request: 'GET /envelope/shape',
    route: 'GET /envelope/shape',
    status: 200,
    answer: { errno: 0, errmsg: 'ok', result: { id: 1 }, took_at: like(ISO_TIME) },
  },
  {
    it: 'goes without',
    request: 'GET /envelope/none',
    route: 'GET /envelope/none',
    status: 200,
    answer: { id: 1 },
  },
  {
    it: 'answers a right page',
    request: 'GET /envelope/invalid',
    route: 'GET /envelope/invalid',
    status: 200,
    answer: { code: 0, message: 'ok', data: { page: 1 } },
  },
  {
    it: "tells mistakes in the team's words",
    request: 'GET /envelope/invalid?page=0',
    route: 'GET /envelope/invalid',
    status: 400,
    answer: { code: 40000, message: 'bad parameters', data: ['page'] },
  },
];

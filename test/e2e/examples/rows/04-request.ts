/** Walks through routes.d/04-request.yaml. */

import { between, type Example, failure, ISO_TIME, like, success } from '../example.ts';

const PORT = between(1, 65535);
const HOST = like(/^127\.0\.0\.1:\d+$/);

export const request: readonly Example[] = [
  {
    it: 'shows the request line',
    request: 'GET /request/7/facts?color=red&size=1&size=2',
    route: 'GET /request/{id}/facts',
    status: 200,
    answer: success({
      method: 'GET',
      path: '/request/7/facts',
      query_text: 'color=red&size=1&size=2',
      query: { color: 'red', size: ['1', '2'] },
      id: '7',
    }),
  },
  {
    it: 'shows all facts of a GET',
    request: 'GET /request/7?color=red',
    route: 'ANY /request/{id}',
    headers: { 'User-Agent': 'walker', Cookie: 'a=1; b=2' },
    status: 200,
    answer: success({
      method: 'GET',
      url: {
        href: like(/^http:\/\/127\.0\.0\.1:\d+\/request\/7\?color=red$/),
        host: '127.0.0.1',
        port: PORT,
        path: '/request/7',
        query: 'color=red',
      },
      query: { color: 'red' },
      path: { id: '7' },
      headers: { host: HOST, connection: 'close', 'user-agent': 'walker', cookie: 'a=1; b=2' },
      user_agent: 'walker',
      cookies: { a: '1', b: '2' },
      body: null,
      client: { host: '127.0.0.1', port: PORT },
      time: like(ISO_TIME),
      route: { path: '/request/{id}', tags: ['facts'] },
    }),
  },
  {
    it: 'shows the text of a PATCH, whatever it is',
    request: 'PATCH /request/a%2Fb',
    route: 'ANY /request/{id}',
    text: 'any text, 你好',
    status: 200,
    answer: success({
      method: 'PATCH',
      url: {
        href: like(/^http:\/\/127\.0\.0\.1:\d+\/request\/a%2Fb$/),
        host: '127.0.0.1',
        port: PORT,
        path: '/request/a/b',
        query: '',
      },
      query: {},
      path: { id: 'a/b' },
      headers: { host: HOST, connection: 'close', 'content-type': 'text/plain', 'content-length': '16' },
      user_agent: null,
      cookies: {},
      body: 'any text, 你好',
      client: { host: '127.0.0.1', port: PORT },
      time: like(ISO_TIME),
      route: { path: '/request/{id}', tags: ['facts'] },
    }),
  },
  {
    it: 'refuses a query that cannot be decoded',
    request: 'GET /request/7/facts?color=%ff',
    route: 'GET /request/{id}/facts',
    status: 400,
    answer: failure(400, like(/query/)),
  },
];

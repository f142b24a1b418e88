/** Walks through routes.d/03-parameters.yaml. */

import { type Example, invalid, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

const ORDER = { order: 7, notify: false, trace: 't-1', lang: 'en', goods: 'pen', count: 1 };

export const parameters: readonly Example[] = [
  {
    it: 'fills in defaults and leaves what is optional',
    request: 'GET /items/42',
    route: 'GET /items/{item_id}',
    status: 200,
    answer: success({ item_id: 42, q: null, skip: 0, limit: 10, short: false }),
  },
  {
    it: 'turns text into numbers and booleans',
    request: 'GET /items/1?q=pens%20and%20ink&skip=20&limit=100&short=on',
    route: 'GET /items/{item_id}',
    status: 200,
    answer: success({ item_id: 1, q: 'pens and ink', skip: 20, limit: 100, short: true }),
  },
  {
    it: 'tells all mistakes at once',
    request: 'GET /items/0?q=ab&skip=-1&limit=ten&short=maybe',
    route: 'GET /items/{item_id}',
    status: 422,
    answer: invalid(
      wrong('url', 'item_id', { keyword: 'minimum', expected: 1, received: 0, says: 'must be at least 1' }),
      wrong('query', 'q', {
        keyword: 'minLength',
        expected: 3,
        received: 'ab',
        says: 'must be at least 3 characters long',
      }),
      wrong('query', 'skip', { keyword: 'minimum', expected: 0, received: -1, says: 'must be at least 0' }),
      wrong('query', 'limit', { keyword: 'type', expected: 'integer', received: 'ten', says: 'must be an integer' }),
      wrong('query', 'short', {
        keyword: 'type',
        expected: 'boolean',
        received: 'maybe',
        says: 'must be true or false',
      }),
    ),
  },
  {
    it: 'takes a hexadecimal number for no number',
    request: 'GET /items/0x10',
    route: 'GET /items/{item_id}',
    status: 422,
    answer: invalid(
      wrong('url', 'item_id', { keyword: 'type', expected: 'integer', received: '0x10', says: 'must be an integer' }),
    ),
  },
  {
    it: 'takes one of a few words',
    request: 'GET /models/large',
    route: 'GET /models/{model}',
    status: 200,
    answer: success({ model: 'large', memory: '64 GB' }),
  },
  {
    it: 'takes no other word',
    request: 'GET /models/huge',
    route: 'GET /models/{model}',
    status: 422,
    answer: invalid(
      wrong('url', 'model', {
        keyword: 'enum',
        expected: ['small', 'large'],
        received: 'huge',
        says: 'must be one of "small", "large"',
      }),
    ),
  },
  {
    it: 'reads repeated names and comma lists',
    request: 'GET /search?tag=red&tag=blue&id=3,1,2&sort=price',
    route: 'GET /search',
    status: 200,
    answer: success({ tags: ['red', 'blue'], ids: [3, 1, 2], sort: 'price' }),
  },
  {
    it: 'has empty lists for defaults',
    request: 'GET /search',
    route: 'GET /search',
    status: 200,
    answer: success({ tags: [], ids: [], sort: 'name' }),
  },
  {
    it: 'points at the item of a list that is wrong',
    request: 'GET /search?id=1,two,3',
    route: 'GET /search',
    status: 422,
    answer: invalid(
      wrong('query', 'id[1]', { keyword: 'type', expected: 'integer', received: 'two', says: 'must be an integer' }),
    ),
  },
  {
    it: 'takes what is declared',
    request: 'GET /strict?page=2',
    route: 'GET /strict',
    status: 200,
    answer: success({ page: 2 }),
  },
  {
    it: 'refuses what is not',
    request: 'GET /strict?pgae=2',
    route: 'GET /strict',
    status: 422,
    answer: invalid(
      wrong('query', 'pgae', {
        keyword: 'additionalProperties',
        expected: false,
        received: '2',
        says: 'is not allowed; did you mean "page"?',
      }),
    ),
  },
  {
    it: 'reads five sources',
    request: 'PUT /orders/7?notify=on',
    route: 'PUT /orders/{order_id}',
    headers: { 'X-Trace': 't-1', cookie: 'lang=zh' },
    json: { goods: 'pen', count: 2 },
    status: 200,
    answer: success({ ...ORDER, notify: true, lang: 'zh', count: 2 }),
  },
  {
    it: 'fills defaults into the body too',
    request: 'PUT /orders/7',
    route: 'PUT /orders/{order_id}',
    headers: { 'x-trace': 't-1' },
    json: { goods: 'pen' },
    status: 200,
    answer: success(ORDER),
  },
  {
    it: 'tells the mistakes of five sources at once',
    request: 'PUT /orders/x?notify=2',
    route: 'PUT /orders/{order_id}',
    headers: { 'x-trace': 'trace', cookie: 'lang=fr' },
    json: { count: '2', size: 1 },
    status: 422,
    answer: invalid(
      wrong('header', 'x-trace', {
        keyword: 'pattern',
        expected: '^t-[0-9]+$',
        received: 'trace',
        says: 'must match the pattern "^t-[0-9]+$"',
      }),
      wrong('cookie', 'lang', {
        keyword: 'enum',
        expected: ['en', 'zh'],
        received: 'fr',
        says: 'must be one of "en", "zh"',
      }),
      wrong('url', 'order_id', { keyword: 'type', expected: 'integer', received: 'x', says: 'must be an integer' }),
      wrong('query', 'notify', { keyword: 'type', expected: 'boolean', received: '2', says: 'must be true or false' }),
      wrong('body', 'goods', absent()),
      wrong('body', 'count', { keyword: 'type', expected: 'integer', received: '2', says: 'must be an integer' }),
      wrong('body', 'size', { keyword: 'additionalProperties', expected: false, received: 1, says: 'is not allowed' }),
    ),
  },
  {
    it: 'misses the body',
    request: 'PUT /orders/7',
    route: 'PUT /orders/{order_id}',
    headers: { 'x-trace': 't-1' },
    status: 422,
    answer: invalid(wrong('body', '', absent())),
  },
  {
    it: 'reads quoted numbers where it is told to',
    request: 'POST /coerced',
    route: 'POST /coerced',
    json: { count: '3', express: 'yes' },
    status: 200,
    answer: success({ count: 3, express: true }),
  },
  {
    it: 'reads no words as numbers',
    request: 'POST /coerced',
    route: 'POST /coerced',
    json: { count: 'three' },
    status: 422,
    answer: invalid(
      wrong('body', 'count', { keyword: 'type', expected: 'integer', received: 'three', says: 'must be an integer' }),
    ),
  },
];

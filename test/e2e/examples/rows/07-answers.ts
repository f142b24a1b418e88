/** Walks through routes.d/07-answers.yaml. */

import { type Example, ISO_TIME, invalid, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

const LESSON = { 'x-lesson': '7' };

export const answers: readonly Example[] = [
  {
    it: 'sends fixed and templated headers',
    request: 'GET /answers/headers/7',
    route: 'GET /answers/headers/{id}',
    status: 200,
    answerHeaders: { ...LESSON, 'x-token': 'XXX', location: '/items/7', 'x-asked-at': ISO_TIME },
    answer: success({ id: 7 }),
  },
  {
    it: 'tells a wrong id',
    request: 'GET /answers/headers/seven',
    route: 'GET /answers/headers/{id}',
    status: 422,
    answer: invalid(
      wrong('url', 'id', { keyword: 'type', expected: 'integer', received: 'seven', says: 'must be an integer' }),
    ),
  },
  {
    it: 'sets cookies',
    request: 'POST /answers/login',
    route: 'POST /answers/login',
    form: { name: 'ann' },
    status: 200,
    answerHeaders: { ...LESSON, 'set-cookie': /^user=ann; Max-Age=3600; Path=\/; HttpOnly,theme=dark; Path=\/$/ },
    answer: success({ name: 'ann' }),
  },
  {
    it: 'misses the name',
    request: 'POST /answers/login',
    route: 'POST /answers/login',
    form: {},
    status: 422,
    answer: invalid(wrong('form', 'name', absent())),
  },
  {
    it: 'sends the status that is asked for',
    request: 'POST /answers/goods',
    route: 'POST /answers/goods',
    status: 201,
    answerHeaders: { ...LESSON, location: '/shop/goods/3' },
    answer: success({ id: 3 }),
  },
  {
    it: 'sends no body with a 204',
    request: 'DELETE /answers/goods/3',
    route: 'DELETE /answers/goods/{id}',
    status: 204,
    answerHeaders: LESSON,
    answer: '',
  },
  {
    it: 'answers late',
    request: 'GET /answers/slow',
    route: 'GET /answers/slow',
    status: 200,
    answer: success('slow'),
  },
  {
    it: 'sends JSON without envelope',
    request: 'GET /answers/plain',
    route: 'GET /answers/plain',
    status: 200,
    answerHeaders: { 'content-type': /^application\/json/ },
    answer: { status: 'up', checks: ['db', 'cache'] },
  },
  {
    it: 'sends a page',
    request: 'GET /answers/page?name=Ann',
    route: 'GET /answers/page',
    status: 200,
    answerHeaders: { 'content-type': 'text/html; charset=utf-8' },
    answer: '<h1>Hello Ann</h1>',
  },
  {
    it: 'lets no markup into it',
    request: 'GET /answers/page?name=%3Cb%3E',
    route: 'GET /answers/page',
    status: 422,
    answer: invalid(
      wrong('query', 'name', {
        keyword: 'pattern',
        expected: '^[A-Za-z]+$',
        received: '<b>',
        says: 'must match the pattern "^[A-Za-z]+$"',
      }),
    ),
  },
];

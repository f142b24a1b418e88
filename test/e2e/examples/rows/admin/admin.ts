/** Walks through routes.d/admin/admin.yaml. */

import { type Example, invalid, success } from '../../example.ts';
import { absent, wrong } from '../../wrong.ts';

const answerHeaders = { 'cache-control': 'no-store' };

export const admin: readonly Example[] = [
  {
    it: "has the folder's prefix, tags and headers",
    request: 'POST /admin',
    route: 'POST /admin',
    status: 200,
    answerHeaders,
    answer: success({ done: true, tags: ['admin'] }),
  },
  {
    it: 'changes a setting',
    request: 'PUT /admin/settings/theme',
    route: 'PUT /admin/settings/{key}',
    json: { value: true },
    status: 200,
    answerHeaders,
    answer: success({ key: 'theme', value: true }),
  },
  {
    it: 'misses the value',
    request: 'PUT /admin/settings/theme',
    route: 'PUT /admin/settings/{key}',
    json: {},
    status: 422,
    answer: invalid(wrong('body', 'value', absent())),
  },
];

/** Walks through routes.d/routers/users.yaml. */

import { type Example, invalid, success } from '../../example.ts';
import { wrong } from '../../wrong.ts';

export const users: readonly Example[] = [
  {
    it: 'lists users',
    request: 'GET /users',
    route: 'GET /users',
    status: 200,
    answer: success([{ username: 'ann' }, { username: 'bob' }]),
  },
  {
    it: 'shows the current user',
    request: 'GET /users/me',
    route: 'GET /users/me',
    status: 200,
    answer: success({ username: 'ann' }),
  },
  {
    it: 'shows one user',
    request: 'GET /users/bob',
    route: 'GET /users/{username}',
    status: 200,
    answer: success({ username: 'bob' }),
  },
  {
    it: 'tells a name that is none',
    request: 'GET /users/b0b',
    route: 'GET /users/{username}',
    status: 422,
    answer: invalid(
      wrong('url', 'username', {
        keyword: 'pattern',
        expected: '^[a-z]+$',
        received: 'b0b',
        says: 'must match the pattern "^[a-z]+$"',
      }),
    ),
  },
];

/** Walks through routes.d/16-openapi.yaml. */

import type { Example } from '../example.ts';

const REX = { id: 7, name: 'Rex', kind: 'dog' };
const TOKEN = { authorization: 'Bearer t-1' };

export const openapi: readonly Example[] = [
  {
    it: 'lists the pets of the first example',
    request: 'GET /vet/v1/pets?kinds=dog,cat',
    route: 'GET /vet/v1/pets',
    status: 200,
    answerHeaders: { 'x-total': '2', 'content-type': 'application/json' },
    answer: [REX, { id: 8, name: 'Tom', kind: 'cat' }],
  },
  {
    it: 'lists nobody when it is asked to',
    request: 'GET /vet/v1/pets',
    route: 'GET /vet/v1/pets',
    headers: { prefer: 'example=none' },
    status: 200,
    answer: [],
  },
  {
    it: 'gives one pet, made of what its schema offers',
    request: 'GET /vet/v1/pets/7',
    route: 'GET /vet/v1/pets/{id}',
    status: 200,
    answer: REX,
  },
  {
    it: 'has no other type to give',
    request: 'GET /vet/v1/pets/7',
    route: 'GET /vet/v1/pets/{id}',
    headers: { accept: 'text/html' },
    status: 406,
    answerHeaders: { 'content-type': 'application/problem+json' },
    answer: {
      type: 'about:blank',
      title: 'Not Acceptable',
      status: 406,
      detail: '"text/html" is not answered here; there is application/json',
    },
  },
  {
    it: 'lets nobody add a pet without a token',
    request: 'POST /vet/v1/pets',
    route: 'POST /vet/v1/pets',
    json: { name: 'Tom' },
    status: 401,
    answerHeaders: { 'www-authenticate': 'Bearer realm="mock"' },
    answer: { code: 9, message: 'credentials are missing: send header "authorization: Bearer …"' },
  },
  {
    it: 'adds a pet, whose id is for the practice to give',
    request: 'POST /vet/v1/pets',
    route: 'POST /vet/v1/pets',
    headers: TOKEN,
    json: { name: 'Tom', kind: 'cat' },
    status: 201,
    answerHeaders: { location: '/vet/v1/pets/9' },
    answer: REX,
  },
  {
    it: 'says what is wrong with a pet in the words of the contract',
    request: 'POST /vet/v1/pets',
    route: 'POST /vet/v1/pets',
    headers: TOKEN,
    json: { name: '' },
    status: 400,
    answer: { code: 9, message: 'body "name" must not be empty' },
  },
];

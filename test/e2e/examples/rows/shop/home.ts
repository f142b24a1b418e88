/** Walks through routes.d/shop/home.yaml. */

import { readFileSync } from 'node:fs';
import { type Example, failure, like, success } from '../../example.ts';

const PEN = readFileSync(new URL('../../../../../routes.d/files/pen.svg', import.meta.url), 'utf8');

export const home: readonly Example[] = [
  {
    it: 'offers what is in stock',
    request: 'GET /shop',
    route: 'GET /shop',
    status: 200,
    answer: success({ title: 'Welcome', goods: 3, offers: ['pen', 'ink'] }),
  },
  {
    it: 'greets in Chinese',
    request: 'GET /shop/greeting',
    route: 'GET /shop/greeting',
    headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
    status: 200,
    answer: success('你好'),
  },
  {
    it: 'greets in English',
    request: 'GET /shop/greeting',
    route: 'GET /shop/greeting',
    status: 200,
    answer: success('Hello'),
  },
  {
    it: 'shows a banner',
    request: 'GET /shop/banner',
    route: 'GET /shop/banner',
    status: 200,
    answerHeaders: { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=60' },
    answer: PEN,
  },
  {
    it: 'has no second banner',
    request: 'GET /shop/banners',
    status: 404,
    answer: failure(404, like(/^no route for GET \/shop\/banners/)),
  },
];

/** The shop of the plain service. */

import { readFileSync } from 'node:fs';
import { type Answer, type Call, done, type Issue, invalid, missing, refused } from './answer.ts';

const GOODS = [
  { id: 1, name: 'pen', price: 3.5, stock: 12 },
  { id: 2, name: 'notebook', price: 6, stock: 0 },
  { id: 3, name: 'ink', price: 9.9, stock: 4 },
];

const DETAILS: Readonly<Record<string, unknown>> = {
  1: { id: 1, name: 'pen', colors: ['blue', 'black'], maker: { name: 'Scribe & Co', since: 1921 } },
  2: { id: 2, name: 'notebook', pages: 96, maker: { name: 'Folio', since: 1988 } },
  3: { id: 3, name: 'ink', milliliters: 50, maker: { name: 'Scribe & Co', since: 1921 } },
};

const BANNER = readFileSync(new URL('../../../routes.d/files/pen.svg', import.meta.url));

/** Undefined for what is not the shop's. */
export function shop(call: Call, wrong: string | undefined): Answer | undefined {
  const { method, path } = call;
  const [, id = '', below = ''] = /^\/shop\/goods\/([^/]+)(?:\/(details|order))?$/.exec(path) ?? [];
  switch (`${method} ${id === '' ? path : `/shop/goods/{id}${below && `/${below}`}`}`) {
    case 'GET /shop':
      return done({ title: 'Welcome', goods: GOODS.length, offers: GOODS.filter(inStock).map(({ name }) => name) });
    case 'GET /shop/greeting':
      return done(call.headers['accept-language']?.startsWith('zh') ? '你好' : 'Hello');
    case 'GET /shop/banner':
      return { status: 200, headers: { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=60' }, body: BANNER };
    case 'GET /shop/goods':
      return list(call);
    case 'POST /shop/goods':
      return create(readJson(call), wrong === 'envelope');
    case 'GET /shop/goods/{id}':
      return read(id, wrong === 'price');
    case 'GET /shop/goods/{id}/details':
      return DETAILS[id] ? { status: 200, body: DETAILS[id] } : refused(404, `there is no file for goods ${id}`);
    case 'POST /shop/goods/{id}/order':
      return order(id, readJson(call));
    case 'DELETE /shop/goods/{id}':
      return invalid([wholeNumber('url', 'id', Number(id))]) ?? { status: 204, body: undefined };
    default:
      return undefined;
  }
}

type Goods = (typeof GOODS)[number];

function inStock({ stock }: Goods): boolean {
  return stock > 0;
}

function list({ query }: Call): Answer {
  const written = query.get('max_price') ?? '1000';
  const most = Number(written);
  const part = query.get('name') ?? '';
  const issue: Issue = {
    in: 'query',
    name: 'max_price',
    keyword: 'type',
    expected: 'number',
    received: written,
    says: 'must be a number',
  };
  const found = GOODS.filter(({ price, name }) => price <= most && name.includes(part));
  return invalid([Number.isNaN(most) ? issue : undefined]) ?? done(found.map(({ id, name }) => ({ id, name })));
}

function read(id: string, isWrong: boolean): Answer {
  const found = GOODS.find((goods) => goods.id === Number(id));
  if (!found) return invalid([wholeNumber('url', 'id', Number(id))]) ?? refused(404, `there is no goods ${id}`, 40401);
  return done(isWrong && found.name === 'ink' ? { ...found, price: 99 } : found);
}

type Fields = Readonly<Record<string, unknown>>;

function create(item: Fields, isWrong: boolean): Answer {
  const { name, price } = item;
  const wrong = invalid([
    typeof name === 'string' && name !== '' ? undefined : missing('body', 'name'),
    typeof price === 'number' && price >= 0 ? undefined : missing('body', 'price'),
  ]);
  if (wrong) return wrong;
  if (GOODS.some((goods) => goods.name === name)) return refused(409, `${name} is there already`);
  const id = GOODS.length + 1;
  const data = { id, ...item };
  const headers = { location: `/shop/goods/${id}` };
  return isWrong ? { status: 201, headers, body: { code: 200, data } } : { ...done(data, 201), headers };
}

function order(id: string, body: Fields): Answer {
  const count = Number(body.count);
  const strays = Object.keys(body).filter((name) => name !== 'count');
  const wrong = invalid([
    wholeNumber('url', 'id', Number(id), GOODS.length),
    body.count === undefined ? missing('body', 'count') : wholeNumber('body', 'count', count),
    ...strays.map(
      (name): Issue => ({
        in: 'body',
        name,
        keyword: 'additionalProperties',
        expected: false,
        received: body[name],
        says: 'is not allowed',
      }),
    ),
  ]);
  const found = GOODS[Number(id) - 1];
  if (wrong || !found) return wrong ?? refused(404, `there is no goods ${id}`, 40401);
  if (found.stock < count) return refused(409, `only ${found.stock} left`, 40901);
  return done({ goods: found.id, count, total: found.price * count }, 201);
}

function readJson({ body }: Call): Fields {
  return JSON.parse(body.toString());
}

/** From 1 on. */
function wholeNumber(
  source: 'url' | 'body',
  name: string,
  value: number,
  most = Number.POSITIVE_INFINITY,
): Issue | undefined {
  const issue = { in: source, name, received: value };
  if (!Number.isInteger(value)) return { ...issue, keyword: 'type', expected: 'integer', says: 'must be an integer' };
  if (value < 1) return { ...issue, keyword: 'minimum', expected: 1, says: 'must be at least 1' };
  if (value > most) return { ...issue, keyword: 'maximum', expected: most, says: `must be at most ${most}` };
  return undefined;
}

import { expect } from 'chai';
import { type AccessFacts, formatAccess, formatMs } from '../../src/log/access-line.ts';

const at = '2026-11-22T12:01:02.345+01:00';
const facts: AccessFacts = {
  method: 'GET',
  target: '/shop/goods/1?name=pen',
  status: 200,
  ms: 1.234,
  route: 'shop/goods.yaml:12',
  id: 'k3-1',
  client: '127.0.0.1',
};

describe('formatAccess', () => {
  const rows: [says: string, changes: Partial<AccessFacts>, rest: string][] = [
    [
      'everything that is known',
      {},
      'GET /shop/goods/1?name=pen 200 1.2ms route=shop/goods.yaml:12 id=k3-1 client=127.0.0.1',
    ],
    [
      'a dash for what is not',
      { route: undefined, id: '' },
      'GET /shop/goods/1?name=pen 200 1.2ms route=- id=- client=127.0.0.1',
    ],
    [
      'a request that pretends to be two lines as one',
      { target: '/\n2026-11-22T12:01:02.345+01:00 access GET /admin 200', id: 'a b', client: '::1\u001b[2J' },
      'GET /\\n2026-11-22T12:01:02.345+01:00\\x20access\\x20GET\\x20/admin\\x20200 200 1.2ms route=shop/goods.yaml:12 id=a\\x20b client=::1\\x1b[2J',
    ],
    [
      'the head of an endless target and id',
      { target: `/${'a'.repeat(100_000)}`, id: 'b'.repeat(500) },
      `GET /${'a'.repeat(999)}… 200 1.2ms route=shop/goods.yaml:12 id=${'b'.repeat(200)}… client=127.0.0.1`,
    ],
  ];
  for (const [says, changes, rest] of rows) {
    it(`writes ${says}`, () => {
      expect(formatAccess({ ...facts, ...changes }, at)).to.equal(`${at} access ${rest}`);
    });
  }
});

describe('formatMs', () => {
  const rows: [ms: number, text: string][] = [
    [0, '0.0'],
    [0.04, '0.0'],
    [0.06, '0.1'],
    [9.96, '10.0'],
    [12, '12.0'],
    [1234.56, '1234.6'],
    [1e10, '10000000000.0'],
    [-3, '0.0'],
    [Number.NaN, '0.0'],
  ];
  for (const [ms, text] of rows) {
    it(`writes ${ms} as ${text}`, () => {
      expect(formatMs(ms)).to.equal(text);
    });
  }
});

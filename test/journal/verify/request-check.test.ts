/** Checks that count requests: which are counted, and what is said where they are too few or too many. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { verifyNow } from '../../../src/journal/verify/verify.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { checksOf, handshakeOf, journalOf, OPEN, type Request, resultOf } from './support.ts';

const ROUTES = `
routes:
  GET /goods: { data: [] }
  GET /goods/{id}:
    params: { url: { id: integer }, query: { limit: { type: integer, default: 10 }, tag: { type: array, items: { type: string } } } }
    data: "\${url.id}"
  PUT /goods/{id}:
    params:
      url: { id: integer }
      body: { type: object, required: [name], properties: { name: { type: string }, price: { type: number } } }
    data: null
  GET /goods/new: { data: new }
  ANY /any/{rest*}: { data: null }
  POST /open: { data: null }
channels:
  /ws/{room}: { preset: chat }
`;

const PEN: Request = ['PUT /goods/1', { json: { name: 'pen', price: 4 } }];
const CUP: Request = ['PUT /goods/2', { json: { name: 'cup', price: 4 } }];

describe('a check of requests', () => {
  const project = useProject();
  let snapshot: Snapshot;
  beforeEach(() => {
    project.write({ 'a.yaml': ROUTES });
    snapshot = snapshotOf(project.compile());
  });

  const counted: readonly (readonly [check: string, requests: readonly Request[], numbers: readonly number[]])[] = [
    // by route
    ['request: GET /goods', ['GET /goods', 'GET /goods/', 'GET /goods/1', 'POST /goods'], [1, 2]],
    ['request: GET /goods/{id}', ['GET /goods/1', 'GET /goods/new', 'GET /goods/x', 'HEAD /goods/1'], [1, 3]],
    ['request: HEAD /goods/{id}', ['GET /goods/1', 'HEAD /goods/1'], [2]],
    ['request: /goods/{id}', ['GET /goods/1', PEN, 'HEAD /goods/1', 'OPTIONS /goods/1', 'DELETE /goods/1'], [1, 2]],
    ['request: PUT /any/{rest*}', ['PUT /any/a/b', 'GET /any'], [1]],
    ['request: ANY /any/{rest*}', ['PUT /any/a/b', 'GET /any', 'HEAD /any'], [1, 2]],
    // by path
    ['request: GET /goods/1', ['GET /goods/1', 'GET /goods/1/', 'GET /goods/2', PEN], [1, 2]],
    ['request: /goods/1', ['GET /goods/1', PEN, 'DELETE /goods/1', 'OPTIONS /goods/1'], [1, 2, 3]],
    ['request: ANY /goods/1', ['GET /goods/1', PEN], [1, 2]],
    ['request: GET /nowhere/a b', ['GET /nowhere/a%20b', 'GET /nowhere/a+b'], [1]],
    ['request: GET /nowhere/é%2Fx', ['GET /nowhere/%C3%A9%2fx', 'GET /nowhere/%C3%A9/x'], [1]],
    ['request: GET /bad/%zz', ['GET /bad/%zz'], [1]],
    ['request: OPTIONS /goods', ['OPTIONS /goods', 'GET /goods'], [1]],
    // by query
    ['request: GET /goods/1?limit=5', ['GET /goods/1?limit=5&x=1', 'GET /goods/1?limit=50', 'GET /goods/1'], [1]],
    ['request: "GET /goods/{id}?tag=a&tag=b"', ['GET /goods/1?tag=b&tag=c&tag=a', 'GET /goods/1?tag=a'], [1]],
    ['request: GET /goods?q=a%20b', ['GET /goods?q=a+b', 'GET /goods?q=%zz'], [1]],
    // where, as a map
    ['{ request: "PUT /goods/{id}", where: { body: { name: pen } } }', [PEN, CUP], [1]],
    ['{ request: "PUT /goods/{id}", where: { url: { id: { $gt: 1 } } } }', [PEN, CUP], [2]],
    ['{ request: "GET /goods/{id}", where: { query: { limit: 10 } } }', ['GET /goods/1', 'GET /goods/1?limit=9'], [1]],
    [
      '{ request: "PUT /goods/{id}", where: { header: { X-Token: t-1 } } }',
      [['PUT /goods/1', { headers: { 'x-token': 't-1' }, json: { name: 'pen' } }], PEN],
      [1],
    ],
    // where, as it came: refused requests are not coerced, undeclared sources are read
    ['{ request: "GET /goods/{id}", where: { url: { id: x } } }', ['GET /goods/x', 'GET /goods/1'], [1]],
    ['{ request: GET /goods, where: { query: { a: "1" } } }', ['GET /goods?a=1', 'GET /goods?a=2'], [1]],
    [
      '{ request: GET /goods, where: { cookie: { sid: "7" } } }',
      [['GET /goods', { headers: { cookie: 'sid=7' } }]],
      [1],
    ],
    ['{ request: POST /open, where: { body: { a: [1] } } }', [['POST /open', { json: { a: [1] } }]], [1]],
    ['{ request: GET /nowhere, where: { query: { a: "1" } } }', ['GET /nowhere?a=1', 'GET /nowhere?a=%zz'], [1]],
    // where, as an expression
    ['{ request: "PUT /goods/{id}", where: body.price >= 4 && url.id == 2 }', [PEN, CUP], [2]],
    ['{ request: "GET /goods/{id}", where: query.limit > 5 }', ['GET /goods/1?limit=6', 'GET /goods/x?limit=6'], [1]],
    ['{ request: /goods, where: request.method == "POST" }', ['GET /goods', 'POST /goods'], [2]],
    ['{ request: /goods, where: route == null }', ['POST /goods', 'GET /goods'], [1]],
    ['{ request: /goods, where: \'request.url.query == "a=1"\' }', ['GET /goods?a=1', 'GET /goods'], [1]],
  ];
  for (const [check, requests, numbers] of counted) {
    it(`counts ${numbers.join(' and ')} of ${requests.length} for ${check}`, () => {
      const result = resultOf(snapshot, check, requests);
      expect(result.numbers).to.deep.equal(numbers);
      expect(result.received).to.equal(numbers.length);
      expect(result.isMet).to.equal(true);
    });
  }

  it('counts handshakes by channel and by path, and plain requests to a channel as what they are', () => {
    const journal = journalOf(snapshot, ['GET /ws/lobby']);
    journal.append(handshakeOf(snapshot, '/ws/lobby'));
    journal.append(handshakeOf(snapshot, '/ws/attic'));
    const checks = checksOf(
      snapshot,
      `- request: WS /ws/{room}
- request: WS /ws/attic
- request: GET /ws/lobby
- { request: "WS /ws/{room}", where: { url: { room: attic } } }`,
    );
    const results = verifyNow(checks, journal, OPEN).map(({ numbers }) => numbers);
    expect(results).to.deep.equal([[2, 3], [3], [1], [3]]);
  });

  it('counts only what came after a number of the journal', () => {
    const journal = journalOf(snapshot, ['GET /goods', 'GET /goods', 'GET /goods']);
    const [result] = verifyNow(checksOf(snapshot, 'request: GET /goods'), journal, { ...OPEN, since: 2 });
    expect(result?.numbers).to.deep.equal([3]);
  });

  const times: readonly (readonly [times: string, count: number, isMet: boolean, message: string])[] = [
    ['', 0, false, 'at least once, received 0: no request came'],
    ['', 2, true, 'at least once, received 2 of 2 requests'],
    [', times: 0', 0, true, 'never, received 0: no request came'],
    [', times: 0', 1, false, 'never, received 1 of 1 request: #1'],
    [', times: 1', 1, true, 'once, received 1 of 1 request'],
    [', times: 1', 7, false, 'once, received 7 of 7 requests: #1, #2, #3, #4, #5 and 2 more'],
    [', times: 3', 2, false, '3 times, received 2 of 2 requests'],
    [', times: { $gte: 1 }', 0, false, 'at least once, received 0: no request came'],
    [
      ', times: { $gte: 1, $lte: 2 }',
      3,
      false,
      'at least once and at most 2 times, received 3 of 3 requests: #1, #2, #3',
    ],
    [', times: { $gt: 1 }', 2, true, 'more than once, received 2 of 2 requests'],
    [', times: { $lt: 1 }', 1, false, 'never, received 1 of 1 request: #1'],
    [', times: { $lte: 0 }', 0, true, 'never, received 0: no request came'],
    [', times: { $in: [0, 2] }', 1, false, 'never or 2 times, received 1 of 1 request'],
    [', times: { $ne: 2 }', 2, false, 'not 2 times, received 2 of 2 requests'],
    [
      ', times: { $not: { $gt: 1 } }',
      2,
      false,
      'a number of times that matches {"$not": {"$gt": 1}}, received 2 of 2 requests: #1, #2',
    ],
    [', times: 1, within: 2s', 0, false, 'once within 2s, received 0: no request came'],
  ];
  for (const [written, count, isMet, message] of times) {
    it(`${isMet ? 'holds' : 'does not hold'} for ${count} with "${written}"`, () => {
      const requests = Array.from({ length: count }, () => 'GET /goods');
      const result = resultOf(snapshot, `{ request: GET /goods${written} }`, requests);
      expect({ isMet: result.isMet, message: result.message }).to.deep.equal({
        isMet,
        message: `expected GET /goods ${message}`,
      });
    });
  }

  const conditions: readonly (readonly [where: string, words: string])[] = [
    ['{ body: { name: pen } }', 'body.name is "pen"'],
    ['{ body: { price: { $gte: 3, $lt: 9 } } }', 'body.price is at least 3 and body.price is less than 9'],
    ['{ body: { name: { $absent: true }, price: { $any: true } } }', 'body.name is not there and body.price is there'],
    ['{ header: { x-a: { $regex: ^t } } }', 'header["x-a"] matches "^t"'],
    ['{ body: { $exact: { name: pen } } }', 'body is exactly {"name": "pen"}'],
    [
      '{ body: { $$ref: [1, { a: 2 }], name: { $not: x } } }',
      'body["$ref"] is [1, {"a": 2}] and body.name matches {"$not": "x"}',
    ],
    ['{ body: {} }', 'body is a map'],
    [
      '{ query: { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 } }',
      'query.a is 1 and query.b is 2 and query.c is 3 and query.d is 4 and 2 more',
    ],
    ['body.price > 3', 'body.price > 3'],
  ];
  for (const [where, words] of conditions) {
    it(`says of ${where}: where ${words}`, () => {
      const { message } = resultOf(snapshot, `{ request: POST /open, where: ${where} }`, []);
      expect(message).to.equal(`expected POST /open at least once where ${words}, received 0: no request came`);
    });
  }

  describe('where there are too few', () => {
    it('shows the requests whose parameters differ least, then those that miss the method, then those that miss the path', () => {
      const result = resultOf(
        snapshot,
        '{ request: "PUT /goods/{id}", where: { body: { name: pen, price: 5 }, url: { id: 1 } } }',
        ['GET /goods/1', 'PUT /good/1', CUP, PEN, 'POST /open'],
      );
      expect(result).to.deep.equal({
        isMet: false,
        at: 'verify.yaml:1',
        message:
          'expected PUT /goods/{id} at least once where body.name is "pen" and body.price is 5 and url.id is 1, received 0 of 5 requests',
        received: 0,
        numbers: [],
        closest: [
          {
            number: 4,
            id: 'r-/goods/1',
            method: 'PUT',
            target: '/goods/1',
            at: 'a.yaml:7',
            differences: ['body.price: expected 5, received 4'],
          },
          {
            number: 3,
            id: 'r-/goods/2',
            method: 'PUT',
            target: '/goods/2',
            at: 'a.yaml:7',
            differences: [
              'body.name: expected "pen", received "cup"',
              'body.price: expected 5, received 4',
              'url.id: expected 1, received 2',
            ],
          },
          {
            number: 1,
            id: 'r-/goods/1',
            method: 'GET',
            target: '/goods/1',
            at: 'a.yaml:4',
            differences: ['method: expected PUT, received GET'],
          },
        ],
      });
    });

    const differences: readonly (readonly [
      check: string,
      request: Request,
      differences: readonly string[] | undefined,
    ])[] = [
      ['request: PUT /goods/{id}', 'PUT /good/1', ['path: "good" is not "goods"']],
      ['request: PUT /goods/1', 'PUT /Goods/1', ['path: "Goods" is not "goods"']],
      ['request: PUT /goods/1', 'PUT /goods/1/x', ['path: it ends before "/x"']],
      ['request: PUT /goods/1', 'PUT /goods', ['path: it goes on with "1"']],
      ['request: PUT /goods/1', 'POST /goods/2', ['method: expected PUT, received POST', 'path: "2" is not "1"']],
      ['request: GET /goods/{id}', 'GET /goods/new', ['route: it was taken by GET /goods/new']],
      [
        'request: GET /goods?a=1&b=2',
        'GET /goods?a=2',
        ['query.a: expected "1", received "2"', 'query.b: expected "2", received nothing'],
      ],
      [
        '{ request: POST /open, where: body.a > 1 }',
        ['POST /open', { json: { a: 1 } }],
        ['body.a > 1 is not true: body.a is 1'],
      ],
      [
        `{ request: POST /open, where: 'query.a == "1" && body.a > 1 && header.host == "x"' }`,
        ['POST /open?a=1', { json: { a: 1 }, headers: { host: 'h', 'x-long': 'y'.repeat(100) } }],
        ['body.a > 1 is not true: body.a is 1', 'header.host == "x" is not true: header.host is "h"'],
      ],
      [
        '{ request: POST /open, where: body.a > 1 }',
        ['POST /open', { json: { a: 'x' } }],
        [
          'it could not be compared: ">" does not go with text and a number; double(x) turns text into a number (verify.yaml:1:31)',
        ],
      ],
      ['request: PUT /goods/1', 'GET /completely/different', undefined],
      ['request: PUT /goods/1', 'GET /x', undefined],
    ];
    for (const [check, request, expected] of differences) {
      it(`tells of ${JSON.stringify(request)} for ${check}: ${expected?.join('; ') ?? 'nothing'}`, () => {
        const { closest } = resultOf(snapshot, check, [request]);
        expect(closest.map((close) => close.differences)).to.deep.equal(expected ? [expected] : []);
      });
    }

    it('shows the youngest of those that are equally near, and three at most', () => {
      const { closest } = resultOf(
        snapshot,
        'request: DELETE /goods',
        Array.from({ length: 9 }, () => 'GET /goods'),
      );
      expect(closest.map(({ number }) => number)).to.deep.equal([9, 8, 7]);
    });

    it('shows eight differences of a request at most', () => {
      const where = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, index]));
      const check = JSON.stringify({ request: 'POST /open', where: { body: where } });
      const { closest } = resultOf(snapshot, check, [['POST /open', { json: {} }]]);
      expect(closest[0]?.differences).to.have.lengthOf(9);
      expect(closest[0]?.differences.at(-1)).to.equal('and 12 more');
    });

    it('hides what is masked', () => {
      const journal = journalOf(snapshot, [['POST /open?token=t-1', { json: { token: 't-1' } }]]);
      const checks = checksOf(snapshot, '{ request: POST /open, where: { body: { token: t-2 } } }');
      const conceal = () => (text: string) => text.replaceAll('t-1', '***');
      const [result] = verifyNow(checks, journal, { conceal });
      expect(result?.closest).to.deep.equal([
        {
          number: 1,
          id: 'r-/open?token=t-1',
          method: 'POST',
          target: '/open?token=***',
          at: 'a.yaml:14',
          differences: ['body.token: expected "t-2", received "***"'],
        },
      ]);
    });
  });

  it('lists the last hundred numbers', () => {
    const { numbers, received } = resultOf(
      snapshot,
      'request: GET /goods',
      Array.from({ length: 150 }, () => 'GET /goods'),
    );
    expect([received, numbers.length, numbers[0], numbers.at(-1)]).to.deep.equal([150, 100, 51, 150]);
  });
});

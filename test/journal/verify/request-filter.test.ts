/** Filters of requests, as lists and waiting tests use them. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { SpecError } from '../../../src/core/errors.ts';
import type { Journal } from '../../../src/journal/journal.ts';
import { compileRequestFilter, type RequestFilterSpec } from '../../../src/journal/verify/request-filter.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { brief } from '../../spec/support.ts';
import { handshakeOf, journalOf } from './support.ts';

const ROUTES = `
routes:
  GET /goods/{id}: { params: { url: { id: integer } }, data: "\${url.id}" }
  POST /orders: { status: 201, data: null }
channels:
  /ws/{room}: { preset: chat }
`;

describe('compileRequestFilter', () => {
  const project = useProject();
  let snapshot: Snapshot;
  let journal: Journal;
  beforeEach(() => {
    project.write({ 'a.yaml': ROUTES });
    snapshot = snapshotOf(project.compile());
    journal = journalOf(snapshot, [
      'GET /goods/1',
      'HEAD /goods/1/',
      'GET /goods/x?a=1',
      ['POST /orders', { json: { item: 'pen' } }],
      ['POST /nowhere/a%20b', { json: { item: 'pen' } }],
      'OPTIONS /goods/2',
    ]);
    const handshake = handshakeOf(snapshot, '/ws/lobby');
    journal.append(handshake);
    const { exchange, met } = handshake;
    if (!met || !('rooms' in met)) throw new Error('no channel');
    const connection = { id: exchange.id, user: 'ann', channel: met, target: '/ws/lobby', client: '127.0.0.1' };
    journal.append({ kind: 'connect', time: 0, rooms: ['lobby'], connection });
  });

  const rows: readonly (readonly [filter: RequestFilterSpec, numbers: readonly number[]])[] = [
    [{}, [1, 2, 3, 4, 5, 6, 7]],
    [{ request: 'GET /goods/{id}' }, [1, 3]],
    [{ request: 'GET /goods/{id}', where: { url: { id: 1 } } }, [1]],
    [{ request: '/orders', where: 'body.item == "pen"' }, [4]],
    [{ where: { body: { item: 'pen' } } }, [4, 5]],
    [{ where: 'query.a == "1"' }, [3]],
    [{ status: 404 }, [5]],
    [{ status: { $gte: 400, $lt: 500 } }, [3, 5]],
    [{ status: { $in: [101, 201] } }, [4, 7]],
    [{ outcome: 'invalid' }, [3]],
    [{ outcome: 'unmatched' }, [5]],
    [{ method: 'head' }, [2]],
    [{ method: 'WS' }, [7]],
    [{ path: '/goods/1' }, [1, 2]],
    [{ path: '/nowhere/a b' }, [5]],
    [{ path: '/{any}/{id}' }, [1, 2, 3, 5, 6, 7]],
    [{ path: '/goods/{rest*}', method: 'GET' }, [1, 3]],
    [{ id: 'r-/orders' }, [4]],
    [{ path: '/orders', status: 404 }, []],
  ];
  for (const [filter, numbers] of rows) {
    it(`finds ${JSON.stringify(numbers)} by ${JSON.stringify(filter)}`, () => {
      const { matches } = compileRequestFilter(filter, 'filter', { snapshot });
      const found = [...journal.entries()].filter(matches).map(({ number }) => number);
      expect(found).to.deep.equal(numbers);
    });
  }

  it('hands on where to begin and how many are wanted', () => {
    const { since, limit } = compileRequestFilter({ since: 3, limit: 2 }, 'filter', { snapshot });
    expect([since, limit]).to.deep.equal([3, 2]);
    const open = compileRequestFilter({}, 'filter', { snapshot });
    expect([open.since, open.limit]).to.deep.equal([0, undefined]);
  });

  const mistakes: readonly (readonly [filter: unknown, ...problems: readonly string[]])[] = [
    [[], '1:1 wrong-type a filter must be a map such as { request: "GET /goods", status: 404 }, not an empty list'],
    [{ staus: 404 }, '2:3 unknown-key a filter has no key "staus" (did you mean "status"?)'],
    [
      { outcome: 'unmached' },
      '2:14 wrong-value "outcome" must be answered, unmatched, invalid, refused or failed, not "unmached" (did you mean "unmatched"?)',
    ],
    [
      { status: 42 },
      '2:13 wrong-value "status" must be a status such as 404, or a matcher such as { $gte: 400 }, not 42',
    ],
    [{ status: { $gtt: 1 } }, '3:5 unknown-matcher there is no matcher "$gtt" (did you mean "$gt"?)'],
    [{ path: 'goods' }, '2:11 wrong-value "path" must be a path such as /goods/1 or /goods/{id}, not "goods"'],
    [{ path: '/goods/{id' }, '2:19 bad-path "{" without "}" (write parameters as "{name}")'],
    [{ limit: 0 }, '2:12 wrong-value "limit" must be a whole number from 1 on, not 0'],
    [{ where: 'boddy.x == 1' }, '2:13 unknown-name there is no "boddy" here (did you mean "body"?)'],
    [
      { request: 'GET /gods/{id}', status: { $x: 1 } },
      '4:5 unknown-matcher there is no matcher "$x" (write "$$x" for a key that is called "$x")',
      '2:14 unknown-name there is no route "GET /gods/{id}" (did you mean "GET /goods/{id}"?)',
    ],
  ];
  for (const [filter, ...problems] of mistakes) {
    it(`tells what is wrong with ${JSON.stringify(filter)}`, () => {
      expect(() => compileRequestFilter(filter, 'filter', { snapshot }))
        .to.throw(SpecError)
        .that.satisfies((error: SpecError) => {
          expect(error.problems.map(brief)).to.deep.equal(problems);
          return true;
        });
    });
  }
});

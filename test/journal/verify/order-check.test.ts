/** Checks of an order: what came one after another, whatever came between. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { type Request, resultOf } from './support.ts';

const ROUTES = `
routes:
  POST /login: { data: t }
  GET /cart: { data: [] }
  POST /orders: { data: null }
`;

const ORDER = '{ order: [POST /login, GET /cart, { request: POST /orders, where: { body: { item: pen } } }] }';
const PEN: Request = ['POST /orders', { json: { item: 'pen' } }];
const CUP: Request = ['POST /orders', { json: { item: 'cup' } }];
const EXPECTED = 'expected POST /login, then GET /cart, then POST /orders where body.item is "pen", received ';

describe('a check of an order', () => {
  const project = useProject();
  let snapshot: Snapshot;
  beforeEach(() => {
    project.write({ 'a.yaml': ROUTES });
    snapshot = snapshotOf(project.compile());
  });

  const rows: readonly (readonly [requests: readonly Request[], numbers: readonly number[], received: string])[] = [
    [['POST /login', 'GET /cart', PEN], [1, 2, 3], 'POST /login (#1), then GET /cart (#2), then POST /orders (#3)'],
    [
      ['GET /cart', 'POST /login', 'GET /x', 'GET /cart', CUP, PEN, 'POST /login'],
      [2, 4, 6],
      'POST /login (#2), then GET /cart (#4), then POST /orders (#6)',
    ],
    [
      ['POST /login', 'POST /login', 'GET /cart'],
      [1, 3],
      'POST /login (#1), then GET /cart (#3), and no POST /orders after it',
    ],
    [['GET /cart', PEN], [], 'no POST /login'],
    [[], [], 'no POST /login'],
  ];
  for (const [requests, numbers, received] of rows) {
    it(`finds ${JSON.stringify(numbers)} in ${JSON.stringify(requests)}`, () => {
      const result = resultOf(snapshot, ORDER, requests);
      expect({ ...result, closest: [] }).to.deep.equal({
        isMet: numbers.length === 3,
        at: 'verify.yaml:1',
        message: EXPECTED + received,
        received: numbers.length,
        numbers,
        closest: [],
      });
    });
  }

  it('tells of what came too early, then of what comes near', () => {
    const { closest } = resultOf(snapshot, ORDER, [PEN, 'POST /login', 'GET /cart', CUP, 'POST /order']);
    expect(closest.map(({ number, differences }) => [number, ...differences])).to.deep.equal([
      [1, 'it came before GET /cart (#3)'],
      [4, 'body.item: expected "pen", received "cup"'],
      [5, 'path: "order" is not "orders"'],
    ]);
  });

  it('asks for the same request twice where it is written twice', () => {
    const twice = '{ order: [GET /cart, GET /cart] }';
    expect(resultOf(snapshot, twice, ['GET /cart']).isMet).to.equal(false);
    expect(resultOf(snapshot, twice, ['GET /cart']).closest).to.deep.equal([]);
    expect(resultOf(snapshot, twice, ['GET /cart', 'GET /cart']).numbers).to.deep.equal([1, 2]);
  });
});

/** `times` of routes and cases: how often each has answered. */

import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createCompiler } from '../../../src/compile/project.ts';
import { expectationChecks } from '../../../src/journal/verify/expectations.ts';
import { formatResults } from '../../../src/journal/verify/format-results.ts';
import { verifyNow } from '../../../src/journal/verify/verify.ts';
import { createLoader } from '../../../src/spec/load.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { entryOf, journalOf, OPEN, type Request } from './support.ts';

const ORDERS = `
routes:
  GET /health:
    times: { $gte: 1 }
    data: ok
  POST /orders:
    params: { body: { type: object, required: [item] } }
    times: 2
    cases:
      - when: body.item == "gold"
        times: 0
        status: 403
      - when: { body: { item: pen } }
        times: 1
        data: null
      - data: null
  GET /unexpected: { data: null }
`;

const order = (item: string): Request => ['POST /orders', { json: { item } }];

describe('expectationChecks', () => {
  const project = useProject();

  function results(requests: readonly Request[]) {
    project.write({ 'orders.yaml': ORDERS });
    const snapshot = snapshotOf(project.compile());
    return verifyNow(expectationChecks(snapshot), journalOf(snapshot, requests), OPEN);
  }

  it('holds each route and case to its own', () => {
    const all = results(['GET /health', order('pen'), order('cup'), 'HEAD /health', 'GET /unexpected']);
    expect(all.map(({ isMet, at, message, numbers }) => ({ isMet, at, message, numbers }))).to.deep.equal([
      {
        isMet: true,
        at: 'orders.yaml:4',
        message: 'expected GET /health (orders.yaml:4) to answer at least once, received 1 of 5 requests',
        numbers: [1],
      },
      {
        isMet: true,
        at: 'orders.yaml:8',
        message: 'expected POST /orders (orders.yaml:8) to answer 2 times, received 2 of 5 requests',
        numbers: [2, 3],
      },
      {
        isMet: true,
        at: 'orders.yaml:11',
        message: 'expected case 1 of POST /orders (orders.yaml:11) to answer never, received 0 of 5 requests',
        numbers: [],
      },
      {
        isMet: true,
        at: 'orders.yaml:14',
        message: 'expected case 2 of POST /orders (orders.yaml:14) to answer once, received 1 of 5 requests',
        numbers: [2],
      },
    ]);
  });

  it('shows why what came was not counted', () => {
    const [health, orders, gold, pen] = results([
      order('gold'),
      ['POST /orders', { json: {} }],
      'GET /helth',
      'GET /orders',
    ]);
    const told = (result: typeof health) =>
      result?.closest.map(({ number, at, differences }) => [number, at, ...differences]);
    expect(health?.isMet).to.equal(false);
    expect(told(health)).to.deep.equal([[3, null, 'path: "helth" is not "health"']]);
    expect(orders?.message).to.equal(
      'expected POST /orders (orders.yaml:8) to answer 2 times, received 1 of 4 requests',
    );
    expect(told(orders)).to.deep.equal([
      [2, 'orders.yaml:6', 'body "item" is required'],
      [4, null, 'method: expected POST, received GET'],
    ]);
    expect(gold?.message).to.equal(
      'expected case 1 of POST /orders (orders.yaml:11) to answer never, received 1 of 4 requests: #1',
    );
    expect(told(gold)).to.deep.equal([]);
    expect(told(pen)).to.deep.equal([
      [1, 'orders.yaml:10', 'orders.yaml:10 answered', 'body.item: expected "pen", received "gold"'],
      [2, 'orders.yaml:6', 'body "item" is required'],
      [4, null, 'method: expected POST, received GET'],
    ]);
  });

  it('tells of a case whose condition holds that an earlier one was asked before it', () => {
    project.write({
      'orders.yaml':
        'routes:\n  POST /orders:\n    cases:\n      - { when: body.n > 1, data: many }\n      - { when: body.n > 2, times: 1, data: more }\n      - data: few\n',
    });
    const snapshot = snapshotOf(project.compile());
    const journal = journalOf(snapshot, [['POST /orders', { json: { n: 3 } }]]);
    const [more] = verifyNow(expectationChecks(snapshot), journal, OPEN);
    expect(more?.closest.map(({ differences }) => differences)).to.deep.equal([
      ['orders.yaml:4 answered', 'its condition holds, too, but an earlier case is asked before it'],
    ]);
  });

  it('knows a case by its place when its file has changed', () => {
    project.write({ 'orders.yaml': ORDERS });
    const before = snapshotOf(project.compile());
    const journal = journalOf(before, [order('pen'), 'GET /health']);
    project.write({ 'orders.yaml': `# a line more\n${ORDERS}` });
    const after = snapshotOf(project.compile());
    expect(after.routes[1]).to.not.equal(before.routes[1]);
    journal.append(entryOf(after, 'GET /health'));
    const numbers = verifyNow(expectationChecks(after), journal, OPEN).map((result) => result.numbers);
    expect(numbers).to.deep.equal([[2, 3], [1], [], [1]]);
  });

  it('holds for lesson 15 when its curl lines were run, and tells of a button that is pressed twice', () => {
    const folder = fileURLToPath(new URL('../../../routes.d/', import.meta.url));
    const files = createLoader({ paths: [folder], cwd: folder }).load();
    const options = { env: {}, flags: {}, isStrict: false, cwd: folder };
    const snapshot = snapshotOf(createCompiler(options).compile(files));
    const journal = journalOf(snapshot, [
      ['POST /expected/orders', { json: { item: 'pen', amount: 2 } }],
      'GET /expected/prices/pen',
    ]);
    const checks = expectationChecks(snapshot);
    expect(formatResults(verifyNow(checks, journal, OPEN))).to.equal('');
    journal.append(entryOf(snapshot, 'POST /expected/orders', { json: { item: 'pen', amount: 2 } }));
    expect(formatResults(verifyNow(checks, journal, OPEN))).to.equal(
      'verify: expected case 2 of POST /expected/orders (15-expectations.yaml:29) to answer once, received 2 of 3 requests: #1, #3',
    );
  });

  it('finds nothing in a project that expects nothing', () => {
    project.write({ 'a.yaml': 'routes: { GET /a: { data: 1 } }' });
    expect(expectationChecks(snapshotOf(project.compile()))).to.deep.equal([]);
  });
});

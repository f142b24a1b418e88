/** What a failed test shows. */

import { expect } from 'chai';
import { formatResults } from '../../../src/journal/verify/format-results.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { resultOf } from './support.ts';

describe('formatResults', () => {
  const project = useProject();

  it('tells what was expected, what came nearest and how it differs, and nothing of what is met', () => {
    project.write({ 'orders.yaml': 'routes:\n  POST /orders: { data: null }' });
    const snapshot = snapshotOf(project.compile());
    const check = '{ request: POST /orders, where: { body: { item: pen } }, times: 1 }';
    const missed = resultOf(snapshot, check, [
      ['POST /orders?\u001b[31m', { json: { item: 'pencil' } }],
      'POST /order',
    ]);
    const met = resultOf(snapshot, 'unmatched: 0', []);
    const turnedAway = resultOf(snapshot, 'unmatched: 0', ['GET /nowhere']);
    expect(formatResults([met, missed, turnedAway])).to.equal(
      [
        'verify: expected POST /orders once where body.item is "pen", received 0 of 2 requests',
        '  closest: #1 POST /orders?\\x1b[31m (orders.yaml:2)',
        '    body.item: expected "pen", received "pencil"',
        '  closest: #2 POST /order',
        '    path: "order" is not "orders"',
        'verify: expected no unmatched request, received 1: #1',
        '  closest: #1 GET /nowhere',
        '    no route for GET /nowhere',
      ].join('\n'),
    );
    expect(formatResults([met])).to.equal('');
  });
});

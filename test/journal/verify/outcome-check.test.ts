/** Checks of what was turned away: `unmatched` and `invalid`. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import type { ReceivedEntry } from '../../../src/journal/entry.ts';
import { verifyNow } from '../../../src/journal/verify/verify.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { checksOf, journalOf, type Request, resultOf } from './support.ts';

const ROUTES = `
routes:
  GET /goods/{id}:
    params: { url: { id: integer }, query: { limit: integer } }
    cases: [ { when: url.id < 9, data: null } ]
  GET /broken: { data: "\${query.n * 2}" }
channels:
  /ws/{room}: { preset: chat }
`;

const TURNED_AWAY: readonly Request[] = [
  'GET /goods/1',
  'GET /good/1',
  'POST /goods/1',
  'GET /goods/10',
  'OPTIONS /nowhere',
  'GET /goods/x?limit=y',
  'GET /broken?n=a',
  'GET /ws/lobby',
  'GET /goods/%zz',
];

describe('a check of what was turned away', () => {
  const project = useProject();
  let snapshot: Snapshot;
  beforeEach(() => {
    project.write({ 'a.yaml': ROUTES });
    snapshot = snapshotOf(project.compile());
  });

  it('counts what no route, no method and no case took, but not OPTIONS', () => {
    expect(resultOf(snapshot, 'unmatched: 0', TURNED_AWAY)).to.deep.equal({
      isMet: false,
      at: 'verify.yaml:1',
      message: 'expected no unmatched request, received 3: #2, #3, #4',
      received: 3,
      numbers: [2, 3, 4],
      closest: [
        {
          number: 2,
          id: 'r-/good/1',
          method: 'GET',
          target: '/good/1',
          at: null,
          differences: ['no route for GET /good/1; the nearest is GET /goods/{id}'],
        },
        {
          number: 3,
          id: 'r-/goods/1',
          method: 'POST',
          target: '/goods/1',
          at: null,
          differences: ['/goods/1 does not take POST; it takes GET, HEAD, OPTIONS'],
        },
        {
          number: 4,
          id: 'r-/goods/10',
          method: 'GET',
          target: '/goods/10',
          at: 'a.yaml:3',
          differences: ['no case of GET /goods/{id} matched'],
        },
      ],
    });
  });

  it('counts what was not accepted for what it carried, messages of channels too', () => {
    const journal = journalOf(snapshot, TURNED_AWAY);
    const [channel] = snapshot.channels;
    if (!channel) throw new Error('no channel');
    const message: ReceivedEntry = {
      kind: 'received',
      time: 0,
      rooms: ['lobby'],
      connection: { id: 'c-1', user: 'ann', channel, target: '/ws/lobby?token=t', client: '127.0.0.1' },
      bytes: Buffer.from('[]'),
      isBinary: false,
      scope: undefined,
      rule: undefined,
      issues: [
        {
          in: 'message',
          name: '',
          pointer: '',
          message: 'message must be an object',
          keyword: 'type',
          expected: 'object',
          received: [],
        },
      ],
    };
    journal.append(message);
    journal.append({ ...message, issues: undefined });
    const conceal = () => (text: string) => text.replace('=t', '=***');
    expect(verifyNow(checksOf(snapshot, 'invalid: 0'), journal, { conceal })).to.deep.equal([
      {
        isMet: false,
        at: 'verify.yaml:1',
        message: 'expected no invalid request or message, received 3: #6, #9, #10',
        received: 3,
        numbers: [6, 9, 10],
        closest: [
          {
            number: 6,
            id: 'r-/goods/x?limit=y',
            method: 'GET',
            target: '/goods/x?limit=y',
            at: 'a.yaml:3',
            differences: ['url "id" must be an integer', 'query "limit" must be an integer'],
          },
          {
            number: 9,
            id: 'r-/goods/%zz',
            method: 'GET',
            target: '/goods/%zz',
            at: null,
            differences: ['the path "/goods/%zz" is not valid percent-encoding'],
          },
          {
            number: 10,
            id: 'c-1',
            method: 'WS',
            target: '/ws/lobby?token=***',
            at: 'a.yaml:8',
            differences: ['message must be an object'],
          },
        ],
      },
    ]);
  });

  const rows: readonly (readonly [check: string, isMet: boolean, message: string])[] = [
    ['unmatched: 3', true, 'expected 3 unmatched requests, received 3'],
    ['unmatched: 1', false, 'expected 1 unmatched request, received 3: #2, #3, #4'],
    ['unmatched: 4', false, 'expected 4 unmatched requests, received 3'],
    ['unmatched: { $lte: 3 }', true, 'expected at most 3 unmatched requests, received 3'],
    ['{ unmatched: { $gte: 5 }, within: 1s }', false, 'expected at least 5 unmatched requests within 1s, received 3'],
    ['invalid: 2', true, 'expected 2 invalid requests or messages, received 2'],
    ['invalid: { $lt: 1 }', false, 'expected no invalid request or message, received 2: #6, #9'],
  ];
  for (const [check, isMet, message] of rows) {
    it(`${isMet ? 'holds' : 'does not hold'}: ${check}`, () => {
      const result = resultOf(snapshot, check, TURNED_AWAY);
      expect([result.isMet, result.message]).to.deep.equal([isMet, message]);
    });
  }
});

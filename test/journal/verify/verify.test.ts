/** Waiting for checks: done when it is known, never later than `within`. */

import { expect } from 'chai';
import type { Snapshot } from '../../../src/compile/snapshot.ts';
import { createJournal, type Journal } from '../../../src/journal/journal.ts';
import type { CheckResult } from '../../../src/journal/verify/check.ts';
import { type VerifyOptions, verify, verifyNow } from '../../../src/journal/verify/verify.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { checksOf, entryOf, journalOf, OPEN } from './support.ts';

const ROUTES = `
routes:
  GET /goods: { data: [] }
  POST /orders: { data: null }
`;

/** Longer than any test takes: whoever waits for its end fails. */
const LONG = '1h';

describe('verify', () => {
  const project = useProject();
  let snapshot: Snapshot;
  let journal: Journal;
  beforeEach(() => {
    project.write({ 'a.yaml': ROUTES });
    snapshot = snapshotOf(project.compile());
    journal = journalOf(snapshot, []);
  });

  const come = (...requests: readonly string[]): void => {
    for (const request of requests) journal.append(entryOf(snapshot, request));
  };
  const ask = (yaml: string, options?: Partial<VerifyOptions> & { readonly signal?: AbortSignal }) =>
    verify(checksOf(snapshot, yaml), journal, { ...OPEN, ...options });
  const brief = (results: readonly CheckResult[]) => results.map(({ isMet, numbers }) => [isMet, ...numbers]);

  it('is done with the request that was waited for', async () => {
    come('GET /goods');
    const asked = ask(`{ request: POST /orders, times: 1, within: ${LONG} }`);
    come('GET /goods', 'POST /orders');
    expect(brief(await asked)).to.deep.equal([[true, 3]]);
  });

  it('is done at once where it holds already, or can hold no more', async () => {
    come('GET /goods', 'GET /goods', 'POST /x');
    const checks = `
- { request: GET /goods, times: 2, within: ${LONG} }
- { request: GET /goods, times: 1, within: ${LONG} }
- { request: GET /goods, times: { $lte: 1 }, within: ${LONG} }
- { unmatched: 0, within: ${LONG} }
- { order: [GET /goods, POST /x], within: ${LONG} }
`;
    expect(brief(await ask(checks))).to.deep.equal([
      [true, 1, 2],
      [false, 1, 2],
      [false, 1, 2],
      [false, 3],
      [true, 1, 3],
    ]);
  });

  it('is done with the request that is one too many', async () => {
    const asked = ask(`{ request: GET /goods, times: 0, within: ${LONG} }`);
    come('POST /orders', 'GET /goods');
    expect(brief(await asked)).to.deep.equal([[false, 2]]);
  });

  it('watches what holds for no request until the end', async () => {
    const asked = ask('{ request: GET /goods, times: { $lte: 1 }, within: 20ms }');
    come('GET /goods');
    expect(brief(await asked)).to.deep.equal([[true, 1]]);
  });

  it('gives up at the end of `within`, and says what came', async () => {
    const asked = ask('{ request: POST /orders, within: 20ms }');
    come('GET /orders');
    const [result] = await asked;
    expect(result?.message).to.equal('expected POST /orders at least once within 20ms, received 0 of 1 request');
    expect(result?.closest.map(({ differences }) => differences)).to.deep.equal([
      ['method: expected POST, received GET'],
    ]);
  });

  it('asks what does not wait when the others are done', async () => {
    const asked = ask(`
- { unmatched: 0 }
- { request: GET /goods }
- { request: POST /orders, within: ${LONG} }
`);
    come('GET /nowhere', 'GET /goods', 'POST /orders');
    expect(brief(await asked)).to.deep.equal([
      [false, 1],
      [true, 2],
      [true, 3],
    ]);
  });

  it('counts what came after a number only, also while it waits', async () => {
    come('POST /orders');
    const asked = ask(`{ request: POST /orders, within: ${LONG} }`, { since: journal.last });
    come('POST /orders');
    expect(brief(await asked)).to.deep.equal([[true, 2]]);
  });

  it('knows what it has seen when the journal has forgotten it', async () => {
    journal = createJournal({ keep: 2, bytes: 64 * 1024 * 1024 });
    const asked = ask(`{ order: [POST /orders, GET /goods], within: ${LONG} }`);
    come('POST /orders', 'GET /x', 'GET /x', 'GET /x', 'GET /goods');
    expect(brief(await asked)).to.deep.equal([[true, 1, 5]]);
  });

  it('leaves nothing behind in the journal', async () => {
    let listeners = 0;
    const counting: Journal = {
      ...journalOf(snapshot, []),
      isOn: true,
      entries: () => [],
      onAppend(listener) {
        listeners++;
        const stop = journal.onAppend(listener);
        return () => {
          listeners--;
          stop();
        };
      },
    };
    const checks = checksOf(snapshot, `[{ request: GET /goods, within: ${LONG} }, { unmatched: 0, within: 10ms }]`);
    const asked = verify(checks, counting, OPEN);
    expect(listeners).to.equal(2);
    come('GET /goods');
    expect(listeners).to.equal(1);
    await asked;
    expect(listeners).to.equal(0);
  });

  it('stops waiting when its signal is aborted', async () => {
    const stop = new AbortController();
    const asked = ask(`{ request: GET /goods, within: ${LONG} }`, { signal: stop.signal });
    stop.abort(new Error('enough'));
    expect(await failureOf(asked)).to.equal('enough');
    expect(await failureOf(ask('{ unmatched: 0 }', { signal: stop.signal }))).to.equal('enough');
  });

  it('fails where the journal is off', async () => {
    journal = createJournal(undefined);
    const off = 'the journal is off: without it nothing is known of the requests that came';
    expect(await failureOf(ask('{ unmatched: 0 }'))).to.equal(off);
    expect(() => verifyNow(checksOf(snapshot, '{ unmatched: 0 }'), journal, OPEN)).to.throw(off);
  });
});

async function failureOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return String((error as Error).message);
  }
  throw new Error('it did not fail');
}

import { expect } from 'chai';
import { runSuites } from '../../src/runner/run.ts';
import { json, request, run, type Service, startService, status, suite, targetAt, testCase } from './hand-made.ts';

const SECOND = suite({ name: 'second', file: 'second.test.yaml', cases: [testCase('three', [request('GET /three')])] });

describe('runSuites', () => {
  let service: Service;
  let answer: Parameters<typeof startService>[0];
  beforeEach(async () => {
    answer = (_, res) => json(res, 200, {});
    service = await startService((...all) => answer(...all));
  });
  afterEach(() => service.close());

  const FIRST = suite({
    cases: [testCase('one', [request('GET /one', { expect: status(201) })]), testCase('two', [request('GET /two')])],
  });

  it('tells what came of it, and those who follow as it comes', async () => {
    const told: string[] = [];
    const result = await run(service.url, [FIRST, SECOND], {
      startedAt: Date.now() - 100,
      follow: {
        onStart: (plan) => told.push(JSON.stringify(plan)),
        onCase: ({ name, status: came }) => told.push(`${name} ${came}`),
        onSuite: ({ name }) => told.push(name),
      },
    });
    expect(told).to.deep.equal([
      JSON.stringify({ suites: 2, cases: 3, target: service.url }),
      'one failed',
      'two passed',
      'shop',
      'three passed',
      'second',
    ]);
    expect(result.totals).to.deep.equal({ cases: 3, passed: 2, failed: 1, skipped: 0 });
    expect([result.target, result.interrupted, result.coverage]).to.deep.equal([service.url, undefined, undefined]);
    expect(result.startMs).to.be.at.least(100);
    expect(result.ms).to.be.at.least(result.startMs);
  });

  it('runs only what is chosen', async () => {
    const result = await run(service.url, [FIRST, SECOND], { select: ({ title }) => title === 'three' });
    expect(result.suites.map(({ name, cases }) => [name, cases.length])).to.deep.equal([['second', 1]]);
  });

  it('opens no target where nothing is chosen', async () => {
    const result = await runSuites([FIRST], { openTarget: () => expect.fail(), select: () => false });
    expect([result.suites, result.totals.cases]).to.deep.equal([[], 0]);
  });

  it('begins no other case once one has failed, where it is to', async () => {
    const result = await run(service.url, [FIRST, SECOND], { isBailing: true });
    expect([service.lines, result.interrupted, result.totals.cases]).to.deep.equal([['GET /one'], 'bail', 1]);
    expect(result.suites).to.have.length(1);
  });

  it('was not cut short where nothing was left out', async () => {
    const result = await run(service.url, [suite({ cases: FIRST.cases.slice(0, 1) })], { isBailing: true });
    expect(result.interrupted).to.equal(undefined);
  });

  it('runs suites side by side, each worker on a target of its own, and tells them in order', async () => {
    const waiting: (() => void)[] = [];
    // Nobody gets an answer before both suites have asked.
    answer = (_, res) => {
      waiting.push(() => json(res, 200, {}));
      if (waiting.length === 2) for (const go of waiting) go();
    };
    const closed: number[] = [];
    let opened = 0;
    const result = await run(service.url, [suite({ cases: FIRST.cases.slice(1) }), SECOND], {
      workers: 8,
      openTarget: async () => {
        const number = ++opened;
        return targetAt(service.url, { close: async () => void closed.push(number) });
      },
    });
    expect(result.suites.map(({ name }) => name)).to.deep.equal(['shop', 'second']);
    expect([opened, closed]).to.deep.equal([2, [1, 2]]);
  });

  it('rejects when a target cannot be opened, and closes the others', async () => {
    let isClosed = false;
    let opened = 0;
    const failing = run(service.url, [FIRST, SECOND], {
      workers: 2,
      openTarget: async () => {
        if (++opened === 2) throw new Error('no port is free');
        return targetAt(service.url, {
          close: async () => {
            isClosed = true;
          },
        });
      },
    });
    const error = await failing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect([String(error), isClosed]).to.deep.equal(['Error: no port is free', true]);
  });

  describe('when it is interrupted', () => {
    it('finishes the request under way, cleans up, and begins no other case', async () => {
      const stop = new AbortController();
      answer = ({ target }, res) => {
        if (target === '/one') stop.abort();
        json(res, 200, {});
      };
      const cases = [
        testCase('one', [request('GET /one'), request('GET /never')], { after: [request('GET /after')] }),
        testCase('two', [request('GET /two')]),
      ];
      const result = await run(service.url, [suite({ cases, after: [request('GET /suite-after')] }), SECOND], {
        signal: stop.signal,
      });
      expect(service.lines).to.deep.equal(['GET /one', 'GET /after', 'GET /suite-after']);
      expect(result.interrupted).to.equal('signal');
      const [one, ...others] = result.suites.flatMap((told) => told.cases);
      expect(others).to.deep.equal([]);
      expect(one?.failures.map(({ message, step }) => [message, step])).to.deep.equal([
        ['the run was interrupted', 'GET /never'],
      ]);
      expect(one?.notes).to.deep.equal(['1 step was not run']);
    });

    it('cuts waiting short', async () => {
      const stop = new AbortController();
      const wait = { kind: 'wait', origin: SECOND.origin, ms: 3_600_000 } as const;
      const polled = request('GET /poll', { until: status(201), withinMs: 3_600_000, everyMs: 3_600_000 });
      answer = (_, res) => {
        json(res, 200, {});
        res.once('close', () => setImmediate(() => stop.abort()));
      };
      const cases = [testCase('polled', [polled])];
      const result = await run(
        service.url,
        [suite({ cases, after: [request('GET /after')] }), suite({ ...SECOND, cases: [testCase('wait', [wait])] })],
        { signal: stop.signal, workers: 2 },
      );
      const told = result.suites.flatMap((one) => one.cases).map(({ name, status: came }) => [name, came]);
      expect(told).to.deep.equal([
        ['polled', 'failed'],
        ['wait', 'failed'],
      ]);
      expect(service.lines).to.deep.equal(['GET /poll', 'GET /after']);
    });
  });
});

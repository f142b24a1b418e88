import { expect } from 'chai';
import { ExpressionError } from '../../src/core/errors.ts';
import type { Scope } from '../../src/core/runtime.ts';
import { at, json, request, run, type Service, save, startService, suite, testCase } from './hand-made.ts';

describe('a suite', () => {
  let service: Service;
  beforeEach(async () => {
    service = await startService(({ target }, res) => {
      const code = target.startsWith('/bad') ? 500 : 200;
      const cookie = { '/login': 'sid=1', '/foreign': 'a=1; Domain=elsewhere.example' }[target];
      json(res, code, {}, cookie === undefined ? {} : { 'set-cookie': cookie });
    });
  });
  afterEach(() => service.close());

  it('runs `before` once, its cases in order, `after` at the end', async () => {
    const result = await run(service.url, [
      suite({
        before: [request('GET /before')],
        cases: [testCase('one', [request('GET /one')]), testCase('two', [request('GET /two')])],
        after: [request('GET /after')],
      }),
    ]);
    expect(service.lines).to.deep.equal(['GET /before', 'GET /one', 'GET /two', 'GET /after']);
    expect(result.totals).to.deep.equal({ cases: 2, passed: 2, failed: 0, skipped: 0 });
  });

  it('gives each case what `before` saved and its cookies, and nothing of the cases before', async () => {
    const step = request('GET /x', {
      send: ({ token, own }) => ({ target: `/x/${token}/${own ?? 'none'}` }),
      save: [save('own', () => 'mine')],
    });
    await run(service.url, [
      suite({
        before: [request('GET /login', { save: [save('token', () => 't-1')] })],
        cases: [testCase('one', [step]), testCase('two', [step])],
      }),
    ]);
    expect(service.lines.slice(1)).to.deep.equal(['GET /x/t-1/none', 'GET /x/t-1/none']);
    expect(service.seen.map(({ headers }) => headers.cookie)).to.deep.equal([undefined, 'sid=1', 'sid=1']);
  });

  it('notes of `before` and `after` what a case would note of its steps', async () => {
    const result = await run(service.url, [
      suite({
        before: [request('GET /foreign')],
        cases: [testCase('one', [request('GET /one')])],
        after: [request('GET /bad'), request('GET /after')],
      }),
      suite({ before: [request('GET /bad'), request('GET /next')], cases: [testCase('two', [request('GET /two')])] }),
    ]);
    const [first = [], second = []] = result.suites.map(({ notes }) => notes);
    expect(first).to.have.length(1);
    expect(first[0]).to.match(/^the cookie "a" was not kept/);
    expect(second).to.deep.equal(['1 step was not run']);
  });

  it('reports one case a row', async () => {
    const name = ({ row }: Scope): string => `read ${(row as { readonly id: number }).id}`;
    const send = ({ row }: Scope) => ({ target: `/${(row as { readonly id: number }).id}` });
    const result = await run(service.url, [
      suite({ cases: [testCase('read', [request('GET /x', { send })], { name, rows: [{ id: 1 }, { id: 2 }] })] }),
    ]);
    expect(result.suites[0]?.cases.map((one) => one.name)).to.deep.equal(['read 1', 'read 2']);
    expect(service.lines).to.deep.equal(['GET /1', 'GET /2']);
  });

  it('skips a case with or without a word, and runs nothing where all are skipped', async () => {
    const skipped = [testCase('a', [request('GET /a')], { skip: true }), testCase('b', [], { skip: 'not yet' })];
    const result = await run(service.url, [
      suite({ before: [request('GET /before')], cases: skipped, after: [request('GET /after')] }),
    ]);
    expect(result.suites[0]?.cases.map(({ name, status, reason }) => [name, status, reason])).to.deep.equal([
      ['a', 'skipped', undefined],
      ['b', 'skipped', 'not yet'],
    ]);
    expect(service.lines).to.deep.equal([]);
    expect(result.totals).to.deep.equal({ cases: 2, passed: 0, failed: 0, skipped: 2 });
  });

  it('fails every case when `before` does, and still cleans up', async () => {
    const result = await run(service.url, [
      suite({
        before: [request('GET /bad'), request('GET /never')],
        cases: [testCase('one', [request('GET /one')]), testCase('two', [], { skip: true })],
        after: [request('GET /bad/after')],
      }),
    ]);
    const [told] = result.suites;
    expect(told?.cases.map(({ name, status, failures }) => [name, status, failures])).to.deep.equal([
      ['one', 'failed', []],
      ['two', 'skipped', []],
    ]);
    expect([told?.before.map(({ step }) => step), told?.after.map(({ step }) => step)]).to.deep.equal([
      ['GET /bad'],
      ['GET /bad/after'],
    ]);
    expect(service.lines).to.deep.equal(['GET /bad', 'GET /bad/after']);
  });

  it('fails every case when its vars do', async () => {
    const vars = (): never => {
      throw new ExpressionError('no', at(3));
    };
    const result = await run(service.url, [suite({ vars, cases: [testCase('one', [request('GET /one')])] })]);
    expect(result.suites[0]?.before.map(({ origin, step }) => [origin, step])).to.deep.equal([[at(3), 'vars']]);
    expect([result.totals.failed, service.lines]).to.deep.equal([1, []]);
  });

  it('draws the same for a seed, whatever else is run, and counts for itself', async () => {
    const drawn: unknown[] = [];
    const step = request('GET /x', {
      prepare: (_, runtime) => {
        drawn.push(runtime.random.next(), runtime.nextCount('orders'));
        return { method: 'GET', target: '/x', headers: [], body: undefined };
      },
    });
    const one = suite({ file: 'one.test.yaml', cases: [testCase('a', [step]), testCase('b', [step])] });
    const two = suite({ file: 'two.test.yaml', cases: [testCase('a', [step])] });
    await run(service.url, [one, two], { seed: 42 });
    await run(service.url, [two, one], { seed: 42 });
    await run(service.url, [two], { seed: 43 });
    const [a, b, c] = [drawn.slice(0, 2), drawn.slice(2, 4), drawn.slice(4, 6)];
    expect([a?.[1], b?.[1], c?.[1]]).to.deep.equal([1, 2, 1]);
    expect(new Set([a?.[0], b?.[0], c?.[0], drawn[12]]).size).to.equal(4);
    expect(drawn.slice(6, 12)).to.deep.equal([...(c ?? []), ...(a ?? []), ...(b ?? [])]);
  });
});

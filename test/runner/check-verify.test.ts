import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ANYTHING } from '../../src/core/names.ts';
import type { Problem } from '../../src/core/problem.ts';
import { compileChecks } from '../../src/journal/verify/compile-checks.ts';
import type { Check } from '../../src/journal/verify/index.ts';
import type { RunResult } from '../../src/runner/result.ts';
import type { RunOptions } from '../../src/runner/run-options.ts';
import { createMock, type Mock } from '../../src/serve/mock.ts';
import { parseDocument } from '../../src/spec/parse.ts';
import { at, request, run, save, status, suite, targetAt, testCase } from './hand-made.ts';

const ROUTES = `
routes:
  PUT /goods/{id}:
    params: { url: { id: integer }, body: { type: object } }
    cases:
      - when: body.price > 1000
        status: 403
      - status: 201
        data: "\${body}"
`;

describe('a case on the mock', () => {
  let folder: string;
  let mock: Mock;
  async function start(server: object): Promise<void> {
    mock = createMock({
      paths: ['routes.d'],
      cwd: folder,
      config: undefined,
      env: {},
      flags: { log: 'off', server: { port: 0, ...server } },
      isStrict: false,
      watches: false,
      console: undefined,
      consoleAccess: false,
    });
    await mock.listen();
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mockapi-verify-'));
    mkdirSync(join(folder, 'routes.d'));
    writeFileSync(join(folder, 'routes.d', 'goods.yaml'), ROUTES);
  });
  afterEach(async () => {
    await mock.stop();
    rmSync(folder, { recursive: true });
  });

  /** Checks as YAML, in a file of their own. */
  function checks(text: string): readonly Check[] {
    const problems: Problem[] = [];
    const report = (problem: Problem): void => void problems.push(problem);
    const document = parseDocument({ path: '/suites/shop.test.yaml', file: 'shop.test.yaml', text, hash: '' }, report);
    if (!document) throw new Error('no YAML');
    const given = new Map([
      ['row', ANYTHING],
      ['price', ANYTHING],
    ]);
    const compiled = compileChecks(document.value, document.place, { snapshot: mock.snapshot, given, report });
    if (!compiled) throw new Error(problems.map(({ message }) => message).join('\n'));
    return compiled;
  }

  function put(price: number): ReturnType<typeof request> {
    const text = JSON.stringify({ name: 'pen', price });
    return request('PUT /goods/1', {
      expect: status(201),
      send: () => ({
        headers: [['content-type', 'application/json']],
        body: { kind: 'bytes', bytes: Buffer.from(text), text },
      }),
      save: [save('price', () => price)],
    });
  }

  function runHere(
    cases: readonly ReturnType<typeof testCase>[],
    options: Partial<RunOptions> = {},
  ): Promise<RunResult> {
    const { journal, reader, reset, snapshot, url = '' } = mock;
    const target = targetAt(url, { snapshot, mock: { journal, reader, reset } });
    return run(url, [suite({ cases })], { openTarget: async () => target, ...options });
  }

  it('is passed by what the mock has received since it began', async () => {
    await start({});
    const verify = checks(
      '[{ request: "PUT /goods/{id}", where: { body: { price: "${price}" } }, times: 1 }, { unmatched: 0 }]',
    );
    const changes = { verify, rows: [{ n: 1 }, { n: 2 }] };
    const result = await runHere([testCase('one', [put(5)], changes), testCase('two', [put(7)], { verify })]);
    const told = result.suites.flatMap(({ cases }) => cases.map(({ failures }) => failures));
    expect(told).to.deep.equal([[], [], []]);
  });

  it('is failed by what is missing, with the nearest that came', async () => {
    await start({});
    const verify = checks('\n\n- { request: "PUT /goods/{id}", where: body.price == row.price }\n- { unmatched: 0 }');
    const rows = [{ price: 4 }];
    const result = await runHere([testCase('one', [put(5)], { verify, rows, verifyOrigin: at(2) })]);
    const [failure, ...others] = result.suites[0]?.cases[0]?.failures ?? [];
    expect(others).to.deep.equal([]);
    expect(failure).to.deep.include({
      step: 'verify',
      kind: 'verify',
      message: 'expected PUT /goods/{id} at least once where body.price == row.price, received 0 of 1 request',
    });
    expect(failure).to.have.deep.property('origin', { ...at(2), line: 3 });
    expect(failure?.details[0]).to.match(/^closest: #1 PUT \/goods\/1 \(.*goods\.yaml:\d+\)$/);
  });

  it('is not asked of what it received where a step fails', async () => {
    await start({});
    const verify = checks('[{ request: "PUT /goods/{id}", times: 9 }]');
    const result = await runHere([testCase('one', [put(2000)], { verify })]);
    expect(result.suites[0]?.cases[0]?.failures.map(({ step }) => step)).to.deep.equal(['PUT /goods/1']);
  });

  it('is told that the journal is off', async () => {
    await start({});
    mock.journal.update(undefined);
    const result = await runHere([testCase('one', [put(5)], { verify: checks('[{ unmatched: 0 }]') })]);
    expect(result.suites[0]?.cases[0]?.failures[0]?.message).to.match(/the journal is off/);
  });

  it('ends its waiting when the run is interrupted', async () => {
    await start({});
    const stop = new AbortController();
    const verify = checks('[{ request: "PUT /goods/{id}", times: 2, within: 10m }]');
    mock.journal.onAppend(() => setImmediate(() => stop.abort()));
    const running = runHere([testCase('one', [put(5)], { verify })], { signal: stop.signal });
    const [one] = (await running).suites[0]?.cases ?? [];
    expect(one?.failures.map(({ step, message }) => [step, message])).to.deep.equal([
      ['verify', 'the run was interrupted'],
    ]);
  });

  for (const headers of ['on', 'off']) {
    it(`names the case that answered, with headers ${headers}`, async () => {
      await start({ headers });
      const result = await runHere([testCase('one', [put(5), put(2000)])]);
      expect(result.suites[0]?.cases[0]?.failures[0]?.answeredBy).to.match(/goods\.yaml:6$/);
    });
  }

  it('begins each suite with an empty journal', async () => {
    await start({});
    await runHere([testCase('one', [put(5)])]);
    expect([...mock.journal.entries()]).to.have.length(1);
    await runHere([testCase('two', [])]);
    expect([...mock.journal.entries()]).to.have.length(0);
  });
});

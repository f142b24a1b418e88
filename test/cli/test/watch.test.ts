/** `--watch` with real files and a real mock; an interruption stands for Ctrl-C. */

import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import type { Interruption } from '../../../src/cli/test/interruption.ts';
import { readJob, type TestOptions } from '../../../src/cli/test/job.ts';
import { createTestProjectReader } from '../../../src/cli/test/project.ts';
import { watchTests } from '../../../src/cli/test/watch.ts';
import { fakeTerminal, useFolder } from '../fake-terminal.ts';

const WAITING = 'watching for changes: Ctrl-C ends\n';
const ROUTES = 'routes:\n  GET /a: { data: 1 }\n  GET /now: { data: "${string(counter(\\"n\\")) + string(now())}" }\n';
const CASES = 'cases: [ { GET /a: 200 } ]\n';

describe('watchTests', function () {
  this.timeout(30_000);
  const folder = useFolder();
  let controller: AbortController;
  let ended: Promise<number> | undefined;

  beforeEach(() => {
    controller = new AbortController();
  });

  afterEach(async () => {
    controller.abort();
    await ended;
    ended = undefined;
  });

  /** Watches the files; `round` does something and resolves with what is written until it waits again. */
  function watch(files: Readonly<Record<string, string>>, options: TestOptions = {}) {
    const cwd = folder({ 'routes.d/r.yaml': ROUTES, ...files });
    let wake = (): void => {};
    const fake = fakeTerminal({ cwd });
    const terminal = {
      ...fake.terminal,
      err: {
        ...fake.terminal.err,
        write(text: string) {
          fake.terminal.err.write(text);
          if (fake.err().endsWith(WAITING)) wake();
        },
      },
    };
    const interruption: Interruption = { signal: controller.signal, code: undefined, off() {} };
    const job = readJob([], options, terminal);
    const reader = createTestProjectReader(job);
    const session = { terminal, version: '1', interruption };
    const round = async (act: () => void) => {
      const [out, err] = [fake.out().length, fake.err().length];
      const waiting = new Promise<void>((resolve) => {
        wake = resolve;
      });
      act();
      await waiting;
      return {
        suites: [
          ...fake
            .out()
            .slice(out)
            .matchAll(/^\S+ {2}(\S+)$/gm),
        ].map(([, file = '']) => basename(file)),
        err: fake.err().slice(err).replace(WAITING, ''),
        out: fake.out().slice(out),
      };
    };
    const first = round(() => {
      const startedAt = Date.now();
      ended = watchTests({ reader, first: reader.read(), startedAt }, job, session);
    });
    const write = (name: string, text: string) => round(() => writeFileSync(join(cwd, 'routes.d', name), text));
    return { first, round, write, cwd, end: () => controller.abort() };
  }

  it('runs all, then what a change touches, and ends with the code of the last run', async () => {
    const { first, write, end } = watch({
      'routes.d/a.test.yaml': CASES,
      'routes.d/b.test.yaml':
        'cases: [ { name: x, rows: rows.csv, GET /a: { expect: { body: { data: "${row.n}" } } } } ]\n',
      'routes.d/rows.csv': 'n\n1\n',
    });
    const all = await first;
    expect([all.suites, all.err]).to.deep.equal([['a.test.yaml', 'b.test.yaml'], '']);
    expect(all.out).to.include('coverage');

    const ofRows = await write('rows.csv', 'n\n2\n');
    expect(ofRows.suites).to.deep.equal(['b.test.yaml']);
    expect(ofRows.err).to.match(/^routes\.d\/rows\.csv changed: routes\.d\/b\.test\.yaml is run again\nseed \d+/);
    expect(ofRows.out).to.not.include('coverage');

    const ofRoute = await write('r.yaml', ROUTES.replace('data: 1', 'data: 2'));
    expect(ofRoute.suites).to.deep.equal(['a.test.yaml', 'b.test.yaml']);
    expect(ofRoute.err).to.equal('routes.d/r.yaml changed: routes.d/a.test.yaml, routes.d/b.test.yaml are run again\n');

    const failing = await write('a.test.yaml', 'cases: [ { GET /a: 404 } ]\n');
    expect(failing.suites).to.deep.equal(['a.test.yaml']);
    end();
    expect(await ended).to.equal(1);
  });

  it('tells a mistake, runs nothing, and catches up when it is mended', async () => {
    const { first, write, cwd } = watch({ 'routes.d/a.test.yaml': CASES });
    await first;
    const broken = await write('a.test.yaml', 'cases: [ { GET /a: 2000 } ]\n');
    expect([broken.suites, broken.out]).to.deep.equal([[], '']);
    expect(broken.err).to.match(/^routes\.d\/a\.test\.yaml:1:20 {2}error {2}wrong-value (.|\n)*\n1 error\n$/);
    writeFileSync(join(cwd, 'routes.d/b.test.yaml'), CASES);
    const mended = await write('a.test.yaml', 'cases: [ { GET /a: 201 } ]\n');
    expect([mended.suites, mended.err.match(/error/g)]).to.deep.equal([['a.test.yaml', 'b.test.yaml'], null]);
  });

  it('says when a mistake is gone and nothing is left to run', async () => {
    const { first, write, end } = watch({ 'routes.d/a.test.yaml': CASES });
    await first;
    await write('a.test.yaml', 'cases: [\n');
    const mended = await write('a.test.yaml', CASES);
    expect([mended.suites, mended.err]).to.deep.equal([[], 'no errors any more, and nothing to run again\n']);
    end();
    expect(await ended).to.equal(0);
  });

  it('begins with mistakes, and runs once there are none', async () => {
    const { first, write } = watch({ 'routes.d/a.test.yaml': 'cases: [\n' });
    expect((await first).err).to.include('1 error\n');
    expect((await write('a.test.yaml', CASES)).suites).to.deep.equal(['a.test.yaml']);
  });

  it('waits for a suite where there is none', async () => {
    const { first, write, round, cwd } = watch({});
    expect((await first).err).to.equal('there are no suites\n');
    expect((await write('a.test.yaml', CASES)).suites).to.deep.equal(['a.test.yaml']);
    const gone = await round(() => rmSync(join(cwd, 'routes.d/a.test.yaml')));
    expect(gone.err).to.equal('there are no suites\n');
  });

  it('does not run again for the answers that it has written itself', async () => {
    const { first, write } = watch(
      { 'routes.d/a.test.yaml': 'cases: [ { name: x, GET /now: { expect: { file: _now.json } } } ]\n' },
      { update: true },
    );
    expect((await first).out).to.match(/_now\.json" was written/);
    const next = await write('b.test.yaml', CASES);
    expect(next.suites).to.deep.equal(['b.test.yaml']);
  });
});

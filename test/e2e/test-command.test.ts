/** `mockapi test` as a child process: signals, reports, exit codes. */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { useFolder } from '../cli/fake-terminal.ts';
import { type Cli, needBuilt, startCli } from './built-cli.ts';

const ROUTES = 'routes:\n  GET /hello: { data: hi }\n';
const LONG = `cases:
  - GET /first: 200
  - name: long
    steps: [ { GET /second: 200 }, { wait: 10m } ]
    after: [ { DELETE /second: 200 } ]
  - GET /third: 200
after: [ { POST /last: 200 } ]
`;

describe('mockapi test as a process', function () {
  this.timeout(60_000);
  const folder = useFolder();
  const running: Cli[] = [];
  let server: Server;
  let url = '';
  let onRequest: (request: string) => void;
  const seen: string[] = [];

  before(needBuilt);

  beforeEach((done) => {
    onRequest = () => {};
    seen.length = 0;
    server = createServer((req, res) => {
      const request = `${req.method} ${req.url}`;
      seen.push(request);
      onRequest(request);
      if (req.url !== '/never') res.end();
    }).listen(0, '127.0.0.1', () => {
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      done();
    });
  });

  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map((cli) => cli.ended));
    running.length = 0;
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  function start(...argv: readonly string[]): Cli {
    const cli = startCli(['test', ...argv], { cwd: folder() });
    running.push(cli);
    return cli;
  }

  /** Resolves when the service is asked for that. */
  function asked(what: string): Promise<void> {
    return new Promise((resolve) => {
      onRequest = (request) => {
        if (request === what) resolve();
      };
    });
  }

  it('boots the mock, runs the suites and ends', async () => {
    folder({ 'routes.d/a.yaml': ROUTES, 'routes.d/a.test.yaml': 'cases: [ { GET /hello: body.data == "hi" } ]\n' });
    const { code, out, err } = await start().ended;
    expect([code, err]).to.deep.equal([0, '']);
    expect(out).to.match(/^ {2}ok {3}GET \/hello {2}/m);
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`cleans up, writes its reports and ends with ${code} on ${signal}`, async () => {
      const cwd = folder({ 'a.test.yaml': LONG });
      const second = asked('GET /second');
      const cli = start('a.test.yaml', '--target', url, '-o', 'json=report.json');
      await second;
      cli.child.kill(signal);
      const ended = await cli.ended;
      expect([ended.code, ended.err]).to.deep.equal([
        code,
        'stopping: what was begun is cleaned up and reported; once more ends at once\n',
      ]);
      expect(seen).to.deep.equal(['GET /first', 'GET /second', 'DELETE /second', 'POST /last']);
      const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'));
      expect([report.interrupted, report.totals.cases, report.totals.passed]).to.deep.equal(['signal', 2, 1]);
      expect(ended.out).to.include('interrupted: not everything was run');
    });
  }

  it('ends at once on a second signal', async () => {
    folder({
      'a.test.yaml':
        'cases: [ { name: x, steps: [ { GET /second: 200 }, { wait: 10m } ], after: [ { GET /never: 200 } ] } ]\n',
    });
    const second = asked('GET /second');
    const cli = start('a.test.yaml', '--target', url);
    await second;
    const never = asked('GET /never');
    cli.child.kill('SIGINT');
    await never;
    cli.child.kill('SIGTERM');
    expect((await cli.ended).code).to.equal(143);
  });

  it('watches until Ctrl-C and ends with the code of the last run', async () => {
    const cwd = folder({ 'routes.d/a.yaml': ROUTES, 'routes.d/a.test.yaml': 'cases: [ { GET /hello: 200 } ]\n' });
    const cli = start('--watch');
    await cli.seen(/watching for changes/);
    writeFileSync(join(cwd, 'routes.d/a.test.yaml'), 'cases: [ { GET /hello: 404 } ]\n');
    await cli.seen(/is run again\n(.*\n)*watching for changes/);
    cli.child.kill('SIGINT');
    const { code, out } = await cli.ended;
    expect(code).to.equal(1);
    expect(out.match(/^ {2}(ok|FAIL) /gm)).to.deep.equal(['  ok ', '  FAIL ']);
  });

  it('interrupts a run that it watches', async () => {
    folder({ 'a.test.yaml': LONG });
    const second = asked('GET /second');
    const cli = start('a.test.yaml', '--target', url, '--watch');
    await second;
    cli.child.kill('SIGINT');
    expect((await cli.ended).code).to.equal(130);
    expect(seen.slice(2)).to.deep.equal(['DELETE /second', 'POST /last']);
  });
});

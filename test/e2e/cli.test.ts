/** `mockapi` as a child process: lines, files, signals and exit codes. */

import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { useFolder } from '../cli/fake-terminal.ts';
import { type Cli, type CliOptions, needBuilt, startCli } from './built-cli.ts';

const HELLO = 'routes:\n  GET /hello: { data: hi }\n  POST /echo: { data: "${request.body}" }\n';

describe('mockapi', function () {
  this.timeout(60_000);
  const folder = useFolder();
  const running: Cli[] = [];

  before(needBuilt);

  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map((cli) => cli.ended));
    running.length = 0;
  });

  function start(argv: readonly string[], options: Partial<CliOptions> = {}): Cli {
    const cli = startCli(argv, { cwd: folder(), ...options });
    running.push(cli);
    return cli;
  }

  /** Serves on a free port without log files and console. */
  async function serve(...argv: readonly string[]): Promise<{ readonly cli: Cli; readonly url: string }> {
    const cli = start(['serve', '--port', '0', '--no-log', '--no-console', ...argv]);
    const [, url = ''] = await cli.seen(/^listening (http:\S+)$/m);
    return { cli, url };
  }

  it('says what it serves where, answers, and ends with 0 on SIGTERM', async () => {
    folder({ 'routes.d/a.yaml': HELLO, 'routes.d/b.yaml': '', 'routes.d/_c.yaml': '' });
    const { cli, url } = await serve('--seed', '7');
    const answer = await fetch(`${url}/hello`);
    expect(await answer.json()).to.deep.equal({ code: 200, message: 'success', data: 'hi' });
    cli.child.kill('SIGTERM');
    const { code, out, err } = await cli.ended;
    expect(out.replace(/in \d+ ms/, 'in N ms')).to.equal(
      [
        `mockapi ${versionOf()}  ${url}`,
        '  2 routes from 1 file in N ms',
        `  docs ${url}/docs`,
        '  skipped routes.d/_c.yaml: its name begins with "_"',
        '  no log files',
        '  watching ./routes.d',
        `listening ${url}`,
        '',
      ].join('\n'),
    );
    expect([code, err]).to.deep.equal([0, 'stopping: answers in flight may finish; once more ends at once\n']);
  });

  it('prints nothing but the line to wait for when told to be quiet', async () => {
    folder({ 'routes.d/a.yaml': HELLO });
    const { cli, url } = await serve('--quiet');
    expect(cli.out()).to.equal(`listening ${url}\n`);
  });

  it('says how to begin where there are no routes, and the seed when it is a fresh one', async () => {
    folder({ 'routes.d/a.yaml': '# nothing yet\n' });
    const { cli } = await serve('--no-watch');
    expect(cli.out()).to.match(
      /no routes yet: `mockapi init`.*\n {2}seed (\d+): --seed \1 .*\n.*\n {2}files are not watched\n/,
    );
  });

  it('writes the ready file when it listens and removes it at the end', async () => {
    const cwd = folder({ 'routes.d/a.yaml': HELLO, 'ready.json': 'of an earlier run' });
    const { cli, url } = await serve('--ready-file', 'ready.json');
    expect(JSON.parse(readFileSync(join(cwd, 'ready.json'), 'utf8'))).to.deep.equal({
      url,
      consoleUrl: null,
      port: Number(new URL(url).port),
      pid: cli.child.pid,
      version: versionOf(),
    });
    cli.child.kill('SIGINT');
    expect((await cli.ended).code).to.equal(0);
    expect(existsSync(join(cwd, 'ready.json'))).to.equal(false);
  });

  it('ends with 3 when the ready file cannot be written', async () => {
    folder({ 'routes.d/a.yaml': HELLO });
    const { code, err } = await start(['serve', '--port', '0', '--no-log', '--ready-file', 'no/r.json']).ended;
    expect(code).to.equal(3);
    expect(err).to.match(/^error: the ready file ".*r\.json" cannot be written: ENOENT: no such file or directory\n$/);
  });

  it('says in one line that the port is taken, and ends with 3', async () => {
    folder({ 'routes.d/a.yaml': HELLO });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, out, err } = await start(['serve', '--no-log', '--port', String(port)]).ended;
    other.close();
    expect({ code, out }).to.deep.equal({ code: 3, out: '' });
    expect(err).to.match(new RegExp(`^error: port ${port} on 127\\.0\\.0\\.1 is already taken; .*\\n$`));
  });

  /** Serves on free ports, console and all. */
  async function serveWithConsole(
    argv: readonly string[],
    env = {},
  ): Promise<{ readonly cli: Cli; readonly url: string; readonly console: string }> {
    const cli = start(['serve', '--port', '0', '--no-log', ...argv], { env });
    const [, url = ''] = await cli.seen(/^listening (http:\S+)$/m);
    return { cli, url, console: /^ {2}console (http:\S+)/m.exec(cli.out())?.[1] ?? '' };
  }

  it('opens a console beside the mock, tells scripts where, and closes it with the mock', async () => {
    const cwd = folder({ 'routes.d/a.yaml': HELLO });
    const { cli, url, console } = await serveWithConsole(['--console-port', '0', '--ready-file', 'ready.json']);
    expect(JSON.parse(readFileSync(join(cwd, 'ready.json'), 'utf8'))).to.include({ url, consoleUrl: console });
    await fetch(`${url}/hello`);
    const { requests } = (await (await fetch(`${console}/requests`)).json()) as {
      readonly requests: readonly unknown[];
    };
    expect(requests).to.have.length(1);
    const stream = await fetch(`${console}/requests/stream`);
    cli.child.kill('SIGTERM');
    expect(await stream.text()).to.equal('retry: 1000\n\n');
    expect((await cli.ended).code).to.equal(0);
    expect(await fetch(`${console}/health`).catch(() => 'nobody')).to.equal('nobody');
  });

  it('moves the console where the port that nobody named is taken, and says so', async () => {
    folder({ 'routes.d/a.yaml': HELLO });
    const other = createServer();
    const isTaken = new Promise<void>((resolve) => {
      // Somebody else may have it: then it is taken too.
      other.once('error', () => resolve());
      other.listen(8011, '127.0.0.1', resolve);
    });
    await isTaken;
    const { cli, console } = await serveWithConsole([]);
    other.close();
    expect(cli.out()).to.match(/^ {2}console http:\/\/127\.0\.0\.1:\d+ \(port 8011 is taken\)$/m);
    expect((await fetch(`${console}/health`)).status).to.equal(200);
  });

  it('says in one line that the port named for the console is taken, and ends with 3', async () => {
    const cwd = folder({ 'routes.d/a.yaml': HELLO });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const argv = ['serve', '--no-log', '--port', '0', '--console-port', String(port), '--ready-file', 'ready.json'];
    const { code, out, err } = await start(argv).ended;
    other.close();
    expect({ code, out }).to.deep.equal({ code: 3, out: '' });
    expect(err).to.match(
      new RegExp(`^error: port ${port} on 127\\.0\\.0\\.1 is already taken; .* --console-port .*\\n$`),
    );
    expect(existsSync(join(cwd, 'ready.json'))).to.equal(false);
  });

  it('does not start where everybody could ask the console, and asks for the token it is given', async () => {
    folder({ 'routes.d/a.yaml': HELLO, 'routes.d/mockapi.yaml': 'console: { host: 0.0.0.0 }\n' });
    const { code, err } = await start(['serve', '--port', '0', '--no-log']).ended;
    expect(code).to.equal(2);
    expect(err).to.match(/mockapi\.yaml:1:\d+ {2}error[\s\S]*token/);
    const { console } = await serveWithConsole(['--console-port', '0'], { MOCKAPI_CONSOLE_TOKEN: 't-0' });
    const status = async (headers: Readonly<Record<string, string>>) =>
      (await fetch(`${console}/health`, { headers })).status;
    expect([await status({}), await status({ authorization: 'Bearer t-0' })]).to.deep.equal([401, 200]);
  });

  it('tells every problem of a wrong project and ends with 2', async () => {
    folder({ 'routes.d/a.yaml': 'routes:\n  GET /a: { dta: 1 }\n  GET /b: { statsu: 1 }\n' });
    const { code, out, err } = await start(['serve', '--port', '0', '--no-log']).ended;
    expect({ code, out }).to.deep.equal({ code: 2, out: '' });
    expect(err).to.match(/a\.yaml:2:13 {2}error[\s\S]*a\.yaml:3:13 {2}error[\s\S]*\n\n2 errors\n$/);
  });

  it('says how to begin where there is no project', async () => {
    const { code, err } = await start(['serve']).ended;
    expect(code).to.equal(2);
    expect(err).to.include('there is no project here yet: `mockapi init` writes a small one');
  });

  it('tells warnings once and serves', async () => {
    folder({ 'routes.d/a.yaml': 'routes:\n  GET /a: { cases: [ { data: 1 }, { data: 2 } ] }\n' });
    const { cli } = await serve();
    expect(cli.err().match(/warning {2}unreachable-case/g)).to.have.length(1);
  });

  it('takes settings from variables, and options before them', async () => {
    folder({ 'routes.d/a.yaml': HELLO, 'routes.d/mockapi.yaml': 'server: { port: 1 }\nlog: off\n' });
    const env = { MOCKAPI_SERVER_PORT: '2' };
    const cli = start(['serve', '--port', '0', '--no-console'], { env });
    const [, url = ''] = await cli.seen(/^listening (http:\S+)$/m);
    expect((await fetch(`${url}/hello`)).status).to.equal(200);
  });

  it('tells what is wrong with a saved file with its frame, and that it was mended', async () => {
    const cwd = folder({ 'routes.d/a.yaml': HELLO });
    const { cli, url } = await serve();
    writeFileSync(join(cwd, 'routes.d/a.yaml'), HELLO.replace('data: hi', 'dta: hi'));
    await cli.seen(/a\.yaml:2:\d+ {2}error {2}unknown-key[\s\S]*\^\^\^ did you mean "data"\?/);
    expect((await fetch(`${url}/hello`)).status).to.equal(200);
    writeFileSync(join(cwd, 'routes.d/a.yaml'), HELLO.replace('hi', 'new'));
    await cli.seen(/mended {2}file=routes\.d\/a\.yaml/);
    expect(await (await fetch(`${url}/hello`)).text()).to.include('new');
  });

  /** Its head has arrived, its body has not: the server says `100 Continue` to that. */
  function requestInFlight(url: string): Promise<ClientRequest> {
    return new Promise((resolve, reject) => {
      const headers = { expect: '100-continue', 'content-type': 'text/plain', 'content-length': 4 };
      const outgoing = request(`${url}/echo`, { method: 'POST', headers, agent: false });
      outgoing.once('continue', () => resolve(outgoing));
      outgoing.once('error', reject);
      outgoing.flushHeaders();
    });
  }

  async function untilRefused(url: string): Promise<void> {
    for (let isServed = true; isServed; ) {
      isServed = await fetch(`${url}/hello`, { headers: { connection: 'close' } }).then(
        () => true,
        () => false,
      );
    }
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`lets an answer in flight finish on ${signal}, and takes no new ones`, async () => {
      folder({ 'routes.d/a.yaml': HELLO });
      const { cli, url } = await serve();
      const outgoing = await requestInFlight(url);
      const answered = new Promise<number>((resolve) => {
        outgoing.once('response', (incoming) => {
          incoming.resume().once('end', () => resolve(incoming.statusCode ?? 0));
        });
      });
      cli.child.kill(signal);
      await cli.seen(/stopping/);
      await untilRefused(url);
      outgoing.end('body');
      expect([await answered, (await cli.ended).code]).to.deep.equal([200, 0]);
    });
  }

  for (const [first, second, code] of [
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGTERM', 'SIGINT', 130],
  ] as const) {
    it(`ends at once with ${code} on ${second} after ${first}, and leaves no ready file`, async () => {
      const cwd = folder({ 'routes.d/a.yaml': HELLO });
      const { cli, url } = await serve('--ready-file', 'r.json');
      const outgoing = await requestInFlight(url);
      outgoing.on('error', () => {});
      cli.child.kill(first);
      await cli.seen(/stopping/);
      cli.child.kill(second);
      expect((await cli.ended).code).to.equal(code);
      expect(existsSync(join(cwd, 'r.json'))).to.equal(false);
      outgoing.destroy();
    });
  }

  it('goes on serving when nobody reads its output any more', async () => {
    folder({ 'routes.d/a.yaml': HELLO });
    const { cli, url } = await serve('--access');
    const closed = new Promise((resolve) => cli.child.stdout?.once('close', resolve));
    cli.child.stdout?.destroy();
    await closed;
    for (let count = 0; count < 3; count++) expect((await fetch(`${url}/hello`)).status).to.equal(200);
    cli.child.kill('SIGTERM');
    expect((await cli.ended).code).to.equal(0);
  });

  it('shows requests on a console that is no terminal when asked to', async () => {
    folder({ 'routes.d/a.yaml': HELLO });
    const { cli, url } = await serve('--access');
    await fetch(`${url}/hello`);
    await cli.seen(/200 +GET \/hello .*a\.yaml:2/);
  });

  it('does not mind when the reader of a list has seen enough', async () => {
    const routes = Array.from({ length: 3000 }, (_, index) => `  GET /a/rather/long/path/${index}: { data: 1 }\n`);
    folder({ 'routes.d/a.yaml': `routes:\n${routes.join('')}` });
    const cli = start(['routes']);
    cli.child.stdout?.once('data', () => cli.child.stdout?.destroy());
    const { code, err } = await cli.ended;
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
  });

  it('does not call it success when its output is lost', function () {
    if (!existsSync('/dev/full')) this.skip();
    folder({ 'routes.d/a.yaml': HELLO });
    const stdout = openSync('/dev/full', 'w');
    return start(['routes'], { stdout })
      .ended.then(({ code, err }) => {
        expect(code).to.equal(3);
        expect(err).to.match(/^mockapi cannot write its output: ENOSPC/);
      })
      .finally(() => closeSync(stdout));
  });

  it('writes a project that serves at once', async () => {
    const cwd = folder();
    expect((await start(['init', 'demo']).ended).code).to.equal(0);
    const cli = start(['serve', '--port', '0', '--no-log'], { cwd: join(cwd, 'demo') });
    const [, url = ''] = await cli.seen(/^listening (http:\S+)$/m);
    expect(cli.err()).to.equal('');
    const get = async (path: string, init?: RequestInit): Promise<unknown> => {
      const answer = await fetch(url + path, init);
      return [answer.status, ((await answer.json()) as { readonly data: unknown }).data];
    };
    const put = (price: number): RequestInit => ({
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'pen', price }),
    });
    expect(await get('/')).to.deep.equal([200, { hello: 'world' }]);
    expect(await get('/hello/ann?times=2')).to.deep.equal([200, { greeting: 'hello, ann', times: 2 }]);
    expect(await get('/items/7', put(2))).to.deep.equal([201, { id: 7, name: 'pen', price: 2 }]);
    expect(await get('/items/7?dry_run=yes', put(2))).to.deep.equal([200, null]);
    expect(await get('/items/7', put(2000))).to.deep.equal([403, null]);
  });

  it('ends with the exit codes that scripts rely on', async () => {
    const cwd = folder({ 'routes.d/a.yaml': HELLO, 'bad/b.yaml': 'routes: 1\n', 'none/x.txt': '' });
    const codes = await Promise.all(
      [['check'], ['check', 'bad'], ['check', 'nope'], ['check', 'none'], ['explain', 'GET', '/nope'], ['--nope']].map(
        async (argv) => (await start(argv, { cwd }).ended).code,
      ),
    );
    expect(codes).to.deep.equal([0, 1, 2, 4, 4, 2]);
  });
});

function versionOf(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

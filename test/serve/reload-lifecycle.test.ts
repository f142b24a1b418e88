import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ListenError } from '../../src/serve/listen.ts';
import { createMock, type Mock, type MockOptions } from '../../src/serve/mock.ts';
import { startServer } from './wire.ts';

const ROUTE = 'routes:\n  GET /a: { data: 1 }\n  GET /slow: { delay: 300ms, data: 1 }\n';
const MOCK = fileURLToPath(new URL('../../src/serve/mock.ts', import.meta.url));

describe('createMock', () => {
  let dir = '';

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'mockapi-life-'));
    mkdirSync(join(dir, 'routes.d'));
    write(ROUTE);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (text: string): void => writeFileSync(join(dir, 'routes.d/a.yaml'), text);

  function create(options: Partial<MockOptions> = {}): Mock {
    return createMock({
      paths: ['routes.d'],
      cwd: dir,
      env: {},
      flags: { log: 'off', server: { port: 0 } },
      isStrict: false,
      watches: true,
      console: undefined,
      consoleAccess: false,
      ...options,
    });
  }

  it('stops before it listens, and does not listen afterwards', async () => {
    const mock = create();
    await mock.stop();
    const error = await mock.listen().catch((reason: unknown) => reason);
    expect(String(error)).to.equal('Error: the mock was stopped: make a new one');
  });

  it('stops while it begins to listen', async () => {
    const mock = create();
    const listening = mock.listen().catch((reason: unknown) => reason);
    await mock.stop();
    expect(String(await listening)).to.equal('Error: the mock was stopped before it could answer');
  });

  it('stops once, however often it is asked', async () => {
    const mock = create();
    const { url } = await mock.listen();
    const first = mock.stop();
    expect(mock.stop()).to.equal(first);
    await first;
    await mock.stop();
    expect(String(await fetch(`${url}/a`).catch((reason: unknown) => reason))).to.equal('TypeError: fetch failed');
  });

  it('listens once, however often it is asked', async () => {
    const mock = create();
    expect(await mock.listen()).to.equal(await mock.listen());
    await mock.stop();
  });

  it('lets an answer under way finish when it stops during a reload, and tells nothing more', async () => {
    const reports: unknown[] = [];
    const mock = create({ onReload: (report) => reports.push(report) });
    const { url } = await mock.listen();
    await mock.reload();
    const before = reports.length;
    const slow = fetch(`${url}/slow`);
    await fetch(`${url}/a`);
    write('routes:\n  GET /a: { data: 2 }\n');
    const reloading = mock.reload();
    await mock.stop();
    await reloading;
    expect((await slow).status).to.equal(200);
    expect(reports.slice(before)).to.have.lengthOf.at.most(1);
    const count = reports.length;
    write('routes:\n  GET /a: { data: 3 }\n');
    await mock.reload();
    expect(reports).to.have.lengthOf(count);
  });

  it('reloads by hand before it listens', async () => {
    const mock = create();
    write('routes:\n  GET /b: { data: 2 }\n');
    await mock.reload();
    expect(mock.routes.map(({ id }) => id)).to.deep.equal(['GET /b']);
    await mock.stop();
  });

  it('logs each publication and what is broken and mended', async () => {
    const mock = create({ flags: { log: { dir: 'logs' }, server: { port: 0 } } });
    write('routes:\n  GET /a: { dta: 1 }\n');
    await mock.reload();
    write('routes:\n  GET /a: { data: 2 }\n  GET /b: { data: 2 }\n');
    await mock.reload();
    await mock.stop();
    const [name = ''] = readdirSync(join(dir, 'logs')).filter((file) => !file.includes('error'));
    const lines = readFileSync(join(dir, 'logs', name), 'utf8');
    expect(lines).to.match(/a change has errors; the last good version of each file goes on.*\n/);
    expect(lines).to.match(/reloaded v2: \+0 ~0 -0 in \d+ ms\n/);
    expect(lines).to.match(/mended.*routes\.d\/a\.yaml/);
    expect(lines).to.match(/reloaded v3: \+1 ~1 -1 in \d+ ms\n/);
  });

  it('rejects with what to do when the port is taken, and has stopped then', async () => {
    const other = await startServer(() => {});
    const mock = create({ flags: { log: 'off', server: { port: other.port } } });
    const error = await mock.listen().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(ListenError);
    await mock.stop();
    await other.close();
  });

  /** A process of its own, which has to end by itself. */
  const ends: readonly (readonly [string, string, string])[] = [
    [
      'the port is taken',
      'const first = make(0); const { port } = await first.listen(); const mock = make(port);' +
        "await mock.listen().catch((error) => console.log(error.code)); await first.stop(); console.log('end');",
      'EADDRINUSE\nend\n',
    ],
    ['it is stopped', "const mock = make(0); await mock.listen(); await mock.stop(); console.log('end');", 'end\n'],
    ['it never listened', "const mock = make(0); await mock.stop(); console.log('end');", 'end\n'],
  ];
  for (const [when, script, output] of ends) {
    it(`lets the process end when ${when}`, async () => {
      const code = `
        import { createMock } from ${JSON.stringify(MOCK)};
        const make = (port) => createMock({ paths: ['routes.d'], cwd: process.argv[1], env: {}, isStrict: false,
          watches: true, console: undefined, consoleAccess: false, flags: { log: { dir: 'logs' }, server: { port } } });
        ${script}`;
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, dir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      const [exitCode] = await once(child, 'close');
      expect([exitCode, said]).to.deep.equal([0, output]);
      expect(existsSync(join(dir, 'logs'))).to.equal(true);
    });
  }
});

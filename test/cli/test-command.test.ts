/** `mockapi test` as a whole, in this process: what it prints where, and its exit codes. */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Ran, type RunOptions, run as runIn, useFolder } from './fake-terminal.ts';

const ROUTES = `routes:
  GET /goods/{id}:
    params: { url: { id: integer } }
    cases:
      - { when: url.id > 100, status: 404, message: none }
      - data: { id: "\${url.id}", stage: "\${env.STAGE}", n: "\${random(1, 1000000)}" }
  PUT /goods: { params: { body: { type: object } }, data: "\${body}" }
`;
const GOOD = 'cases:\n  - GET /goods/1: 200\n  - { name: none, tags: [smoke], GET /goods/101: 404 }\n';
const BAD =
  'cases:\n  - GET /goods/1: 200\n  - { name: wrong, GET /goods/2: { expect: { body: { data: { id: 3 } } } } }\n';

/** Without times, ports and seeds. */
function steady(text: string): string {
  return text
    .replace(/[\d.]+ (?:ms|s)\b/g, 'N ms')
    .replace(/127\.0\.0\.1:\d+/g, 'HOST')
    .replace(/\b\d{4,}\b/g, 'SEED');
}

describe('mockapi test', () => {
  const folder = useFolder();
  const run = (argv: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> =>
    runIn(['test', ...argv], { cwd: folder(), ...options });
  const project = (files: Readonly<Record<string, string>> = {}): string =>
    folder({ 'routes.d/goods.yaml': ROUTES, 'routes.d/goods.test.yaml': GOOD, ...files });
  const casesOf = ({ out }: Ran): readonly string[] =>
    [...out.matchAll(/^ {2}(?:ok|FAIL|skip) +(.+?) {2}/gm)].map(([, name = '']) => name);

  it('runs every suite on a mock and ends with 0', async () => {
    project();
    const { code, out, err } = await run([]);
    expect([code, err]).to.deep.equal([0, '']);
    expect(steady(out)).to.equal(`goods  routes.d/goods.test.yaml
  ok   GET /goods/1  N ms
  ok   none  N ms

coverage     covered      of
routes             1       2    50.0%
cases              2       3    66.6%
parameters         1       2    50.0%
all                4       7    57.1%
never exercised:
  routes.d/goods.yaml:7  route  PUT /goods
  routes.d/goods.yaml:7  parameter  PUT /goods body
  routes.d/goods.yaml:7  case  PUT /goods case 1

2 passed in N ms (start N ms)
`);
  });

  it('tells what failed, how to repeat what was random, and ends with 1', async () => {
    project({ 'routes.d/goods.test.yaml': BAD });
    const { code, out, err } = await run(['routes.d/goods.test.yaml']);
    expect(code).to.equal(1);
    expect(steady(out)).to.equal(`goods  routes.d/goods.test.yaml
  ok   GET /goods/1  N ms
  FAIL wrong  N ms

1) goods > wrong
   routes.d/goods.test.yaml:3:66  GET /goods/2
   body.data.id: expected 3, received 2
     /body/data/id
       expected  3
       received  2
   answered by routes.d/goods.yaml:6
   curl -i 'http://HOST/goods/2'

1 passed, 1 failed in N ms (start N ms)
`);
    expect(steady(err)).to.equal('seed SEED: --seed SEED repeats what was random\n');
  });

  it('says nothing of a seed that is known', async () => {
    project({ 'routes.d/goods.test.yaml': BAD });
    expect((await run(['--seed', '7'])).err).to.equal('');
    project({ 'routes.d/mockapi.yaml': 'seed: 8\n' });
    expect((await run([])).err).to.equal('');
  });

  it('gives the mock the seed', async () => {
    const row =
      '  - { name: "row ${row.n}", rows: [{ n: 1 }, { n: 2 }], GET /goods/1: { expect: { body: { data: { n: 0 } } } } }\n';
    const suites = ['a', 'b', 'c'].map((name) => [`routes.d/${name}.test.yaml`, `cases:\n${row}`]);
    project(Object.fromEntries(suites));
    const numbers = async (...argv: readonly string[]): Promise<readonly string[]> =>
      [...(await run(['--grep', 'row', ...argv])).out.matchAll(/received {2}(\d+)/g)].map(([, text = '']) => text);
    const once = await numbers('--seed', '7');
    expect(once.length).to.equal(6);
    expect(await numbers('--seed', '7')).to.deep.equal(once);
    expect(await numbers('--seed', '8')).to.not.deep.equal(once);
  });

  describe('of a project with mistakes', () => {
    it('tells those of routes and of suites at once, runs nothing and ends with 2', async () => {
      project({
        'routes.d/b.yaml': 'routes:\n  GET /b: { dta: 1 }\n',
        'routes.d/b.test.yaml': 'cases: [ { GET /b: 2000 } ]\n',
      });
      const { code, out, err } = await run([]);
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(/^routes\.d\/b\.test\.yaml:1:\d+ {2}error {2}wrong-value /m);
      expect(err).to.match(/^routes\.d\/b\.yaml:2:\d+ {2}error {2}unknown-key /m);
      expect(err).to.match(/\n2 errors\n$/);
    });

    it('tells warnings and runs', async () => {
      project({ 'routes.d/b.test.yaml': 'cases: [ { GET /goods/1: 200, only: true } ]\n' });
      const { code, err } = await run([]);
      expect(code).to.equal(0);
      expect(err).to.match(/^routes\.d\/b\.test\.yaml:1:\d+ {2}warning {2}only-case /);
    });

    it('is not kept from a suite that is named by a mistake in another one', async () => {
      project({ 'routes.d/b.test.yaml': 'cases: [\n' });
      expect((await run(['routes.d/goods.test.yaml'])).code).to.equal(0);
    });

    it('is kept from a suite by a mistake in one that it uses', async () => {
      project({
        'routes.d/b.test.yaml': 'cases: [ { name: b, GET /b: 2000 } ]\n',
        'routes.d/goods.test.yaml': 'cases: [ { name: a, steps: [ { use: b.test.yaml#b } ] } ]\n',
      });
      const { code, err } = await run(['routes.d/goods.test.yaml']);
      expect(code).to.equal(2);
      expect(err).to.match(/^routes\.d\/b\.test\.yaml:1:/);
    });

    for (const [argv, told] of [
      [[], /`mockapi init` writes a small one/],
      [['nope'], /"nope" does not exist\n\n1 error\n$/],
      [['nope.test.yaml'], /"nope\.test\.yaml" does not exist/],
      [['--config', 'no.yaml'], /the settings file "no\.yaml" does not exist/],
    ] as const) {
      it(`ends with 2 for ${JSON.stringify(argv.join(' '))} where there is nothing`, async () => {
        const { code, out, err } = await run(argv);
        expect([code, out]).to.deep.equal([2, '']);
        expect(err).to.match(told);
      });
    }
  });

  describe('of a choice', () => {
    const files = {
      'routes.d/a.test.yaml':
        'cases:\n  - { name: one, tags: [x], GET /goods/1: 200 }\n  - { name: two, GET /goods/1: 200 }\n',
      'routes.d/sub/c.test.yaml': 'cases:\n  - { name: four, GET /goods/1: 200 }\n',
      'other/b.test.yaml': 'cases:\n  - { name: three, GET /goods/1: 200 }\n',
    };
    const rows = [
      [[], ['one', 'two', 'GET /goods/1', 'none', 'four']],
      [
        ['--tag', 'x', '--tag', 'smoke'],
        ['one', 'none'],
      ],
      [['--grep', 't(w|hr)'], ['two']],
      [
        ['--grep', '^a › '],
        ['one', 'two'],
      ],
      [['routes.d/a.test.yaml'], ['one', 'two']],
      [['routes.d/sub'], ['four']],
      [
        ['routes.d/a.test.yaml', 'other/b.test.yaml', '--grep', 't'],
        ['three', 'two'],
      ],
      [['other/b.test.yaml'], ['three']],
      [
        ['routes.d', 'other'],
        ['three', 'one', 'two', 'GET /goods/1', 'none', 'four'],
      ],
    ] as const;
    for (const [argv, names] of rows) {
      it(`runs ${names.join(', ')} for ${JSON.stringify(argv.join(' '))}`, async () => {
        project(files);
        const ran = await run(argv);
        expect([ran.code, [...casesOf(ran)].sort()]).to.deep.equal([0, [...names].sort()]);
      });
    }

    for (const [argv, told] of [
      [['--tag', 'smok'], 'no case has the tag "smok": did you mean "smoke"?\n'],
      [['--grep', 'nothing'], 'no case matches "nothing": --list shows all\n'],
      [['routes.d/goods.yaml'], 'there are no suites (*.test.yaml) in routes.d/goods.yaml\n'],
    ] as const) {
      it(`ends with 4 for ${argv.join(' ')}`, async () => {
        project();
        expect(await run(argv)).to.deep.equal({ code: 4, out: '', err: told });
      });
    }

    it('serves the folder of a suite where there is no routes.d', async () => {
      folder({ 'mocks/goods.yaml': ROUTES, 'mocks/goods.test.yaml': GOOD });
      expect((await run(['mocks/goods.test.yaml'])).code).to.equal(0);
    });
  });

  describe('with --list and --dry-run', () => {
    it('lists the cases and sends nothing', async () => {
      project({ 'routes.d/goods.test.yaml': BAD });
      expect(await run(['--list'])).to.deep.equal({
        code: 0,
        out: 'routes.d/goods.test.yaml:2:5\tgoods\tGET /goods/1\t\t\t\nroutes.d/goods.test.yaml:3:13\tgoods\twrong\t\t\t\n',
        err: '',
      });
    });

    it('lists them as JSON', async () => {
      project();
      const { out } = await run(['--list', '--reporter', 'json', '--tag', 'smoke']);
      expect(JSON.parse(out)).to.deep.equal([
        {
          suite: 'goods',
          name: 'none',
          file: 'routes.d/goods.test.yaml',
          line: 3,
          column: 13,
          tags: ['smoke'],
          rows: null,
          skip: false,
          only: false,
          steps: ['GET /goods/101'],
        },
      ]);
    });

    it('shows what would be run, on a service that need not be there, and leaves reports alone', async () => {
      const cwd = project({ 'report.xml': 'old' });
      const argv = ['--dry-run', '--target', 'http://127.0.0.1:1', '--output', 'junit=report.xml'];
      expect(await run(argv)).to.deep.equal({
        code: 0,
        out: `goods  routes.d/goods.test.yaml
  GET /goods/1
  none
    GET /goods/101

2 cases of 1 suite would be run on http://127.0.0.1:1; nothing was sent
`,
        err: '',
      });
      expect(readFileSync(join(cwd, 'report.xml'), 'utf8')).to.equal('old');
    });

    it('finds mistakes all the same', async () => {
      project({ 'routes.d/b.test.yaml': 'cases: [ { GET /b: "bdy.x == 1" } ]\n' });
      expect((await run(['--dry-run'])).code).to.equal(2);
    });
  });

  describe('of values', () => {
    const suite = `vars: { id: 1 }
cases:
  - name: values
    GET /goods/\${vars.id}: { expect: { body: { data: { id: "\${vars.want}", stage: "\${env.STAGE}" } } } }
`;

    it('takes vars and variables, those of a file too, for the suites and for the mock', async () => {
      project({ 'routes.d/v.test.yaml': suite, 'qa.env': 'STAGE=file\nOTHER=1\n' });
      const argv = ['--grep', 'values', '--var', 'id=7', '--var', 'want=7', '--env-file', 'qa.env'];
      expect((await run(argv)).code).to.equal(0);
      const { code, out } = await run(argv, { env: { MOCKAPI_VAR_STAGE: 'process' } });
      expect([code, out.includes('failed')]).to.deep.equal([0, false]);
    });

    it('has vars of suite and case that are made of others see what is given', async () => {
      const made = `vars: { id: 1, next: "\${vars.id + 1}" }
cases:
  - name: made
    vars: { twice: "\${vars.id * 2}" }
    GET /goods/\${vars.id}: 'vars.next == 8 && vars.twice == 14 && status == 200'
`;
      project({ 'routes.d/v.test.yaml': made });
      expect((await run(['--grep', 'made', '--var', 'id=7'])).out).to.include('1 passed');
    });

    it('warns of a value that no suite uses', async () => {
      project({ 'routes.d/v.test.yaml': suite });
      const { code, err } = await run(['--grep', 'values', '--var', 'want=1', '--var', 'di=7'], {
        env: { MOCKAPI_VAR_STAGE: 'x' },
      });
      expect(code).to.not.equal(2);
      expect(err).to.include('warning: --var "di" is used by no suite here; did you mean "id"?\n');
      expect(err).to.not.include('"want"');
    });

    it('knows a value that nobody gives as a mistake', async () => {
      project({ 'routes.d/v.test.yaml': suite });
      const { code, err } = await run([]);
      expect(code).to.equal(2);
      expect(err).to.include('want');
    });

    it('ends with 2 when the file of variables is not there', async () => {
      project();
      expect(await run(['--env-file', 'no.env'])).to.deep.equal({
        code: 2,
        out: '',
        err: 'error: the file of --env-file "no.env" cannot be read: ENOENT: no such file or directory\n',
      });
    });
  });

  describe('of reports', () => {
    it('writes several at once, each where it was asked for', async () => {
      const cwd = project();
      const argv = ['-o', 'junit=out/report.xml', '-o', 'json=out/report.json', '-o', 'html=report.html', '-o', 'tap'];
      const { code, out } = await run(argv);
      expect(code).to.equal(0);
      expect(out).to.match(/^TAP version 14\n/);
      expect(readFileSync(join(cwd, 'out/report.xml'), 'utf8')).to.match(/^<\?xml .*\?>\s*<testsuites/);
      expect(readFileSync(join(cwd, 'report.html'), 'utf8')).to.match(/^<!doctype html>/);
      const report = JSON.parse(readFileSync(join(cwd, 'out/report.json'), 'utf8'));
      expect([report.totals, report.coverage.percent]).to.deep.equal([
        { cases: 2, passed: 2, failed: 0, skipped: 0 },
        57.1,
      ]);
    });

    it('shows people the report for them beside those in files', async () => {
      project();
      expect((await run(['-o', 'junit=report.xml'])).out).to.match(/\n2 passed in /);
      expect((await run(['-o', 'junit=report.xml'], { isTerminal: true })).out).to.match(/✓ GET \/goods\/1/);
    });

    it('tells programs the coverage of a part, and people not', async () => {
      const cwd = project();
      const { out } = await run(['--tag', 'smoke', '-o', 'json=report.json']);
      expect(out).to.not.include('coverage');
      expect(JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')).coverage.percent).to.equal(42.8);
    });

    it('leaves no report of an earlier run behind when the target is not there', async () => {
      const cwd = project({ 'report.xml': 'old' });
      const { code } = await run(['--target', 'http://127.0.0.1:1', '-o', 'junit=report.xml']);
      expect([code, existsSync(join(cwd, 'report.xml'))]).to.deep.equal([3, false]);
    });

    it('ends with 3 before the first case when one cannot be written', async () => {
      mkdirSync(join(project(), 'report.xml'));
      expect(await run(['-o', 'junit=report.xml'])).to.deep.equal({
        code: 3,
        out: '',
        err: 'error: the report "report.xml" cannot be written: there is a folder of this name\n',
      });
    });

    it('ends with 3 where no folder can be made for it', async () => {
      project({ 'a-file': '' });
      const outcomes = [await run(['-o', 'junit=a-file/b/report.xml'])];
      // Node alone never comes to an end there.
      if (existsSync('/proc/self')) outcomes.push(await run(['-o', 'junit=/proc/nope/report.xml']));
      expect(outcomes.map(({ code, err }) => [code, err.replace(/".*"/, '"…"')])).to.deep.equal(
        [
          [3, 'error: the report "…" cannot be written: a part of its path is a file\n'],
          [3, 'error: the report "…" cannot be written: ENOENT: no such file or directory\n'],
        ].slice(0, outcomes.length),
      );
    });

    for (const [argv, told] of [
      [
        ['-r', 'tap', '-o', 'json'],
        '"tap" and "json" cannot both go to standard output: give one a file, such as --output json=FILE',
      ],
      [['-o', 'tap=a', '-o', 'json=./a'], 'two reports cannot both go to "./a"'],
      [['--insecure'], '--insecure is for the TLS of a service: name it with --target URL'],
      [['--ca', 'x.pem'], '--ca is for the TLS of a service: name it with --target URL'],
      [
        ['--target', 'https://a.test', '--ca', 'x.pem'],
        'the file of --ca "x.pem" cannot be read: ENOENT: no such file or directory',
      ],
      [
        ['--target', 'http://a.test', '--min-coverage', '1'],
        '--min-coverage is for the mock: what of a service was exercised is not known',
      ],
    ] as const) {
      it(`ends with 2 for ${argv.join(' ')}`, async () => {
        project();
        expect(await run(argv)).to.deep.equal({ code: 2, out: '', err: `error: ${told}\n` });
      });
    }

    for (const [argv, told] of [
      [['--reporter', 'xml'], 'There is no such report'],
      [['--target', 'localhost:80'], 'Write a URL such as'],
      [['--workers', '0'], 'It is a whole number from 1 to 64.'],
      [['--timeout', '10'], 'A time is written such as 500ms, 10s or 2m.'],
      [['--grep', '('], 'It is no regular expression (RE2)'],
      [['--var', 'x'], 'Write it as name=value'],
      [['--list', '--watch'], 'cannot be used with'],
      [['--list', '--dry-run'], 'cannot be used with'],
      [['--min-coverage', '101'], 'It is a percentage from 0 to 100.'],
    ] as const) {
      it(`ends with 2 for ${argv.join(' ')}`, async () => {
        const { code, err } = await run(argv);
        expect(code).to.equal(2);
        expect(err).to.include(told);
      });
    }
  });

  describe('with --min-coverage', () => {
    it('ends with 0 where it is reached', async () => {
      project();
      expect(await run(['--min-coverage', '57.1'])).to.include({ code: 0, err: '' });
    });

    it('ends with 1 below it, and says by how much, also of a part', async () => {
      project();
      const { code, out, err } = await run(['--min-coverage', '80', '--tag', 'smoke']);
      expect([code, err]).to.deep.equal([1, 'error: the coverage is 42.8%, below the 80% of --min-coverage\n']);
      expect(out).to.include('coverage     covered');
    });
  });

  describe('with --bail, --workers and --update', () => {
    it('begins no other case once one has failed', async () => {
      project({ 'routes.d/a.test.yaml': 'cases: [ { GET /goods/1: 500 }, { GET /goods/2: 200 } ]\n' });
      const ran = await run(['--bail']);
      expect([ran.code, casesOf(ran)]).to.deep.equal([1, ['GET /goods/1']]);
      expect(ran.out).to.include('stopped at the first failure (--bail)');
    });

    it('gives each worker a mock of its own', async () => {
      const own = (name: string): string => `cases:
  - name: ${name}
    steps: [ { GET /goods/1: 200 }, { wait: 20ms } ]
    verify: [ { request: "GET /goods/{id}", times: 1 } ]
`;
      project({ 'routes.d/a.test.yaml': own('a'), 'routes.d/b.test.yaml': own('b'), 'routes.d/c.test.yaml': own('c') });
      const ran = await run(['--workers', '3', '--grep', '^[abc] ']);
      expect([ran.code, casesOf(ran)]).to.deep.equal([0, ['a', 'b', 'c']]);
    });

    it('writes expected answers anew', async () => {
      const cwd = project({
        'routes.d/e.test.yaml':
          'cases: [ { name: file, PUT /goods: { params: { body: { a: 1 } }, expect: { file: _e.json } } } ]\n',
      });
      expect((await run(['--grep', 'file'])).code).to.equal(1);
      expect((await run(['--grep', 'file', '--update'])).code).to.equal(0);
      expect(JSON.parse(readFileSync(join(cwd, 'routes.d/_e.json'), 'utf8')).data).to.deep.equal({ a: 1 });
      expect((await run(['--grep', 'file'])).code).to.equal(0);
    });
  });

  describe('with --target', () => {
    let server: Server;
    let url = '';
    const seen: string[] = [];

    beforeEach((done) => {
      seen.length = 0;
      server = createServer((req, res) => {
        seen.push(`${req.method} ${req.url}`);
        res.writeHead(req.url?.endsWith('/101') ? 404 : 200, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ code: 200, message: 'success', data: null }));
      }).listen(0, '127.0.0.1', () => {
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        done();
      });
    });

    afterEach((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });

    it('sends the requests there, below its path, and tells no coverage', async () => {
      project();
      const { code, out } = await run(['--target', `${url}/v1/`]);
      expect([code, seen]).to.deep.equal([0, ['GET /v1/goods/1', 'GET /v1/goods/101']]);
      expect(steady(out)).to.match(/^target http:\/\/HOST\/v1\n/);
      expect(out).to.not.include('coverage');
    });

    it('needs no routes', async () => {
      folder({ 'goods.test.yaml': GOOD, 'docker-compose.yaml': 'services: {}\n' });
      expect(await run(['goods.test.yaml', '--target', url])).to.include({ code: 0, err: '' });
    });

    it('ends with 3 when nobody listens there, before the first case', async () => {
      project();
      server.close();
      expect(await run(['--target', url])).to.deep.equal({
        code: 3,
        out: '',
        err: `error: the target cannot be reached: connection refused: is the service up at ${url}?\n`,
      });
    });
  });
});

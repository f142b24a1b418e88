import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { useRemoteServer } from '../serve/remote-server.ts';
import { type RunOptions, run as runIn, useFolder } from './fake-terminal.ts';

const GOOD = `routes:
  GET /goods/{id}:
    name: one
    params:
      url: { id: integer }
      query: { limit: { type: integer, default: 1 } }
      header: { x-token: { type: string, required: true } }
    data: "\${url.id}"
  POST /聊天:
    params: { body: { type: object } }
    data: "\${body}"
`;
const CHAT = `channels:
  /ws/{room}/{user}:
    name: chat
    params: { query: { token: { type: string, required: true } } }
    origin: [ "http://localhost:5173" ]
    on:
      join:
        - { to: room, json: { user: "\${user}", members: "\${members}" } }
        - { wait: 1.5s }
        - { to: "user:\${cookie.to}", text: hi }
        - { to: sender, binary: { hex: "00 ff" } }
        - { close: { code: 4001, reason: bye } }
  /ws/all: { room: [ a, b ], user: me }
`;
const BROKEN = 'routes:\n  GET /broken:\n    dta: 1\n';
const WARNED = 'routes:\n  GET /w:\n    cases:\n      - data: 1\n      - data: 2\n';

describe('main', () => {
  const folder = useFolder();
  const run = (argv: readonly string[], options: Partial<RunOptions> = {}) =>
    runIn(argv, { cwd: folder(), ...options });

  describe('with --allow-remote-refs', () => {
    const server = useRemoteServer();
    const files = (): string =>
      folder({
        'routes.d/r.yaml': `routes:\n  POST /a:\n    params: { body: { $ref: "${server.url}/item.yaml" } }\n    data: 1\n`,
        'routes.d/r.test.yaml': 'cases:\n  - { POST /a: { params: { body: 5 }, expect: 200 } }\n',
      });
    const commands: readonly (readonly string[])[] = [
      ['check'],
      ['routes'],
      ['explain', 'POST', '/a', '-d', '5', '-H', 'content-type: application/json'],
      ['test'],
      ['export', 'openapi'],
    ];
    for (const command of commands) {
      it(`fetches what is named for ${command[0]}, and not without it`, async () => {
        files();
        server.pages.set('/item.yaml', 'type: integer');
        expect((await run(command)).code).to.equal(command[0] === 'check' ? 1 : 2);
        expect(await run([...command, '--allow-remote-refs'])).to.include({ code: 0, err: '' });
      });
    }
  });

  describe('of no command', () => {
    it('lists every command in its help', async () => {
      const { code, out, err } = await run(['--help']);
      expect([code, err]).to.deep.equal([0, '']);
      for (const name of ['serve', 'check', 'test', 'routes', 'explain', 'export', 'import', 'init'])
        expect(out).to.match(new RegExp(`^  ${name}\\b`, 'm'));
    });

    for (const name of ['serve', 'check', 'test', 'routes', 'explain', 'export', 'import', 'init']) {
      it(`has help with examples and exit codes for ${name}`, async () => {
        const { code, out } = await run([name, '--help']);
        expect(code).to.equal(0);
        expect(out.match(new RegExp(`^  mockapi ${name}`, 'gm'))?.length).to.be.within(2, 5);
        expect(out).to.include('Exit codes: 0 ');
      });
    }

    it('prints the version of package.json', async () => {
      const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
      expect(await run(['--version'])).to.deep.equal({ code: 0, out: `${version}\n`, err: '' });
    });

    const wrong = [
      [[], 'Usage: mockapi'],
      [['serv'], '(Did you mean serve?)'],
      [['check', '--fromat', 'json'], '(Did you mean --format?)'],
      [['check', '--format', 'xml'], 'Allowed choices are pretty, json, github'],
      [['check', ''], 'It is empty.'],
      [['serve', '--port', 'abc'], 'A port is a number from 0 to 65535'],
      [['serve', '--port', '65536'], 'A port is a number from 0 to 65535'],
      [['serve', '--port=-1'], 'A port is a number from 0 to 65535'],
      [['serve', '--seed', '1.5'], 'A seed is a whole number'],
      [['serve', '--locale', 'xx'], 'There is no such locale'],
      [['serve', '--log-level', 'loud'], 'Allowed choices are error, warn, info, debug'],
      [['serve', '--no-log', '--log-dir', 'x'], 'cannot be used with'],
      [['serve', '--config', ''], 'It is empty.'],
      [['explain', 'GET'], "missing required argument 'url'"],
      [['explain', 'GET', 'goods'], 'Write a path such as /goods/1'],
      [['explain', 'GET', '/', '-H', 'x'], "Write it as 'name: value'."],
      [['explain', 'GET', '/', '-d', '@nothing.json'], 'The file cannot be read: ENOENT'],
      [['explain', 'WS', '/', '-d', 'x'], 'a handshake has no body: leave --data out'],
      [['explain', 'POST', '/', '-H', 'content-type: multipart/form-data'], 'multipart forms are not explained'],
      [['init', 'a', 'b'], 'too many arguments'],
    ] as const;
    for (const [argv, told] of wrong) {
      it(`ends with 2 for ${JSON.stringify(argv.join(' '))} and says what is wrong`, async () => {
        const { code, out, err } = await run(argv);
        expect({ code, out }).to.deep.equal({ code: 2, out: '' });
        expect(err).to.include(told);
      });
    }

    it('says how to serve a folder that stands where a command belongs', async () => {
      const cwd = folder({ 'mocks/a.yaml': GOOD });
      expect((await run(['mocks'], { cwd })).err).to.include('to serve it, write: mockapi serve mocks');
    });
  });

  describe('of check', () => {
    it('counts what is fine and ends with 0', async () => {
      folder({ 'routes.d/a.yaml': GOOD, 'routes.d/_notes.yaml': '' });
      expect(await run(['check'])).to.deep.equal({
        code: 0,
        out: 'skipped routes.d/_notes.yaml: its name begins with "_"\nno problems in 1 file with 2 routes\n',
        err: '',
      });
    });

    it('counts channels too', async () => {
      folder({ 'routes.d/a.yaml': CHAT });
      expect((await run(['check'])).out).to.equal('no problems in 1 file with 0 routes and 2 channels\n');
    });

    it('tells every problem with its frame and ends with 1', async () => {
      folder({ 'routes.d/a.yaml': GOOD, 'routes.d/b.yaml': BROKEN, 'routes.d/c.yaml': WARNED });
      const { code, out } = await run(['check']);
      expect(code).to.equal(1);
      expect(out).to.include('routes.d/b.yaml:3:5  error  unknown-key  ');
      expect(out).to.include('   3 |     dta: 1\n     |     ^^^ did you mean "data"?\n');
      expect(out).to.match(/routes\.d\/c\.yaml:5:\d+ {2}warning {2}unreachable-case/);
      expect(out).to.match(/\n1 error, 1 warning in 3 files with 3 routes\n$/);
    });

    it('ends with 0 for warnings, unless they are to be errors', async () => {
      folder({ 'routes.d/c.yaml': WARNED });
      expect([(await run(['check'])).code, (await run(['check', '--warnings-as-errors'])).code]).to.deep.equal([0, 1]);
    });

    it('tells the problems of interface tests, and of the files that only they name', async () => {
      const cwd = folder({
        'routes.d/a.yaml': GOOD,
        'routes.d/a.test.yaml':
          'cases:\n  - rows: goods.csv\n    GET /a: 2000\n  - steps: [ { use: ../other.test.yaml#x } ]\n',
        'routes.d/b.test.yaml': 'cases: [\n',
        'routes.d/c.test.yaml': '',
        'other.test.yaml': 'cases: []\n',
      });
      writeFileSync(join(cwd, 'routes.d/goods.csv'), Buffer.from([0x6e, 0x0a, 0xb1, 0xca]));
      const { code, out } = await run(['check', '--format', 'json']);
      const { problems, summary } = JSON.parse(out) as {
        readonly problems: readonly { readonly code: string; readonly file: string; readonly line: number }[];
        readonly summary: unknown;
      };
      expect(code).to.equal(1);
      expect(problems.map((problem) => [problem.file, problem.line, problem.code])).to.deep.equal([
        ['other.test.yaml', 1, 'wrong-value'],
        ['routes.d/a.test.yaml', 3, 'wrong-value'],
        ['routes.d/b.test.yaml', 1, 'yaml-syntax'],
        ['routes.d/c.test.yaml', 1, 'empty-suite'],
        ['routes.d/goods.csv', 2, 'not-utf8'],
      ]);
      expect(summary).to.deep.equal({ errors: 4, warnings: 1, files: 4, routes: 2, channels: 0, skipped: [] });
    });

    it('tells what is wrong in the expressions, rows and checks of interface tests', async () => {
      folder({
        'routes.d/a.yaml': 'routes: { "GET /a/{id}": { data: 1 } }\n',
        'routes.d/a.test.yaml': `cases:
  - rows: a.csv
    GET /a/\${row.idd}: 200
  - GET /a/1: { expect: body == data }
    verify: [ { request: "GET /a/{name}" } ]
`,
        'routes.d/a.csv': 'id\n1\n',
      });
      const { problems } = JSON.parse((await run(['check', '-f', 'json'])).out) as {
        readonly problems: readonly { readonly line: number; readonly code: string }[];
      };
      expect(problems.map(({ line, code }) => [line, code])).to.deep.equal([
        [3, 'unknown-name'],
        [4, 'unknown-name'],
        [5, 'unknown-name'],
      ]);
    });

    it('writes problems as JSON', async () => {
      folder({ 'routes.d/b.yaml': BROKEN });
      const { problems } = JSON.parse((await run(['check', '-f', 'json'])).out) as { readonly problems: unknown };
      expect(problems).to.deep.equal([
        {
          code: 'unknown-key',
          severity: 'error',
          message: 'a route has no key "dta"',
          hint: 'did you mean "data"?',
          file: 'routes.d/b.yaml',
          line: 3,
          column: 5,
          pointer: '/routes/GET ~1broken/dta',
          related: [],
        },
      ]);
    });

    it('writes problems as annotations', async () => {
      folder({ 'routes.d/b.yaml': BROKEN });
      expect((await run(['check', '-f', 'github'])).out).to.equal(
        '::error file=routes.d/b.yaml,line=3,col=5,title=unknown-key::a route has no key "dta"%0Adid you mean "data"?\n' +
          '1 error in 1 file with 0 routes\n',
      );
    });

    it('ends with 2 when a path does not exist, and says how to begin only where none was named', async () => {
      const named = await run(['check', 'nope']);
      const unnamed = await run(['check']);
      expect([named.code, named.err, unnamed.code]).to.deep.equal([2, '', 2]);
      expect(named.out).to.include('"nope" does not exist');
      expect(unnamed.err).to.include('`mockapi init` writes a small one');
    });

    it('ends with 4 when there is nothing to check', async () => {
      folder({ 'routes.d/readme.txt': '' });
      const { code, err } = await run(['check']);
      expect([code, err]).to.deep.equal([4, 'there are no route files in ./routes.d\n']);
    });

    it('reads the settings file that is named', async () => {
      folder({ 'routes.d/a.yaml': GOOD, 'other.yaml': 'servr: {}\n' });
      const { code, out } = await run(['check', '--config', 'other.yaml']);
      expect(code).to.equal(1);
      expect(out).to.include('other.yaml:1:1');
    });
  });

  describe('of routes', () => {
    it('writes a line a route with tabs, for programs', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      expect(await run(['routes'])).to.deep.equal({
        code: 0,
        out:
          'GET\t/goods/{id}\tone\theader.x-token url.id query.limit?\troutes.d/a.yaml:2\n' +
          'POST\t/聊天\t\tbody\troutes.d/a.yaml:9\n',
        err: '',
      });
    });

    it('writes an aligned table on a terminal', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      expect((await run(['routes'], { isTerminal: true })).out).to.equal(
        [
          'METHOD  PATH         NAME  PARAMETERS                          WRITTEN IN',
          'GET     /goods/{id}  one   header.x-token url.id query.limit?  routes.d/a.yaml:2',
          'POST    /聊天              body                                routes.d/a.yaml:9',
          '',
        ].join('\n'),
      );
    });

    it('writes JSON', async () => {
      folder({ 'routes.d/w.yaml': WARNED });
      expect(JSON.parse((await run(['routes', '--format', 'json'])).out)).to.deep.equal([
        {
          method: 'GET',
          path: '/w',
          name: 'GET /w',
          summary: null,
          tags: [],
          parameters: [],
          file: 'routes.d/w.yaml',
          line: 2,
        },
      ]);
    });

    it('lists what is good of a broken project, tells its errors and ends with 2', async () => {
      folder({ 'routes.d/b.yaml': BROKEN, 'routes.d/c.yaml': WARNED });
      const { code, out, err } = await run(['routes']);
      expect([code, out]).to.deep.equal([2, 'GET\t/w\t\t\troutes.d/c.yaml:2\n']);
      expect(err).to.include('routes.d/b.yaml:3:5  error');
      expect(err).to.not.include('warning');
    });

    it('lists channels behind the routes', async () => {
      folder({ 'routes.d/a.yaml': CHAT, 'routes.d/w.yaml': WARNED });
      expect(await run(['routes'])).to.deep.equal({
        code: 0,
        out:
          'GET\t/w\t\t\troutes.d/w.yaml:2\n' +
          'WS\t/ws/{room}/{user}\tchat\turl.room url.user query.token\troutes.d/a.yaml:2\n' +
          'WS\t/ws/all\t\t\troutes.d/a.yaml:13\n',
        err: '',
      });
    });

    it('ends with 4 when there are none', async () => {
      folder({ 'routes.d/a.yaml': '' });
      expect(await run(['routes'])).to.deep.equal({ code: 4, out: '', err: 'there are no routes in ./routes.d\n' });
    });
  });

  describe('of explain', () => {
    const explain = async (...argv: readonly string[]) => {
      const { code, out, err } = await run(['explain', ...argv, '--format', 'json']);
      return { code, err, told: JSON.parse(out) as Told };
    };
    interface Told {
      readonly route: unknown;
      readonly refusal: string | null;
      readonly cases: unknown;
      readonly answer: { readonly status: number; readonly body: string | null; readonly file: string | null };
      readonly connection?: { readonly join: unknown } | null;
    }

    it('tells the line that answers and the answer', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      const { code, told } = await explain('get', '/goods/7', '-H', 'x-token: t');
      expect(code).to.equal(0);
      expect(told.route).to.deep.equal({ id: 'GET /goods/{id}', name: 'one', file: 'routes.d/a.yaml', line: 2 });
      expect(told.answer.body).to.equal('{"code":200,"message":"success","data":7}');
    });

    it('tells it in words by default', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      const { out } = await run(['explain', 'GET', '/goods/x?limit=5&y=1']);
      expect(out).to.include('GET /goods/x?limit=5&y=1 → 422 Unprocessable Entity\nheader "x-token" is required\n');
      expect(out).to.include('\nroute\n  GET /goods/{id}  routes.d/a.yaml:2\n');
      expect(out).to.include('  header.x-token  absent\n    ✗ header "x-token" is required\n');
      expect(out).to.include('  url.id  "x"\n    ✗ url "id" must be an integer\n');
      expect(out).to.include('  query.limit  "5" → 5 (optional)\n  query.y  "1" (not declared)\n');
      expect(out).to.include('\ncases\n  routes.d/a.yaml:2  not asked  the request is refused before\n');
    });

    it('sends data from a file, from standard input and from the command line', async () => {
      const cwd = folder({ 'routes.d/a.yaml': GOOD, 'body.json': '{"a":1}' });
      const bodies = await Promise.all(
        ['@body.json', '@-', '{"a":1}'].map(async (data) => {
          const { out } = await run(['explain', 'POST', '/聊天', '-d', data, '-f', 'json'], { cwd, stdin: '{"a":1}' });
          return (JSON.parse(out) as Told).answer.body;
        }),
      );
      expect(new Set(bodies)).to.deep.equal(new Set(['{"code":200,"message":"success","data":{"a":1}}']));
    });

    const refusals = [
      [['POST', '/聊天', '-d', '{'], 400, 0],
      [['POST', '/聊天', '-d', 'a=1'], 415, 0],
      [['POST', '/聊天', '-d', '{"a":1,"a":2}'], 400, 0],
      [['POST', '/聊天'], 422, 0],
      [['DELETE', '/goods/1'], 405, 4],
      [['GET', '/god'], 404, 4],
      [['GET', '/%zz'], 400, 4],
    ] as const;
    for (const [argv, status, exit] of refusals) {
      it(`tells ${status} for ${argv.join(' ')} and ends with ${exit}`, async () => {
        folder({ 'routes.d/a.yaml': GOOD });
        const { code, told } = await explain(...argv);
        expect([code, told.answer.status]).to.deep.equal([exit, status]);
        expect(told.refusal).to.be.a('string');
      });
    }

    it('names the file that is sent, and shows no body where HTTP has none', async () => {
      const cwd = folder({
        'routes.d/f.yaml': 'routes:\n  GET /f: { file: ./x.txt }\n  GET /e: { status: 204, data: 1 }\n',
        'routes.d/x.txt': 'x',
      });
      expect((await explain('GET', '/f')).told.answer.file).to.equal(join(cwd, 'routes.d/x.txt'));
      expect((await explain('GET', '/e')).told.answer).to.deep.include({ status: 204, body: null });
      expect((await explain('HEAD', '/e')).told.answer.body).to.equal(null);
    });

    it('says that a templated file does not exist, as the mock answers it', async () => {
      folder({ 'routes.d/f.yaml': 'routes:\n  GET /f/{n}: { file: "./files/${url.n}.txt" }\n' });
      const { code, told } = await explain('GET', '/f/1');
      expect([code, told.refusal, told.cases]).to.deep.equal([
        0,
        'there is no file "1.txt"',
        [{ file: 'routes.d/f.yaml', line: 2, verdict: 'fails', why: 'there is no file "1.txt"' }],
      ]);
      expect(told.answer).to.deep.include({
        status: 404,
        body: '{"code":404,"message":"there is no file \\"1.txt\\"","data":null}',
        file: null,
      });
    });

    it('knows the pages of the mock itself, unless they are off or a route takes their place', async () => {
      folder({ 'routes.d/a.yaml': GOOD });
      const page = await explain('GET', '/openapi.json');
      expect([page.code, page.told.refusal, page.told.route]).to.deep.equal([
        0,
        '/openapi.json is a page of the mock itself (the setting "docs")',
        null,
      ]);
      expect(JSON.parse(page.told.answer.body ?? '')).to.include({ openapi: '3.1.1' });
      const { code, told } = await explain('POST', '/docs');
      expect([code, told.refusal]).to.deep.equal([4, '/docs does not take POST; it takes GET, HEAD, OPTIONS']);
      folder({ 'routes.d/b.yaml': 'routes:\n  GET /docs: { data: mine }\n' });
      expect((await explain('GET', '/docs')).told.answer.body).to.include('mine');
      folder({ 'routes.d/mockapi.yaml': 'docs: off\n' });
      expect((await explain('GET', '/redoc')).told.answer.status).to.equal(404);
    });

    it('takes the project that --routes names', async () => {
      folder({ 'a/x.yaml': GOOD, 'b/y.yaml': WARNED });
      const { code } = await explain('GET', '/w', '--routes', 'a', '--routes', 'b');
      expect(code).to.equal(0);
    });

    describe('with the method WS', () => {
      it('tells whose the connection is, its rooms, and what it hears when it joins', async () => {
        folder({ 'routes.d/a.yaml': CHAT });
        const { code, out } = await run(['explain', 'ws', '/ws/lobby/%E5%BC%A0?token=t']);
        expect([code, out]).to.deep.equal([
          0,
          `WS /ws/lobby/%E5%BC%A0?token=t → 101 Switching Protocols

channel
  WS /ws/{room}/{user}  routes.d/a.yaml:2

parameters
  url.room  "lobby"
  url.user  "张"
  query.token  "t"

connection
  user  张
  room  lobby

join
  routes.d/a.yaml:8   room ← {"user":"张","members":["张"]}
  routes.d/a.yaml:9   wait 1.5s
  routes.d/a.yaml:10  fails: "user:" is no address; it must be sender, others, room, room:NAME, user:NAME or everyone (routes.d/a.yaml:10:17)
  routes.d/a.yaml:11  sender ← 2B of bytes
  routes.d/a.yaml:12  close 4001 "bye"
`,
        ]);
      });

      it('tells the same as JSON', async () => {
        folder({ 'routes.d/a.yaml': CHAT });
        const { told } = await explain('WS', 'ws://mock:1/ws/all');
        expect(told).to.deep.equal({
          request: { method: 'WS', target: 'ws://mock:1/ws/all' },
          channel: { id: 'WS /ws/all', name: 'WS /ws/all', file: 'routes.d/a.yaml', line: 13 },
          refusal: null,
          parameters: [],
          issues: [],
          moreIssues: 0,
          connection: { user: 'me', rooms: ['a', 'b'], join: [] },
          others: [{ id: 'WS /ws/{room}/{user}', file: 'routes.d/a.yaml', line: 2, why: 'it goes on with {user}' }],
          answer: null,
        });
        const { told: chat } = await explain('WS', '/ws/a/b?token=t', '-H', 'cookie: to=b');
        expect(chat.connection?.join).to.deep.equal([
          { at: 'routes.d/a.yaml:8', do: 'send', to: 'room', text: '{"user":"b","members":["b"]}' },
          { at: 'routes.d/a.yaml:9', do: 'wait', ms: 1500 },
          { at: 'routes.d/a.yaml:10', do: 'send', to: 'user:b', text: 'hi' },
          { at: 'routes.d/a.yaml:11', do: 'send', to: 'sender', base64: 'AP8=' },
          { at: 'routes.d/a.yaml:12', do: 'close', code: 4001, reason: 'bye' },
        ]);
      });

      it('tells what is wrong with the parameters, and the answer', async () => {
        folder({ 'routes.d/a.yaml': CHAT });
        const { code, out } = await run(['explain', 'WS', '/ws/lobby/ann']);
        expect(code).to.equal(0);
        expect(out).to.include('WS /ws/lobby/ann → 422 Unprocessable Entity\nquery "token" is required\n');
        expect(out).to.include('  query.token  absent\n    ✗ query "token" is required\n');
        expect(out).to.include('\nanswer\n  422 Unprocessable Entity\n');
        expect(out).to.not.include('connection');
      });

      it('tells of a page from elsewhere that it may not connect', async () => {
        folder({ 'routes.d/a.yaml': CHAT });
        const { code, told } = await explain('WS', '/ws/lobby/ann?token=t', '-H', 'origin: http://evil');
        expect([code, told.answer.status, told.connection]).to.deep.equal([0, 403, null]);
        expect(told.refusal).to.match(/^pages of "http:\/\/evil" may not connect here; /);
      });

      it('tells the nearest channels where there is none, and ends with 4', async () => {
        folder({ 'routes.d/a.yaml': CHAT });
        const { code, out } = await run(['explain', 'WS', '/ws/al']);
        expect(code).to.equal(4);
        expect(out).to.include('\nchannel\n  none takes this handshake\n');
        expect(out).to.include(
          '\nother channels\n  WS /ws/{room}/{user}  routes.d/a.yaml:2   it goes on with {user}\n  WS /ws/all            routes.d/a.yaml:13  "al" is not "all"\n',
        );
      });

      it('shows no control characters as they are', async () => {
        folder({ 'routes.d/a.yaml': CHAT });
        const { out } = await run(['explain', 'WS', '/ws/%1b%5b31m/a?token=%0a']);
        expect(out).to.include('room  \\x1b[31m');
        expect(out).to.not.match(/\u001b/);
      });
    });

    it('explains what is good of a broken project, tells its errors and ends with 2', async () => {
      folder({ 'routes.d/a.yaml': GOOD, 'routes.d/b.yaml': BROKEN });
      const { code, err, told } = await explain('GET', '/goods/1', '-H', 'x-token: t');
      expect([code, told.answer.status]).to.deep.equal([2, 200]);
      expect(err).to.include('unknown-key');
    });

    it('shows no control characters of a request or an answer as they are', async () => {
      folder({ 'routes.d/e.yaml': 'routes:\n  GET /e: { body: "${query.x}" }\n' });
      const { out } = await run(['explain', 'GET', '/e?x=%1b[2J']);
      expect(out).to.not.include('\u001b');
      expect(out).to.include('\\x1b[2J');
    });
  });

  describe('of init', () => {
    it('writes a project that passes check without a warning', async () => {
      const cwd = folder();
      const { code, out } = await run(['init', 'my mock']);
      expect(code).to.equal(0);
      expect(out).to.include('created my mock/routes.d/hello.yaml\n').and.to.include('  cd "my mock"\n');
      const checked = await run(['check', '--warnings-as-errors'], { cwd: join(cwd, 'my mock') });
      expect(checked).to.deep.equal({ code: 0, out: 'no problems in 4 files with 4 routes\n', err: '' });
    });

    it('overwrites nothing and says what is there', async () => {
      const cwd = folder({ 'routes.d/hello.yaml': 'mine' });
      const { code, err } = await run(['init'], { cwd });
      expect([code, err]).to.deep.equal([
        2,
        'error: nothing was written, since there is already\n  routes.d/hello.yaml\n',
      ]);
      expect(readFileSync(join(cwd, 'routes.d/hello.yaml'), 'utf8')).to.equal('mine');
    });

    it('ends with 3 when the folder cannot be written', async () => {
      const cwd = folder();
      writeFileSync(join(cwd, 'file'), '');
      const { code, err } = await run(['init', 'file/deep'], { cwd });
      expect(code).to.equal(3);
      expect(err).to.match(/^error: E/);
    });
  });
});

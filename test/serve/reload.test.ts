import { appendFileSync, chmodSync, renameSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { asOrdinaryUser } from '../tools/ordinary-user.ts';
import { brief, type Files, type ReloadProject, type ReloadProjectOptions, serveFiles } from './reload-project.ts';

const route = (path: string, data: string): string => `routes:\n  GET ${path}: { data: ${data} }\n`;
const GOODS = route('/goods', '1');
const BROKEN = 'routes:\n  GET /goods: { dta: 1 }\n';

describe('reload', () => {
  const projects: ReloadProject[] = [];

  async function open(files: Files, options?: ReloadProjectOptions): Promise<ReloadProject> {
    const project = await serveFiles(files, options);
    projects.push(project);
    return project;
  }

  afterEach(async () => {
    for (const project of projects.splice(0)) await project.close();
  });

  describe('serves what the files say now', () => {
    interface Row {
      readonly when: string;
      readonly files: Files;
      readonly act: (project: ReloadProject) => void;
      /** Path to data or status, before and after. */
      readonly answers: Readonly<Record<string, readonly [unknown, unknown]>>;
      readonly published: readonly [added: number, changed: number, removed: number];
    }
    const rows: readonly Row[] = [
      {
        when: 'a file is added',
        files: { 'routes.d/a.yaml': route('/a', '1') },
        act: ({ write }) => write('routes.d/deep/b.yaml', route('/b', '2')),
        answers: { '/a': [1, 1], '/b': [404, 2] },
        published: [1, 0, 0],
      },
      {
        when: 'a file is edited',
        files: { 'routes.d/a.yaml': route('/a', '1'), 'routes.d/b.yaml': route('/b', '1') },
        act: ({ write }) => write('routes.d/a.yaml', route('/a', '2')),
        answers: { '/a': [1, 2], '/b': [1, 1] },
        published: [0, 1, 0],
      },
      {
        when: 'a file is edited and as long as before',
        files: { 'routes.d/a.yaml': route('/a', '11') },
        act: ({ write }) => write('routes.d/a.yaml', route('/a', '22')),
        answers: { '/a': [11, 22] },
        published: [0, 1, 0],
      },
      {
        when: 'a route is renamed',
        files: { 'routes.d/a.yaml': route('/a', '1') },
        act: ({ write }) => write('routes.d/a.yaml', route('/b', '1')),
        answers: { '/a': [1, 404], '/b': [404, 1] },
        published: [1, 0, 1],
      },
      {
        when: 'a file is renamed',
        files: { 'routes.d/a.yaml': route('/a', '1') },
        act: ({ path }) => renameSync(path('routes.d/a.yaml'), path('routes.d/b.yaml')),
        answers: { '/a': [1, 1] },
        published: [0, 1, 0],
      },
      {
        when: 'a file is deleted',
        files: { 'routes.d/a.yaml': route('/a', '1'), 'routes.d/b.yaml': route('/b', '1') },
        act: ({ remove }) => remove('routes.d/a.yaml'),
        answers: { '/a': [1, 404], '/b': [1, 1] },
        published: [0, 0, 1],
      },
      {
        when: 'a file is emptied',
        files: { 'routes.d/a.yaml': route('/a', '1') },
        act: ({ write }) => write('routes.d/a.yaml', '# nothing yet\n'),
        answers: { '/a': [1, 404] },
        published: [0, 0, 1],
      },
      {
        when: 'two files swap their routes',
        files: { 'routes.d/a.yaml': route('/a', '1'), 'routes.d/b.yaml': route('/b', '2') },
        act({ write }) {
          write('routes.d/a.yaml', route('/b', '3'));
          write('routes.d/b.yaml', route('/a', '4'));
        },
        answers: { '/a': [1, 4], '/b': [2, 3] },
        published: [0, 2, 0],
      },
      {
        when: '_defaults.yaml is added',
        files: { 'routes.d/in/a.yaml': route('/a', '1'), 'routes.d/b.yaml': route('/b', '1') },
        act: ({ write }) => write('routes.d/in/_defaults.yaml', 'prefix: /v2'),
        answers: { '/a': [1, 404], '/v2/a': [404, 1], '/b': [1, 1] },
        published: [1, 0, 1],
      },
      {
        when: '_defaults.yaml is edited',
        files: {
          'routes.d/in/_defaults.yaml': 'vars: { v: 1 }',
          'routes.d/in/a.yaml': route('/a', '"${vars.v}"'),
          'routes.d/b.yaml': route('/b', '1'),
        },
        act: ({ write }) => write('routes.d/in/_defaults.yaml', 'vars: { v: 2 }'),
        answers: { '/a': [1, 2], '/b': [1, 1] },
        published: [0, 1, 0],
      },
      {
        when: '_defaults.yaml is deleted',
        files: { 'routes.d/in/_defaults.yaml': 'prefix: /v1', 'routes.d/in/a.yaml': route('/a', '1') },
        act: ({ remove }) => remove('routes.d/in/_defaults.yaml'),
        answers: { '/v1/a': [1, 404], '/a': [404, 1] },
        published: [1, 0, 1],
      },
      {
        when: 'vars of mockapi.yaml are edited',
        files: {
          'routes.d/mockapi.yaml': 'vars: { v: 1 }',
          'routes.d/a.yaml': route('/a', '"${vars.v}"'),
        },
        act: ({ write }) => write('routes.d/mockapi.yaml', 'vars: { v: 2 }'),
        answers: { '/a': [1, 2] },
        published: [0, 1, 0],
      },
      {
        when: 'mockapi.yaml is added beside the served folder',
        files: { 'routes.d/a.yaml': route('/a', '1') },
        act: ({ write }) => write('mockapi.yaml', 'envelope: { body: { data: [ "${data}" ] } }'),
        answers: { '/a': [1, [1]] },
        published: [0, 1, 0],
      },
      {
        when: 'mockapi.yaml is deleted',
        files: {
          'routes.d/mockapi.yaml': 'envelope: { body: { data: [ "${data}" ] } }',
          'routes.d/a.yaml': route('/a', '1'),
        },
        act: ({ remove }) => remove('routes.d/mockapi.yaml'),
        answers: { '/a': [[1], 1] },
        published: [0, 1, 0],
      },
      {
        when: 'a schema beside the served folder is edited',
        files: {
          'schemas/n.schema.json': '{ "type": "string" }',
          'routes.d/a.yaml':
            'routes:\n  GET /a:\n    params: { query: { n: { $ref: ../schemas/n.schema.json } } }\n    data: 1\n',
        },
        act: ({ write }) => write('schemas/n.schema.json', '{ "type": "integer" }'),
        answers: { '/a?n=x': [1, 422], '/a?n=1': [1, 1] },
        published: [0, 1, 0],
      },
      {
        when: 'a schema behind a schema is edited',
        files: {
          'routes.d/n.schema.yaml': '$ref: ../lib/m.yaml',
          'lib/m.yaml': 'type: string',
          'routes.d/a.yaml': 'routes:\n  GET /a:\n    params: { query: { n: { $ref: n.schema.yaml } } }\n    data: 1\n',
        },
        act: ({ write }) => write('lib/m.yaml', 'type: integer'),
        answers: { '/a?n=x': [1, 422] },
        published: [0, 1, 0],
      },
    ];
    for (const { when, files, act, answers, published } of rows) {
      it(`when ${when}`, async () => {
        const project = await open(files);
        for (const [path, [before]] of Object.entries(answers)) expect(await project.data(path)).to.deep.equal(before);
        act(project);
        await project.mock.reload();
        for (const [path, [, after]] of Object.entries(answers)) expect(await project.data(path)).to.deep.equal(after);
        expect(project.mock.problems).to.deep.equal([]);
        const [report] = project.reports;
        const { version, added, changed, removed } = report?.published ?? {};
        expect([version, added, changed, removed]).to.deep.equal([2, ...published]);
      });
    }
  });

  describe('what a setting means to a running server', () => {
    const files = { 'routes.d/mockapi.yaml': 'limits: { body: 1KB }', 'routes.d/a.yaml': 'routes: { POST /a: {} }' };

    it('follows the limits of a body, cors and what is said of no route', async () => {
      const project = await open(files);
      const post = async (): Promise<Response> =>
        fetch(`http://127.0.0.1:${project.port}/a`, {
          method: 'POST',
          body: `"${'x'.repeat(2000)}"`,
          headers: { 'content-type': 'application/json', origin: 'http://localhost:3000' },
        });
      const before = await post();
      expect([before.status, before.headers.get('access-control-allow-origin')]).to.deep.equal([
        413,
        'http://localhost:3000',
      ]);
      project.write(
        'routes.d/mockapi.yaml',
        'cors: off\nlimits: { body: 4KB }\nenvelope: { unmatched: { status: 410 } }\n',
      );
      await project.mock.reload();
      const after = await post();
      expect([after.status, after.headers.get('access-control-allow-origin')]).to.deep.equal([200, null]);
      expect(await project.data('/nowhere')).to.equal(410);
    });

    it('publishes nothing for a comment', async () => {
      const project = await open(files);
      appendFileSync(project.path('routes.d/mockapi.yaml'), '\n# more\n');
      await project.mock.reload();
      expect(project.reports).to.deep.equal([{ published: undefined, found: [], mended: [], needsRestart: [] }]);
    });

    it('compiles no route again for a setting that no route sees', async () => {
      const project = await open(files);
      const before = project.mock.routes;
      project.write('routes.d/mockapi.yaml', 'limits: { body: 2KB }');
      await project.mock.reload();
      expect(project.mock.version).to.equal(2);
      expect(project.mock.routes[0]).to.equal(before[0]);
    });

    it('says once what takes effect at the next start only, and not what flags decide', async () => {
      const project = await open(files);
      const said: (readonly string[])[] = [];
      for (const settings of [
        'server: { host: localhost, port: 9 }\nlimits: { headers: 8KB }\nseed: 7\n',
        'server: { host: localhost, port: 10 }\nlimits: { headers: 8KB }\nseed: 7\nlocale: de\n',
        'server: { host: localhost, port: 10 }\nlimits: { headers: 4KB }\nseed: 7\n',
        'limits: { headers: 16KB }',
      ]) {
        project.write('routes.d/mockapi.yaml', settings);
        await project.mock.reload();
        said.push(project.reports.at(-1)?.needsRestart ?? []);
      }
      expect(said).to.deep.equal([
        [
          '"server.host" is localhost now; until then it stays 127.0.0.1',
          '"limits.headers" is 8KB now; until then it stays 16KB',
          '"seed" is 7 now; until then it stays what was drawn at the start',
        ],
        [],
        ['"limits.headers" is 4KB now; until then it stays 16KB'],
        [],
      ]);
    });
  });

  describe('a broken file', () => {
    it('keeps its last good version, says so, and heals', async () => {
      const project = await open({ 'routes.d/goods.yaml': GOODS, 'routes.d/b.yaml': route('/b', '1') });
      project.write('routes.d/goods.yaml', BROKEN);
      await project.mock.reload();
      expect(await project.data('/goods')).to.deep.equal({ stale: 'routes.d/goods.yaml', data: 1 });
      expect(await project.data('/b')).to.equal(1);
      expect(brief(project.reports[0]?.found ?? [])).to.deep.equal(['routes.d/goods.yaml:2:17 unknown-key']);
      expect(project.reports[0]?.found[0]?.excerpt?.lines).to.deep.equal(['routes:', '  GET /goods: { dta: 1 }']);
      expect(project.reports[0]?.published?.version).to.equal(2);

      await project.mock.reload();
      expect(project.reports[1]).to.deep.equal({ published: undefined, found: [], mended: [], needsRestart: [] });
      expect(brief(project.mock.problems)).to.deep.equal(['routes.d/goods.yaml:2:17 unknown-key']);

      project.write('routes.d/goods.yaml', route('/goods', '2'));
      await project.mock.reload();
      expect(await project.data('/goods')).to.equal(2);
      expect(project.reports[2]?.mended).to.deep.equal(['routes.d/goods.yaml']);
      expect(project.mock.problems).to.deep.equal([]);
    });

    it('is the same again when it is put back as it was', async () => {
      const project = await open({ 'routes.d/goods.yaml': GOODS });
      const [before] = project.mock.routes;
      project.write('routes.d/goods.yaml', BROKEN);
      await project.mock.reload();
      project.write('routes.d/goods.yaml', GOODS);
      await project.mock.reload();
      expect(project.mock.routes[0]).to.equal(before);
      expect(await project.data('/goods')).to.equal(1);
      const { ms: _, ...published } = project.reports[1]?.published ?? { ms: 0 };
      expect(published).to.deep.equal({ version: 3, added: 0, changed: 0, removed: 0 });
    });

    it('that breaks in another way is told of the new way only', async () => {
      const project = await open({ 'routes.d/goods.yaml': GOODS });
      const found: (readonly string[])[] = [];
      for (const text of [
        BROKEN,
        `${BROKEN}  GET /more: { dat: 1 }\n`,
        `${BROKEN}  GET /more: { dat: 1 }\n`,
        'routes: [',
      ]) {
        project.write('routes.d/goods.yaml', text);
        await project.mock.reload();
        found.push(brief(project.reports.at(-1)?.found ?? []));
      }
      expect(found).to.deep.equal([
        ['routes.d/goods.yaml:2:17 unknown-key'],
        ['routes.d/goods.yaml:3:16 unknown-key'],
        [],
        ['routes.d/goods.yaml:1:9 yaml-syntax'],
      ]);
      expect(await project.data('/goods')).to.deep.equal({ stale: 'routes.d/goods.yaml', data: 1 });
    });

    it('that is deleted is gone, and so are its problems', async () => {
      const project = await open({ 'routes.d/goods.yaml': GOODS, 'routes.d/b.yaml': route('/b', '1') });
      project.write('routes.d/goods.yaml', BROKEN);
      await project.mock.reload();
      project.remove('routes.d/goods.yaml');
      await project.mock.reload();
      expect(await project.data('/goods')).to.equal(404);
      expect(project.mock.problems).to.deep.equal([]);
      expect(project.reports[1]?.mended).to.deep.equal([]);
    });

    it('that was never good is not served, and nobody else minds', async () => {
      const project = await open({ 'routes.d/a.yaml': route('/a', '1') });
      project.write('routes.d/goods.yaml', BROKEN);
      project.write('routes.d/a.yaml', route('/a', '2'));
      await project.mock.reload();
      expect([await project.data('/goods'), await project.data('/a')]).to.deep.equal([404, 2]);
    });

    it('yields a route to a file that is fine, and keeps its others', async () => {
      const both = 'routes:\n  GET /goods: { data: old }\n  GET /kept: { data: old }\n';
      const project = await open({ 'routes.d/goods.yaml': both });
      project.write('routes.d/goods.yaml', BROKEN);
      await project.mock.reload();
      project.write('routes.d/z.yaml', route('/goods', 'new'));
      await project.mock.reload();
      expect(await project.data('/goods')).to.equal('new');
      expect(await project.data('/kept')).to.deep.equal({ stale: 'routes.d/goods.yaml', data: 'old' });

      project.write('routes.d/goods.yaml', both);
      await project.mock.reload();
      expect(await project.data('/goods')).to.equal('new');
      expect(brief(project.mock.problems)).to.deep.equal(['routes.d/goods.yaml:2:3 duplicate-route']);

      project.write('routes.d/z.yaml', BROKEN);
      project.write('routes.d/goods.yaml', BROKEN);
      await project.mock.reload();
      expect(await project.data('/goods')).to.deep.equal({ stale: 'routes.d/z.yaml', data: 'new' });
    });

    it('cannot be read because of its permissions, and keeps its last good version', async () => {
      const project = await open({ 'routes.d/goods.yaml': GOODS });
      chmodSync(project.path('.'), 0o755);
      chmodSync(project.path('routes.d/goods.yaml'), 0);
      await asOrdinaryUser(() => project.mock.reload());
      expect(await project.data('/goods')).to.deep.equal({ stale: 'routes.d/goods.yaml', data: 1 });
    });

    it('still uses its schemas: they are not called unused', async () => {
      const using = 'routes:\n  GET /a:\n    params: { query: { n: { $ref: n.schema.yaml } } }\n    data: 1\n';
      const project = await open({ 'routes.d/a.yaml': using, 'routes.d/n.schema.yaml': 'type: string' });
      project.write('routes.d/a.yaml', 'routes: [');
      await project.mock.reload();
      expect(brief(project.mock.problems)).to.deep.equal(['routes.d/a.yaml:1:9 yaml-syntax']);
    });
  });

  describe('a file that others build on', () => {
    const using = (path: string, more = ''): string =>
      `routes:\n  POST ${path}:\n    params: { body: { $ref: ../schemas/n.schema.json } }\n    data: 1\n  GET ${path}: { data: 1${more} }\n`;

    it('makes all of its folder stale when it is a broken _defaults.yaml', async () => {
      const project = await open({
        'routes.d/_defaults.yaml': 'tags: [all]',
        'routes.d/in/_defaults.yaml': 'prefix: /in',
        'routes.d/in/a.yaml': route('/a', '1'),
        'routes.d/in/deep/b.yaml': route('/b', '1'),
        'routes.d/c.yaml': route('/c', '1'),
      });
      project.write('routes.d/in/_defaults.yaml', 'prefix: in');
      project.write('routes.d/in/a.yaml', route('/a', '2'));
      project.write('routes.d/c.yaml', route('/c', '2'));
      await project.mock.reload();
      expect(await project.data('/in/a')).to.deep.equal({ stale: 'routes.d/in/a.yaml', data: 1 });
      expect(await project.data('/in/b')).to.deep.equal({ stale: 'routes.d/in/deep/b.yaml', data: 1 });
      expect(await project.data('/c')).to.equal(2);
      expect(project.mock.problems.map(({ origin }) => origin.file)).to.deep.equal(['routes.d/in/_defaults.yaml']);

      project.write('routes.d/in/_defaults.yaml', 'prefix: /out');
      await project.mock.reload();
      expect([await project.data('/out/a'), await project.data('/out/b')]).to.deep.equal([2, 1]);
      expect(project.reports.at(-1)?.mended).to.deep.equal(['routes.d/in/_defaults.yaml']);
    });

    it('makes every user stale when it is a broken schema, and tells it as long as there is one', async () => {
      const project = await open({
        'schemas/n.schema.json': '{ "type": "object" }',
        'routes.d/a.yaml': using('/a'),
        'routes.d/b.yaml': using('/b'),
        'routes.d/c.yaml': route('/c', '1'),
      });
      project.write('schemas/n.schema.json', '{ "typ": "object" }');
      await project.mock.reload();
      const problem = ['schemas/n.schema.json:1:3 unknown-key'];
      expect(brief(project.reports[0]?.found ?? [])).to.deep.equal(problem);
      expect(await project.data('/a')).to.deep.equal({ stale: 'routes.d/a.yaml', data: 1 });
      expect(await project.data('/b')).to.deep.equal({ stale: 'routes.d/b.yaml', data: 1 });
      expect(await project.data('/c')).to.equal(1);

      project.write('routes.d/a.yaml', route('/a', '2'));
      await project.mock.reload();
      expect([await project.data('/a'), brief(project.mock.problems)]).to.deep.equal([2, problem]);
      expect(project.reports[1]?.mended).to.deep.equal([]);

      project.write('schemas/n.schema.json', '{ "type": "object" }');
      await project.mock.reload();
      expect([await project.data('/b'), project.mock.problems]).to.deep.equal([1, []]);
    });

    it('keeps its users stale when it does not parse, is gone or comes back', async () => {
      const project = await open({ 'schemas/n.schema.json': '{}', 'routes.d/a.yaml': using('/a') });
      const stale = { stale: 'routes.d/a.yaml', data: 1 };
      project.write('schemas/n.schema.json', '{ "type": ');
      await project.mock.reload();
      expect(await project.data('/a')).to.deep.equal(stale);
      expect(project.mock.problems.map(({ origin }) => origin.file)).to.include('schemas/n.schema.json');
      project.remove('schemas');
      await project.mock.reload();
      expect(await project.data('/a')).to.deep.equal(stale);
      expect(project.mock.problems.map(({ code }) => code)).to.deep.equal(['unknown-ref']);
      project.write('schemas/n.schema.json', '{}');
      await project.mock.reload();
      expect([await project.data('/a'), project.mock.problems]).to.deep.equal([1, []]);
    });

    const brokenSettings: readonly (readonly [string, string])[] = [
      ['does not parse', 'vars: ['],
      ['has a wrong shape', 'vars: { v: 2 }\nlimits: { body: 1 }'],
      ['has a broken envelope', 'vars: { v: 2 }\nenvelope: { failed: { message: "${nope}" } }'],
      ['has an expression in its vars', 'vars: { v: "${1}" }'],
      ['names a locale that does not exist', 'vars: { v: 2 }\nlocale: xx'],
    ];
    for (const [says, text] of brokenSettings) {
      it(`keeps the last good settings while mockapi.yaml ${says}`, async () => {
        const project = await open({
          'routes.d/mockapi.yaml': 'vars: { v: 1 }',
          'routes.d/a.yaml': route('/a', '"${vars.v}"'),
          'routes.d/b.yaml': route('/b', '"${vars.v}"'),
        });
        project.write('routes.d/mockapi.yaml', text);
        project.write('routes.d/b.yaml', route('/b', '"new ${vars.v}"'));
        await project.mock.reload();
        expect(await project.data('/a')).to.deep.equal({ stale: 'routes.d/mockapi.yaml', data: 1 });
        expect(await project.data('/b')).to.deep.equal({ stale: 'routes.d/mockapi.yaml', data: 'new 1' });
        expect(project.mock.problems.map(({ origin }) => origin.file)).to.deep.equal(['routes.d/mockapi.yaml']);
        project.write('routes.d/mockapi.yaml', 'vars: { v: 3 }');
        await project.mock.reload();
        expect([await project.data('/a'), await project.data('/b')]).to.deep.equal([3, 'new 3']);
        expect(project.mock.problems).to.deep.equal([]);
        expect(project.reports.at(-1)?.mended).to.deep.equal(['routes.d/mockapi.yaml']);
      });
    }
  });

  describe('two files with one route', () => {
    it('leave it to the one that had it, until that is gone', async () => {
      const project = await open({ 'routes.d/b.yaml': route('/x', 'old') });
      project.write('routes.d/a.yaml', `${route('/x', 'new')}  GET /y: { data: 1 }\n`);
      await project.mock.reload();
      expect([await project.data('/x'), await project.data('/y')]).to.deep.equal(['old', 404]);
      const [problem] = project.mock.problems;
      expect(brief(problem ? [problem] : [])).to.deep.equal(['routes.d/a.yaml:2:3 duplicate-route']);
      expect(problem?.related?.[0]?.origin.file).to.equal('routes.d/b.yaml');
      project.remove('routes.d/b.yaml');
      await project.mock.reload();
      expect([await project.data('/x'), await project.data('/y')]).to.deep.equal(['new', 1]);
      expect(project.mock.problems).to.deep.equal([]);
    });

    it('are one route under other parameter names', async () => {
      const project = await open({ 'routes.d/a.yaml': route('/x/{id}', '1') });
      project.write('routes.d/b.yaml', route('/x/{name}', '2'));
      await project.mock.reload();
      expect([await project.data('/x/7'), brief(project.mock.problems)]).to.deep.equal([
        1,
        ['routes.d/b.yaml:2:3 duplicate-route'],
      ]);
    });

    it('keep their last good versions when each takes the other one’s route', async () => {
      const project = await open({ 'routes.d/a.yaml': route('/a', '1'), 'routes.d/b.yaml': route('/b', '1') });
      project.write('routes.d/a.yaml', `${route('/a', '2')}  GET /b: { data: 2 }\n`);
      project.write('routes.d/b.yaml', `${route('/b', '2')}  GET /a: { data: 2 }\n`);
      await project.mock.reload();
      expect(await project.data('/a')).to.deep.equal({ stale: 'routes.d/a.yaml', data: 1 });
      expect(await project.data('/b')).to.deep.equal({ stale: 'routes.d/b.yaml', data: 1 });
      expect(brief(project.mock.problems)).to.deep.equal([
        'routes.d/a.yaml:3:3 duplicate-route',
        'routes.d/b.yaml:3:3 duplicate-route',
      ]);
    });
  });

  describe('a sent file', () => {
    const sending = { 'routes.d/a.yaml': 'routes:\n  GET /a: { file: ../files/a.txt }\n' };

    it('is sent as it is now, with a new ETag, and publishes nothing', async () => {
      const project = await open({ ...sending, 'files/a.txt': 'old' });
      const before = await project.get('/a');
      writeFileSync(project.path('files/a.txt'), 'newer');
      const after = await project.get('/a');
      expect([before.text, after.text]).to.deep.equal(['old', 'newer']);
      expect(after.headers.etag).not.to.equal(before.headers.etag);
      await project.mock.reload();
      expect(project.mock.version).to.equal(1);
    });

    it('makes its route stale while it is missing', async () => {
      const project = await open({ ...sending, 'files/a.txt': 'old', 'routes.d/b.yaml': route('/b', '1') });
      project.remove('files/a.txt');
      await project.mock.reload();
      expect(brief(project.mock.problems)).to.deep.equal(['routes.d/a.yaml:2:19 file-not-found']);
      project.write('files/a.txt', 'back');
      await project.mock.reload();
      expect([(await project.get('/a')).text, project.mock.problems]).to.deep.equal(['back', []]);
    });
  });

  describe('a served folder', () => {
    it('that is gone keeps its routes and settings until it is back', async () => {
      const files = {
        'routes.d/mockapi.yaml': 'vars: { v: 1 }\nenvelope: { unmatched: { status: 410 } }',
        'routes.d/a.yaml': route('/a', '"${vars.v}"'),
      };
      const project = await open({ ...files, 'more.d/b.yaml': route('/b', '1') }, { paths: ['routes.d', 'more.d'] });
      const before = project.mock.routes.find(({ id }) => id === 'GET /a');
      renameSync(project.path('routes.d'), project.path('away'));
      await project.mock.reload();
      expect(await project.data('/a')).to.deep.equal({ stale: 'routes.d', data: 1 });
      expect([await project.data('/b'), await project.data('/nowhere')]).to.deep.equal([1, 410]);
      expect(brief(project.mock.problems)).to.deep.equal(['routes.d:1:1 path-not-found']);
      expect(project.reports[0]?.needsRestart).to.deep.equal([]);
      project.write('more.d/b.yaml', route('/b', '2'));
      await project.mock.reload();
      expect([await project.data('/a'), await project.data('/b')]).to.deep.equal([{ stale: 'routes.d', data: 1 }, 2]);
      renameSync(project.path('away'), project.path('routes.d'));
      await project.mock.reload();
      expect([await project.data('/a'), project.mock.problems]).to.deep.equal([1, []]);
      expect(project.mock.routes).to.include(before);
      expect(project.reports.at(-1)?.mended).to.deep.equal(['routes.d']);
    });

    it('that is empty serves nothing', async () => {
      const project = await open({ 'routes.d/a.yaml': route('/a', '1') });
      project.remove('routes.d/a.yaml');
      await project.mock.reload();
      expect([await project.data('/a'), project.mock.routes]).to.deep.equal([404, []]);
    });
  });

  it('publishes nothing when nothing changed', async () => {
    const project = await open({ 'routes.d/a.yaml': route('/a', '1') });
    project.write('routes.d/a.yaml', route('/a', '1'));
    await project.mock.reload();
    expect(project.reports).to.deep.equal([{ published: undefined, found: [], mended: [], needsRestart: [] }]);
    expect(project.mock.version).to.equal(1);
  });

  it('tells a new warning once, and serves', async () => {
    const project = await open({ 'routes.d/a.yaml': route('/a', '1') });
    const text = 'routes:\n  GET /a:\n    cases:\n      - data: 1\n      - data: 2\n';
    project.write('routes.d/a.yaml', text);
    await project.mock.reload();
    project.write('routes.d/b.yaml', route('/b', '1'));
    await project.mock.reload();
    expect(project.reports.map(({ found }) => brief(found))).to.deep.equal([
      ['routes.d/a.yaml:5:9 unreachable-case'],
      [],
    ]);
    expect(await project.data('/a')).to.equal(1);
  });

  it('lets counters go on', async () => {
    const counting = (text: string): string => route('/n', `"\${counter('n')}${text}"`);
    const project = await open({ 'routes.d/a.yaml': counting('') });
    expect([await project.data('/n'), await project.data('/n')]).to.deep.equal([1, 2]);
    project.write('routes.d/a.yaml', counting('.'));
    await project.mock.reload();
    expect(await project.data('/n')).to.equal('3.');
  });

  it('lets a request under way keep what it began with', async () => {
    const project = await open({
      'routes.d/a.yaml': 'routes:\n  GET /a: { delay: 200ms, data: old }\n',
      'routes.d/b.yaml': route('/b', '1'),
    });
    const slow = project.data('/a');
    await project.data('/b');
    project.write('routes.d/a.yaml', route('/a', 'new'));
    await project.mock.reload();
    expect([await project.data('/a'), await slow]).to.deep.equal(['new', 'old']);
  });

  it('runs one at a time, however often it is asked', async () => {
    const project = await open({ 'routes.d/a.yaml': route('/a', '1') });
    const runs = [2, 3, 4].map((value) => {
      project.write('routes.d/a.yaml', route('/a', String(value)));
      return project.mock.reload();
    });
    await Promise.all(runs);
    expect([await project.data('/a'), project.mock.version]).to.deep.equal([4, 2]);
    expect(project.reports).to.have.lengthOf(3);
  });
});

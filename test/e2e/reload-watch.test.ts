import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, rmSync, symlinkSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import {
  brief,
  type Files,
  type ReloadProject,
  type ReloadProjectOptions,
  sendTraffic,
  serveFiles,
  type Traffic,
} from '../serve/reload-project.ts';

/** A file whose answer bears its version in header and body. */
const versioned = (path: string, version: number): string =>
  `routes:\n  GET ${path}:\n    headers: { x-version: "${version}" }\n    data: { version: ${version} }\n`;
const GOODS = 'routes.d/goods.yaml';

/** Another process that takes each file away and writes it anew, as git does. */
const CHECKOUT = `
  const { readdirSync, readFileSync, unlinkSync, writeFileSync } = require('node:fs');
  const [from, to] = process.argv.slice(1);
  for (const folder of readdirSync(from)) for (const name of readdirSync(from + '/' + folder)) {
    const text = readFileSync(from + '/' + folder + '/' + name);
    unlinkSync(to + '/' + folder + '/' + name);
    writeFileSync(to + '/' + folder + '/' + name, text);
  }`;

describe('reload while files are watched', () => {
  const projects: ReloadProject[] = [];
  const traffics: Traffic[] = [];

  async function open(files: Files, options?: ReloadProjectOptions): Promise<ReloadProject> {
    const project = await serveFiles(files, { watches: true, ...options });
    projects.push(project);
    return project;
  }

  /** Traffic under which header and body have to agree. */
  function send(project: ReloadProject, paths: readonly string[]): Traffic {
    const traffic = sendTraffic(project.port, paths, ({ headers, text }) => {
      const { version } = JSON.parse(text).data;
      return String(version) === headers['x-version'] ? undefined : `half of a change: ${headers['x-version']} ${text}`;
    });
    traffics.push(traffic);
    return traffic;
  }

  const isVersion = (project: ReloadProject, path: string, version: number) => async (): Promise<boolean> =>
    JSON.stringify(await project.data(path)) === JSON.stringify({ version });

  afterEach(async () => {
    for (const traffic of traffics.splice(0)) await traffic.stop();
    for (const project of projects.splice(0)) await project.close();
  });

  describe('answers every request of a load wholly old or wholly new while', () => {
    interface Row {
      readonly how: string;
      readonly files?: Files;
      readonly options?: ReloadProjectOptions;
      /** Takes turns with the server, as another process would. */
      readonly act: (project: ReloadProject, version: number) => void | Promise<void>;
      /** Default: /goods. */
      readonly path?: string;
    }
    const rows: readonly Row[] = [
      { how: 'a file is written in place', act: ({ write }, version) => write(GOODS, versioned('/goods', version)) },
      {
        how: 'a file is cut to nothing and then written',
        async act({ path }, version) {
          const file = openSync(path(GOODS), 'w');
          for (const line of versioned('/goods', version).split(/(?<=\n)/)) {
            await turn();
            writeSync(file, line);
          }
          closeSync(file);
        },
      },
      {
        how: 'a file is renamed over another (write-temp+rename)',
        async act({ write, path }, version) {
          write('routes.d/goods.yaml.tmp.4711', versioned('/goods', version));
          await turn();
          renameSync(path('routes.d/goods.yaml.tmp.4711'), path(GOODS));
        },
      },
      {
        how: 'vim saves: 4913, a swap file, a backup, a new file',
        async act({ write, path }, version) {
          write('routes.d/4913', '');
          unlinkSync(path('routes.d/4913'));
          write('routes.d/.goods.yaml.swp', 'b0VIM');
          await turn();
          renameSync(path(GOODS), path(`${GOODS}~`));
          await turn();
          write(GOODS, versioned('/goods', version));
          unlinkSync(path(`${GOODS}~`));
        },
      },
      {
        how: 'a file is broken and mended',
        async act({ write }, version) {
          write(GOODS, 'routes:\n  GET /goods: { dta');
          await turn();
          write(GOODS, versioned('/goods', version));
        },
      },
      {
        how: 'a file moves to another name',
        async act({ remove, write, path }, version) {
          renameSync(path(GOODS), path('routes.d/moving.yaml'));
          await turn();
          renameSync(path('routes.d/moving.yaml'), path(GOODS));
          remove(GOODS);
          await turn();
          write(GOODS, versioned('/goods', version));
        },
      },
      {
        how: '_defaults.yaml is edited',
        files: {
          'routes.d/_defaults.yaml': 'vars: { v: 1 }\nheaders: { x-version: "1" }',
          [GOODS]: 'routes:\n  GET /goods: { data: { version: "${vars.v}" } }\n',
        },
        act: ({ write }, version) =>
          write('routes.d/_defaults.yaml', `vars: { v: ${version} }\nheaders: { x-version: "${version}" }`),
      },
      {
        how: 'mockapi.yaml is edited',
        files: {
          'mockapi.yaml': 'vars: { v: 1 }',
          [GOODS]: 'routes:\n  GET /goods: { headers: { x-version: "${vars.v}" }, data: { version: "${vars.v}" } }\n',
        },
        act: ({ write }, version) => write('mockapi.yaml', `vars: { v: ${version} }`),
      },
      {
        how: 'a schema beside the served folder is edited',
        files: {
          'schemas/v.schema.yaml': 'type: integer\ndefault: 1',
          [GOODS]:
            'routes:\n  GET /goods:\n    params: { query: { v: { $ref: ../schemas/v.schema.yaml } } }\n    headers: { x-version: "${query.v}" }\n    data: { version: "${query.v}" }\n',
        },
        act: ({ write }, version) => write('schemas/v.schema.yaml', `type: integer\ndefault: ${version}`),
      },
      {
        how: 'a ConfigMap is swapped',
        files: { 'maps/v1/goods.yaml': versioned('/goods', 1) },
        options: {
          paths: ['maps'],
          prepare(dir) {
            renameSync(join(dir, 'maps/v1'), join(dir, 'maps/..v1'));
            symlinkSync('..v1', join(dir, 'maps/..data'));
            symlinkSync('..data/goods.yaml', join(dir, 'maps/goods.yaml'));
          },
        },
        act({ write, path }, version) {
          write(`maps/..v${version}/goods.yaml`, versioned('/goods', version));
          symlinkSync(`..v${version}`, path('maps/..data_tmp'));
          renameSync(path('maps/..data_tmp'), path('maps/..data'));
        },
      },
      {
        how: 'the served folder is replaced by another',
        async act({ write, path }, version) {
          write('next/goods.yaml', versioned('/goods', version));
          renameSync(path('routes.d'), path(`old${version}`));
          await turn();
          renameSync(path('next'), path('routes.d'));
        },
      },
      {
        how: 'the served folder is deleted and made again',
        async act({ remove, write }, version) {
          remove('routes.d');
          await turn();
          write(GOODS, versioned('/goods', version));
        },
      },
    ];
    for (const { how, files = { [GOODS]: versioned('/goods', 1) }, options, act, path = '/goods' } of rows) {
      it(how, async () => {
        const project = await open(files, options);
        const traffic = send(project, [path]);
        for (const version of [2, 3]) {
          await act(project, version);
          await project.until(isVersion(project, path, version));
          await traffic.more(20);
        }
        await traffic.stop();
        expect(traffic.failures).to.deep.equal([]);
        expect(project.mock.problems).to.deep.equal([]);
        expect(project.reports.flatMap(({ found }) => brief(found))).to.deep.equal([]);
      });
    }
  });

  it('takes a checkout of 1,000 files as one or two publications, under load', async function () {
    this.timeout(60_000);
    const count = 1000;
    const name = (index: number): string => `g${index % 20}/f${index}.yaml`;
    const tree = (folder: string, version: number): Files =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`${folder}/${name(index)}`, versioned(`/r${index}`, version)]),
      );
    const project = await open({ ...tree('routes.d', 1), ...tree('branch', 2) });
    const traffic = send(project, ['/r0', '/r500', '/r999']);
    await traffic.more(20);
    const changed = (): number => project.reports.reduce((sum, { published }) => sum + (published?.changed ?? 0), 0);
    const startedAt = performance.now();
    const checkout = spawn(process.execPath, ['-e', CHECKOUT, project.path('branch'), project.path('routes.d')]);
    expect(await once(checkout, 'close')).to.deep.equal([0, null]);
    const tookMs = performance.now() - startedAt;
    await project.until(() => changed() === count);
    for (const path of ['/r0', '/r500', '/r999']) await project.until(isVersion(project, path, 2));
    await traffic.more(20);
    await traffic.stop();
    expect(traffic.failures).to.deep.equal([]);
    // One for the quiet moment after it, and one for every 500 ms that a slow machine takes to write the files.
    expect(project.mock.version - 1).to.be.within(1, 1 + Math.ceil(tookMs / 500));
    expect(project.mock.problems).to.deep.equal([]);
  });

  it('keeps two routes of one file at one version', async () => {
    const both = (version: number): string => `${versioned('/a', version)}${versioned('/b', version).slice(8)}`;
    const project = await open({ [GOODS]: both(1) });
    const seen = new Map<string, number>();
    const traffic = sendTraffic(project.port, ['/a', '/b'], ({ text }, path) => {
      seen.set(path, Math.max(seen.get(path) ?? 0, JSON.parse(text).data.version));
      return undefined;
    });
    traffics.push(traffic);
    for (let version = 2; version <= 6; version++) {
      project.write(GOODS, both(version));
      await project.until(isVersion(project, '/a', version));
      expect(await project.data('/b')).to.deep.equal({ version });
    }
    await traffic.more(10);
    await traffic.stop();
    expect(traffic.failures).to.deep.equal([]);
    expect([...seen.values()]).to.deep.equal([6, 6]);
  });

  it('serves a broken file as it was, tells it once, and the rest at once', async () => {
    const project = await open({ [GOODS]: versioned('/goods', 1), 'routes.d/b.yaml': versioned('/b', 1) });
    const traffic = send(project, ['/goods', '/b']);
    project.write(GOODS, 'routes:\n  GET /goods: { dta: 1 }\n');
    project.write('routes.d/b.yaml', versioned('/b', 2));
    await project.report(({ found }) => found.length > 0);
    expect(project.reports.map(({ published, found }) => [published?.version, brief(found)])).to.deep.equal([
      [2, []],
      [undefined, ['routes.d/goods.yaml:2:17 unknown-key']],
    ]);
    expect(await project.data('/goods')).to.deep.equal({ stale: GOODS, data: { version: 1 } });
    expect(await project.data('/b')).to.deep.equal({ version: 2 });
    project.write(GOODS, versioned('/goods', 2));
    await project.report(({ mended }) => mended.includes(GOODS));
    expect(await project.data('/goods')).to.deep.equal({ version: 2 });
    await traffic.more(10);
    await traffic.stop();
    expect(traffic.failures).to.deep.equal([]);
    expect(project.reports.flatMap(({ found }) => found)).to.have.lengthOf(1);
  });

  it('keeps serving while the served folder is away, and heals when it is mounted later', async () => {
    const project = await open({ [GOODS]: versioned('/goods', 1) });
    const traffic = send(project, ['/goods']);
    renameSync(project.path('routes.d'), project.path('away'));
    await project.report(({ found }) => brief(found).includes('routes.d:1:1 path-not-found'));
    expect(await project.data('/goods')).to.deep.equal({ stale: 'routes.d', data: { version: 1 } });
    project.write('away/goods.yaml', versioned('/goods', 2));
    renameSync(project.path('away'), project.path('routes.d'));
    await project.until(isVersion(project, '/goods', 2));
    await traffic.stop();
    expect(traffic.failures).to.deep.equal([]);
  });

  it('notices a sent file, a schema and defaults that appear outside of the served path', async () => {
    const project = await open(
      {
        'in/a.yaml':
          'routes:\n  GET /a: { file: ../files/a.txt }\n  GET /b: { data: 1, headers: { x: "${vars.v}" } }\n',
        'files/a.txt': 'old',
        'in/_defaults.yaml': 'vars: { v: 1 }',
      },
      { paths: ['in/a.yaml'] },
    );
    rmSync(project.path('files/a.txt'));
    await project.report(({ found }) => found.some(({ code }) => code === 'file-not-found'));
    project.write('files/a.txt', 'new');
    await project.report(({ mended }) => mended.length > 0);
    expect((await project.get('/a')).text).to.equal('new');
    project.write('in/_defaults.yaml', 'vars: { v: 2 }');
    await project.until(async () => (await project.get('/b')).headers.x === '2');
    project.write('in/a.yaml', 'routes:\n  POST /c: { params: { body: { $ref: ../lib/c.json } } }\n  GET /d: {}\n');
    await project.report(({ found }) => found.some(({ code }) => code === 'unknown-ref'));
    project.write('lib/c.json', '{}');
    await project.until(async () => (await project.get('/d')).status === 200);
    expect(project.mock.problems).to.deep.equal([]);
  });

  it('publishes nothing for a save without a change, a touch and a backup file', async () => {
    const project = await open({ [GOODS]: versioned('/goods', 1), 'routes.d/b.yaml': versioned('/b', 1) });
    project.write(GOODS, versioned('/goods', 1));
    project.write(`${GOODS}~`, 'routes: [');
    project.write('routes.d/.goods.yaml.swp', 'routes: [');
    project.write('routes.d/#goods.yaml#', 'routes: [');
    project.write('routes.d/b.yaml', versioned('/b', 2));
    await project.until(isVersion(project, '/b', 2));
    expect([project.mock.version, project.mock.problems]).to.deep.equal([2, []]);
  });

  it('takes by hand what no event told yet, without a second look', async () => {
    const project = await open({ [GOODS]: versioned('/goods', 1) });
    rmSync(project.path(GOODS));
    await project.mock.reload();
    expect(await project.data('/goods')).to.equal(404);
  });
});

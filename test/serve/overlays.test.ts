import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCompiler } from '../../src/compile/project.ts';
import { SpecError } from '../../src/core/errors.ts';
import { overlayFile } from '../../src/serve/overlays.ts';
import { createReloader, type Reloader } from '../../src/serve/reload.ts';
import { createLoader, type RouteFile } from '../../src/spec/load.ts';
import { brief, type ReloadProject, serveFiles } from './reload-project.ts';

const route = (data: unknown, path = '/a') => ({ routes: { [`GET ${path}`]: { data } } });

describe('createOverlays', () => {
  let project: ReloadProject;
  beforeEach(async () => {
    project = await serveFiles({ 'routes.d/a.yaml': 'routes:\n  GET /a: { data: file }\n' });
  });
  afterEach(() => project.close());

  it('publishes each change as a version of its own, at once', async () => {
    const { mock } = project;
    const versions: number[] = [];
    mock.onPublish(({ version }) => versions.push(version));
    const added = mock.add(route('added'));
    expect([mock.version, await project.data('/a')]).to.deep.equal([2, 'added']);
    added.remove();
    added.remove();
    mock.removeAdded();
    expect([mock.version, await project.data('/a')]).to.deep.equal([3, 'file']);
    expect(versions).to.deep.equal([2, 3]);
  });

  it('changes nothing when something is wrong: not the version, not what is said of the files', async () => {
    const { mock } = project;
    expect(() => mock.add({ routes: { 'GET /a': { dta: 1 } } })).to.throw(SpecError);
    expect([mock.version, mock.problems, await project.data('/a')]).to.deep.equal([1, [], 'file']);
    await mock.reload();
    expect([mock.version, mock.problems]).to.deep.equal([1, []]);
  });

  it('is told apart from files that are broken meanwhile: only what is new is thrown, nothing is told twice', async () => {
    const { mock } = project;
    project.write('routes.d/b.yaml', 'routes:\n  GET /b: { dta: 1 }\n');
    await mock.reload();
    expect(project.reports.map(({ found }) => brief(found))).to.deep.equal([['routes.d/b.yaml:2:13 unknown-key']]);
    let thrown: readonly string[] = [];
    try {
      mock.add({ routes: { 'GET /c': { dta: 1 } } });
    } catch (error) {
      if (error instanceof SpecError) thrown = brief(error.problems);
    }
    expect(thrown).to.deep.equal(['added#1:4:7 unknown-key']);
    mock.add(route('added'));
    await mock.reload();
    expect(project.reports.slice(1).map(({ found, mended }) => [brief(found), mended])).to.deep.equal([[[], []]]);
    expect(await project.data('/a')).to.equal('added');
  });

  it('goes on in its last good version when a file that it needs is broken, and says nothing of it once it is gone', async () => {
    const { mock } = project;
    project.write('item.schema.json', '{ "type": "integer" }');
    const params = { query: { n: { $ref: 'item.schema.json' } } };
    const added = mock.add({ routes: { 'GET /n': { params, data: '${query.n}' } } });
    expect(await project.data('/n?n=5')).to.equal(5);
    project.write('item.schema.json', '{ "type": "intger" }');
    await mock.reload();
    expect(await project.data('/n?n=5')).to.deep.equal({ stale: 'added#1', data: 5 });
    expect(mock.staleFiles).to.deep.equal(['added#1']);
    added.remove();
    expect(mock.problems).to.deep.equal([]);
    await mock.reload();
    expect(project.reports.flatMap(({ mended }) => mended)).to.deep.equal([]);
    expect(await project.data('/n?n=5')).to.equal(404);
  });

  it('stays over one reload after another', async () => {
    const { mock } = project;
    mock.add({ vars: { n: 7 }, ...route('${vars.n}', '/n') });
    for (const text of ['1', '2']) {
      project.write('routes.d/a.yaml', `routes:\n  GET /a: { data: ${text} }\n`);
      await mock.reload();
      expect([await project.data('/a'), await project.data('/n')]).to.deep.equal([Number(text), 7]);
    }
  });

  it('throws for a mock that was stopped, where taking away is quietly too late', async () => {
    const { mock } = project;
    const added = mock.add(route(1));
    await mock.stop();
    expect(() => mock.add(route(2))).to.throw('the mock was stopped');
    mock.removeAdded();
    added.remove();
  });
});

describe('overlay', () => {
  let dir = '';
  beforeEach(() => {
    dir = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-overlay-')));
    writeFileSync(join(dir, 'a.yaml'), 'routes:\n  GET /a: {}\n');
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  /** `meanwhile` happens while a reload reads files, or while it compiles them. */
  function open(when: 'read' | 'compiled', meanwhile: (reloader: Reloader) => void) {
    const loader = createLoader({ paths: ['.'], cwd: dir });
    const compiler = createCompiler({ env: {}, cwd: dir, flags: {}, isStrict: false });
    const files = loader.load();
    const published: string[] = [];
    const reloader = createReloader(
      { files, project: compiler.compile(files) },
      {
        loader: {
          ...loader,
          *loadInSteps(changed) {
            const loaded = yield* loader.loadInSteps(changed);
            if (when === 'read') meanwhile(reloader);
            return loaded;
          },
        },
        compiler: {
          ...compiler,
          *compileInSteps(loaded, previous) {
            const compiled = yield* compiler.compileInSteps(loaded, previous);
            if (when === 'compiled') meanwhile(reloader);
            return compiled;
          },
        },
        publish: ({ version, routes }) => published.push(`v${version} ${routes.map(({ id }) => id).join()}`),
        report: () => {},
      },
    );
    return { reloader, published };
  }

  const added = (number: number, path: string): RouteFile =>
    overlayFile(route(1, path), { file: `added#${number}`, cwd: dir, layer: number });

  for (const when of ['read', 'compiled'] as const) {
    it(`is part of what a reload publishes whose files were being ${when}`, async () => {
      const { reloader, published } = open(when, (it) => it.overlay([added(1, '/x')]));
      writeFileSync(join(dir, 'a.yaml'), 'routes:\n  GET /b: {}\n');
      await reloader.reload();
      expect(published).to.deep.equal(['v2 GET /a,GET /x', 'v3 GET /b,GET /x']);
    });

    it(`is gone for good when it was taken away while files were being ${when}`, async () => {
      const { reloader, published } = open(when, (it) => it.overlay([]));
      reloader.overlay([added(1, '/x')]);
      writeFileSync(join(dir, 'a.yaml'), 'routes:\n  GET /b: {}\n');
      await reloader.reload();
      expect(published).to.deep.equal(['v2 GET /a,GET /x', 'v3 GET /a', 'v4 GET /b']);
    });

    it(`that is refused while files were being ${when} holds nothing up`, async () => {
      const wrong = overlayFile({ routes: { 'GET /x': { dta: 1 } } }, { file: 'added#1', cwd: dir, layer: 1 });
      const { reloader, published } = open(when, (it) => {
        expect(() => it.overlay([wrong])).to.throw(SpecError);
      });
      writeFileSync(join(dir, 'a.yaml'), 'routes:\n  GET /b: {}\n');
      await reloader.reload();
      expect(published).to.deep.equal(['v2 GET /b']);
    });
  }
});

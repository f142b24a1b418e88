import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { type CompiledProject, createCompiler, type ProjectCompiler } from '../../src/compile/project.ts';
import { createLoader, type ProjectLoader, type RouteFile } from '../../src/spec/load.ts';
import { readMemoryFile } from '../../src/spec/memory-file.ts';
import { ask, snapshotOf, told } from './support.ts';

describe('overlays', () => {
  let folder = '';
  let loader: ProjectLoader;
  let compiler: ProjectCompiler;
  let last: CompiledProject | undefined;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-overlays-')));
    loader = createLoader({ paths: ['r'], cwd: folder });
    compiler = createCompiler({ env: {}, flags: {}, isStrict: false, cwd: folder });
    last = undefined;
    write({ 'r/a.yaml': 'routes:\n  GET /a/{id}: { data: file }\n  GET /b: { data: file }\n' });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  };
  const layer = (number: number, content: unknown): RouteFile => ({
    ...readMemoryFile(content, { file: `added#${number}`, cwd: folder }),
    folders: [],
    layer: number,
  });
  const routes = (data: unknown, path = '/a/{id}') => ({ routes: { [`GET ${path}`]: { data } } });
  const compile = (): CompiledProject => {
    last = compiler.compile(loader.load(), last);
    return last;
  };
  /** Without a look at the disk. */
  const overlay = (...overlays: readonly RouteFile[]): CompiledProject => {
    const files = loader.load();
    loader.setOverlays(overlays);
    last = compiler.compile(loader.overlaid(files), last);
    return last;
  };
  const data = (project: CompiledProject, target: string): unknown =>
    (ask(snapshotOf(project), target).body as { data: unknown }).data;
  const ids = (project: CompiledProject): readonly string[] =>
    snapshotOf(project).routes.map(({ id, at }) => `${id} ${at}`);

  it('answer instead of a file, whatever the names of the parameters, and give the route back', () => {
    compile();
    const added = overlay(layer(1, routes('${url.name}', '/a/{name}')));
    expect(told(added)).to.deep.equal([]);
    expect(data(added, '/a/5')).to.equal('5');
    expect(ids(added)).to.deep.equal(['GET /b r/a.yaml:3', 'GET /a/{name} added#1:3']);
    expect(data(overlay(), '/a/5')).to.equal('file');
  });

  it('answer instead of earlier ones; taking one away leaves the others', () => {
    const [one, two] = [layer(1, routes(1)), layer(2, routes(2))];
    expect(data(overlay(one), '/a/5')).to.equal(1);
    expect(data(overlay(one, two), '/a/5')).to.equal(2);
    expect(data(overlay(one), '/a/5')).to.equal(1);
    expect(data(overlay(one, two), '/a/5')).to.equal(2);
    expect(data(overlay(two), '/a/5')).to.equal(2);
    expect(data(overlay(), '/a/5')).to.equal('file');
  });

  it('leave the other routes of a file alone, and their objects the same', () => {
    const before = snapshotOf(compile()).routes.find(({ id }) => id === 'GET /b');
    const after = snapshotOf(overlay(layer(1, routes(1)))).routes.find(({ id }) => id === 'GET /b');
    expect(after).to.equal(before);
    expect(before).to.not.equal(undefined);
  });

  it('are no duplicates of files; within one the usual rules hold', () => {
    const twice = { routes: { 'GET /x/{a}': { data: 1 }, 'GET /x/{b}': { data: 2 } } };
    expect(told(overlay(layer(1, twice)))).to.deep.equal([
      'added#1:6:5 duplicate-route GET /x/{b} is declared twice (it takes the same requests as GET /x/{a})',
    ]);
  });

  it('stay over a reload, whose changes come in below', () => {
    overlay(layer(1, routes('added')));
    write({ 'r/a.yaml': 'routes:\n  GET /a/{id}: { data: changed }\n  GET /b: { data: changed }\n' });
    const reloaded = compile();
    expect([data(reloaded, '/a/5'), data(reloaded, '/b')]).to.deep.equal(['added', 'changed']);
    expect(data(overlay(), '/a/5')).to.equal('changed');
  });

  it('keep what a broken file has below them: its last good version comes back', () => {
    compile();
    overlay(layer(1, routes('added')));
    write({ 'r/a.yaml': 'routes:\n  GET /a/{id}: { dta: 1 }\n' });
    expect(data(compile(), '/a/5')).to.equal('added');
    expect(data(overlay(), '/a/5')).to.equal('file');
    expect([...snapshotOf(overlay()).stale.values()]).to.deep.equal(['r/a.yaml', 'r/a.yaml']);
  });

  it('of two files with one route, the one that had it keeps it while an overlay stands over both', () => {
    write({ 'r/a.yaml': '', 'r/b.yaml': 'routes:\n  GET /a/{id}: { data: b }\n' });
    compile();
    overlay(layer(1, routes('added')));
    write({ 'r/a.yaml': 'routes:\n  GET /a/{id}: { data: a }\n' });
    expect(told(compile())).to.deep.equal([
      'r/a.yaml:2:3 duplicate-route GET /a/{id} is declared twice (remove one of the two)',
    ]);
    expect(data(overlay(), '/a/5')).to.equal('b');
  });

  it('may refer to files and send them, from the working directory, and to themselves', () => {
    write({ 'item.schema.json': '{ "type": "integer" }', 'c.txt': 'hello' });
    const params = { query: { n: { $ref: 'item.schema.json' }, m: { $ref: '#/vars/schema' } } };
    const content = {
      vars: { schema: { type: 'integer' } },
      routes: { 'GET /n': { params, data: '${[query.n, query.m]}' }, 'GET /c': { file: 'c.txt' } },
    };
    const project = overlay(layer(1, content));
    expect(told(project)).to.deep.equal([]);
    expect(data(project, '/n?n=5&m=6')).to.deep.equal([5, 6]);
    expect(ask(snapshotOf(project), '/c').body).to.equal(`FILE ${folder} c.txt`);
    const { documents, assets, watched } = loader.load();
    expect([...documents.keys()]).to.include(join(folder, 'item.schema.json'));
    expect(assets.get(join(folder, 'c.txt'))).to.equal(true);
    expect([...watched.files]).to.include.members([join(folder, 'item.schema.json'), join(folder, 'c.txt')]);
    expect(watched.files.filter((path) => path.includes('added'))).to.deep.equal([]);
  });

  it('are watched at once: what they refer to is among the files', () => {
    write({ 'item.schema.json': '{ "type": "integer" }' });
    const before = loader.load();
    loader.setOverlays([
      layer(1, { routes: { 'GET /n': { params: { query: { n: { $ref: 'item.schema.json' } } } } } }),
    ]);
    const after = loader.overlaid(before);
    expect(after.watched.files.filter((path) => !before.watched.files.includes(path))).to.deep.equal([
      join(folder, 'item.schema.json'),
    ]);
    expect(loader.overlaid(after)).to.equal(after);
    loader.setOverlays([]);
    expect([...loader.overlaid(after).documents.keys()]).to.deep.equal([...before.documents.keys()]);
  });

  it('know settings, and no folder defaults', () => {
    write({ 'r/mockapi.yaml': 'vars: { stage: qa }', 'r/_defaults.yaml': 'prefix: /api' });
    const project = overlay(layer(1, routes('${vars.stage}', '/v')));
    expect(data(project, '/v')).to.equal('qa');
    expect(ask(snapshotOf(project), '/v').body).to.deep.equal({ code: 200, message: 'success', data: 'qa' });
  });

  it('are not revived where a folder cannot be read any more', () => {
    overlay(layer(1, routes('added', '/only')));
    overlay();
    rmSync(join(folder, 'r'), { recursive: true });
    expect(ids(compile())).to.deep.equal(['GET /a/{id} r/a.yaml:2', 'GET /b r/a.yaml:3']);
  });

  it('bring channels, over those of files', () => {
    write({ 'r/c.yaml': 'channels:\n  /ws/{user}: { preset: chat, summary: file }\n' });
    const project = overlay(layer(1, { channels: { '/ws/{name}': { preset: 'chat', summary: 'added' } } }));
    expect(snapshotOf(project).channels.map(({ path, summary }) => [path, summary])).to.deep.equal([
      ['/ws/{name}', 'added'],
    ]);
  });
});

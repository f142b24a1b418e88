import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { finish } from '../../src/core/steps.ts';
import { createLoader, type ProjectFiles } from '../../src/spec/load.ts';
import { asOrdinaryUser } from '../tools/ordinary-user.ts';
import { brief } from './support.ts';

describe('createLoader', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-load-')));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  function write(files: { readonly [name: string]: string | Buffer }): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
  }
  const load = (paths: readonly string[] = ['r'], config?: string): ProjectFiles =>
    createLoader({ paths, cwd, config }).load();
  const names = (files: ProjectFiles): readonly string[] => files.routeFiles.map((file) => file.source.file);
  const here = (path: string): string => relative(cwd, path) || '.';

  it('finds route files at any depth in the order of their paths, each with the folders whose defaults apply', () => {
    write({ 'r/b.yml': '', 'r/a/z.json': '{}', 'r/a/b/c.yaml': '', 'r/a/_defaults.yaml': 'tags: [a]' });
    const files = load();
    expect(files.routeFiles.map((file) => [file.source.file, file.folders.map(here)])).to.deep.equal([
      ['r/a/b/c.yaml', ['r', 'r/a', 'r/a/b']],
      ['r/a/z.json', ['r', 'r/a']],
      ['r/b.yml', ['r']],
    ]);
    expect([...files.defaults.keys()].map(here)).to.deep.equal(['r/a']);
    expect(files.skipped).to.deep.equal([]);
  });

  it('sorts files by their names, and says what is skipped and why', () => {
    write({
      'r/goods.yaml': '',
      'r/goods.test.yaml': '',
      'r/item.schema.json': '{}',
      'r/_data.yaml': '',
      'r/_data/1.json': '',
      'r/.hidden.yaml': '',
      'r/..data/goods.yaml': '',
      'r/node_modules/x.yaml': '',
      'r/goods.yaml.bak': '',
      'r/goods.YAML': '',
      'r/photo.png': '',
      'r/shop/mockapi.yaml': '',
      'r/mockapi.yaml': '',
      'schemas/shared.schema.json': '{}',
      'schemas/mockapi.routes.schema.json': '{}',
      'schemas/notes.json': '{}',
    });
    const files = load();
    expect(names(files)).to.deep.equal(['r/goods.yaml']);
    expect(files.suiteFiles.map((file) => file.source.file)).to.deep.equal(['r/goods.test.yaml']);
    expect(files.schemaFiles.map(here)).to.deep.equal(['r/item.schema.json', 'schemas/shared.schema.json']);
    expect(files.settings?.source.file).to.equal('r/mockapi.yaml');
    expect(files.skipped).to.deep.equal([
      { file: 'r/_data', why: 'its name begins with "_"' },
      { file: 'r/_data.yaml', why: 'its name begins with "_"' },
      { file: 'r/goods.YAML', why: 'its name does not end in .yaml, .yml or .json' },
      { file: 'r/goods.yaml.bak', why: 'its name does not end in .yaml, .yml or .json' },
      {
        file: 'r/shop/mockapi.yaml',
        why: 'settings are read in the first folder, in the working directory, or where --config says',
      },
    ]);
  });

  it('follows links to files and folders, but in no circle and to nowhere', () => {
    write({ 'r/a/x.yaml': '', 'other/y.yaml': '' });
    symlinkSync(join(cwd, 'r'), join(cwd, 'r/a/up'));
    symlinkSync(join(cwd, 'other'), join(cwd, 'r/linked'));
    symlinkSync(join(cwd, 'r/a/x.yaml'), join(cwd, 'r/also.yaml'));
    symlinkSync(join(cwd, 'gone.yaml'), join(cwd, 'r/gone.yaml'));
    const files = load();
    expect(names(files)).to.deep.equal(['r/a/x.yaml', 'r/also.yaml', 'r/linked/y.yaml']);
    expect(files.skipped).to.deep.equal([
      { file: 'r/a/up', why: 'it is a link to a folder above it' },
      { file: 'r/gone.yaml', why: 'it is a link that leads nowhere' },
    ]);
  });

  it('applies the defaults of the folders above to a file that is served alone', () => {
    write({ 'r/_defaults.yaml': '', 'r/shop/_defaults.yml': '', 'r/shop/goods.yaml': '', 'r/shop/home.yaml': '' });
    const files = load(['r/shop/goods.yaml']);
    expect(names(files)).to.deep.equal(['r/shop/goods.yaml']);
    expect([...files.defaults.keys()].map(here).sort()).to.deep.equal(['r', 'r/shop']);
  });

  it('takes a file whose name would be skipped when it is named', () => {
    write({ 'r/_draft.yaml': '' });
    expect(names(load(['r/_draft.yaml']))).to.deep.equal(['r/_draft.yaml']);
  });

  it('reads nothing twice when paths overlap', () => {
    write({ 'r/a.yaml': '', 'r/b/c.yaml': '' });
    expect(names(load(['r', 'r/b', './r/a.yaml', join(cwd, 'r')]))).to.deep.equal(['r/a.yaml', 'r/b/c.yaml']);
  });

  for (const [what, files, paths, config, expected] of [
    ['in the first path', { 'r/mockapi.yaml': '', 'mockapi.yaml': '' }, ['r'], undefined, 'r/mockapi.yaml'],
    ['in the working directory', { 'mockapi.yml': '', 'r/a.yaml': '' }, ['r'], undefined, 'mockapi.yml'],
    [
      'beside a file that is served alone',
      { 'r/mockapi.json': '{}', 'r/a.yaml': '' },
      ['r/a.yaml'],
      undefined,
      'r/mockapi.json',
    ],
    ['where --config says', { 'r/mockapi.yaml': '', 'qa.yaml': '' }, ['r'], 'qa.yaml', 'qa.yaml'],
    ['nowhere', { 'r/a.yaml': '' }, ['r'], undefined, undefined],
    ['in the first path only', { 'r/a.yaml': '', 's/mockapi.yaml': '' }, ['r', 's'], undefined, undefined],
  ] as const) {
    it(`finds the settings ${what}`, () => {
      write(files);
      expect(load(paths, config).settings?.source.file).to.equal(expected);
    });
  }

  it('tells what it cannot read, and reads the rest', () => {
    write({
      'r/a.yaml': 'routes: {}',
      'r/latin.yaml': Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'),
      'r/big.json': Buffer.alloc(16 * 1024 * 1024 + 1, 32),
    });
    const files = load(['r', 'nope', 'r/photo.png']);
    expect(files.problems.map(brief)).to.deep.equal([
      '1:1 path-not-found "nope" does not exist',
      '1:1 path-not-found "r/photo.png" does not exist',
    ]);
    expect(files.routeFiles.flatMap((file) => file.problems).map(brief)).to.deep.equal([
      '1:1 file-too-large the file has 16MB: more than the 16MB that one may have (split it, or move it out of the served folder)',
      '2:7 not-utf8 the file is not UTF-8 from here on (save it as UTF-8)',
    ]);
    expect(files.unreachable.map(({ file }) => file)).to.deep.equal(['nope', 'r/photo.png']);
  });

  it('tells a folder that it may not read', async () => {
    write({ 'r/a.yaml': '', 'r/closed/b.yaml': '' });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, 'r/closed'), 0);
    const files = await asOrdinaryUser(() => load());
    chmodSync(join(cwd, 'r/closed'), 0o755);
    expect(names(files)).to.deep.equal(['r/a.yaml']);
    expect(files.problems.map(({ code }) => code)).to.deep.equal(['unreadable-file']);
  });

  it('reads a file that begins with a byte order mark as if it had none', () => {
    write({ 'r/a.yaml': '\ufeffroutes:\n  GET /: {}\n' });
    const [file] = load().routeFiles;
    expect(file?.problems).to.deep.equal([]);
    expect(file?.document?.value).to.deep.equal({ routes: { 'GET /': {} } });
    expect(file?.document?.place.child('routes').origin({ part: 'key' })).to.include({ line: 1, column: 1 });
  });

  it('reads every file behind a $ref, at any distance, and looks whether sent files exist', () => {
    write({
      'r/a.yaml':
        'routes:\n  GET /a: { file: ./x.txt, response: { 200: { $ref: "../s/a.schema.json#/x" } } }\n  GET /b: { file: "./${url.n}.txt" }\n  GET /c: { file: y.txt }\n',
      'r/x.txt': 'x',
      's/a.schema.json':
        '{ "$ref": "b%20c.json", "x": { "$ref": "#/y" }, "y": { "$ref": "https://example.com/z.json" } }',
      's/b c.json': '{ "$ref": "./a.schema.json" }',
    });
    const files = load();
    expect([...files.documents.keys()].map(here).sort()).to.deep.equal(['r/a.yaml', 's/a.schema.json', 's/b c.json']);
    expect([...files.assets].map(([path, exists]) => [here(path), exists])).to.deep.equal([
      ['r/x.txt', true],
      ['r/y.txt', false],
    ]);
    expect(files.watched.files.map(here)).to.include.members(['s/a.schema.json', 's/b c.json']);
  });

  it('gives the same objects for what did not change, and reads what did', () => {
    write({ 'r/a.yaml': 'tags: [a]', 'r/b.yaml': 'tags: [b]' });
    const loader = createLoader({ paths: ['r'], cwd });
    const first = loader.load();
    write({ 'r/b.yaml': 'tags: [changed]' });
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(cwd, 'r/a.yaml'), old, old);
    const second = loader.load();
    expect(second.routeFiles[0]?.document).to.equal(first.routeFiles[0]?.document);
    expect(second.routeFiles[1]?.document?.value).to.deep.equal({ tags: ['changed'] });
  });

  it('forgets what is deleted', () => {
    write({ 'r/a.yaml': '', 'r/b.yaml': '' });
    const loader = createLoader({ paths: ['r'], cwd });
    loader.load();
    rmSync(join(cwd, 'r/a.yaml'));
    expect(names(loader.load())).to.deep.equal(['r/b.yaml']);
  });

  it('shows names relative to the working directory, absolute where that climbs far', () => {
    write({ 'r/a.yaml': '', 'other/deep/x.txt': '' });
    const shown = (from: string): readonly string[] =>
      names(createLoader({ paths: [join(cwd, 'r')], cwd: join(cwd, from) }).load());
    expect(shown('other')).to.deep.equal(['../r/a.yaml']);
    expect(shown('other/deep')).to.deep.equal([join(cwd, 'r/a.yaml')]);
  });

  describe('with what interface tests name', () => {
    const SUITE = `cases:
  - rows: ./goods.csv
    PUT /a:
      params: { file: { photo: ../pen.png } }
      expect: { file: expected.json, schema: { $ref: ../s/item.json } }
  - { rows: rows.json, GET /b: 200 }
  - steps: [ { use: ../other/login.test.yaml#log in } ]
`;
    const FILES = {
      'r/a.yaml': 'routes: { GET /a: {} }',
      'r/a.test.yaml': SUITE,
      'r/goods.csv': '\ufeffname,price\n"a: b",{{\n',
      'r/rows.json': '[ { "name": "pen" } ]',
      'r/expected.json': '{ "a": 1 }',
      'pen.png': 'x',
      's/item.json': '{ "$ref": "deep.json" }',
      's/deep.json': '{}',
      'other/login.test.yaml': 'cases: [ { rows: users.csv, POST /login: 200 } ]',
      'other/users.csv': 'name\nann\n',
    };
    const needs = ({ suiteNeeds }: ProjectFiles): unknown => [
      [...suiteNeeds.documents.keys()].map(here).sort(),
      [...suiteNeeds.assets].map(([path, exists]) => [here(path), exists]),
    ];

    it('reads rows, schemas and the suites that are used, at any distance', () => {
      write(FILES);
      const files = createLoader({ paths: ['r'], cwd, readsSuiteNeeds: true }).load();
      expect(needs(files)).to.deep.equal([
        [
          'other/login.test.yaml',
          'other/users.csv',
          'r/a.test.yaml',
          'r/goods.csv',
          'r/rows.json',
          's/deep.json',
          's/item.json',
        ],
        [
          ['r/expected.json', true],
          ['pen.png', true],
        ],
      ]);
      const table = files.suiteNeeds.documents.get(join(cwd, 'r/goods.csv'));
      expect([table?.source.text, table?.document, table?.problems]).to.deep.equal([
        'name,price\n"a: b",{{\n',
        undefined,
        [],
      ]);
      expect([...files.documents.keys()].map(here)).to.deep.equal(['r/a.yaml']);
      expect(files.watched.files.map(here)).to.include.members(['other/login.test.yaml', 'other/users.csv', 'pen.png']);
    });

    it('does not look at any of it for whoever does not run them', () => {
      write(FILES);
      const files = load();
      expect(needs(files)).to.deep.equal([[], []]);
      expect(files.watched.files.map(here)).not.to.include('other/login.test.yaml');
    });

    it('takes rows and expected answers for no route files, but what holds routes stays one', () => {
      write(FILES);
      expect(names(load())).to.deep.equal(['r/a.yaml']);
      write({ 'r/rows.json': '{ "routes": {} }', 'r/expected.json': '{' });
      expect(names(load())).to.deep.equal(['r/a.yaml', 'r/expected.json', 'r/rows.json']);
    });

    it('sees a change in them without a look at everything', () => {
      write(FILES);
      const loader = createLoader({ paths: ['r'], cwd, readsSuiteNeeds: true });
      const changed = (name: string, text: string): ProjectFiles => {
        write({ [name]: text });
        return finish(loader.loadInSteps(new Set([join(cwd, name)])));
      };
      const text = (files: ProjectFiles, name: string): string | undefined =>
        files.suiteNeeds.documents.get(join(cwd, name))?.source.text;
      loader.load();
      expect(text(changed('r/goods.csv', 'name\n'), 'r/goods.csv')).to.equal('name\n');
      expect(text(changed('other/users.csv', 'name\nbob\n'), 'other/users.csv')).to.equal('name\nbob\n');
      expect(text(changed('s/deep.json', '[]'), 's/deep.json')).to.equal('[]');
      expect(names(changed('r/rows.json', '{ "routes": {} }'))).to.deep.equal(['r/a.yaml', 'r/rows.json']);
      expect(names(changed('r/rows.json', '[ {} ]'))).to.deep.equal(['r/a.yaml']);
    });
  });
});

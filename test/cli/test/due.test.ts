import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { expect } from 'chai';
import { createDueSuites, type DueSuites } from '../../../src/cli/test/due.ts';
import { stampSuites } from '../../../src/cli/test/stamps.ts';
import { createLoader, type ProjectLoader } from '../../../src/spec/load.ts';
import { suite } from '../../runner/hand-made.ts';
import { useFolder } from '../fake-terminal.ts';

const FILES = {
  'routes.d/goods.yaml': 'routes:\n  GET /a: { data: { $ref: "#/x" } }\n  GET /f: { file: pen.png }\n',
  'routes.d/pen.png': 'png',
  'routes.d/a.test.yaml': `cases:
  - { name: x, rows: rows.csv, steps: [ { use: b.test.yaml#x } ] }
  - POST /a: { params: { file: { photo: photo.bin } }, expect: { file: _expected.json, schema: { $ref: a.schema.json } } }
`,
  'routes.d/rows.csv': 'a\n1\n',
  'routes.d/photo.bin': 'photo',
  'routes.d/_expected.json': '{}',
  'routes.d/a.schema.json': '{}',
  'routes.d/b.test.yaml': 'cases:\n  - { name: x, rows: b.json, steps: [ { GET /a: 200 } ] }\n',
  'routes.d/b.json': '[]',
  'routes.d/c.test.yaml': 'cases: [ { GET /a: 200 } ]\n',
  'routes.d/notes.txt': '',
};

describe('createDueSuites', () => {
  const folder = useFolder();
  let cwd = '';
  let loader: ProjectLoader;
  let dueSuites: DueSuites;

  const load = () => {
    const files = loader.load();
    const suites = files.suiteFiles.map(({ source: { path, file } }) => suite({ path, file }));
    return { files, suites };
  };
  const look = () => dueSuites.of(load());
  const found = () => {
    const { suites, changed } = look();
    return {
      suites: suites.map(({ path }) => basename(path, '.test.yaml')),
      changed: changed.map((path) => relative(join(cwd, 'routes.d'), path)).sort(),
    };
  };

  beforeEach(() => {
    cwd = folder(FILES);
    loader = createLoader({ paths: ['routes.d'], cwd, readsSuiteNeeds: true });
    dueSuites = createDueSuites();
  });

  it('begins with all of them, until they are settled', () => {
    expect(found()).to.deep.equal({ suites: ['a', 'b', 'c'], changed: [] });
    dueSuites.settle(look());
    expect(found()).to.deep.equal({ suites: [], changed: [] });
  });

  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    ['its own file', 'c.test.yaml', ['c']],
    ['its rows', 'rows.csv', ['a']],
    ['a suite that it uses', 'b.test.yaml', ['a', 'b']],
    ['the rows of a suite that it uses', 'b.json', ['a', 'b']],
    ['an upload', 'photo.bin', ['a']],
    ['an expected answer', '_expected.json', ['a']],
    ['a route', 'goods.yaml', ['a', 'b', 'c']],
    ['a file that a route sends', 'pen.png', ['a', 'b', 'c']],
    ['nothing that counts', 'notes.txt', []],
  ];
  for (const [what, name, suites] of rows) {
    it(`finds ${suites.join(', ') || 'none'} for a change of ${what}`, () => {
      dueSuites.settle(look());
      const path = join(cwd, 'routes.d', name);
      writeFileSync(path, `${FILES[`routes.d/${name}` as keyof typeof FILES]}\n`);
      expect(found()).to.deep.equal({ suites, changed: suites.length === 0 ? [] : [name] });
    });

    it(`finds none for ${what} written again as it was`, () => {
      const path = join(cwd, 'routes.d', name);
      const time = new Date(1_700_000_000_000);
      utimesSync(path, time, time);
      dueSuites.settle(look());
      writeFileSync(path, FILES[`routes.d/${name}` as keyof typeof FILES]);
      utimesSync(path, time, time);
      expect(found()).to.deep.equal({ suites: [], changed: [] });
    });
  }

  it('finds those of a file that came and of one that went', () => {
    dueSuites.settle(look());
    writeFileSync(join(cwd, 'routes.d/d.test.yaml'), 'cases: [ { GET /a: 200 } ]\n');
    expect(found()).to.deep.equal({ suites: ['d'], changed: [] });
    dueSuites.settle(look());
    rmSync(join(cwd, 'routes.d/rows.csv'));
    expect(found()).to.deep.equal({ suites: ['a'], changed: ['rows.csv'] });
  });

  it('finds a suite again that was not settled', () => {
    dueSuites.settle(look());
    writeFileSync(join(cwd, 'routes.d/c.test.yaml'), 'cases: []\n');
    look();
    expect(found()).to.deep.equal({ suites: ['c'], changed: ['c.test.yaml'] });
  });

  it('takes what a run has written as it is', () => {
    dueSuites.settle(look());
    writeFileSync(join(cwd, 'routes.d/_expected.json'), '{ "a": 1 }');
    const project = load();
    const due = dueSuites.of(project);
    writeFileSync(join(cwd, 'routes.d/_expected.json'), '{ "a": 1234 }');
    dueSuites.settle(due, stampSuites(project.files));
    expect(found()).to.deep.equal({ suites: [], changed: [] });
  });
});

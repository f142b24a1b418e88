import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { finish } from '../../src/core/steps.ts';
import { createLoader, type ProjectFiles, type ProjectLoader } from '../../src/spec/load.ts';

const FILES: Readonly<Record<string, string>> = {
  'routes.d/_defaults.yaml': 'tags: [t]',
  'routes.d/mockapi.yaml': 'vars: {}',
  'routes.d/a.yaml': 'routes:\n  GET /a: { file: a.txt }\n',
  'routes.d/b.yaml': 'routes:\n  POST /b: { params: { body: { $ref: n.schema.json } } }\n',
  'routes.d/a.test.yaml': 'cases: []',
  'routes.d/n.schema.json': '{}',
  'routes.d/a.txt': 'text',
};

describe('loadInSteps', () => {
  let dir = '';
  let loader: ProjectLoader;
  let before: ProjectFiles;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'mockapi-load-'));
    for (const [name, text] of Object.entries(FILES)) write(name, text);
    loader = createLoader({ paths: ['routes.d'], cwd: dir });
    before = loader.load();
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const path = (name: string): string => join(dir, name);
  function write(name: string, text: string): void {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  }
  const load = (...changed: readonly string[]): ProjectFiles => finish(loader.loadInSteps(new Set(changed.map(path))));
  const texts = ({ settings, defaults, routeFiles, suiteFiles, documents }: ProjectFiles): readonly string[] =>
    [
      ...[settings].flatMap((file) => file ?? []),
      ...defaults.values(),
      ...routeFiles,
      ...suiteFiles,
      ...documents.values(),
    ]
      .map(({ source }) => `${source.path.slice(dir.length + 1)} ${source.text}`)
      .sort();

  describe('reads a file again that is named, and finds what a look at everything would find', () => {
    const rows: Readonly<Record<string, string>> = {
      'routes.d/_defaults.yaml': 'tags: [u]',
      'routes.d/mockapi.yaml': 'vars: { a: 1 }',
      'routes.d/a.yaml': 'routes:\n  GET /a: { file: a.txt, status: 201 }\n',
      'routes.d/b.yaml': 'routes: [',
      'routes.d/a.test.yaml': 'cases: [ {} ]',
      'routes.d/n.schema.json': '[]',
    };
    for (const [name, text] of Object.entries(rows)) {
      it(name, () => {
        write(name, text);
        write('routes.d/unnamed.yaml', 'routes: {}');
        const after = load(name);
        const { routeFiles: _, documents: _documents, ...rest } = before;
        expect(after.watched).to.equal(rest.watched);
        rmSync(path('routes.d/unnamed.yaml'));
        expect(texts(after)).to.deep.equal(texts(createLoader({ paths: ['routes.d'], cwd: dir }).load()));
      });
    }
  });

  it('is the very same as before when nothing is different', () => {
    write('routes.d/a.yaml', FILES['routes.d/a.yaml'] ?? '');
    write('routes.d/a.txt', 'another text');
    expect(load('routes.d/a.yaml', 'routes.d/a.txt', 'routes.d/4913', 'routes.d/a.yaml~')).to.equal(before);
  });

  it('reads a named file though its size and time are the same', () => {
    const time = new Date(1_700_000_000_000);
    utimesSync(path('routes.d/a.yaml'), time, time);
    load('routes.d/a.yaml');
    write('routes.d/a.yaml', 'routes:\n  GET /b: { file: a.txt }\n');
    utimesSync(path('routes.d/a.yaml'), time, time);
    const { routeFiles } = load('routes.d/a.yaml');
    expect(routeFiles[0]?.source.text).to.equal('routes:\n  GET /b: { file: a.txt }\n');
  });

  describe('looks at everything when', () => {
    const rows: readonly (readonly [when: string, named: readonly string[], act: () => void])[] = [
      ['a named file is new', ['routes.d/c.yaml'], () => write('routes.d/c.yaml', 'routes: {}')],
      ['a named file is gone', ['routes.d/a.yaml'], () => rmSync(path('routes.d/a.yaml'))],
      ['a sent file is gone', ['routes.d/a.txt'], () => rmSync(path('routes.d/a.txt'))],
      ['a folder is named', ['routes.d/in'], () => write('routes.d/in/c.yaml', '')],
      ['a folder is gone', ['routes.d'], () => renameSync(path('routes.d'), path('away'))],
      [
        'a file names other schemas',
        ['routes.d/b.yaml'],
        () => {
          write('routes.d/b.yaml', 'routes:\n  POST /b: { params: { body: { $ref: ../m.json } } }\n');
          write('m.json', '{}');
        },
      ],
      [
        'a file sends another file',
        ['routes.d/a.yaml'],
        () => write('routes.d/a.yaml', 'routes:\n  GET /a: { file: b.txt }\n'),
      ],
      [
        'a file became a folder',
        ['routes.d/a.yaml'],
        () => {
          rmSync(path('routes.d/a.yaml'));
          mkdirSync(path('routes.d/a.yaml'));
        },
      ],
      ['nothing is named', [], () => write('routes.d/c.yaml', 'routes: {}')],
    ];
    for (const [when, named, act] of rows) {
      it(when, () => {
        act();
        const after = load(...named);
        const whole = createLoader({ paths: ['routes.d'], cwd: dir }).load();
        expect(texts(after)).to.deep.equal(texts(whole));
        expect([...after.assets]).to.deep.equal([...whole.assets]);
        expect(after.watched).to.deep.equal(whole.watched);
        expect(after.problems).to.deep.equal(whole.problems);
      });
    }
  });

  it('takes all files from one moment when a link is swapped under its hands', () => {
    for (const version of [1, 2]) for (const name of ['a', 'b']) write(`v${version}/${name}.yaml`, `# ${version}\n`);
    symlinkSync('v1', path('now'));
    const linked = createLoader({ paths: ['now'], cwd: dir });
    const steps = linked.loadInSteps();
    steps.next();
    symlinkSync('v2', path('next'));
    renameSync(path('next'), path('now'));
    expect(finish(steps).routeFiles.map(({ source }) => source.text)).to.deep.equal(['# 2\n', '# 2\n']);
  });

  it('goes on knowing what a file used while it does not parse', () => {
    write('routes.d/b.yaml', 'routes: [');
    const { routeFiles } = load('routes.d/b.yaml');
    expect(routeFiles.map(({ document, refs }) => [document === undefined, refs])).to.deep.equal([
      [false, []],
      [true, [path('routes.d/n.schema.json')]],
    ]);
  });
});

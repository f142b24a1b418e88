import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCompiler } from '../../src/compile/project.ts';
import type { Snapshot } from '../../src/compile/snapshot.ts';
import { createReloader, type Reloader, type ReloadReport } from '../../src/serve/reload.ts';
import { createLoader } from '../../src/spec/load.ts';
import { brief } from './reload-project.ts';

const good = (path: string, data: number): string => `routes:\n  GET ${path}: { data: ${data} }\n`;
const BROKEN = 'routes:\n  GET /a: { dta: 1 }\n';

describe('createReloader', () => {
  let dir = '';

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'mockapi-look-'));
    write('a.yaml', good('/a', 1));
    write('b.yaml', good('/b', 1));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const path = (name: string): string => join(dir, name);
  const write = (name: string, text: string): void => writeFileSync(path(name), text);
  const remove = (name: string): void => rmSync(path(name));
  const changed = (...names: readonly string[]): ReadonlySet<string> => new Set(names.map(path));

  interface Scene {
    readonly reloader: Reloader;
    readonly reports: ReloadReport[];
    /** Route ids of each publication. */
    readonly published: string[];
    readonly looks: () => number;
  }

  /** `meanwhile` happens between one look and the next. */
  function open(meanwhile: (look: number, scene: Scene) => void = () => {}): Scene {
    const loader = createLoader({ paths: ['.'], cwd: dir });
    const compiler = createCompiler({ env: {}, cwd: dir, flags: {}, isStrict: false });
    const files = loader.load();
    let looks = 0;
    const reports: ReloadReport[] = [];
    const published: string[] = [];
    const reloader = createReloader(
      { files, project: compiler.compile(files) },
      {
        loader: {
          ...loader,
          *loadInSteps(hint) {
            const seen = yield* loader.loadInSteps(hint);
            looks++;
            meanwhile(looks, scene);
            return seen;
          },
        },
        compiler,
        publish: ({ routes }: Snapshot) => published.push(routes.map(({ id }) => id).join()),
        report: (report) => reports.push(report),
        secondLookMs: 1,
      },
    );
    const scene: Scene = { reloader, reports, published, looks: () => looks };
    return scene;
  }

  const told = ({ reports }: Scene): readonly unknown[] =>
    reports.map(({ published, found, mended }) => [published?.version, brief(found), mended]);

  it('looks once when all is well', async () => {
    const scene = open();
    write('a.yaml', good('/a', 2));
    await scene.reloader.reload(changed('a.yaml'));
    expect([scene.looks(), told(scene)]).to.deep.equal([1, [[2, [], []]]]);
  });

  it('keeps to itself what is whole again at the second look, and publishes the rest before it', async () => {
    const scene = open((look) => {
      if (look === 1) write('a.yaml', good('/a', 2));
    });
    write('a.yaml', BROKEN);
    write('b.yaml', good('/b', 2));
    await scene.reloader.reload(changed('a.yaml', 'b.yaml'));
    expect([scene.looks(), told(scene)]).to.deep.equal([
      2,
      [
        [2, [], []],
        [3, [], []],
      ],
    ]);
    expect(scene.reloader.state.project.problems).to.deep.equal([]);
  });

  it('tells what is broken at both looks, once', async () => {
    const scene = open();
    write('a.yaml', BROKEN);
    await scene.reloader.reload(changed('a.yaml'));
    await scene.reloader.reload(changed('a.yaml'));
    write('b.yaml', good('/b', 2));
    await scene.reloader.reload(changed('b.yaml'));
    expect([scene.looks(), told(scene)]).to.deep.equal([
      4,
      [
        [2, ['a.yaml:2:13 unknown-key'], []],
        [undefined, [], []],
        [3, [], []],
      ],
    ]);
  });

  it('takes no route away while a file is gone between two looks', async () => {
    const scene = open((look) => {
      if (look === 1) write('a.yaml', good('/a', 2));
    });
    remove('a.yaml');
    write('b.yaml', good('/b', 2));
    await scene.reloader.reload(changed('a.yaml', 'b.yaml'));
    expect([scene.looks(), scene.published, told(scene)]).to.deep.equal([2, ['GET /a,GET /b'], [[2, [], []]]]);
  });

  it('takes the routes of a file away that is gone at both looks', async () => {
    const scene = open();
    remove('a.yaml');
    await scene.reloader.reload(changed('a.yaml'));
    expect([scene.looks(), scene.published]).to.deep.equal([2, ['GET /b']]);
  });

  it('says nothing of a copy whose original goes between two looks', async () => {
    const scene = open((look) => {
      if (look === 1) remove('a.yaml');
    });
    write('c.yaml', good('/a', 1));
    await scene.reloader.reload(changed('c.yaml'));
    expect(scene.reports.flatMap(({ found }) => found)).to.deep.equal([]);
    expect(scene.published.at(-1)).to.equal('GET /b,GET /a');
  });

  it('gives what breaks at the second look one of its own', async () => {
    const scene = open((look) => {
      if (look === 1) write('b.yaml', BROKEN);
      if (look === 2) write('b.yaml', good('/b', 2));
    });
    write('a.yaml', BROKEN);
    await scene.reloader.reload(changed('a.yaml'));
    expect([scene.looks(), told(scene)]).to.deep.equal([3, [[2, ['a.yaml:2:13 unknown-key'], []]]]);
  });

  it('tells a project as it is that breaks in another way at each look', async () => {
    const scene = open((look) => write('a.yaml', `${'#\n'.repeat(look)}${BROKEN}`));
    write('a.yaml', BROKEN);
    await scene.reloader.reload(changed('a.yaml'));
    expect([scene.looks(), told(scene)]).to.deep.equal([5, [[2, ['a.yaml:6:13 unknown-key'], []]]]);
  });

  it('takes the project as it is when it is asked without a hint', async () => {
    const scene = open();
    write('a.yaml', BROKEN);
    remove('b.yaml');
    await scene.reloader.reload();
    expect([scene.looks(), told(scene)]).to.deep.equal([1, [[2, ['a.yaml:2:13 unknown-key'], []]]]);
  });

  it('publishes and tells nothing once it is closed, not even after the second look', async () => {
    const scene = open((_look, { reloader }) => void reloader.close());
    write('a.yaml', BROKEN);
    await scene.reloader.reload(changed('a.yaml'));
    await scene.reloader.reload();
    await scene.reloader.close();
    expect([scene.looks(), scene.published, scene.reports]).to.deep.equal([1, [], []]);
  });

  it('ends the wait for the second look when it is closed', async () => {
    const scene = open();
    const patient = createReloader(scene.reloader.state, {
      loader: createLoader({ paths: ['.'], cwd: dir }),
      compiler: createCompiler({ env: {}, cwd: dir, flags: {}, isStrict: false }),
      publish: () => {},
      report: ({ published }) => {
        if (published) void patient.close();
      },
      secondLookMs: 3_600_000,
    });
    write('a.yaml', BROKEN);
    write('b.yaml', good('/b', 2));
    await patient.reload(changed('a.yaml', 'b.yaml'));
  });
});

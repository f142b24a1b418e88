import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { expect } from 'chai';
import { type ProjectOptions, type WatchedProject, watchProject } from './watch-project.ts';

const GOODS = 'routes.d/goods.yaml';

describe('watchFiles', () => {
  const projects: WatchedProject[] = [];

  async function open(options: ProjectOptions): Promise<WatchedProject> {
    const project = await watchProject({ looksAt: [GOODS], ...options });
    projects.push(project);
    return project;
  }

  afterEach(async () => {
    for (const project of projects.splice(0)) await project.remove();
  });

  describe('notices every way of changing a file, and the edit after it', () => {
    interface Row {
      readonly how: string;
      readonly options?: ProjectOptions;
      readonly act: (project: WatchedProject) => void;
      /** The file that has the text `new` afterwards. Default: goods.yaml. */
      readonly file?: string;
    }
    const rows: readonly Row[] = [
      { how: 'written in place', act: ({ write }) => write(GOODS, 'new') },
      {
        how: 'written to a temp file that is renamed over it',
        act({ write, path }) {
          write('routes.d/.goods.yaml.tmp', 'new');
          renameSync(path('routes.d/.goods.yaml.tmp'), path(GOODS));
        },
      },
      {
        how: 'renamed to a backup, written anew, the backup deleted (vim)',
        act({ write, path }) {
          renameSync(path(GOODS), path(`${GOODS}~`));
          write(GOODS, 'new');
          unlinkSync(path(`${GOODS}~`));
        },
      },
      {
        how: 'deleted and written anew',
        act({ write, path }) {
          unlinkSync(path(GOODS));
          write(GOODS, 'new');
        },
      },
      { how: 'a new file', file: 'routes.d/new.yaml', act: ({ write }) => write('routes.d/new.yaml', 'new') },
      {
        how: 'a new file in new nested folders',
        file: 'routes.d/a/b/c/new.yaml',
        act: ({ write }) => write('routes.d/a/b/c/new.yaml', 'new'),
      },
      {
        how: 'its folder renamed',
        file: 'routes.d/market/deep/item.yaml',
        options: { files: { 'routes.d/shop/deep/item.yaml': 'new' } },
        act: ({ path }) => renameSync(path('routes.d/shop'), path('routes.d/market')),
      },
      {
        how: 'its folder replaced by rename',
        file: 'routes.d/shop/deep/item.yaml',
        options: { files: { 'routes.d/shop/deep/item.yaml': 'old', 'next/deep/item.yaml': 'new' } },
        act({ path }) {
          renameSync(path('routes.d/shop'), path('gone'));
          renameSync(path('next'), path('routes.d/shop'));
        },
      },
      {
        how: 'its folder deleted and made again',
        file: 'routes.d/shop/item.yaml',
        options: { files: { 'routes.d/shop/item.yaml': 'old' } },
        act({ path, write }) {
          rmSync(path('routes.d/shop'), { recursive: true });
          write('routes.d/shop/item.yaml', 'new');
        },
      },
      {
        how: 'the served folder deleted and made again',
        act({ path, write }) {
          rmSync(path('routes.d'), { recursive: true });
          write(GOODS, 'new');
        },
      },
      {
        how: 'the served folder replaced by rename',
        options: { files: { [GOODS]: 'old', 'next/goods.yaml': 'new' } },
        act({ path }) {
          renameSync(path('routes.d'), path('gone'));
          renameSync(path('next'), path('routes.d'));
        },
      },
      {
        how: 'a folder and a file in it that have one name',
        file: 'routes.d/routes.d/routes.d',
        act: ({ write }) => write('routes.d/routes.d/routes.d', 'new'),
      },
      {
        how: 'the served folder a link that is pointed elsewhere',
        options: {
          files: { 'v1/goods.yaml': 'old', 'v2/goods.yaml': 'new' },
          prepare: ({ path }) => symlinkSync('v1', path('routes.d')),
        },
        act({ path }) {
          symlinkSync('v2', path('next'));
          renameSync(path('next'), path('routes.d'));
        },
      },
      {
        how: 'a link below the served folder to a folder elsewhere',
        file: 'elsewhere/item.yaml',
        options: {
          files: { [GOODS]: 'old', 'elsewhere/item.yaml': 'old' },
          prepare: ({ path }) => symlinkSync(path('elsewhere'), path('routes.d/linked')),
        },
        act: ({ write }) => write('elsewhere/item.yaml', 'new'),
      },
      {
        how: 'a link to a file elsewhere',
        options: {
          files: { 'elsewhere/item.yaml': 'old' },
          prepare({ path }) {
            mkdirSync(path('routes.d'));
            symlinkSync('../elsewhere/item.yaml', path(GOODS));
          },
        },
        act: ({ write }) => write('elsewhere/item.yaml', 'new'),
      },
      {
        how: 'a folder that did not exist at the start',
        options: { files: { 'other.txt': '' } },
        act: ({ write }) => write(GOODS, 'new'),
      },
      {
        how: 'a single served file, replaced by rename',
        options: { roots: [GOODS], files: { [GOODS]: 'old', 'routes.d/next': 'new' } },
        act: ({ path }) => renameSync(path('routes.d/next'), path(GOODS)),
      },
      {
        how: 'a schema outside, replaced by rename',
        file: 'schemas/item.json',
        options: { files: { [GOODS]: 'old', 'schemas/item.json': 'old' }, single: ['schemas/item.json'] },
        act({ write, path }) {
          write('schemas/.item.json.tmp', 'new');
          renameSync(path('schemas/.item.json.tmp'), path('schemas/item.json'));
        },
      },
      {
        how: 'a file that is named in spite of its dot',
        file: 'routes.d/.item.json',
        options: { files: { [GOODS]: 'old', 'routes.d/.item.json': 'old' }, single: ['routes.d/.item.json'] },
        act: ({ write }) => write('routes.d/.item.json', 'new'),
      },
      {
        how: 'settings that did not exist',
        file: 'mockapi.yaml',
        options: { files: { [GOODS]: 'old' }, single: ['mockapi.yaml'] },
        act: ({ write }) => write('mockapi.yaml', 'new'),
      },
    ];
    for (const { how, options = {}, act, file = GOODS } of rows) {
      it(how, async () => {
        const project = await open({ files: { [GOODS]: 'old' }, looksAt: [file], ...options });
        act(project);
        await project.sees(file, 'new');
        await project.watcher.idle();
        project.write(file, 'newer');
        await project.sees(file, 'newer');
        expect(project.errors).to.deep.equal([]);
      });
    }

    it('a Kubernetes ConfigMap whose `..data` is swapped', async () => {
      const project = await open({
        files: { 'routes.d/..2026_1/goods.yaml': 'old' },
        prepare({ path }) {
          symlinkSync('..2026_1', path('routes.d/..data'));
          symlinkSync('..data/goods.yaml', path(GOODS));
        },
      });
      for (const [text, version] of [
        ['new', 2],
        ['newer', 3],
      ] as const) {
        project.write(`routes.d/..2026_${version}/goods.yaml`, text);
        symlinkSync(`..2026_${version}`, project.path('routes.d/..data_tmp'));
        renameSync(project.path('routes.d/..data_tmp'), project.path('routes.d/..data'));
        rmSync(project.path(`routes.d/..2026_${version - 1}`), { recursive: true });
        const call = await project.sees(GOODS, text);
        expect(call.changed).to.include(GOODS);
        await project.watcher.idle();
      }
    });

    it('a file that is deleted', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      unlinkSync(project.path(GOODS));
      const call = await project.sees(GOODS, undefined);
      expect(call.changed).to.deep.equal([GOODS]);
    });

    it('the served folder deleted for good', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      rmSync(project.path('routes.d'), { recursive: true });
      const call = await project.sees(GOODS, undefined);
      expect(call.changed).to.include('routes.d');
    });
  });

  it('tells of a file whose first half was seen once more when it is whole', async () => {
    const project = await open({ files: { [GOODS]: 'old' } });
    const file = openSync(project.path(GOODS), 'w');
    writeSync(file, 'half');
    await project.sees(GOODS, 'half');
    writeSync(file, ' and half');
    await project.sees(GOODS, 'half and half');
    closeSync(file);
  });

  it('gives an editor time to fill the file that it has emptied', async () => {
    const project = await open({ files: { [GOODS]: 'old' }, timing: { quietMs: 1, maxWaitMs: 60_000 } });
    const file = openSync(project.path(GOODS), 'w');
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
    writeSync(file, 'new');
    closeSync(file);
    await project.sees(GOODS, 'new');
    expect(project.calls.map(({ seen }) => seen[GOODS])).to.deep.equal(['new']);
  });

  it('believes a file that stays empty', async () => {
    const project = await open({ files: { [GOODS]: 'old' }, timing: { maxWaitMs: 60 } });
    project.write(GOODS, '');
    expect((await project.sees(GOODS, '')).changed).to.deep.equal([GOODS]);
  });

  it('tells of a checkout of 1,000 files in one or two calls', async () => {
    const project = await open({ files: { [GOODS]: 'old' }, looksAt: ['routes.d/f9/999.yaml'] });
    for (let index = 0; index < 1000; index++) project.write(`routes.d/f${index % 10}/${index}.yaml`, 'new');
    await project.sees('routes.d/f9/999.yaml', 'new');
    await project.watcher.idle();
    expect(project.calls.length).to.be.within(1, 2);
  });

  it('publishes although a folder never comes to rest', async () => {
    const project = await open({ files: { [GOODS]: '0' }, timing: { quietMs: 1000, maxWaitMs: 30 } });
    let writes = 0;
    const busy = setInterval(() => project.write(GOODS, String(++writes)), 1);
    await project.call(({ seen }) => Number(seen[GOODS]) > 0);
    clearInterval(busy);
    await project.sees(GOODS, String(writes));
  });

  it('never calls twice at once, and once more for all that came during a call', async () => {
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const project = await open({
      files: { [GOODS]: 'old' },
      timing: { quietMs: 5 },
      async onChange() {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => gates.push(resolve));
        running -= 1;
      },
    });
    project.write(GOODS, 'first');
    await project.sees(GOODS, 'first');
    for (const text of ['second', 'third', 'fourth']) {
      project.write(GOODS, text);
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    }
    gates.shift()?.();
    await project.sees(GOODS, 'fourth');
    gates.shift()?.();
    await project.watcher.idle();
    expect({ most, calls: project.calls.length }).to.deep.equal({ most: 1, calls: 2 });
  });

  describe('does not care for', () => {
    const rows: readonly (readonly [what: string, file: string])[] = [
      ['swap files', 'routes.d/.goods.yaml.swp'],
      ['what is in .git', 'routes.d/.git/objects/aa/bb'],
      ['what is in node_modules', 'routes.d/node_modules/x/index.json'],
      ['what the caller ignores', 'routes.d/_drafts/new.yaml'],
      ['neighbours of a single file', 'schemas/other.json'],
    ];
    for (const [what, file] of rows) {
      it(what, async () => {
        const project = await open({
          files: { [GOODS]: 'old', [file]: 'old', 'schemas/item.json': '{}' },
          single: ['schemas/item.json'],
          ignored: (path) => path.includes('_drafts'),
        });
        project.write(file, 'new');
        await project.watcher.idle();
        expect(project.calls).to.deep.equal([]);
      });
    }
  });

  it('walks folders that link to each other without end', async () => {
    const project = await open({
      files: { 'routes.d/a/goods.yaml': 'old', 'routes.d/b/goods.yaml': 'old' },
      looksAt: ['routes.d/b/goods.yaml'],
      prepare({ path }) {
        for (const name of ['up1', 'up2', 'up3']) {
          symlinkSync('..', path(`routes.d/a/${name}`));
          symlinkSync('../a', path(`routes.d/b/${name}`));
        }
        symlinkSync('self', path('routes.d/self'));
        symlinkSync('nowhere', path('routes.d/nothing'));
      },
    });
    project.write('routes.d/b/goods.yaml', 'new');
    await project.sees('routes.d/b/goods.yaml', 'new');
  });

  it('names a file in a linked folder by every path that leads there', async () => {
    const project = await open({
      files: { 'routes.d/shop/goods.yaml': 'old' },
      prepare: ({ path }) => symlinkSync('shop', path('routes.d/market')),
    });
    project.write('routes.d/shop/goods.yaml', 'new');
    const { changed } = await project.call(() => true);
    expect(changed).to.deep.equal(['routes.d/market/goods.yaml', 'routes.d/shop/goods.yaml']);
  });

  describe('checkRoots', () => {
    it('finds a root that came into a folder that did not exist either', async () => {
      const project = await open({ roots: ['mnt/late/routes.d'], looksAt: ['mnt/late/routes.d/goods.yaml'] });
      project.write('mnt/late/routes.d/goods.yaml', 'new');
      await project.watcher.checkRoots();
      await project.sees('mnt/late/routes.d/goods.yaml', 'new');
      project.write('mnt/late/routes.d/goods.yaml', 'newer');
      await project.sees('mnt/late/routes.d/goods.yaml', 'newer');
    });

    it('finds a root that was replaced further up', async () => {
      const project = await open({
        roots: ['current/routes.d'],
        files: { 'v1/routes.d/goods.yaml': 'old', 'v2/routes.d/goods.yaml': 'new' },
        looksAt: ['current/routes.d/goods.yaml'],
        prepare: ({ path }) => symlinkSync('v1', path('current')),
      });
      symlinkSync('v2', project.path('next'));
      renameSync(project.path('next'), project.path('current'));
      await project.watcher.checkRoots();
      await project.sees('current/routes.d/goods.yaml', 'new');
      project.write('v2/routes.d/goods.yaml', 'newer');
      await project.sees('current/routes.d/goods.yaml', 'newer');
    });

    it('is called again and again by itself', async () => {
      const project = await open({ roots: ['mnt/late/routes.d'], timing: { checkMs: 5, quietMs: 1 } });
      project.write('mnt/late/routes.d/goods.yaml', 'new');
      await project.call(() => true);
    });

    it('is silent when nothing was replaced', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      await project.watcher.checkRoots();
      await project.watcher.idle();
      expect(project.calls).to.deep.equal([]);
    });
  });

  describe('update', () => {
    it('watches what is new and forgets what is not named any more', async () => {
      const project = await open({
        files: { [GOODS]: 'old', 'schemas/a.json': 'old', 'shared/b.json': 'old' },
        single: ['schemas/a.json'],
        looksAt: ['schemas/a.json', 'shared/b.json'],
      });
      project.watcher.update([project.path('routes.d')], [project.path('shared/b.json')]);
      await project.watcher.idle();
      project.write('schemas/a.json', 'new');
      await project.watcher.idle();
      expect(project.calls).to.deep.equal([]);
      project.write('shared/b.json', 'new');
      expect((await project.sees('shared/b.json', 'new')).changed).to.deep.equal(['shared/b.json']);
    });

    it('may be called during onChange', async () => {
      const project: WatchedProject = await open({
        files: { [GOODS]: 'old', 'schemas/a.json': 'old' },
        looksAt: [GOODS, 'schemas/a.json'],
        onChange: async () => project.watcher.update([project.path('routes.d')], [project.path('schemas/a.json')]),
      });
      project.write(GOODS, 'new');
      await project.sees(GOODS, 'new');
      await project.watcher.idle();
      project.write('schemas/a.json', 'new');
      await project.sees('schemas/a.json', 'new');
    });
  });

  describe('sinceMs', () => {
    const rows: readonly (readonly [when: string, sinceMs: number, changed: readonly string[]])[] = [
      ['tells what changed after the project was read and before it was watched', 0, ['routes.d', GOODS]],
      ['tells nothing of what is older', Date.now() + 3_600_000, []],
    ];
    for (const [when, sinceMs, changed] of rows) {
      it(when, async () => {
        const project = await open({ files: { [GOODS]: 'old', 'routes.d/.hidden': '' }, sinceMs });
        await project.watcher.idle();
        expect(project.calls.flatMap((call) => call.changed)).to.deep.equal(changed);
      });
    }
  });

  describe('trigger', () => {
    it('calls without any event and resolves when that call has ended', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      await project.watcher.trigger();
      expect(project.calls).to.deep.equal([{ changed: [], seen: { [GOODS]: 'old' } }]);
    });

    it('takes along what is pending', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      project.write(GOODS, 'new');
      await project.watcher.trigger();
      await project.watcher.idle();
      expect(project.calls.map(({ seen }) => seen[GOODS])).to.satisfy((seen: string[]) => seen[0] === 'new');
    });
  });

  describe('onError', () => {
    it('is told what onChange failed with, and watching goes on', async () => {
      const project = await open({
        files: { [GOODS]: 'old' },
        onChange: async ({ seen }) => {
          if (seen[GOODS] === 'bad') throw new Error('cannot load');
        },
      });
      project.write(GOODS, 'bad');
      await project.sees(GOODS, 'bad');
      await project.watcher.idle();
      project.write(GOODS, 'good');
      await project.sees(GOODS, 'good');
      expect(project.errors.map(({ message }) => message)).to.deep.equal(['cannot load']);
    });
  });

  describe('close', () => {
    it('ends all calls', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      project.write(GOODS, 'new');
      await project.watcher.close();
      writeFileSync(project.path(GOODS), 'newer');
      await project.watcher.idle();
      await project.watcher.trigger();
      expect(project.calls).to.deep.equal([]);
    });

    it('waits for the call under way', async () => {
      let isDone = false;
      const project = await open({
        files: { [GOODS]: 'old' },
        onChange: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          isDone = true;
        },
      });
      void project.watcher.trigger();
      await project.watcher.close();
      expect(isDone).to.equal(true);
    });

    it('may come before it is ready', async () => {
      const project = await open({ files: { [GOODS]: 'old' } });
      project.watcher.update([project.path('.')], []);
      await project.watcher.close();
      expect(existsSync(project.path(GOODS))).to.equal(true);
    });
  });
});

import { chmodSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { expect } from 'chai';
import { type OpenFolder, openFolder } from '../../src/serve/watch-folder.ts';
import { type WatchedProject, watchProject } from './watch-project.ts';

const GOODS = 'routes.d/goods.yaml';

/** Fails natively as the system does at its limit, and polls for real. */
function limited(code: string): { readonly openFolder: OpenFolder; readonly opened: boolean[] } {
  const opened: boolean[] = [];
  return {
    opened,
    openFolder(folder, options) {
      opened.push(options.polling);
      if (options.polling) return openFolder(folder, options);
      queueMicrotask(() => options.onError(Object.assign(new Error(`${code}: ${folder}`), { code })));
      return { ready: new Promise((resolve) => setImmediate(resolve)), close: async () => {} };
    },
  };
}

describe('createCoverage', () => {
  let project: WatchedProject | undefined;
  afterEach(async () => project?.remove());

  const rows: readonly (readonly [code: string, message: string])[] = [
    [
      'ENOSPC',
      'the system\'s limit of watched folders is reached; raise it with "sysctl fs.inotify.max_user_watches=524288"; until then folders are looked at every 10 ms',
    ],
    [
      'EMFILE',
      'the system has no more file descriptors for watching; raise them with "ulimit -n 65536" and "sysctl fs.inotify.max_user_instances=512"; until then folders are looked at every 10 ms',
    ],
  ];
  for (const [code, message] of rows) {
    it(`says once what to raise after ${code}, and looks at the folders itself from then on`, async () => {
      const system = limited(code);
      const single = ['schemas/item.json'];
      project = await watchProject({
        files: { [GOODS]: 'old', 'routes.d/shop/item.yaml': 'old', 'schemas/item.json': 'old' },
        single,
        looksAt: [GOODS, 'routes.d/shop/item.yaml', 'schemas/item.json', 'routes.d/new/new.yaml'],
        timing: { openFolder: system.openFolder, pollMs: 10, quietMs: 5 },
      });
      await project.watcher.idle();
      project.write(GOODS, 'new text');
      await project.sees(GOODS, 'new text');
      project.write('routes.d/.tmp', 'newer text');
      renameSync(project.path('routes.d/.tmp'), project.path('routes.d/shop/item.yaml'));
      await project.sees('routes.d/shop/item.yaml', 'newer text');
      project.write('schemas/item.json', 'new text');
      await project.sees('schemas/item.json', 'new text');
      project.write('routes.d/new/new.yaml', 'new');
      await project.sees('routes.d/new/new.yaml', 'new');
      project.write('routes.d/new/new.yaml', 'newer text');
      await project.sees('routes.d/new/new.yaml', 'newer text');
      rmSync(project.path('routes.d'), { recursive: true });
      await project.sees(GOODS, undefined);
      expect(project.errors.map((error) => error.message)).to.deep.equal([message]);
      expect(system.opened.slice(0, 3)).to.deep.equal([false, false, false]);
      expect(system.opened.slice(3)).to.satisfy((polling: boolean[]) => polling.every(Boolean));
    });
  }

  it('passes another error on once, and goes on watching', async () => {
    project = await watchProject({
      files: { [GOODS]: 'old' },
      looksAt: [GOODS],
      timing: {
        openFolder(folder, options) {
          for (let time = 0; time < 2; time++) {
            queueMicrotask(() => options.onError(Object.assign(new Error('EIO: disk on fire'), { code: 'EIO' })));
          }
          return openFolder(folder, options);
        },
      },
    });
    project.write(GOODS, 'new');
    await project.sees(GOODS, 'new');
    expect(project.errors.map((error) => error.message)).to.deep.equal(['EIO: disk on fire']);
  });

  it('opens a folder again whose permissions changed, and none for a file that is saved', async () => {
    const opened: string[] = [];
    project = await watchProject({
      files: { 'routes.d/shop/item.yaml': 'old' },
      timing: {
        openFolder(folder, options) {
          opened.push(basename(folder));
          return openFolder(folder, options);
        },
      },
    });
    project.write('routes.d/shop/.tmp', 'new');
    renameSync(project.path('routes.d/shop/.tmp'), project.path('routes.d/shop/item.yaml'));
    await project.watcher.idle();
    chmodSync(project.path('routes.d/shop'), 0o700);
    await project.watcher.idle();
    expect(opened).to.deep.equal(['routes.d', 'shop', 'shop']);
  });

  it('opens no folder twice, and closes every one', async () => {
    const open = new Map<string, number>();
    const count = (folder: string, by: number): void => void open.set(folder, (open.get(folder) ?? 0) + by);
    let most = 0;
    project = await watchProject({
      files: { [GOODS]: 'old', 'routes.d/shop/item.yaml': 'old' },
      roots: ['routes.d', 'routes.d/shop', GOODS],
      single: ['routes.d/shop/item.yaml'],
      timing: {
        openFolder(folder, options) {
          const watch = openFolder(folder, options);
          count(folder, 1);
          most = Math.max(most, ...open.values());
          return { ready: watch.ready, close: () => watch.close().finally(() => count(folder, -1)) };
        },
      },
    });
    rmSync(project.path('routes.d/shop'), { recursive: true });
    project.write('routes.d/shop/new.yaml', 'new');
    await project.watcher.idle();
    await project.watcher.close();
    expect({ most, left: [...open.values()] }).to.deep.equal({ most: 1, left: [0, 0] });
  });
});

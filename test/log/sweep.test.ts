import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { sweepLogs } from '../../src/log/sweep.ts';
import { readFolder, useTempFolder } from './temp-folder.ts';

const DAY = 86_400_000;

describe('sweepLogs', () => {
  const folder = useTempFolder();
  const noFailure = (path: string) => expect.fail(`cannot remove ${path}`);

  async function sweep(names: readonly string[], changes: Partial<Parameters<typeof sweepLogs>[0]> = {}) {
    await Promise.all(names.map((name) => writeFile(join(folder(), name), '')));
    const now = new Date(2026, 10, 22, 0, 0).getTime();
    await sweepLogs({ dir: folder(), rotate: 'daily', keepMs: 5 * DAY, now, onFailure: noFailure, ...changes });
    return Object.keys(await readFolder(folder()));
  }

  it('removes files whose period has been over for the time to keep', async () => {
    const names = ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-22'].flatMap((day) => [
      `${day}.log`,
      `${day}_error.log`,
    ]);
    expect(await sweep(names)).to.deep.equal([
      '2026-11-17.log',
      '2026-11-17_error.log',
      '2026-11-22.log',
      '2026-11-22_error.log',
    ]);
  });

  it('knows the files of other rotations', async () => {
    const names = ['2026-11-16_23.log', '2026-11-17_00_error.log', '2026-11-17_01.log', '2026-11-17.log'];
    const now = new Date(2026, 10, 22, 1, 0).getTime();
    expect(await sweep(names, { rotate: 'hourly', now })).to.deep.equal(['2026-11-17.log', '2026-11-17_01.log']);
  });

  it('counts from the time of day at which a file ends', async () => {
    const names = ['2026-11-16.log', '2026-11-17.log'];
    const now = new Date(2026, 10, 22, 11, 59).getTime();
    expect(await sweep(names, { rotate: '12:00', now })).to.deep.equal(['2026-11-16.log', '2026-11-17.log']);
    expect(await sweep([], { rotate: '12:00', now: now + 60_000 })).to.deep.equal(['2026-11-17.log']);
  });

  it('leaves alone what is not named like its own', async () => {
    const names = [
      '.2020-01-01.log',
      '2020-01-01.log.gz',
      '2020-01-01.txt',
      '2020-01-01_errors.log',
      '2020-02-30.log',
      '20200101.log',
      'audit.json',
      'x2020-01-01.log',
    ];
    expect(await sweep(names)).to.deep.equal(names);
  });

  it('never removes the file of the present period', async () => {
    expect(await sweep(['2026-11-22.log', '2026-11-21.log'], { keepMs: 0 })).to.deep.equal(['2026-11-22.log']);
  });

  it('tells of what it cannot remove and goes on', async () => {
    const stuck = join(folder(), '2020-01-01.log');
    await mkdir(stuck);
    await writeFile(join(folder(), '2020-01-02.log'), '');
    const failures: string[] = [];
    await sweepLogs({
      dir: folder(),
      rotate: 'daily',
      keepMs: DAY,
      now: Date.now(),
      onFailure: (path) => void failures.push(path),
    });
    expect(failures).to.deep.equal([stuck]);
  });

  it('finds nothing in a folder that is not there', async () => {
    await sweepLogs({
      dir: join(folder(), 'gone'),
      rotate: 'daily',
      keepMs: DAY,
      now: Date.now(),
      onFailure: noFailure,
    });
  });
});

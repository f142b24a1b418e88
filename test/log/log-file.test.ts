import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { openLogFile } from '../../src/log/log-file.ts';
import { readFolder, useTempFolder } from './temp-folder.ts';

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fine',
    (error: NodeJS.ErrnoException) => error.code,
  );

describe('openLogFile', () => {
  const folder = useTempFolder();

  it('makes the folders, appends to what is there and leaves nothing else behind', async () => {
    const path = join(folder(), 'a', 'b', '2026-11-22.log');
    for (const text of ['one\n', 'two\n']) {
      const file = await openLogFile(path);
      await file.write(Buffer.from(text));
      await file.close();
    }
    expect(await readFolder(join(folder(), 'a', 'b'))).to.deep.equal({ '2026-11-22.log': 'one\ntwo\n' });
  });

  it('shares a file with another writer', async () => {
    const path = join(folder(), 'x.log');
    const [a, b] = await Promise.all([openLogFile(path), openLogFile(path)]);
    const line = (name: string) => `${name.repeat(9999)}\n`;
    for (let round = 0; round < 20; round += 1)
      await Promise.all([a.write(Buffer.from(line('a'))), b.write(Buffer.from(line('b')))]);
    await Promise.all([a.close(), b.close()]);
    const text = (await readFolder(folder()))['x.log'] ?? '';
    expect(text.split('\n').sort()).to.deep.equal([
      '',
      ...Array(20).fill('a'.repeat(9999)),
      ...Array(20).fill('b'.repeat(9999)),
    ]);
  });

  it('rejects below a file', async () => {
    await writeFile(join(folder(), 'file'), '');
    expect(await codeOf(openLogFile(join(folder(), 'file', 'x.log')))).to.equal('ENOTDIR');
    expect(await codeOf(openLogFile(join(folder(), 'file', 'deep', 'x.log')))).to.equal('ENOTDIR');
  });

  it('rejects where a folder has its name', async () => {
    expect(await codeOf(openLogFile(folder()))).to.equal('EISDIR');
  });

  it('rejects a write on a full disk and can still be closed', async function () {
    if (process.platform !== 'linux') this.skip();
    const path = join(folder(), 'full.log');
    await symlink('/dev/full', path);
    const file = await openLogFile(path);
    expect(await codeOf(file.write(Buffer.from('x\n')))).to.equal('ENOSPC');
    await file.close();
    await file.close();
  });

  it('knows when it is no longer where it was opened', async () => {
    const path = join(folder(), 'x.log');
    const file = await openLogFile(path);
    const answers = [await file.isInPlace()];
    await rename(path, `${path}.1`);
    answers.push(await file.isInPlace());
    await writeFile(path, '');
    answers.push(await file.isInPlace());
    await rm(folder(), { recursive: true });
    answers.push(await file.isInPlace());
    await file.close();
    expect(answers).to.deep.equal([true, false, false, false]);
  });
});

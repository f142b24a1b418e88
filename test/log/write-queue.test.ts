import { expect } from 'chai';
import type { LogFile } from '../../src/log/log-file.ts';
import { createWriteQueue } from '../../src/log/write-queue.ts';

/** A disk in memory that can be told to refuse. */
function disk() {
  const files: Record<string, string[]> = {};
  const news: string[] = [];
  const state = {
    files,
    news,
    opened: [] as string[],
    closeCount: 0,
    refusesOpen: (_path: string) => false,
    refusesWrite: false,
    isInPlace: true,
    onWrite: () => {},
  };
  const queue = createWriteQueue({
    async open(path): Promise<LogFile> {
      if (state.refusesOpen(path)) throw new Error(`EACCES ${path}`);
      state.opened.push(path);
      state.isInPlace = true;
      files[path] ??= [];
      return {
        path,
        isInPlace: async () => state.isInPlace,
        async write(bytes) {
          if (state.refusesWrite) throw new Error('ENOSPC');
          files[path]?.push(bytes.toString());
          state.onWrite();
        },
        async close() {
          state.closeCount += 1;
        },
      };
    },
    onFailure: (path, error) => void news.push(`failure ${path} ${error instanceof Error ? error.message : error}`),
    onWell: (path, past) => void news.push(`well ${path} ${past.wasFailing} ${past.lostCount}`),
  });
  return { queue, state };
}

describe('createWriteQueue', () => {
  it('writes what came in between as one piece', async () => {
    const { queue, state } = disk();
    queue.push('a', 'one');
    queue.push('a', 'two');
    await queue.flush();
    queue.push('a', 'three');
    await queue.flush();
    expect(state.files).to.deep.equal({ a: ['one\ntwo\n', 'three\n'] });
    expect([state.opened.length, state.news]).to.deep.equal([1, []]);
  });

  it('writes by itself within a moment, without keeping the process alive', async () => {
    const { queue, state } = disk();
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const written = new Promise<void>((resolve) => {
      state.onWrite = resolve;
    });
    queue.push('a', 'one');
    expect(timers()).to.equal(before);
    await written;
    expect(state.files).to.deep.equal({ a: ['one\n'] });
  });

  describe('a line that is made later', () => {
    it('stands where it was pushed', async () => {
      const { queue, state } = disk();
      queue.push('a', 'one');
      queue.pushLater('a', () => 'two');
      queue.push('a', 'three');
      queue.pushLater('b', () => 'four');
      queue.pushLater('a', () => 'five');
      await queue.flush();
      expect(state.files).to.deep.equal({ a: ['one\ntwo\nthree\n', 'five\n'], b: ['four\n'] });
    });

    it('is written by itself within a moment, without keeping the process alive', async () => {
      const { queue, state } = disk();
      const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
      const before = timers();
      const written = new Promise<void>((resolve) => {
        state.onWrite = resolve;
      });
      queue.pushLater('a', () => 'one');
      expect(timers()).to.equal(before);
      await written;
      expect(state.files).to.deep.equal({ a: ['one\n'] });
    });

    it('is not made where it was pushed, but with others', async () => {
      const { queue } = disk();
      const made: number[] = [];
      const counts = [...Array(100).keys()].map((index) => {
        queue.pushLater('a', () => `${made.push(index)}`);
        return made.length;
      });
      expect(new Set(counts).size).to.be.within(2, 50);
      await queue.flush();
      expect(made).to.deep.equal([...Array(100).keys()]);
    });

    it('goes before a file that is opened after it', async () => {
      const { queue, state } = disk();
      queue.pushLater('a', () => 'one');
      queue.open('b');
      await queue.flush();
      expect([state.opened, state.files]).to.deep.equal([['a', 'b'], { a: ['one\n'], b: [] }]);
    });

    it('is lost with the others that cannot be written at the end', async () => {
      const { queue, state } = disk();
      state.refusesOpen = () => true;
      queue.push('a', 'one');
      await queue.flush();
      const closed = queue.close();
      queue.pushLater('a', () => 'two');
      expect(await closed).to.equal(2);
    });
  });

  it('writes at once when 64 KB have come together', async () => {
    const { queue, state } = disk();
    const line = 'x'.repeat(1023);
    const written = new Promise<void>((resolve) => {
      state.onWrite = resolve;
    });
    for (let count = 0; count < 65; count += 1) queue.push('a', line);
    await written;
    expect(state.files.a?.map((text) => text.length)).to.deep.equal([65_536]);
    await queue.flush();
    expect(state.files.a?.map((text) => text.length)).to.deep.equal([65_536, 1024]);
  });

  it('opens the next file when the path changes, and closes the last', async () => {
    const { queue, state } = disk();
    queue.push('a', 'one');
    queue.push('b', 'two');
    queue.push('b', 'three');
    await queue.flush();
    expect(state.files).to.deep.equal({ a: ['one\n'], b: ['two\nthree\n'] });
    expect([state.opened.length, state.closeCount]).to.deep.equal([2, 1]);
  });

  it('opens a file before there is a line for it', async () => {
    const { queue, state } = disk();
    queue.open('a');
    await queue.flush();
    expect(state.files).to.deep.equal({ a: [] });
  });

  it('opens anew when the file is gone', async () => {
    const { queue, state } = disk();
    queue.push('a', 'one');
    await queue.flush();
    state.isInPlace = false;
    queue.push('a', 'two');
    await queue.flush();
    expect([state.opened.length, state.closeCount, state.news]).to.deep.equal([2, 1, []]);
    expect(state.files).to.deep.equal({ a: ['one\n', 'two\n'] });
  });

  it('keeps what cannot be written yet, and says once that it cannot and once that it can again', async () => {
    const { queue, state } = disk();
    state.refusesOpen = () => true;
    queue.push('a', 'one');
    await queue.flush();
    queue.push('a', 'two');
    await queue.flush();
    expect([state.news, queue.isFailing()]).to.deep.equal([['failure a EACCES a'], true]);
    state.refusesOpen = () => false;
    await queue.flush();
    expect(state.files).to.deep.equal({ a: ['one\n', 'two\n'] });
    expect([state.news, queue.isFailing()]).to.deep.equal([['failure a EACCES a', 'well a true 0'], false]);
  });

  it('tries again by itself', async () => {
    const { queue, state } = disk();
    state.refusesOpen = () => true;
    queue.push('a', 'one');
    await queue.flush();
    state.refusesOpen = () => false;
    await new Promise<void>((resolve) => {
      state.onWrite = resolve;
    });
    expect(state.files).to.deep.equal({ a: ['one\n'] });
  });

  it('counts the lines of a batch that broke off, and ends the line that was cut', async () => {
    const { queue, state } = disk();
    state.refusesWrite = true;
    queue.push('a', 'one');
    queue.push('a', 'two');
    await queue.flush();
    queue.push('a', 'three');
    await queue.flush();
    state.refusesWrite = false;
    await queue.flush();
    expect(state.files).to.deep.equal({ a: ['\n', 'three\n'] });
    expect(state.news).to.deep.equal(['failure a ENOSPC', 'well a true 2']);
  });

  it('does not wait for a file that the log has moved on from', async () => {
    const { queue, state } = disk();
    state.refusesOpen = (path) => path === 'a';
    queue.push('a', 'one');
    await queue.flush();
    queue.push('b', 'two');
    await queue.flush();
    expect(state.files).to.deep.equal({ b: ['two\n'] });
    expect(state.news).to.deep.equal(['failure a EACCES a', 'well b true 1']);
  });

  it('drops and counts lines beyond 4 MB that wait', async () => {
    const { queue, state } = disk();
    const line = 'x'.repeat(1023);
    for (let count = 0; count < 5000; count += 1) queue.push('a', line);
    await queue.flush();
    await queue.flush();
    expect(state.files.a?.join('').length).to.equal(4 * 1024 * 1024);
    expect(state.news).to.deep.equal(['well a false 904']);
  });

  it('has room again once the disk has caught up', async () => {
    const { queue, state } = disk();
    const line = 'x'.repeat(1023);
    for (let round = 0; round < 3; round += 1) {
      for (let count = 0; count < 4096; count += 1) queue.push('a', line);
      await queue.flush();
    }
    expect(state.files.a?.join('').length).to.equal(12 * 1024 * 1024);
    expect(state.news).to.deep.equal([]);
  });

  it('writes the last lines when it is closed', async () => {
    const { queue, state } = disk();
    queue.push('a', 'one');
    expect(await queue.close()).to.equal(0);
    expect(state.files).to.deep.equal({ a: ['one\n'] });
    expect(state.closeCount).to.equal(1);
  });

  it('gives the number of lines that it never could write, and begins anew when it is used again', async () => {
    const { queue, state } = disk();
    state.refusesOpen = () => true;
    queue.push('a', 'one');
    queue.push('a', 'two');
    expect(await queue.close()).to.equal(2);
    state.refusesOpen = () => false;
    queue.push('a', 'three');
    expect(await queue.close()).to.equal(0);
    expect(state.files).to.deep.equal({ a: ['three\n'] });
  });
});

import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { type AccessFacts, createLog, type LogOptions } from '../../src/log/index.ts';
import { readFolder, useTempFolder } from './temp-folder.ts';

const DAY = 86_400_000;
const facts: AccessFacts = { method: 'GET', target: '/a', status: 200, ms: 1, id: 'k1', client: '::1' };

/** A log with a clock that stands still until it is set, and a console that is kept. */
function start(dir: string | undefined, changes: Partial<LogOptions> = {}) {
  const shown: string[] = [];
  let now = new Date(2026, 10, 22, 12, 1, 2, 345).getTime();
  const settings = { dir, level: 'info', rotate: 'daily', keepMs: 5 * DAY } as const;
  const log = createLog({
    ...settings,
    console: { colour: false, write: (text) => void shown.push(text) },
    clock: () => now,
    ...changes,
  });
  return {
    log,
    settings,
    /** Console lines so far. */
    shown: () => shown.join('').split('\n').slice(0, -1),
    setClock(...parts: [day: number, hour: number, minute?: number, second?: number]) {
      const [day, hour, minute = 0, second = 0] = parts;
      now = new Date(2026, 10, day, hour, minute, second).getTime();
    },
  };
}

/** File texts without the time at the head of each line. */
async function readLogs(dir: string): Promise<Record<string, string>> {
  const files = await readFolder(dir);
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll(/^20\S+ /gm, '')]));
}

describe('createLog', () => {
  const folder = useTempFolder();
  let open: { close(): Promise<void> }[] = [];
  const use = (...parameters: Parameters<typeof start>) => {
    const started = start(...parameters);
    open.push(started.log);
    return started;
  };
  afterEach(async () => {
    await Promise.all(open.map((log) => log.close()));
    open = [];
  });

  it('writes records and requests to the file of the day, errors also to a file of their own', async () => {
    const { log } = use(folder());
    log.info('listening', { port: 8010 });
    log.access(facts);
    log.error('we are wrong', { id: 'k1' });
    log.debug('unseen');
    await log.close();
    expect(await readLogs(folder())).to.deep.equal({
      '2026-11-22.log': [
        'info   listening  port=8010',
        'access GET /a 200 1.0ms route=- id=k1 client=::1',
        'error  we are wrong  id=k1',
        '',
      ].join('\n'),
      '2026-11-22_error.log': 'error  we are wrong  id=k1\n',
    });
  });

  it('shows records on the console at once', () => {
    const { log, shown } = use(undefined);
    log.info('listening', { port: 8010 });
    log.debug('unseen');
    expect(shown()).to.deep.equal(['12:01:02 info  listening  port=8010']);
  });

  it('shows requests on the console when asked', async () => {
    const quiet = use(undefined);
    const chatty = use(undefined, { consoleAccess: true });
    for (const { log } of [quiet, chatty]) {
      log.access(facts);
      await log.flush();
    }
    expect(quiet.shown()).to.deep.equal([]);
    expect(chatty.shown()).to.deep.equal(['12:01:02 200   GET /a  1.0 ms']);
  });

  it('makes both files at the start, so that they can be followed', async () => {
    const { log } = use(folder());
    await log.flush();
    expect(await readdir(folder())).to.have.members(['2026-11-22.log', '2026-11-22_error.log']);
  });

  it('leaves out requests and records below its level', async () => {
    const { log } = use(folder(), { level: 'warn' });
    log.access(facts);
    log.info('unseen');
    log.warn('seen');
    await log.flush();
    expect((await readLogs(folder()))['2026-11-22.log']).to.equal('warn   seen\n');
  });

  it('says which levels it would write', () => {
    const levels = ['error', 'warn', 'info', 'debug'] as const;
    const { log } = use(undefined, { level: 'warn' });
    expect(levels.map((level) => log.isEnabled(level))).to.deep.equal([true, true, false, false]);
    const mute = use(undefined, { console: undefined });
    expect(levels.map((level) => mute.log.isEnabled(level))).to.deep.equal([false, false, false, false]);
  });

  const rotations: [
    rotate: LogOptions['rotate'],
    before: [number, number, number],
    after: [number, number, number],
    files: string[],
  ][] = [
    ['daily', [22, 23, 59], [23, 0, 0], ['2026-11-22.log', '2026-11-23.log']],
    ['hourly', [22, 13, 59], [22, 14, 0], ['2026-11-22_13.log', '2026-11-22_14.log']],
    ['12:00', [23, 11, 59], [23, 12, 0], ['2026-11-22.log', '2026-11-23.log']],
  ];
  for (const [rotate, before, after, files] of rotations) {
    it(`puts every line into the file of its own period when rotation is ${rotate}`, async () => {
      const { log, setClock } = use(undefined);
      setClock(...before);
      log.update({ dir: folder(), level: 'info', rotate, keepMs: 5 * DAY });
      log.access({ ...facts, target: '/before' });
      log.info('before');
      setClock(...after);
      log.access({ ...facts, target: '/after' });
      await log.flush();
      const texts = await readLogs(folder());
      expect(files.map((name) => texts[name])).to.deep.equal([
        'access GET /before 200 1.0ms route=- id=k1 client=::1\ninfo   before\n',
        'access GET /after 200 1.0ms route=- id=k1 client=::1\n',
      ]);
    });
  }

  it('removes old files at the start and at every rotation', async () => {
    for (const name of ['2026-11-15.log', '2026-11-17_error.log', 'mine.txt'])
      await writeFile(join(folder(), name), '');
    const { log, setClock } = use(folder());
    await log.flush();
    const atStart = await readdir(folder());
    setClock(23, 0);
    log.info('a new day');
    await log.flush();
    expect(atStart).to.have.members(['2026-11-17_error.log', '2026-11-22.log', '2026-11-22_error.log', 'mine.txt']);
    expect(await readdir(folder())).to.have.members([
      '2026-11-22.log',
      '2026-11-22_error.log',
      '2026-11-23.log',
      '2026-11-23_error.log',
      'mine.txt',
    ]);
  });

  it('says which old file it cannot remove', async () => {
    const stuck = join(folder(), '2020-01-01.log');
    await mkdir(stuck);
    const { log, shown } = use(folder());
    await log.flush();
    expect(shown().map((line) => line.replace(/reason=.*/, ''))).to.deep.equal([
      `12:01:02 warn  an old log file cannot be removed  file=${stuck} `,
    ]);
  });

  it('appends to what another run has written', async () => {
    for (const sentence of ['first', 'second']) {
      const { log } = start(folder());
      log.info(sentence);
      await log.close();
    }
    expect((await readLogs(folder()))['2026-11-22.log']).to.equal('info   first\ninfo   second\n');
  });

  it('says once that a folder is impossible, goes on, and says once when it is not any more', async () => {
    const blocked = join(folder(), 'logs');
    await writeFile(blocked, 'a file');
    const { log, shown } = use(blocked);
    for (let round = 0; round < 3; round += 1) {
      log.access(facts);
      log.error('we are wrong');
      await log.flush();
    }
    // Which of the two files is refused first is the system's choice.
    const failures = shown().flatMap((line) => (line.includes('log: ') ? [line.replace('_error.log', '.log')] : []));
    expect(failures).to.deep.equal([
      `12:01:02 error log: cannot write "${join(blocked, '2026-11-22.log')}"; answers go on, nothing is written until it can be  reason="ENOTDIR: not a directory"`,
    ]);
    await rm(blocked);
    await log.flush();
    await log.flush();
    expect(
      shown()
        .filter((line) => line.includes('log: '))
        .slice(1),
    ).to.deep.equal([`12:01:02 info  log: writes to "${blocked}" again`]);
    const texts = await readLogs(blocked);
    expect(texts['2026-11-22_error.log']).to.equal('error  we are wrong\n'.repeat(3));
    expect(texts['2026-11-22.log']?.match(/^access/gm)?.length).to.equal(3);
  });

  it('makes a folder anew that was removed while it ran', async () => {
    const dir = join(folder(), 'logs');
    const { log, shown } = use(dir);
    log.info('one');
    await log.flush();
    await rm(dir, { recursive: true });
    log.info('two');
    await log.flush();
    expect((await readLogs(dir))['2026-11-22.log']).to.equal('info   two\n');
    expect(shown()).to.deep.equal(['12:01:02 info  one', '12:01:02 info  two']);
  });

  it('survives a full disk and counts what was lost', async function () {
    if (process.platform !== 'linux') this.skip();
    const path = join(folder(), '2026-11-22.log');
    await symlink('/dev/full', path);
    const { log, shown } = use(folder());
    log.access(facts);
    log.access(facts);
    await log.flush();
    await rm(path);
    log.access({ ...facts, target: '/again' });
    await log.flush();
    await log.flush();
    expect(shown()).to.deep.equal([
      `12:01:02 error log: cannot write "${path}"; answers go on, nothing is written until it can be  reason="ENOSPC: no space left on device"`,
      `12:01:02 info  log: writes to "${folder()}" again  lost=2`,
    ]);
    expect((await readLogs(folder()))['2026-11-22.log']).to.equal(
      '\naccess GET /again 200 1.0ms route=- id=k1 client=::1\n' +
        `info   log: writes to "${folder()}" again  lost=2\n`,
    );
  });

  it('takes new settings while it runs', async () => {
    const [first, second] = [join(folder(), 'first'), join(folder(), 'second')];
    const { log, settings } = use(first);
    log.info('one');
    log.update({ ...settings, dir: second, level: 'debug', rotate: 'hourly' });
    log.debug('two');
    await log.flush();
    log.update({ ...settings, dir: undefined });
    log.info('three');
    log.access(facts);
    log.update({ ...settings, dir: first, level: 'error' });
    log.info('four');
    log.error('five');
    await log.flush();
    expect((await readLogs(first))['2026-11-22.log']).to.equal('info   one\nerror  five\n');
    expect((await readLogs(second))['2026-11-22_12.log']).to.equal('debug  two\n');
  });

  it('sweeps when the time to keep is shortened', async () => {
    await writeFile(join(folder(), '2026-11-19.log'), '');
    const { log, settings } = use(folder());
    await log.flush();
    expect(await readdir(folder())).to.include('2026-11-19.log');
    log.update({ ...settings, dir: folder(), keepMs: DAY });
    await log.flush();
    expect(await readdir(folder())).not.to.include('2026-11-19.log');
  });

  it('leaves an impossible folder behind when it is given a better one', async () => {
    const { log, shown, settings } = use(join('/dev/null', 'logs'));
    log.info('one');
    await log.flush();
    log.update({ ...settings, dir: folder() });
    log.info('two');
    await log.flush();
    expect((await readLogs(folder()))['2026-11-22.log']).to.match(/^info {3}two$/m);
    expect(shown().at(-1)).to.equal(`12:01:02 info  log: writes to "${folder()}" again  lost=1`);
  });

  it('leaves one behind with requests in it, too', async () => {
    const { log, shown, settings } = use(join('/dev/null', 'logs'));
    await log.flush();
    log.access(facts);
    log.update({ ...settings, dir: folder() });
    await log.flush();
    expect(shown().at(-1)).to.equal(`12:01:02 info  log: writes to "${folder()}" again  lost=1`);
  });

  it('writes a request with the moment at which it was over', async () => {
    const { log, setClock } = use(folder());
    for (const second of [1, 2]) {
      setClock(22, 12, 0, second);
      log.access(facts);
    }
    setClock(23, 12);
    await log.flush();
    const lines = (await readFolder(folder()))['2026-11-22.log']?.split('\n').map((line) => line.slice(0, 19));
    expect(lines).to.deep.equal(['2026-11-22T12:00:01', '2026-11-22T12:00:02', '']);
  });

  it('ignores what comes after it was closed, and can be closed twice', async () => {
    const { log, settings } = use(folder());
    log.info('one');
    await Promise.all([log.close(), log.close()]);
    log.error('two');
    log.access(facts);
    log.update({ ...settings, dir: folder() });
    await log.flush();
    expect((await readLogs(folder()))['2026-11-22.log']).to.equal('info   one\n');
  });

  it('says at the end what could never be written', async () => {
    const { log, shown } = use(join('/dev/null', 'logs'));
    log.info('one');
    log.access(facts);
    await log.close();
    expect(shown().at(-1)).to.equal('12:01:02 warn  log: lines were never written  lost=2');
  });

  it('keeps the order of thousands of lines', async () => {
    const { log } = use(folder());
    const ids = Array.from({ length: 5000 }, (_, index) => `k${index}`);
    for (const id of ids) log.access({ ...facts, id });
    await log.close();
    const text = (await readLogs(folder()))['2026-11-22.log'] ?? '';
    expect([...text.matchAll(/ id=(\S+)/g)].map((match) => match[1])).to.deep.equal(ids);
  });

  it('drops lines that a slow disk cannot take, and says how many', async () => {
    const { log, shown } = use('/logs', {
      open: async (path) => ({ path, isInPlace: async () => true, write: async () => {}, close: async () => {} }),
    });
    const target = `/${'a'.repeat(999)}`;
    for (let count = 0; count < 5000; count += 1) log.access({ ...facts, target });
    await log.flush();
    const kept = Math.floor(
      (4 * 1024 * 1024) /
        (1000 + '2026-11-22T12:01:02.345+00:00 access GET  200 1.0ms route=- id=k1 client=::1\n'.length),
    );
    expect(shown()).to.deep.equal([
      `12:01:02 warn  log: lines were dropped, the disk could not keep up  lost=${5000 - kept}`,
    ]);
  });

  it('takes files from elsewhere', async () => {
    const opened: string[] = [];
    const { log } = use('/logs', {
      async open(path) {
        opened.push(path);
        return { path, isInPlace: async () => true, write: async () => {}, close: async () => {} };
      },
    });
    await log.flush();
    expect(opened).to.deep.equal(['/logs/2026-11-22.log', '/logs/2026-11-22_error.log']);
  });
});

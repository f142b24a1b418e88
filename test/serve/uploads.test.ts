import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RequestError } from '../../src/core/errors.ts';
import { createUploads, type Uploads } from '../../src/serve/uploads.ts';

const MEMORY = 10;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('createUploads', () => {
  let parent: string;
  let uploads: Uploads;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'mockapi-test-'));
    uploads = createUploads(parent);
  });
  afterEach(async () => {
    await uploads.close();
    rmSync(parent, { recursive: true, force: true });
  });

  it('keeps what fits into memory there, and makes no folder for it', async () => {
    const spool = uploads.open(MEMORY);
    spool.write(Buffer.from('12345'));
    spool.write(Buffer.from('67890'));
    const stored = await spool.end();
    expect({ ...stored, read: stored.read().toString() }).to.deep.equal({
      size: 10,
      sha256: sha256('1234567890'),
      at: Buffer.from('1234567890'),
      read: '1234567890',
    });
    expect(readdirSync(parent)).to.deep.equal([]);
    expect(uploads.folder).to.equal(undefined);
  });

  it('knows the hash of nothing', async () => {
    const stored = await uploads.open(MEMORY).end();
    expect([stored.size, stored.sha256, stored.read().length]).to.deep.equal([0, sha256(''), 0]);
  });

  it('puts what is larger into one folder that is private to the owner and named after the process', async () => {
    const spools = [uploads.open(MEMORY), uploads.open(MEMORY)];
    for (const spool of spools) for (const text of ['12345', '67890', 'abc']) spool.write(Buffer.from(text));
    for (const spool of spools) {
      const stored = await spool.end();
      expect([stored.size, stored.sha256, stored.read().toString()]).to.deep.equal([
        13,
        sha256('1234567890abc'),
        '1234567890abc',
      ]);
    }
    const [folder = '', ...others] = readdirSync(parent);
    expect(others).to.deep.equal([]);
    expect(folder).to.match(new RegExp(`^mockapi-${process.pid}-\\w{6}$`));
    expect(statSync(join(parent, folder)).mode & 0o777).to.equal(0o700);
    const files = readdirSync(join(parent, folder));
    expect(files).to.have.length(2);
    for (const file of files) expect(statSync(join(parent, folder, file)).mode & 0o777).to.equal(0o600);
    await Promise.all(spools.flatMap((spool) => [spool.discard(), spool.discard()]));
    expect(readdirSync(join(parent, folder))).to.deep.equal([]);
  });

  it('discards a file that is still being written', async () => {
    const spool = uploads.open(MEMORY);
    for (let count = 0; count < 20; count++) spool.write(Buffer.alloc(100_000));
    await spool.discard();
    spool.write(Buffer.alloc(100_000));
    expect(readdirSync(uploads.folder ?? '')).to.deep.equal([]);
  });

  it('asks the writer to wait for a slow disk, and says when to go on', async () => {
    const spool = uploads.open(MEMORY);
    const drained = new Promise<void>((resolve) => spool.onDrain(resolve));
    expect(spool.write(Buffer.alloc(1_000_000))).to.equal(false);
    await drained;
    expect((await spool.end()).size).to.equal(1_000_000);
  });

  it('says so as well when the writer has ended while it was to wait', async () => {
    const spool = uploads.open(MEMORY);
    const drained = new Promise<void>((resolve) => spool.onDrain(resolve));
    expect(spool.write(Buffer.alloc(1_000_000))).to.equal(false);
    await Promise.all([spool.end(), drained]);
  });

  it('makes a new folder when something has tidied the old one away', async () => {
    const first = uploads.open(0);
    first.write(Buffer.from('a'));
    await first.end();
    rmSync(uploads.folder ?? '', { recursive: true });
    const second = uploads.open(0);
    second.write(Buffer.from('b'));
    expect((await second.end()).read().toString()).to.equal('b');
  });

  it('says with 507 that nothing can be stored, without saying where', async () => {
    const nowhere = createUploads(join(parent, 'missing'));
    const spool = nowhere.open(0);
    spool.write(Buffer.from('a'));
    const error = await spool.end().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(RequestError);
    const { status, message } = error as RequestError;
    expect([status, message]).to.deep.equal([507, 'the upload cannot be stored on the server (ENOENT)']);
    await spool.discard();
  });

  it('removes its folder when it is closed', async () => {
    const spool = uploads.open(0);
    spool.write(Buffer.from('a'));
    await spool.end();
    await uploads.close();
    await uploads.close();
    expect(readdirSync(parent)).to.deep.equal([]);
  });

  it('sweeps the folders of dead processes and nothing else', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const dead = child.pid ?? 0;
    const names = [
      `mockapi-${dead}-abc123`,
      `mockapi-${process.pid}-abc123`,
      'mockapi-1-abc123',
      'mockapi-notes',
      `other-${dead}-abc123`,
      `mockapi-${dead}-abc123-mine`,
    ];
    for (const name of names) {
      mkdirSync(join(parent, name));
      writeFileSync(join(parent, name, 'file'), '');
    }
    writeFileSync(join(parent, `mockapi-${dead}-xyz123`), 'no folder');
    await uploads.sweep();
    const left = [...names.slice(1), `mockapi-${dead}-xyz123`].sort();
    expect(readdirSync(parent).sort()).to.deep.equal(left);
  });

  it('has nothing to sweep where it may not look', async () => {
    chmodSync(parent, 0);
    await uploads.sweep();
    chmodSync(parent, 0o700);
    await createUploads(join(parent, 'missing')).sweep();
    expect(existsSync(parent)).to.equal(true);
  });
});

import { existsSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { RequestError } from '../../src/core/errors.ts';
import { createSpool, type Spool } from '../../src/serve/spool.ts';

/** A device that has no space, whatever is written. */
const FULL = '/dev/full';

describe('createSpool', () => {
  before(function () {
    if (!existsSync(FULL)) this.skip();
  });

  const onFullDisk = (): Spool =>
    createSpool(0, () => ({ path: join(tmpdir(), 'mockapi-no-such-file'), fd: openSync(FULL, 'w') }));
  const refusal = async (spool: Spool): Promise<unknown> => {
    const error = await spool.end().catch((reason: unknown) => reason);
    return error instanceof RequestError ? [error.status, error.message] : error;
  };
  const expected = [507, 'the upload cannot be stored on the server (ENOSPC)'];

  it('tells at the end that the disk is full', async () => {
    const spool = onFullDisk();
    spool.write(Buffer.from('a'));
    expect(await refusal(spool)).to.deep.equal(expected);
    await spool.discard();
  });

  it('lets the writer go on when the disk is full, and tells at the end', async () => {
    const spool = onFullDisk();
    const drained = new Promise<void>((resolve) => spool.onDrain(resolve));
    expect(spool.write(Buffer.alloc(1_000_000))).to.equal(false);
    await drained;
    expect(spool.write(Buffer.alloc(1_000_000))).to.equal(true);
    expect(await refusal(spool)).to.deep.equal(expected);
    await spool.discard();
  });
});

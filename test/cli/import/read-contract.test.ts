import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { type ReadLimits, readContractFiles } from '../../../src/cli/import/read-contract.ts';
import { useFolder } from '../fake-terminal.ts';

describe('readContractFiles', () => {
  const folder = useFolder();

  /** Of a contract that refers to `parts` files; what is said where that is too much. */
  async function read(parts: number, limits?: ReadLimits): Promise<string | undefined> {
    const names = Array.from({ length: parts }, (_, index) => `${index}.json`);
    const refs = names.map((name) => [`/${name}`, { $ref: name }]);
    const cwd = folder({
      'shop.json': JSON.stringify({ openapi: '3.1.0', paths: Object.fromEntries(refs) }),
      ...Object.fromEntries(names.map((name) => [name, '{}'])),
    });
    try {
      await readContractFiles('shop.json', { cwd, allowsRemote: false }, limits);
      return undefined;
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      expect(error.exitCode).to.equal(2);
      return error.message;
    }
  }

  it('reads 500 files, and says so where there are more', async () => {
    expect(await read(499)).to.equal(undefined);
    expect(await read(500)).to.equal(
      '"shop.json" and what it refers to are more than 500 files: bring several of them together in one',
    );
  });

  it('names the number of characters that is too large', async () => {
    const length = JSON.stringify({ openapi: '3.1.0', paths: { '/0.json': { $ref: '0.json' } } }).length + 2;
    expect(await read(1, { files: 9, characters: length })).to.equal(undefined);
    expect(await read(1, { files: 9, characters: length - 1 })).to.equal(
      `"shop.json" and what it refers to have more than ${length - 1} characters: import a part of it, without the rest`,
    );
  });
});

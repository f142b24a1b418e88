import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect } from 'chai';
import { FileError, readBytes, writeBytes } from '../../src/runner/files.ts';

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mockapi-files-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function errorOf(work: () => unknown): { readonly message: string; readonly isMissing: boolean } {
    try {
      work();
    } catch (error) {
      if (error instanceof FileError) return { message: error.message, isMissing: error.isMissing };
      throw error;
    }
    throw new Error('it worked');
  }

  describe('readBytes', () => {
    it('says of a file that is not there how people know it', () => {
      const path = join(folder, 'none.json');
      const message = `there is no file "${relative(process.cwd(), path)}"`;
      expect(errorOf(() => readBytes(path))).to.deep.equal({ message, isMissing: true });
    });

    it('says that a folder is one', () => {
      const message = `"${relative(process.cwd(), folder)}" cannot be read: it is a folder`;
      expect(errorOf(() => readBytes(folder))).to.deep.equal({ message, isMissing: false });
    });
  });

  describe('writeBytes', () => {
    it('makes the folder, replaces the file and leaves nothing else behind', () => {
      const path = join(folder, 'expected', 'goods.json');
      writeBytes(path, Buffer.from('one'));
      writeBytes(path, Buffer.from('two'));
      expect(readFileSync(path, 'utf8')).to.equal('two');
      expect(readdirSync(join(folder, 'expected'))).to.deep.equal(['goods.json']);
    });

    it('leaves nothing behind where it fails', () => {
      mkdirSync(join(folder, 'goods.json'));
      writeFileSync(join(folder, 'goods.json', 'x'), '');
      expect(errorOf(() => writeBytes(join(folder, 'goods.json'), Buffer.from('one'))).message).to.match(
        /it is a folder$/,
      );
      expect(readdirSync(folder)).to.deep.equal(['goods.json']);
    });
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { writeFiles } from '../../../src/cli/import/write-files.ts';
import { useFolder } from '../fake-terminal.ts';

const FILES = ['a.yaml', 'b.yaml', 'schemas/c.yaml'].map((name) => ({ name, text: `new ${name}` }));

describe('writeFiles', () => {
  const folder = useFolder();

  /** Says how it failed. */
  function write(isForced: boolean): { readonly code: number; readonly message: string } | undefined {
    try {
      writeFiles(FILES, { folder: folder(), shown: 'out', isForced });
      return undefined;
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      return { code: error.exitCode, message: error.message };
    }
  }

  it('replaces files when it is forced to, and leaves nothing beside them', () => {
    const root = folder({ 'b.yaml': 'mine' });
    expect(write(true)).to.equal(undefined);
    expect(readdirSync(root).sort()).to.deep.equal(['a.yaml', 'b.yaml', 'schemas']);
    expect(readdirSync(join(root, 'schemas'))).to.deep.equal(['c.yaml']);
    expect(readFileSync(join(root, 'b.yaml'), 'utf8')).to.equal('new b.yaml');
  });

  for (const isForced of [false, true]) {
    it(`refuses a folder in the place of a file${isForced ? ', also when it is forced to' : ''}`, () => {
      const root = folder({ 'a.yaml': 'mine', 'b.yaml/x': 'mine' });
      expect(write(isForced)).to.deep.equal({
        code: 2,
        message:
          'nothing was written, since there is no file but something else in the place of\n  out/b.yaml\nmove it away, or name another folder with -o',
      });
      expect(readdirSync(root).sort()).to.deep.equal(['a.yaml', 'b.yaml']);
      expect(readFileSync(join(root, 'a.yaml'), 'utf8')).to.equal('mine');
    });
  }

  it('puts back what it has replaced where one of them cannot be put in its place', () => {
    const root = folder({ 'a.yaml': 'mine', 'schemas/c.yaml': 'mine' });
    // In the way of setting the last one aside.
    mkdirSync(join(root, `schemas/c.yaml.${process.pid}.old`));
    const failure = write(true);
    expect(failure?.code).to.equal(3);
    expect(failure?.message).to.include('the files cannot be written to "out": ');
    expect(readdirSync(root).sort()).to.deep.equal(['a.yaml', 'schemas']);
    expect(readFileSync(join(root, 'a.yaml'), 'utf8')).to.equal('mine');
    expect(readFileSync(join(root, 'schemas/c.yaml'), 'utf8')).to.equal('mine');
    expect(existsSync(join(root, `schemas/c.yaml.${process.pid}.tmp`))).to.equal(false);
    expect(statSync(join(root, `schemas/c.yaml.${process.pid}.old`)).isDirectory()).to.equal(true);
  });

  it('cleans up only what it has made', () => {
    const root = folder();
    const foreign = join(root, `b.yaml.${process.pid}.tmp`);
    writeFileSync(foreign, 'of somebody else');
    expect(write(false)?.code).to.equal(3);
    expect(readdirSync(root)).to.deep.equal([`b.yaml.${process.pid}.tmp`]);
    expect(readFileSync(foreign, 'utf8')).to.equal('of somebody else');
  });
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { createReadyFile, ReadyFileError } from '../../src/cli/ready-file.ts';
import { useFolder } from './fake-terminal.ts';

const FACTS = { url: 'http://127.0.0.1:1', consoleUrl: null, port: 1, pid: 42, version: '0.1.0' };

describe('createReadyFile', () => {
  const folder = useFolder();

  it('writes the facts and nothing else, and removes them', () => {
    const cwd = folder();
    const ready = createReadyFile('r.json', cwd);
    ready.write(FACTS);
    expect(JSON.parse(readFileSync(join(cwd, 'r.json'), 'utf8'))).to.deep.equal(FACTS);
    expect(readdirSync(cwd)).to.deep.equal(['r.json']);
    ready.remove();
    ready.remove();
    expect(readdirSync(cwd)).to.deep.equal([]);
  });

  it('removes at once what an earlier run left', () => {
    const cwd = folder({ 'r.json': '{}' });
    createReadyFile('r.json', cwd);
    expect(existsSync(join(cwd, 'r.json'))).to.equal(false);
  });

  it('leaves the file of another process alone', () => {
    const cwd = folder();
    const ready = createReadyFile('r.json', cwd);
    ready.write(FACTS);
    writeFileSync(join(cwd, 'r.json'), '{"pid":43}');
    ready.remove();
    expect(readFileSync(join(cwd, 'r.json'), 'utf8')).to.equal('{"pid":43}');
  });

  it('says which file cannot be written and why, and leaves nothing', () => {
    const cwd = folder();
    const ready = createReadyFile('gone/r.json', cwd);
    expect(() => ready.write(FACTS)).to.throw(
      ReadyFileError,
      `the ready file "${join(cwd, 'gone/r.json')}" cannot be written: ENOENT: no such file or directory`,
    );
    expect(readdirSync(cwd)).to.deep.equal([]);
  });

  it('does not take a folder for a file', () => {
    const cwd = folder({ 'd/x': '' });
    expect(() => createReadyFile('d', cwd)).to.throw(ReadyFileError, 'cannot be removed');
    expect(existsSync(join(cwd, 'd/x'))).to.equal(true);
  });
});

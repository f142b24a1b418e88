import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { openReportFile } from '../../../src/cli/test/report-file.ts';
import { useFolder } from '../fake-terminal.ts';

describe('openReportFile', () => {
  const folder = useFolder();

  it('makes the folders, and the file only when it is written', () => {
    const cwd = folder();
    const file = openReportFile('a/b/report.xml', cwd);
    expect(readdirSync(join(cwd, 'a/b'))).to.deep.equal([]);
    file.write('<x/>');
    expect(readdirSync(join(cwd, 'a/b'))).to.deep.equal(['report.xml']);
    expect(readFileSync(join(cwd, 'a/b/report.xml'), 'utf8')).to.equal('<x/>');
  });

  it('takes away what an earlier run left', () => {
    const cwd = folder({ 'report.xml': 'old' });
    openReportFile('report.xml', cwd);
    expect(existsSync(join(cwd, 'report.xml'))).to.equal(false);
  });

  for (const [what, files, name, why] of [
    ['a folder stands there', ['report.xml/x'], 'report.xml', 'there is a folder of this name'],
    ['a file stands where a folder should', ['a'], 'a/report.xml', 'a part of its path is a file'],
    ['a file stands further up', ['a'], 'a/b/report.xml', 'a part of its path is a file'],
  ] as const) {
    it(`says at once that ${what}`, () => {
      const cwd = folder(Object.fromEntries(files.map((file) => [file, ''])));
      expect(() => openReportFile(name, cwd))
        .to.throw(CommandFailure, `the report "${name}" cannot be written: ${why}`)
        .with.property('exitCode', 3);
    });
  }

  it('says when it cannot be written in the end, and leaves nothing behind', () => {
    const cwd = folder();
    const file = openReportFile('report.xml', cwd);
    mkdirSync(join(cwd, 'report.xml'));
    writeFileSync(join(cwd, 'report.xml/x'), '');
    expect(() => file.write('text')).to.throw(CommandFailure, /^the report "report\.xml" cannot be written: /);
    expect(readdirSync(cwd)).to.deep.equal(['report.xml']);
  });
});

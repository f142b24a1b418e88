import { expect } from 'chai';
import { CommandFailure } from '../../../src/cli/command-failure.ts';
import { readEnv } from '../../../src/cli/test/env-file.ts';
import { fakeTerminal, useFolder } from '../fake-terminal.ts';

describe('readEnv', () => {
  const folder = useFolder();
  const read = (text: string, env: Readonly<Record<string, string>> = {}) =>
    readEnv('.env', fakeTerminal({ cwd: folder({ '.env': text }), env }).terminal);

  it('gives the variables of the process where there is no file', () => {
    expect(readEnv(undefined, fakeTerminal({ cwd: folder(), env: { A: 'b' } }).terminal)).to.deep.equal({ A: 'b' });
  });

  it('reads names as variables of expressions, and settings as they are', () => {
    const text = '\ufeff# secrets\nTOKEN=t-1\nexport NAME="a b"\nMOCKAPI_SEED=7\nMOCKAPI_VAR_X=\'y\'\nEMPTY=\n';
    expect(read(text)).to.deep.equal({
      MOCKAPI_VAR_TOKEN: 't-1',
      MOCKAPI_VAR_NAME: 'a b',
      MOCKAPI_SEED: '7',
      MOCKAPI_VAR_X: 'y',
      MOCKAPI_VAR_EMPTY: '',
    });
  });

  it('lets the process win', () => {
    expect(read('A=file\nB=file', { MOCKAPI_VAR_A: 'process' })).to.deep.equal({
      MOCKAPI_VAR_A: 'process',
      MOCKAPI_VAR_B: 'file',
    });
  });

  for (const [name, told] of [
    ['no.env', 'the file of --env-file "no.env" cannot be read: ENOENT: no such file or directory'],
    ['.', 'the file of --env-file "." cannot be read: EISDIR: illegal operation on a directory'],
  ] as const) {
    it(`says that ${name} cannot be read`, () => {
      const { terminal } = fakeTerminal({ cwd: folder() });
      expect(() => readEnv(name, terminal))
        .to.throw(CommandFailure, told)
        .with.property('exitCode', 2);
    });
  }
});

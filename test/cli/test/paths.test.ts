import { expect } from 'chai';
import { splitPaths } from '../../../src/cli/test/paths.ts';
import { useFolder } from '../fake-terminal.ts';

describe('splitPaths', () => {
  const folder = useFolder();
  const rows: readonly (readonly [string, string[], string[], boolean, string[], string[]])[] = [
    ['serves the default where nothing is named', ['routes.d/a.yaml'], [], true, ['./routes.d'], []],
    ['serves the default where it does not exist either', [], [], true, ['./routes.d'], []],
    ['serves what is named', ['mocks/a.yaml'], ['mocks'], true, ['mocks'], []],
    [
      'chooses the suites that are named, and serves the default',
      ['routes.d/a.yaml', 'other/a.test.yaml'],
      ['other/a.test.yaml', 'routes.d/b.test.yml'],
      true,
      ['./routes.d'],
      ['other/a.test.yaml', 'routes.d/b.test.yml'],
    ],
    [
      'serves the folders of the suites where there is no default',
      ['mocks/a.test.yaml'],
      ['mocks/a.test.yaml', 'mocks/b.test.json', 'c.test.yaml'],
      true,
      ['mocks', '.'],
      ['mocks/a.test.yaml', 'mocks/b.test.json', 'c.test.yaml'],
    ],
    [
      'serves nothing there for a service',
      ['mocks/a.test.yaml'],
      ['mocks/a.test.yaml'],
      false,
      [],
      ['mocks/a.test.yaml'],
    ],
    [
      'tells folders from suites',
      ['mocks/a.test.yaml'],
      ['mocks', 'mocks/a.test.yaml'],
      true,
      ['mocks'],
      ['mocks/a.test.yaml'],
    ],
    [
      'takes a folder that is named like a suite as one',
      ['a.test.yaml/b.yaml'],
      ['a.test.yaml'],
      true,
      ['a.test.yaml'],
      [],
    ],
  ];
  for (const [what, files, paths, isMock, served, named] of rows) {
    it(what, () => {
      const cwd = folder(Object.fromEntries(files.map((file) => [file, ''])));
      expect(splitPaths(paths, { cwd, isMock })).to.deep.equal({ served, named });
    });
  }
});

import { expect } from 'chai';
import { splitPaths } from '../../../src/cli/test/paths.ts';
import { useFolder } from '../fake-terminal.ts';

describe('splitPaths', () => {
  const folder = useFolder();
  const rows: readonly (readonly [string, string[], string[], boolean, string[], string[]])[] = [
    ['takes the default where nothing is named', ['routes.d/a.yaml'], [], true, ['./routes.d'], []],
    ['takes the default where it does not exist either', [], [], true, ['./routes.d'], []],
    ['takes what is named', ['mocks/a.yaml'], ['mocks', 'x.yaml'], true, ['mocks', 'x.yaml'], []],
    [
      'chooses the suites that are named, and serves the default',
      ['routes.d/a.yaml', 'other/a.test.yaml'],
      ['other/a.test.yaml', 'routes.d/b.test.yml'],
      true,
      ['./routes.d', 'other/a.test.yaml', 'routes.d/b.test.yml'],
      ['other/a.test.yaml', 'routes.d/b.test.yml'],
    ],
    [
      'serves the folders of the suites where there is no default',
      ['mocks/a.test.yaml'],
      ['mocks/a.test.yaml', 'mocks/b.test.json', 'c.test.yaml'],
      true,
      ['mocks', '.', 'mocks/a.test.yaml', 'mocks/b.test.json', 'c.test.yaml'],
      ['mocks/a.test.yaml', 'mocks/b.test.json', 'c.test.yaml'],
    ],
    [
      'serves nothing there for a service',
      ['mocks/a.test.yaml'],
      ['mocks/a.test.yaml'],
      false,
      ['mocks/a.test.yaml'],
      ['mocks/a.test.yaml'],
    ],
    [
      'serves the folder that is named beside a suite',
      ['mocks/a.test.yaml', 'routes.d/a.yaml'],
      ['mocks/a.test.yaml', 'mocks'],
      true,
      ['mocks', 'mocks/a.test.yaml'],
      ['mocks/a.test.yaml'],
    ],
    [
      'chooses by a folder below the default one',
      ['routes.d/shop/a.yaml'],
      ['routes.d/shop/', './routes.d/shop/../shop'],
      true,
      ['./routes.d'],
      ['routes.d/shop/', './routes.d/shop/../shop'],
    ],
    [
      'serves such a folder beside another one',
      ['routes.d/shop/a.yaml', 'mocks/a.yaml'],
      ['mocks', 'routes.d/shop'],
      true,
      ['mocks', 'routes.d/shop'],
      [],
    ],
    ['serves one that has settings', ['routes.d/own/mockapi.yaml'], ['routes.d/own'], true, ['routes.d/own'], []],
    ['serves a route file there', ['routes.d/a.yaml'], ['routes.d/a.yaml'], true, ['routes.d/a.yaml'], []],
    ['takes the default as it is named', ['routes.d/a.yaml'], ['routes.d/'], true, ['routes.d/'], []],
    ['takes what is not there, to tell of it', ['routes.d/a.yaml'], ['routes.d/x'], true, ['routes.d/x'], []],
    ['takes a folder that is named like a suite as one', ['a.test.yaml/b'], ['a.test.yaml'], true, ['a.test.yaml'], []],
  ];
  for (const [what, files, paths, isMock, loaded, chosen] of rows) {
    it(what, () => {
      const cwd = folder(Object.fromEntries(files.map((file) => [file, ''])));
      expect(splitPaths(paths, { cwd, isMock })).to.deep.equal({ loaded, chosen });
    });
  }
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { formatKinds } from '../../src/compile/project.ts';
import { finish } from '../../src/core/steps.ts';
import { createLoader } from '../../src/spec/load.ts';
import { createSuiteReader, type ReadSuites } from '../../src/spec/suite-reader.ts';
import { brief } from './support.ts';

describe('createSuiteReader', () => {
  let cwd = '';
  beforeEach(() => {
    cwd = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-suites-')));
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  function write(files: { readonly [name: string]: string }): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
  }
  const told = ({ problems }: ReadSuites): readonly string[] =>
    problems.map((problem) => `${problem.origin.file}:${brief(problem)}`);

  it('reads the suites that were found and those that they use, and tells problems of each by line', () => {
    write({
      'r/a.test.yaml': 'cases:\n  - steps: [ { use: ../b.test.yaml#x } ]\n  - get /a: 200\n  - GET /a: { expcet: 1 }\n',
      'r/broken.test.yaml': 'cases: [',
      'r/empty.test.yaml': '',
      'b.test.yaml': 'cases: [ { rows: c.csv, name: x, GET /b: { expect: { schema: { $ref: s.json } } } } ]',
      'c.csv': 'a\n1\n',
      's.json': '{',
    });
    const read = createSuiteReader(formatKinds());
    const suites = read(createLoader({ paths: ['r'], cwd, readsSuiteNeeds: true }).load());
    expect([...suites.specs].map(([path, spec]) => [relative(cwd, path), spec?.cases.length])).to.deep.equal([
      ['r/a.test.yaml', 3],
      ['r/broken.test.yaml', undefined],
      ['r/empty.test.yaml', undefined],
      ['b.test.yaml', 1],
    ]);
    expect(told(suites).map((line) => line.split(' ').slice(0, 2).join(' '))).to.deep.equal([
      'r/a.test.yaml:3:5 bad-route',
      'r/a.test.yaml:4:15 unknown-key',
      'r/broken.test.yaml:1:8 yaml-syntax',
      'r/empty.test.yaml:1:1 empty-suite',
      's.json:1:1 yaml-syntax',
    ]);
  });

  it('does not tell again what is told of the routes', () => {
    write({
      'r/a.yaml': 'routes: { GET /a: { params: { body: { $ref: ../s.json } } } }',
      'r/a.test.yaml': 'cases: [ { GET /a: { expect: { schema: { $ref: ../s.json } } } } ]',
      's.json': '{',
    });
    const files = createLoader({ paths: ['r'], cwd, readsSuiteNeeds: true }).load();
    expect(told(createSuiteReader(formatKinds())(files))).to.deep.equal([]);
  });

  it('gives the same object for a file that did not change', () => {
    write({ 'r/a.test.yaml': 'cases: [ { GET /a: 200 } ]', 'r/b.test.yaml': 'cases: [ { GET /b: 200 } ]' });
    const loader = createLoader({ paths: ['r'], cwd, readsSuiteNeeds: true });
    const read = createSuiteReader(formatKinds());
    const first = [...read(loader.load()).specs.values()];
    write({ 'r/b.test.yaml': 'cases: [ { GET /c: 200 } ]' });
    const changed = new Set([join(cwd, 'r/b.test.yaml')]);
    const second = [...read(finish(loader.loadInSteps(changed))).specs.values()];
    expect([second[0] === first[0], second[1]?.cases[0]?.name.value]).to.deep.equal([true, 'GET /c']);
  });
});

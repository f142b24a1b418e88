/** Holds the README to the code: tables that are written from it, and the files that its tour names. */

import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { EXPRESSION_FUNCTIONS } from '../../../src/expression/index.ts';
import { createMockApi } from '../../../src/index.ts';
import { MATCHERS } from '../../../src/kinds/matcher/index.ts';
import { run } from '../../cli/fake-terminal.ts';

const ROOT = new URL('../../../', import.meta.url);
const README = readFileSync(new URL('README.md', ROOT), 'utf8');

describe('README.md', () => {
  it('lists every function of the expression language as the code describes it', () => {
    const rows = EXPRESSION_FUNCTIONS.map(({ signature, summary, example, result }) => {
      const gives = result === undefined ? '' : ` → \`${cell(result)}\``;
      return `| \`${cell(signature)}\` | ${cell(summary)} | \`${cell(example)}\`${gives} |`;
    });
    const head = ['| function | gives | example |', '|---|---|---|'];
    expect(between('functions').split('\n')).to.deep.equal([...head, ...rows]);
  });

  it('names every matcher', () => {
    const named = [...between('matchers').matchAll(/`(\$\w+)`/g)].map(([, name]) => name);
    expect(named.sort()).to.deep.equal(MATCHERS.map(({ name }) => name).sort());
  });

  it('names files that exist, and every lesson', () => {
    const linked = [...README.matchAll(/\]\((routes\.d[^)]*)\)/g)].map(([, path = '']) => path);
    expect(linked.filter((path) => !existsSync(new URL(path, ROOT)))).to.deep.equal([]);
    const lessons = readdirSync(new URL('routes.d', ROOT)).filter(
      (name) => /^\d\d-.*\.yaml$/.test(name) && !name.includes('.test.'),
    );
    expect(lessons.filter((name) => !linked.includes(`routes.d/${name}`))).to.deep.equal([]);
  });

  for (const [, name = '', yaml = ''] of README.matchAll(/^```yaml\n# ([\w.-]+\.yaml)\n(.*?)^```$/gms)) {
    it(`shows a ${name} without a problem: ${yaml.slice(0, 40).replaceAll('\n', ' ')}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mockapi-readme-'));
      try {
        mkdirSync(join(folder, 'routes.d'));
        writeFileSync(join(folder, 'routes.d', name), yaml);
        expect(createMockApi({ cwd: folder, env: {} }).problems).to.deep.equal([]);
        if (!name.endsWith('.test.yaml')) return;
        const { code, out } = await run(['check', '--warnings-as-errors'], { cwd: folder });
        expect(code, out).to.equal(0);
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

/** What stands between `<!-- name -->` and `<!-- /name -->`. */
function between(name: string): string {
  const start = README.indexOf(`<!-- ${name} -->`);
  const end = README.indexOf(`<!-- /${name} -->`);
  return README.slice(start, end).split('\n').slice(1).join('\n').trim();
}

/** A bar would end the cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** Holds the README to the code: its YAML passes `check`, its tables are those of the code. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { createCompiler, formatKinds } from '../src/compile/project.ts';
import { formatProblem } from '../src/core/format-problem.ts';
import { isJsonObject, type JsonObject } from '../src/core/json.ts';
import { PROBLEM_CODES } from '../src/core/problem-codes.ts';
import { createLoader } from '../src/spec/load.ts';
import { readSettings } from '../src/spec/settings.ts';
import { createSuiteReader } from '../src/spec/suite-reader.ts';
import { run } from './cli/fake-terminal.ts';
import { documentOf } from './spec/support.ts';

const FILE = new URL('../README.md', import.meta.url);
const README = readFileSync(FILE, 'utf8');
/** `UPDATE_GOLDEN=1` writes the tables that come from the code. */
const isUpdate = process.env.UPDATE_GOLDEN === '1';

interface Block {
  /** What its first comment names: `goods.yaml`. */
  readonly file: string | undefined;
  readonly line: number;
  readonly text: string;
}

const BLOCKS: readonly Block[] = [...README.matchAll(/^```yaml\n(.*?)^```$/gms)].map(({ index, 1: text = '' }) => ({
  file: /^# ([\w.-]+\.yaml)$/m.exec(text.split('\n', 1)[0] ?? '')?.[1],
  line: README.slice(0, index).split('\n').length,
  text,
}));

describe('README.md', () => {
  it('begins each YAML block with the name of its file', () => {
    expect(BLOCKS.filter(({ file }) => file === undefined).map(({ line }) => line)).to.deep.equal([]);
    expect(BLOCKS.length).to.be.greaterThan(3);
  });

  for (const { file = 'a.yaml', line, text } of BLOCKS) {
    it(`has a ${file} on line ${line} that passes check`, () => {
      expect(problemsOf({ [file]: text, 'other.yaml': 'routes: {}' })).to.deep.equal([]);
    });
  }

  it('has the table of problem codes that the code has', () => {
    const rows = Object.entries(PROBLEM_CODES).map(
      ([code, { severity, title, mend }]) => `| \`${code}\` | ${severity} | ${cell(title)} | ${cell(mend)} |`,
    );
    const table = ['| code | severity | what is wrong | what to do |', '|---|---|---|---|', ...rows].join('\n');
    if (isUpdate) writeFileSync(FILE, README.replace(between('problem-codes'), table));
    else expect(between('problem-codes')).to.equal(table);
  });

  it('shows the problem that its example prints', () => {
    const shown = /^```\n(?:[\w.]+\/)*(goods\.yaml:.*?)^```$/ms.exec(README)?.[1]?.trimEnd();
    const [first] = BLOCKS;
    const broken = first?.text.replace('- when:', '- whne:') ?? '';
    expect(shown).to.equal(problemsOf({ 'goods.yaml': broken })[0]);
  });

  it('shows settings that are the defaults, but for those that it calls examples', () => {
    const text = BLOCKS.findLast(({ file }) => file === 'mockapi.yaml')?.text ?? '';
    const { value } = documentOf(text, 'routes.d/mockapi.yaml');
    const { envelope: _, vars: __, locale: ___, seed: ____, ...shown } = isJsonObject(value) ? value : {};
    expect(settingsOf(shown)).to.deep.equal(settingsOf({}));
    expect(Object.keys(shown).sort()).to.deep.equal([
      'coerce',
      'console',
      'cors',
      'docs',
      'journal',
      'limits',
      'log',
      'security',
      'server',
    ]);
  });

  for (const command of [
    'serve',
    'check',
    'routes',
    'explain',
    'test',
    'export openapi',
    'export asyncapi',
    'import openapi',
    'init',
  ]) {
    it(`names mockapi ${command} as its help does, with every option of its own`, async () => {
      const { out } = await run([...command.split(' '), '--help'], { cwd: tmpdir() });
      expect(README).to.contain(`mockapi ${command}`);
      const options = [...out.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name = '']) => name);
      const short = [...out.matchAll(/^ {2}(-\w), (--[\w-]+)/gm)].map(
        ([, name = '', long = '']) => [long, name] as const,
      );
      const shorts = new Map(short);
      const missing = options.filter((name) => !README.includes(name) && !README.includes(`\`${shorts.get(name)}\``));
      expect(missing).to.deep.equal([]);
    });
  }

  it('names every command that there is', async () => {
    const { out } = await run(['--help'], { cwd: tmpdir() });
    const commands = [...out.slice(out.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
    const own = commands.filter((name) => name !== 'help' && name !== 'mockapi');
    expect(own).to.include('serve');
    expect(own.filter((name) => !README.includes(`\`mockapi ${name}`))).to.deep.equal([]);
  });
});

/** What `check` prints of a project of these files. */
function problemsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const cwd = mkdtempSync(join(tmpdir(), 'mockapi-readme-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const loaded = createLoader({ paths: ['.'], cwd, readsSuiteNeeds: true }).load();
    const { problems } = createCompiler({ env: {}, cwd, flags: {}, isStrict: false }).compile(loaded);
    const suites = createSuiteReader(formatKinds())(loaded);
    return [...problems, ...suites.problems].map((problem) => formatProblem(problem));
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function settingsOf(written: JsonObject): unknown {
  const document = documentOf(JSON.stringify(written), 'routes.d/mockapi.yaml');
  const settings = readSettings({ document, env: {}, flags: {}, cwd: '/p' }, () => {});
  if (!settings) throw new Error('the settings of the README are wrong');
  const { placeOf: _, console, ...values } = settings;
  // To write the default port is to name it: it is the one thing that the block says beyond the defaults.
  return { ...values, console: console && { ...console, isPortNamed: false } };
}

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

/** Golden cases: each folder of test/cases/problems/<code>/ is a project with a mistake, and the exact text that it prints. */

import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { compileProjectSuites } from '../../src/cli/project-suites.ts';
import { createCompiler, formatKinds, type ProjectCompiler } from '../../src/compile/project.ts';
import { formatProblem } from '../../src/core/format-problem.ts';
import { comparePlaces, type Problem } from '../../src/core/problem.ts';
import { PROBLEM_CODES } from '../../src/core/problem-codes.ts';
import { createLoader } from '../../src/spec/load.ts';
import { createSuiteReader } from '../../src/spec/suite-reader.ts';
import { asOrdinaryUser } from '../tools/ordinary-user.ts';

const CASES = fileURLToPath(new URL('../cases/problems/', import.meta.url));
/** `UPDATE_GOLDEN=1` writes what is printed today, to be read in the diff. */
const isUpdate = process.env.UPDATE_GOLDEN === '1';
const CODES = Object.keys(PROBLEM_CODES);

/** What no file of a repository can be; made in a copy of the case. */
const PREPARED: Readonly<Record<string, (folder: string) => void>> = {
  'file-too-large/data-dump': (folder) => writeFileSync(join(folder, 'dump.json'), Buffer.alloc(20 * 1024 * 1024, ' ')),
  'unreadable-file/no-permission': (folder) => chmodSync(join(folder, 'a.yaml'), 0),
  'unreadable-file/folder': (folder) => chmodSync(join(folder, 'shop'), 0),
};

describe('the problems of a project', () => {
  it('have a golden case for every code, and no case for a code that does not exist', () => {
    expect(readdirSync(CASES).sort()).to.deep.equal([...CODES].sort());
  });

  for (const code of readdirSync(CASES).sort()) {
    for (const variant of readdirSync(join(CASES, code)).sort()) {
      it(`are printed for ${code}/${variant} as its expected.txt says`, async () => {
        const { text, problems } = await check(`${code}/${variant}`);
        const golden = join(CASES, code, variant, 'expected.txt');
        if (isUpdate) writeFileSync(golden, text);
        expect(text).to.equal(existsSync(golden) ? readFileSync(golden, 'utf8') : '');
        expect(problems.map((problem) => problem.code)).to.include(code);
      });
    }
  }
});

interface Checked {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** The problems as `check` prints them, from the case's folder. */
async function check(name: string): Promise<Checked> {
  const prepare = PREPARED[name];
  const folder = join(CASES, name);
  if (!prepare) return checkFolder(folder);
  const copy = mkdtempSync(join(tmpdir(), 'mockapi-case-'));
  try {
    chmodSync(copy, 0o755);
    cpSync(folder, copy, { recursive: true });
    prepare(copy);
    return await asOrdinaryUser(() => checkFolder(copy));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function checkFolder(cwd: string): Checked {
  const { env, paths, config } = commandOf(cwd);
  const files = createLoader({ paths, cwd, config, readsSuiteNeeds: true }).load();
  const compiled = compilerFor(env).compile(files);
  const around = { snapshot: compiled.snapshot, givenVars: [] };
  const suites = compileProjectSuites(files, readSuites(files), around);
  const problems = [...compiled.problems, ...suites.problems].sort(comparePlaces);
  return { text: problems.map((problem) => `${formatProblem(problem)}\n`).join('\n'), problems };
}

const readSuites = createSuiteReader(formatKinds());

const compilers = new Map<string, ProjectCompiler>();

/** One for all cases with the same variables: making one takes longer than a case. */
function compilerFor(env: Readonly<Record<string, string>>): ProjectCompiler {
  const key = JSON.stringify(env);
  const compiler = compilers.get(key) ?? createCompiler({ env, cwd: CASES, flags: {}, isStrict: false });
  compilers.set(key, compiler);
  return compiler;
}

/** `command.txt` says how the case is run, as people type it: `MOCKAPI_A=1 mockapi check --config FILE PATH…`; without it `mockapi check .` */
function commandOf(folder: string): {
  readonly env: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly config: string | undefined;
} {
  const file = join(folder, 'command.txt');
  const words = (existsSync(file) ? readFileSync(file, 'utf8').trim() : 'mockapi check .').split(' ');
  const at = words.indexOf('mockapi');
  const env = Object.fromEntries(words.slice(0, at).map((word) => word.split('=', 2) as [string, string]));
  const rest = words.slice(at + 2);
  const config = rest[0] === '--config' ? rest[1] : undefined;
  return { env, paths: config === undefined ? rest : rest.slice(2), config };
}

import { spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { needBuilt } from './built-cli.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const EXAMPLES = join(ROOT, 'examples/in-your-tests');

interface Runner {
  readonly name: string;
  readonly file: string;
  /** What is started, with node. */
  readonly argv: readonly string[];
  /** How it says that both tests passed. */
  readonly passed: RegExp;
}

const RUNNERS: readonly Runner[] = [
  {
    name: 'mocha',
    file: 'mocha.test.ts',
    argv: ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', 'mocha.test.ts'],
    passed: /2 passing/,
  },
  {
    name: 'vitest',
    file: 'vitest.test.ts',
    argv: ['node_modules/vitest/vitest.mjs', 'run', 'vitest.test.ts'],
    passed: /Tests +2 passed/,
  },
  {
    name: 'node:test',
    file: 'node.test.ts',
    argv: ['--import', 'tsx', '--test', 'node.test.ts'],
    passed: /pass 2/,
  },
];

interface Ended {
  readonly code: number | null;
  /** Everything written, without colours. */
  readonly text: string;
}

/** A project of somebody else: the examples, and the packages that they import by name. */
describe('the examples in-your-tests', function () {
  this.timeout(120_000);
  let folder = '';
  before(needBuilt);
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'mockapi-examples-')));
    cpSync(EXAMPLES, folder, { recursive: true });
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules/mockapi'), 'dir');
    for (const name of ['chai', 'mocha', 'tsx', 'vitest']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name), 'dir');
    }
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (argv: readonly string[]): Promise<Ended> => {
    const outer = Object.entries(process.env).filter(
      ([name]) => !/^(MOCKAPI_|NO_COLOR|FORCE_COLOR|NODE_OPTIONS|NODE_TEST_CONTEXT|TSX_)/.test(name),
    );
    const env = { ...Object.fromEntries(outer), NO_COLOR: '1', CI: '1' };
    const child = spawn(process.execPath, argv, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    }
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, text }));
    });
  };
  const edit = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).to.contain(from);
    writeFileSync(join(folder, file), text.replace(from, to));
  };

  for (const { name, file, argv, passed } of RUNNERS) {
    it(`pass with ${name}`, async () => {
      const { code, text } = await run(argv);
      expect(text).to.match(passed);
      expect(code).to.equal(0);
    });

    it(`fail with ${name} when the client sends something else or a route has a typo, and say what to mend`, async () => {
      edit('shop-client.ts', '{ item, quantity }', '{ item, qty: quantity }');
      edit(file, 'status: 409', 'staus: 409');
      const { code, text } = await run(argv);
      expect(code).to.be.greaterThan(0);
      expect(text).to.contain('expected POST /orders once where body.item is "pen" and body.quantity is 2, received 0');
      expect(text).to.match(/closest: #1 POST \/orders \(options:3\)\n\s+body\.quantity: expected 2, received nothing/);
      expect(text).to.match(/a route has no key "staus"\n.*\n.*"staus": 409.*\n.*\^{7} did you mean "status"\?/);
    });
  }

  it('are typed: by the package as it is published, typos of a route told while it is written', async () => {
    symlinkSync(join(ROOT, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'dir');
    const wrong = [
      "import { createMockApi, type RequestRecord } from 'mockapi';",
      "const mock = createMockApi({ routes: { 'GET /x': { staus: 1 } } });",
      "export const [record]: readonly RequestRecord[] = mock.requests({ outcome: 'answred' });",
    ];
    writeFileSync(join(folder, 'wrong.ts'), wrong.join('\n'));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const files = ['wrong.ts', ...RUNNERS.map(({ file }) => file)];
    const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--allowImportingTsExtensions'];
    const kind = ['--module', 'nodenext', '--target', 'es2022', '--types', 'node,mocha'];
    const { text } = await run([tsc, ...strict, ...kind, '--pretty', 'false', ...files]);
    expect(text.trimEnd().split('\n')).to.deep.equal([
      "wrong.ts(2,52): error TS2561: Object literal may only specify known properties, but 'staus' does not exist in type 'RouteShape'. Did you mean to write 'status'?",
      `wrong.ts(3,67): error TS2820: Type '"answred"' is not assignable to type 'Outcome | undefined'. Did you mean '"answered"'?`,
    ]);
  });

  for (const { file } of RUNNERS) {
    it(`are short: ${file}`, () => {
      expect(readFileSync(join(EXAMPLES, file), 'utf8').trimEnd().split('\n').length).to.be.at.most(25);
    });
  }
});

/** `mockapi init`: a small commented project that serves at once. */

import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { parseText } from '../option-values.ts';
import { type StarterFile, starterFiles } from '../starter-files.ts';
import type { Terminal } from '../terminal.ts';

export function defineCommand(command: Command, { terminal, end }: Invocation): void {
  command
    .description('Writes a small commented project that serves at once. Files that exist are never overwritten.')
    .addArgument(new Argument('[dir]', 'folder of the new project (default: this folder)').argParser(parseText))
    .addHelpText(
      'after',
      `
Examples:
  mockapi init
  mockapi init my-mock && cd my-mock && mockapi serve

Exit codes: 0 written · 2 some of the files exist already, nothing was written · 3 the folder cannot be written`,
    )
    .action((dir: string | undefined) => end(init(dir ?? '.', terminal)));
}

function init(dir: string, terminal: Terminal): number {
  const { out, err } = terminal;
  const folder = resolve(terminal.cwd, dir);
  const files = starterFiles();
  try {
    const existing = files.filter((file) => exists(join(folder, file.path)));
    if (existing.length > 0) {
      const list = existing.map((file) => `  ${join(dir, file.path)}\n`).join('');
      err.write(`${err.style.error('error:')} nothing was written, since there is already\n${list}`);
      return EXIT.wrong;
    }
    for (const file of files) writeNew(folder, file);
  } catch (error) {
    err.write(`${err.style.error('error:')} ${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.blocked;
  }
  out.write(`${files.map((file) => `${out.style.good('created')} ${join(dir, file.path)}\n`).join('')}\n`);
  out.write(nextSteps(folder === terminal.cwd ? undefined : dir));
  return EXIT.fine;
}

/** Throws when the file has come into being since it was looked for. */
function writeNew(folder: string, { path, content }: StarterFile): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, content, { flag: 'wx' });
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function nextSteps(dir: string | undefined): string {
  const steps = [
    ...(dir === undefined ? [] : [`cd ${/^[\w./-]+$/.test(dir) ? dir : JSON.stringify(dir)}`]),
    'npx mockapi serve',
    'curl http://127.0.0.1:8010/hello/world',
  ];
  const then = [
    'Then edit routes.d/hello.yaml while it runs: what you save is live.',
    'Its tests are in routes.d/hello.test.yaml: npx mockapi test',
  ];
  return `Next:\n${steps.map((step) => `  ${step}\n`).join('')}${then.join('\n')}\n`;
}

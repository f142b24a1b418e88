/** The command line: words in, exit code out. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { readVersion } from '../serve/version.ts';
import { addCheck } from './commands/check.ts';
import { addExplain } from './commands/explain.ts';
import { addExport } from './commands/export.ts';
import { addImport } from './commands/import.ts';
import { addInit } from './commands/init.ts';
import { addRoutes } from './commands/routes.ts';
import { addServe } from './commands/serve.ts';
import { addTest } from './commands/test.ts';
import { EXIT } from './exit-code.ts';
import type { Invocation } from './invocation.ts';
import { processTerminal } from './process-terminal.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command and resolves with its exit code; `argv` is without node and script, `startedAt` in ms since the epoch. */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  startedAt: number = Date.now(),
): Promise<number> {
  let exitCode: number = EXIT.fine;
  const end = (code: number): void => {
    exitCode = code;
  };
  const program = createProgram({ terminal, version: readVersion(), startedAt, end });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.code === 'commander.unknownCommand') hintAtServe(argv, terminal);
      return error.exitCode === 0 ? EXIT.fine : EXIT.wrong;
    }
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    terminal.err.write(`mockapi failed, and that is its own fault: ${told}\n`);
    return EXIT.blocked;
  }
}

/** `mockapi ./routes.d` is what one tries first. */
function hintAtServe([word = '']: readonly string[], { cwd, err }: Terminal): void {
  if (existsSync(resolve(cwd, word))) err.write(`to serve it, write: mockapi serve ${word}\n`);
}

function createProgram(invocation: Invocation): Command {
  const { terminal, version } = invocation;
  const program = new Command('mockapi')
    .description(
      'Declarative mocks: YAML routes become validated, templated, enveloped answers, reloaded while they run.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out.write, writeErr: terminal.err.write })
    .showHelpAfterError('(--help tells what can be written here)')
    .addHelpText(
      'after',
      `
Examples:
  mockapi init                  write a small project
  mockapi serve                 serve ./routes.d on http://127.0.0.1:8010
  mockapi check                 find every mistake in the files
  mockapi test                  run the interface tests, on a mock of their own
  mockapi explain GET /hello    tell which line answers, and why`,
    );
  addServe(program, invocation);
  addCheck(program, invocation);
  addTest(program, invocation);
  addRoutes(program, invocation);
  addExplain(program, invocation);
  addExport(program, invocation);
  addImport(program, invocation);
  addInit(program, invocation);
  return program;
}

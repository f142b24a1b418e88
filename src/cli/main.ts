/** The command line: words in, exit code out. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, CommanderError } from 'commander';
import { readVersion } from '../serve/version.ts';
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
  try {
    const program = await createProgram(argv, { terminal, version: readVersion(), startedAt, end });
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

interface CommandEntry {
  /** For the list of all commands. */
  readonly summary: string;
  /** A command comes with all that it needs, which takes a while: it is loaded where it is asked for. */
  load(): Promise<{ defineCommand(command: Command, invocation: Invocation): void }>;
}

const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  serve: {
    summary: 'serve the project, and reload it when its files change',
    load: () => import('./commands/serve.ts'),
  },
  check: {
    summary: 'find every problem of the project',
    load: () => import('./commands/check.ts'),
  },
  test: {
    summary: 'run the interface tests on the mock, or on the real service',
    load: () => import('./commands/test.ts'),
  },
  routes: {
    summary: 'list the routes and channels, with their parameters and lines',
    load: () => import('./commands/routes.ts'),
  },
  explain: {
    summary: 'tell which line answers a request, and why the others do not',
    load: () => import('./commands/explain.ts'),
  },
  export: {
    summary: 'print the project in a format that other tools read',
    load: () => import('./commands/export.ts'),
  },
  import: {
    summary: 'turn a contract into route files to own',
    load: () => import('./commands/import.ts'),
  },
  init: {
    summary: 'write a small project to begin with',
    load: () => import('./commands/init.ts'),
  },
};

/** With the commands that a word names; of the others it knows only that they are there. */
async function createProgram(argv: readonly string[], invocation: Invocation): Promise<Command> {
  const { terminal, version } = invocation;
  const program = new Command('mockapi')
    .description(
      'Declarative mocks: YAML routes become validated, templated, enveloped answers, reloaded while they run.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ subcommandTerm: (command) => command.name() })
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
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    const command = program.command(name).summary(summary);
    if (argv.includes(name)) (await load()).defineCommand(command, invocation);
  }
  return program;
}

/** `mockapi serve`: the project as a running mock, until a signal ends it. */

import type { Command } from 'commander';
import { type Console, createConsole } from '../../console/console.ts';
import { DOCS_PRINTERS } from '../../convert/docs-printers.ts';
import type { Json } from '../../core/json.ts';
import { createRemoteMock, type Mock } from '../../serve/mock.ts';
import { shownName } from '../../spec/load-find.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { parseText } from '../option-values.ts';
import { printProblems } from '../print-problems.ts';
import { formatStart, type StartFacts } from '../print-start.ts';
import {
  beginHint,
  configOption,
  pathsArgument,
  pathsOrDefault,
  remoteDocuments,
  remoteOption,
} from '../project-words.ts';
import { createReadyFile, type ReadyFile } from '../ready-file.ts';
import { settingOptions, settingsFromOptions } from '../setting-options.ts';
import { onStopSignal } from '../signals.ts';
import { tellFailure } from '../tell-failure.ts';
import type { Terminal } from '../terminal.ts';

interface ServeOptions {
  readonly config?: string;
  readonly strict?: true;
  readonly watch: boolean;
  readonly access?: boolean;
  readonly quiet?: true;
  readonly readyFile?: string;
  readonly allowRemoteRefs?: true;
  /** Those that are settings. */
  readonly [name: string]: Json | undefined;
}

export function defineCommand(command: Command, invocation: Invocation): void {
  command
    .description(
      'Serves the routes of the project; what is saved is live at once, and a broken file keeps its last good version.',
    )
    .addArgument(pathsArgument())
    .addOption(configOption());
  for (const option of settingOptions()) command.addOption(option);
  command
    .option('--strict', 'holds generated answers to their "response" schemas, frames of channels to "sends"')
    .addOption(remoteOption())
    .option('--no-watch', 'does not reload when files change')
    .option('--access', 'shows each request on the console (default: on a terminal)')
    .option('--no-access', 'does not show requests on the console')
    .option('-q, --quiet', 'prints only the line "listening URL", and problems')
    .option(
      '--ready-file <file>',
      'is written as JSON (url, consoleUrl, port, pid, version) once the mock listens, removed at the end',
      parseText,
    )
    .addHelpText(
      'after',
      `
Examples:
  mockapi serve
  mockapi serve ./routes.d --port 9000 --seed 42
  mockapi serve --host 0.0.0.0 --no-log --access        in a container
  mockapi serve --port 0 --ready-file mock.json &       in a script: wait for the file, or for the line
                                                        "listening http://127.0.0.1:…" on stdout

The console tells what was received and why it was answered so: curl http://127.0.0.1:8011
What is served can be read and tried at http://127.0.0.1:8010/docs
Settings may also stand in mockapi.yaml or in variables: MOCKAPI_SERVER_PORT=9000.
Ctrl-C lets answers in flight finish (up to 10 s); a second one ends at once.
Exit codes: 0 stopped by a signal · 2 the project is wrong · 3 the port cannot be had · 130, 143 a second signal`,
    )
    .action(async (paths: readonly string[] | undefined, options: ServeOptions) => {
      invocation.end(await serve(paths, options, invocation));
    });
}

async function serve(
  paths: readonly string[] | undefined,
  options: ServeOptions,
  { terminal, version }: Invocation,
): Promise<number> {
  const { err } = terminal;
  try {
    const ready = options.readyFile === undefined ? undefined : createReadyFile(options.readyFile, terminal.cwd);
    const mock = await createServedMock(paths, options, terminal);
    printProblems(mock.problems, err);
    const console = createMockConsole(mock, version);
    const stop = async (): Promise<void> => void (await Promise.all([console?.stop(), mock.stop()]));
    try {
      const started = await mock.listen();
      const consoleAddress = await console?.listen();
      const stopped = stopBySignal(stop, ready, terminal);
      const { url, port } = started;
      ready?.write({ url, consoleUrl: consoleAddress?.url ?? null, port, pid: process.pid, version });
      const watched = options.watch ? pathsOrDefault(paths) : [];
      printStart({ version, started, console: consoleAddress, mock, watched }, options, terminal);
      return await stopped;
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    return tellFailure(error, err, beginHint(paths));
  }
}

function printStart(facts: Omit<StartFacts, 'shownPath'>, { quiet }: ServeOptions, { cwd, out }: Terminal): void {
  if (!quiet) out.write(formatStart({ ...facts, shownPath: (path) => shownName(path, cwd) }, out.style));
  out.write(`listening ${facts.started.url}\n`);
}

/** Rejects with SpecError when the project has an error. */
function createServedMock(
  paths: readonly string[] | undefined,
  options: ServeOptions,
  terminal: Terminal,
): Promise<Mock> {
  const { cwd, env, out, err } = terminal;
  return createRemoteMock({
    paths: pathsOrDefault(paths),
    cwd,
    config: options.config,
    env,
    flags: settingsFromOptions(options),
    isStrict: options.strict === true,
    remote: remoteDocuments(options),
    watches: options.watch,
    console: options.quiet ? undefined : { write: out.write, colour: out.style.isColoured },
    consoleAccess: options.access ?? out.isTerminal,
    docs: DOCS_PRINTERS,
    onProblems: (problems) => printProblems(problems, err),
  });
}

/** Undefined where it is off. */
function createMockConsole(mock: Mock, version: string): Console | undefined {
  const { console: settings } = mock.settings;
  return settings && createConsole({ mock, settings, logger: mock.log, version });
}

/** Resolves with the exit code once the first signal has ended everything; a second one ends the process. */
function stopBySignal(stopAll: () => Promise<void>, ready: ReadyFile | undefined, { err }: Terminal): Promise<number> {
  const tidyUp = (): void => ready?.remove();
  process.once('exit', tidyUp);
  return new Promise((resolve) => {
    const stop = async (): Promise<void> => {
      err.write('stopping: answers in flight may finish; once more ends at once\n');
      await stopAll();
    };
    onStopSignal(stop, (code) => {
      // After a stop that failed something may still keep the process alive.
      if (code !== EXIT.fine) process.exit(code);
      tidyUp();
      resolve(code);
    });
  });
}

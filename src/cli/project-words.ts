/** The words that say which project a command means: `[PATH…]`, `--config` and `--allow-remote-refs`. */

import { Argument, type Command, Option } from 'commander';
import { processRemoteDocuments, type RemoteDocuments } from '../serve/remote-documents.ts';
import { parseText } from './option-values.ts';
import { DEFAULT_PATHS, type Project, readProject } from './project.ts';
import type { Terminal } from './terminal.ts';

export function pathsArgument(what = 'folders and files of the project'): Argument {
  return new Argument('[path...]', `${what} (default: ${DEFAULT_PATHS.join(' ')})`).argParser(
    (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), parseText(text)],
  );
}

export function configOption(): Option {
  return new Option(
    '-c, --config <file>',
    'settings file (default: mockapi.yaml in the first path, else in this folder)',
  ).argParser(parseText);
}

export function remoteOption(): Option {
  return new Option('--allow-remote-refs', 'fetches the documents that a "$ref" names by an http or https URL');
}

/** As commander gives it. */
export interface RemoteChoice {
  readonly allowRemoteRefs?: true;
}

/** Where documents behind URLs come from; undefined without the flag. */
export function remoteDocuments({ allowRemoteRefs }: RemoteChoice): RemoteDocuments | undefined {
  return allowRemoteRefs ? processRemoteDocuments() : undefined;
}

/** The words of a command that reads a project and does not serve it. */
export function addProjectWords(command: Command): Command {
  return command.addArgument(pathsArgument()).addOption(configOption()).addOption(remoteOption());
}

/** As commander gives the options among them. */
export interface ProjectChoice extends RemoteChoice {
  readonly config?: string;
}

/** The project that they mean. Never throws for a bad one. */
export function readChosenProject(
  paths: readonly string[] | undefined,
  choice: ProjectChoice,
  terminal: Terminal,
): Promise<Project> {
  const { config } = choice;
  return readProject({ paths: pathsOrDefault(paths), config, remote: remoteDocuments(choice) }, terminal);
}

/** What was typed, or the default. */
export function pathsOrDefault(paths: readonly string[] | undefined): readonly string[] {
  return paths === undefined || paths.length === 0 ? DEFAULT_PATHS : paths;
}

/** What to do when there is no project where one is looked for; undefined where a path was named. */
export function beginHint(paths: readonly string[] | undefined): string | undefined {
  const isNamed = paths !== undefined && paths.length > 0;
  return isNamed ? undefined : 'there is no project here yet: `mockapi init` writes a small one, or name its folder';
}

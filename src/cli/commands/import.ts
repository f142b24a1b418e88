/** `mockapi import`: what others have written, as YAML to own. */

import { dirname, join, relative, resolve, sep } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { type ImportedContract, importContract } from '../../convert/import/import-contract.ts';
import { LOSSES } from '../../convert/import/loss.ts';
import { count } from '../../core/count.ts';
import { SpecError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { isFile } from '../../spec/load-find.ts';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-code.ts';
import { printLosses } from '../import/print-losses.ts';
import { readContractFiles } from '../import/read-contract.ts';
import { writeFiles } from '../import/write-files.ts';
import type { Invocation } from '../invocation.ts';
import { parseText } from '../option-values.ts';
import { type RemoteChoice, remoteOption } from '../project-words.ts';
import { tellFailure } from '../tell-failure.ts';
import type { Terminal } from '../terminal.ts';

type Format = 'pretty' | 'json';

interface ImportCommandOptions extends RemoteChoice {
  readonly output: string;
  readonly force?: true;
  readonly dryRun?: true;
  readonly format: Format;
}

export function defineCommand(command: Command, invocation: Invocation): void {
  command
    .description('Turns what others have written into route files: tidy YAML that is yours from then on.')
    .addHelpText(
      'after',
      `
Examples:
  mockapi import openapi petstore.yaml -o routes.d/petstore
  mockapi import openapi https://example.com/openapi.json -o routes.d --dry-run

Exit codes: 0 written · 2 what is imported is wrong, or files exist already · 3 it cannot be fetched, or the files cannot be
written · 4 there is nothing in it to serve`,
    );
  addOpenApi(command, invocation);
}

function addOpenApi(command: Command, { terminal, end }: Invocation): void {
  command
    .command('openapi')
    .summary('an OpenAPI 3.1, 3.0 or Swagger 2.0 document')
    .description(
      'Writes a route file for each first tag of the document, and its larger schemas as files of their own. Tells all that could not be carried over, with its line.',
    )
    .addArgument(new Argument('<source>', 'a file, or an http or https URL').argParser(parseText))
    .addOption(
      new Option('-o, --output <dir>', 'folder that the files are written to; it is made')
        .argParser(parseText)
        .makeOptionMandatory(),
    )
    .addOption(remoteOption())
    .option('--force', 'writes over files that exist')
    .option('--dry-run', 'prints the files instead of writing them')
    .addOption(
      new Option('-f, --format <format>', 'pretty for people, json for programs')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .addHelpText(
      'after',
      `
Examples:
  mockapi import openapi petstore.yaml -o routes.d/petstore
  mockapi import openapi https://example.com/openapi.json -o routes.d --dry-run
  mockapi import openapi petstore.yaml -o routes.d --format json | jq '.losses[].what'

Exit codes: 0 written · 2 the document is wrong, or files exist already · 3 it cannot be fetched, or the files cannot be
written · 4 the document has no operation`,
    )
    .action(async (source: string, options: ImportCommandOptions) => {
      try {
        end(await run(source, options, terminal));
      } catch (error) {
        end(tellFailure(error, terminal.err));
      }
    });
}

async function run(source: string, options: ImportCommandOptions, terminal: Terminal): Promise<number> {
  const {
    root,
    documents,
    source: name,
  } = await readContractFiles(source, {
    cwd: terminal.cwd,
    allowsRemote: options.allowRemoteRefs === true,
  });
  const folder = resolve(terminal.cwd, options.output);
  const made = importContract(root, { documents, source: name, editorSchema: findEditorSchema(folder) });
  if ('problems' in made) throw new SpecError(made.problems);
  if (made.faults.length > 0) {
    throw new Error(`the imported files would not pass check: ${made.faults.map(({ message }) => message).join('; ')}`);
  }
  if (made.routeCount > 0 && !options.dryRun) {
    writeFiles(made.files, { folder, shown: options.output, isForced: options.force === true });
  }
  PRINT[options.format](made, options, terminal);
  if (made.routeCount > 0) return EXIT.fine;
  throw new CommandFailure(EXIT.nothing, `"${name}" has no operation that can be served: nothing was written`);
}

const PRINT: Readonly<
  Record<Format, (made: ImportedContract, options: ImportCommandOptions, terminal: Terminal) => void>
> = { pretty: printPretty, json: printJson };

function printPretty(made: ImportedContract, { output, dryRun }: ImportCommandOptions, { out }: Terminal): void {
  const { files, routeCount, losses } = made;
  for (const { name, text } of files) {
    const path = join(output, name);
    out.write(dryRun ? `${out.style.dim(`# ${path}`)}\n${text}\n` : `${out.style.good('created')} ${path}\n`);
  }
  const verb = dryRun ? 'would be written' : 'written';
  out.write(`${dryRun ? '' : '\n'}${count(files.length, 'file')} with ${count(routeCount, 'route')} ${verb}.\n`);
  printLosses(losses, out);
}

function printJson(made: ImportedContract, { output, dryRun }: ImportCommandOptions, { out }: Terminal): void {
  const report: Json = {
    files: made.files.map(({ name, text }) => ({ path: join(output, name), ...(dryRun ? { text } : {}) })),
    routes: made.routeCount,
    losses: made.losses.map(({ kind, what, origin }) => ({
      kind,
      what,
      why: LOSSES[kind].why,
      file: origin.file,
      line: origin.line,
      column: origin.column,
      pointer: origin.pointer,
    })),
  };
  out.write(`${JSON.stringify(report, null, 2)}\n`);
}

const EDITOR_SCHEMA = 'schemas/mockapi.routes.schema.json';

/** The nearest copy above the folder, relative to it; undefined where editors would find none. */
function findEditorSchema(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    for (const candidate of [EDITOR_SCHEMA, join('node_modules/mockapi', EDITOR_SCHEMA)]) {
      const path = join(at, candidate);
      if (isFile(path)) return relative(folder, path).split(sep).join('/');
    }
    if (dirname(at) === at) return undefined;
  }
}

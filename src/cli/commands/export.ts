/** `mockapi export`: the project in another format, one sub-command for each. */

import { type Command, Option } from 'commander';
import { printYaml } from '../../convert/yaml.ts';
import type { JsonObject } from '../../core/json.ts';
import { EXIT } from '../exit-code.ts';
import { EXPORTERS, type Exporter } from '../exporters.ts';
import type { Invocation } from '../invocation.ts';
import { parseText } from '../option-values.ts';
import { hasErrors, printErrors } from '../print-problems.ts';
import { addProjectWords, beginHint, type ProjectChoice, pathsOrDefault, readChosenProject } from '../project-words.ts';
import { tellFailure } from '../tell-failure.ts';
import type { Terminal } from '../terminal.ts';
import { openReportFile } from '../test/report-file.ts';

type Format = 'yaml' | 'json';

interface ExportOptions extends ProjectChoice {
  readonly output?: string;
  readonly format?: Format;
  readonly title?: string;
  readonly apiVersion?: string;
  readonly server?: string;
}

export function defineCommand(command: Command, invocation: Invocation): void {
  const names = EXPORTERS.map(({ name }) => name);
  command.description('Prints what is served in a format that other tools read.').addHelpText(
    'after',
    `
Examples:
${names.map((name) => `  mockapi export ${name}`).join('\n')}
  mockapi export ${names[0]} --output ${names[0]}.json

Exit codes: 0 fine · 2 the project has errors · 3 the file cannot be written · 4 there is nothing to export`,
  );
  for (const exporter of EXPORTERS) addFormat(command, exporter, invocation);
}

/** Who else may say what the document says of the API. */
const BY_PROJECT = 'as docs of mockapi.yaml says, else as the only contract does';

function addFormat(command: Command, exporter: Exporter, { terminal, end }: Invocation): void {
  const { name } = exporter;
  addProjectWords(command.command(name))
    .summary(exporter.summary)
    .description(exporter.description)
    .addOption(new Option('-o, --output <file>', 'write to a file (default: standard output)').argParser(parseText))
    .addOption(
      new Option('-f, --format <format>', 'default: json for a file that ends in .json, otherwise yaml').choices([
        'yaml',
        'json',
      ]),
    )
    .addOption(new Option('--title <text>', `what the API is called (default: ${BY_PROJECT})`).argParser(parseText))
    .addOption(new Option('--api-version <text>', `version of the API (default: ${BY_PROJECT})`).argParser(parseText))
    .addOption(new Option('--server <url>', exporter.serverHelp).argParser(parseText))
    .addHelpText(
      'after',
      `
Examples:
  mockapi export ${name}
  mockapi export ${name} --output ${name}.json
  mockapi export ${name} shop --title Shop --api-version 2.1.0 --output docs/shop.yaml

A project with errors is not exported: half a document would be taken for the whole.
Exit codes: 0 fine · 2 the project has errors · 3 the file cannot be written · 4 there are no ${exporter.things}`,
    )
    .action(async (paths: readonly string[] | undefined, options: ExportOptions) => {
      end(await exportProject(exporter, { paths, options }, terminal));
    });
}

interface Words {
  readonly paths: readonly string[] | undefined;
  readonly options: ExportOptions;
}

async function exportProject(exporter: Exporter, { paths, options }: Words, terminal: Terminal): Promise<number> {
  const { server, title, apiVersion, output } = options;
  const { snapshot, problems } = await readChosenProject(paths, options, terminal);
  if (hasErrors(problems) || !snapshot) {
    printErrors(problems, terminal.err, beginHint(paths));
    return EXIT.wrong;
  }
  if (exporter.isEmpty(snapshot)) {
    terminal.err.write(`there are no ${exporter.things} in ${pathsOrDefault(paths).join(', ')}\n`);
    return EXIT.nothing;
  }
  const document = exporter.print(snapshot, { url: server, title, version: apiVersion });
  const text = PRINT[formatOf(options)](document);
  if (output === undefined) {
    terminal.out.write(text);
    return EXIT.fine;
  }
  try {
    openReportFile(output, terminal.cwd, 'document').write(text);
    return EXIT.fine;
  } catch (error) {
    return tellFailure(error, terminal.err);
  }
}

/** What is asked for, else what the file's name says. */
function formatOf({ format, output = '' }: ExportOptions): Format {
  return format ?? (/\.json$/i.test(output) ? 'json' : 'yaml');
}

const PRINT: Readonly<Record<Format, (document: JsonObject) => string>> = {
  yaml: printYaml,
  json: (document) => `${JSON.stringify(document, null, 2)}\n`,
};

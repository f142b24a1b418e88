/** `mockapi routes`: what is served, and which line of which file says so. */

import { type Command, Option } from 'commander';
import type { ParameterInfo } from '../../compile/compiled-route.ts';
import type { Json } from '../../core/json.ts';
import type { Origin } from '../../core/origin.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { hasErrors, printErrors } from '../print-problems.ts';
import { formatTabbed, formatTable } from '../print-table.ts';
import type { Project } from '../project.ts';
import { addProjectWords, beginHint, type ProjectChoice, pathsOrDefault, readChosenProject } from '../project-words.ts';
import type { Stream, Terminal } from '../terminal.ts';

type Format = 'table' | 'tsv' | 'json';

interface RoutesOptions extends ProjectChoice {
  readonly format?: Format;
}

export function defineCommand(command: Command, { terminal, end }: Invocation): void {
  addProjectWords(command)
    .description(
      'Lists every route in the order of the files, then every channel with the method WS. A parameter with "?" may be left out.',
    )
    .addOption(
      new Option('-f, --format <format>', 'default: table on a terminal, otherwise tsv').choices([
        'table',
        'tsv',
        'json',
      ]),
    )
    .addHelpText(
      'after',
      `
Examples:
  mockapi routes
  mockapi routes | grep POST
  mockapi routes --format json | jq -r '.[].path'

A broken file costs only its own routes: the others are listed, its errors are told.
Exit codes: 0 fine · 2 the project has errors · 4 there are no routes and no channels`,
    )
    .action(async (paths: readonly string[] | undefined, options: RoutesOptions) => {
      end(await list(paths, options, terminal));
    });
}

async function list(paths: readonly string[] | undefined, options: RoutesOptions, terminal: Terminal): Promise<number> {
  const project = await readChosenProject(paths, options, terminal);
  const { problems } = project;
  const listed = listedItems(project);
  const format = options.format ?? (terminal.out.isTerminal ? 'table' : 'tsv');
  PRINT[format](listed, terminal.out);
  if (hasErrors(problems)) {
    printErrors(problems, terminal.err, beginHint(paths));
    return EXIT.wrong;
  }
  if (listed.length > 0) return EXIT.fine;
  terminal.err.write(`there are no routes in ${pathsOrDefault(paths).join(', ')}\n`);
  return EXIT.nothing;
}

/** A route or a channel. */
interface Listed {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly summary: string | undefined;
  readonly tags: readonly string[];
  readonly parameters: readonly ParameterInfo[];
  readonly at: string;
  readonly origin: Origin;
}

function listedItems({ routes, channels }: Project): readonly Listed[] {
  return [...routes, ...channels.map((channel) => ({ ...channel, name: channel.constants.route?.name ?? channel.id }))];
}

const PRINT: Readonly<Record<Format, (listed: readonly Listed[], out: Stream) => void>> = {
  table(listed, out) {
    if (listed.length > 0) out.write(formatTable([HEAD, ...listed.map(rowOf)], out.style));
  },
  tsv(listed, out) {
    out.write(formatTabbed(listed.map(rowOf)));
  },
  json(listed, out) {
    out.write(`${JSON.stringify(listed.map(itemJson), null, 2)}\n`);
  },
};

const HEAD: readonly string[] = ['METHOD', 'PATH', 'NAME', 'PARAMETERS', 'WRITTEN IN'];

function rowOf({ method, path, name, id, parameters, at }: Listed): readonly string[] {
  return [method, path, name === id ? '' : name, parameters.map(parameterText).join(' '), at];
}

/** `query.limit?`, `header.x-token`, `body`. */
function parameterText({ in: source, name, isRequired }: ParameterInfo): string {
  return `${source}${name === '' ? '' : `.${name}`}${isRequired ? '' : '?'}`;
}

function itemJson({ method, path, name, summary, tags, parameters, origin }: Listed): Json {
  return {
    method,
    path,
    name,
    summary: summary ?? null,
    tags,
    parameters: parameters.map(({ in: source, name: parameter, isRequired }) => ({
      in: source,
      name: parameter,
      required: isRequired,
    })),
    file: origin.file,
    line: origin.line,
  };
}

/** `mockapi routes`: what is served, and which line of which file says so. */

import { type Command, Option } from 'commander';
import type { CompiledRoute, ParameterInfo } from '../../compile/compiled-route.ts';
import type { Json } from '../../core/json.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { hasErrors, printErrors } from '../print-problems.ts';
import { formatTabbed, formatTable } from '../print-table.ts';
import { readProject } from '../project.ts';
import { beginHint, configOption, pathsArgument, pathsOrDefault } from '../project-words.ts';
import type { Stream, Terminal } from '../terminal.ts';

type Format = 'table' | 'tsv' | 'json';

interface RoutesOptions {
  readonly config?: string;
  readonly format?: Format;
}

export function addRoutes(program: Command, { terminal, end }: Invocation): void {
  program
    .command('routes')
    .summary('list the routes, with their parameters and lines')
    .description('Lists every route in the order of the files. A parameter with "?" may be left out.')
    .addArgument(pathsArgument())
    .addOption(configOption())
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
Exit codes: 0 fine · 2 the project has errors · 4 there are no routes`,
    )
    .action((paths: readonly string[] | undefined, options: RoutesOptions) => end(list(paths, options, terminal)));
}

function list(paths: readonly string[] | undefined, options: RoutesOptions, terminal: Terminal): number {
  const { routes, problems } = readProject({ paths: pathsOrDefault(paths), config: options.config }, terminal);
  const format = options.format ?? (terminal.out.isTerminal ? 'table' : 'tsv');
  PRINT[format](routes, terminal.out);
  if (hasErrors(problems)) {
    printErrors(problems, terminal.err, beginHint(paths));
    return EXIT.wrong;
  }
  if (routes.length > 0) return EXIT.fine;
  terminal.err.write(`there are no routes in ${pathsOrDefault(paths).join(', ')}\n`);
  return EXIT.nothing;
}

const PRINT: Readonly<Record<Format, (routes: readonly CompiledRoute[], out: Stream) => void>> = {
  table(routes, out) {
    if (routes.length > 0) out.write(formatTable([HEAD, ...routes.map(rowOf)], out.style));
  },
  tsv(routes, out) {
    out.write(formatTabbed(routes.map(rowOf)));
  },
  json(routes, out) {
    out.write(`${JSON.stringify(routes.map(routeJson), null, 2)}\n`);
  },
};

const HEAD: readonly string[] = ['METHOD', 'PATH', 'NAME', 'PARAMETERS', 'WRITTEN IN'];

function rowOf(route: CompiledRoute): readonly string[] {
  const { method, path, name, id, parameters, at } = route;
  return [method, path, name === id ? '' : name, parameters.map(parameterText).join(' '), at];
}

/** `query.limit?`, `header.x-token`, `body`. */
function parameterText({ in: source, name, isRequired }: ParameterInfo): string {
  return `${source}${name === '' ? '' : `.${name}`}${isRequired ? '' : '?'}`;
}

function routeJson({ method, path, name, summary, tags, parameters, origin }: CompiledRoute): Json {
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

/** `mockapi check`: every problem of the project in one run. */

import { type Command, Option } from 'commander';
import { count } from '../../core/count.ts';
import type { Json } from '../../core/json.ts';
import type { Problem } from '../../core/problem.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { githubAnnotation } from '../print-github.ts';
import { countOf, countProblems, hasErrors, printProblems } from '../print-problems.ts';
import { isPathMissing, type Project } from '../project.ts';
import { addProjectWords, beginHint, type ProjectChoice, pathsOrDefault, readChosenProject } from '../project-words.ts';
import type { Stream, Terminal } from '../terminal.ts';

type Format = 'pretty' | 'json' | 'github';

interface CheckOptions extends ProjectChoice {
  readonly format: Format;
  readonly warningsAsErrors?: true;
}

export function defineCommand(command: Command, { terminal, end }: Invocation): void {
  addProjectWords(command)
    .description('Reads the whole project as `serve` would and tells every problem, without serving anything.')
    .addOption(
      new Option('-f, --format <format>', 'pretty for people, json for programs, github for workflow annotations')
        .choices(['pretty', 'json', 'github'])
        .default('pretty'),
    )
    .option('--warnings-as-errors', 'warnings fail too')
    .addHelpText(
      'after',
      `
Examples:
  mockapi check
  mockapi check routes.d other/goods.yaml
  mockapi check --warnings-as-errors --format github    in a workflow
  mockapi check --format json | jq '.problems[].message'

Exit codes: 0 no errors · 1 errors · 2 a path does not exist · 4 no files found`,
    )
    .action(async (paths: readonly string[] | undefined, options: CheckOptions) => {
      end(await check(paths, options, terminal));
    });
}

async function check(paths: readonly string[] | undefined, options: CheckOptions, terminal: Terminal): Promise<number> {
  const project = await readChosenProject(paths, options, terminal);
  PRINT[options.format](project, terminal.out);
  if (isPathMissing(project)) {
    const hint = beginHint(paths);
    if (hint !== undefined) terminal.err.write(`${hint}\n`);
    return EXIT.wrong;
  }
  const { problems } = project;
  if (hasErrors(problems) || (options.warningsAsErrors && problems.length > 0)) return EXIT.failed;
  if (project.fileCount > 0) return EXIT.fine;
  terminal.err.write(`there are no route files in ${pathsOrDefault(paths).join(', ')}\n`);
  return EXIT.nothing;
}

const PRINT: Readonly<Record<Format, (project: Project, out: Stream) => void>> = {
  pretty: printPretty,
  json: printJson,
  github: printGithub,
};

function printPretty(project: Project, out: Stream): void {
  const { problems, skipped } = project;
  printProblems(problems, out);
  for (const { file, why } of skipped) out.write(`${out.style.dim(`skipped ${file}: ${why}`)}\n`);
  const paint = hasErrors(problems) ? out.style.error : problems.length > 0 ? out.style.warning : out.style.good;
  out.write(`${paint(countProblems(problems))} in ${extent(project)}\n`);
}

function printGithub(project: Project, out: Stream): void {
  for (const problem of project.problems) out.write(`${githubAnnotation(problem)}\n`);
  out.write(`${countProblems(project.problems)} in ${extent(project)}\n`);
}

function printJson({ problems, routes, channels, fileCount, skipped }: Project, out: Stream): void {
  const report = {
    problems: problems.map(problemJson),
    summary: {
      errors: countOf(problems, 'error'),
      warnings: countOf(problems, 'warning'),
      files: fileCount,
      routes: routes.length,
      channels: channels.length,
      skipped,
    },
  };
  out.write(`${JSON.stringify(report, null, 2)}\n`);
}

function extent({ fileCount, routes, channels }: Project): string {
  const rest = channels.length === 0 ? '' : ` and ${count(channels.length, 'channel')}`;
  return `${count(fileCount, 'file')} with ${count(routes.length, 'route')}${rest}`;
}

function problemJson({ code, severity, message, hint, origin, related }: Problem): Json {
  const { file, line, column, pointer } = origin;
  return {
    code,
    severity,
    message,
    hint: hint ?? null,
    file,
    line,
    column,
    pointer,
    related: (related ?? []).map((item) => ({
      message: item.message,
      file: item.origin.file,
      line: item.origin.line,
      column: item.origin.column,
    })),
  };
}

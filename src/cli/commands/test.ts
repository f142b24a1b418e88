/** `mockapi test`: the project's interface tests, on a mock of their own or on the real service. */

import { type Command, Option } from 'commander';
import type { CompiledSuite } from '../../runner/compiled-suite.ts';
import { REPORTERS } from '../../runner/reporters/index.ts';
import { selectSuites } from '../../runner/select.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { collect, parseSeed, parseText } from '../option-values.ts';
import { printProblems, printSummary } from '../print-problems.ts';
import { isPathMissing } from '../project.ts';
import { beginHint, configOption, pathsArgument, remoteOption } from '../project-words.ts';
import { tellFailure } from '../tell-failure.ts';
import type { Stream } from '../terminal.ts';
import { chooseCases, explainNone, isPartial } from '../test/choose.ts';
import { listenForInterruption } from '../test/interruption.ts';
import { readJob, type TestJob, type TestOptions } from '../test/job.ts';
import {
  parseOutput,
  parsePattern,
  parsePercent,
  parseReporter,
  parseRetries,
  parseTarget,
  parseTime,
  parseVar,
  parseWorkers,
} from '../test/option-values.ts';
import { casesJson, formatCaseList, formatPlan } from '../test/print-cases.ts';
import { createTestProjectReader, isSound } from '../test/project.ts';
import { openReports } from '../test/reports.ts';
import { runTests } from '../test/run.ts';
import { printUnusedVars } from '../test/unused-vars.ts';
import { watchTests } from '../test/watch.ts';

export function defineCommand(command: Command, invocation: Invocation): void {
  const reports = REPORTERS.map(({ name }) => name).join(', ');
  command
    .description(
      'Runs the suites (*.test.yaml) of the project: on a mock of its own, or with --target on the real service.',
    )
    .addArgument(
      pathsArgument('what is served, with the suites in it; suites, and folders below ./routes.d, choose what is run'),
    )
    .option('-t, --target <url>', 'tests this service instead of the mock', parseTarget)
    .option('--tag <tag>', 'runs the cases with this tag; several times: with any of them', collect)
    .option('-g, --grep <pattern>', 'runs the cases whose "suite › case" matches; (?i) ignores case', parsePattern)
    .option('--bail', 'begins no other case once one has failed')
    .option('--workers <number>', 'suites side by side, each worker with a mock of its own (default: 1)', parseWorkers)
    .option('--timeout <time>', 'for an answer (default: 10s)', parseTime)
    .option('--retries <number>', 'sends a GET, HEAD or OPTIONS that fails again (default: 0)', parseRetries)
    .option('--var <name=value>', 'sets a value of "vars"; several times; JSON is read as such', parseVar)
    .option('--env-file <file>', 'lines NAME=value: NAME is env.NAME, as is the variable MOCKAPI_VAR_NAME', parseText)
    .option('-u, --update', 'writes the files of "expect: { file: … }" that differ')
    .option(
      '-r, --reporter <name>',
      `the report on standard output: ${reports} (default: pretty on a terminal, else plain)`,
      parseReporter,
    )
    .option(
      '-o, --output <name[=file]>',
      'a report in a file, or on standard output without one; several times',
      parseOutput,
    )
    .option('--min-coverage <percent>', 'fails when less of the project was exercised', parsePercent)
    .addOption(new Option('-w, --watch', 'runs again what a change touches').conflicts(['list', 'dryRun']))
    .addOption(new Option('--list', 'lists the cases with their lines, and runs none').conflicts('dryRun'))
    .option('--dry-run', 'tells what would be run, and sends nothing')
    .option('--insecure', 'takes any certificate of the service')
    .option('--ca <file>', 'an authority (PEM) that the certificate of the service may come from', parseText)
    .addOption(configOption())
    .addOption(remoteOption())
    .option('--strict', 'the mock holds generated answers to their "response" schemas, frames to "sends"')
    .option('--seed <number>', 'makes invented data the same in each run (default: a fresh one)', parseSeed)
    .addHelpText(
      'after',
      `
Examples:
  mockapi test                                       every suite below ./routes.d, on the mock
  mockapi test routes.d/shop/goods.test.yaml --watch
  mockapi test --target https://api.example.org --var token=t-1
  mockapi test --output junit=report.xml --output github
  mockapi test --tag smoke --bail --min-coverage 80

Where only suites or parts of ./routes.d are named, the mock serves ./routes.d (suites without one: their folders).
The JSON report has the coverage of each run on the mock, the text one of those of the whole project.
Ctrl-C lets the running cases clean up and writes the reports; a second one ends at once.
Exit codes: 0 passed · 1 failed, or too little coverage · 2 the project or the command is wrong
3 the target cannot be reached, a report cannot be written · 4 no suite, no case chosen · 130, 143 interrupted
9 Node itself did not find the file of --env-file`,
    )
    .action(async (paths: readonly string[] | undefined, options: TestOptions) => {
      invocation.end(await test(paths ?? [], options, invocation));
    });
}

async function test(paths: readonly string[], options: TestOptions, invocation: Invocation): Promise<number> {
  const { terminal, version, startedAt } = invocation;
  const interruption = listenForInterruption();
  const session = { terminal, version, interruption };
  try {
    const job = readJob(paths, options, terminal);
    const reader = createTestProjectReader(job);
    const readAt = Date.now();
    await reader.fetch();
    const project = reader.read();
    printUnusedVars(project.unusedVars, terminal.err);
    const isWatching = options.watch === true && !isPathMissing(project);
    if (isWatching) return await watchTests({ reader, first: project, startedAt: readAt }, job, session);
    // Even when nothing can be run: a report of an earlier run must not be taken for one of this.
    const reports = options.list || options.dryRun ? undefined : openReports(job.outputs, terminal, version);
    printProblems(project.problems, terminal.err);
    if (!isSound(project)) {
      printSummary(project.problems, terminal.err, beginHint(paths));
      return EXIT.wrong;
    }
    const { snapshot, suites: all } = project;
    const suites = chooseCases(all, job.choice);
    if (suites.length === 0) return tellNone(all, job, terminal.err);
    if (!reports) return printCases(suites, job, options, terminal.out);
    const request = { suites, snapshot, reports, isPartial: isPartial(suites, all, job), startedAt };
    return await runTests(request, job, session);
  } catch (error) {
    return tellFailure(error, terminal.err);
  } finally {
    interruption.off();
  }
}

function tellNone(suites: readonly CompiledSuite[], { location, chosen, choice }: TestJob, err: Stream): number {
  const why =
    suites.length === 0
      ? `there are no suites (*.test.yaml) in ${(chosen.length > 0 ? chosen : location.paths).join(', ')}`
      : explainNone(suites, choice);
  err.write(`${why}\n`);
  return EXIT.nothing;
}

function printCases(suites: readonly CompiledSuite[], job: TestJob, { list }: TestOptions, out: Stream): number {
  const isJson = job.outputs.some(({ reporter, file }) => file === undefined && reporter.name === 'json');
  const shown = list ? suites : selectSuites(suites);
  if (isJson) out.write(`${JSON.stringify(casesJson(shown), null, 2)}\n`);
  else out.write(list ? formatCaseList(shown, out) : formatPlan(shown, job.service?.url, out.style));
  return EXIT.fine;
}

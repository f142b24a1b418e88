/** What each look at the files of a watched project leads to: problems are told once, suites that are due are run. */

import { count } from '../../core/count.ts';
import { formatOrigin } from '../../core/origin.ts';
import type { Problem } from '../../core/problem.ts';
import { printableLine } from '../../core/terminal-text.ts';
import type { CompiledSuite } from '../../runner/compiled-suite.ts';
import { shownName } from '../../spec/load-find.ts';
import { EXIT } from '../exit-code.ts';
import { hasErrors, printProblems, printSummary } from '../print-problems.ts';
import { tellFailure } from '../tell-failure.ts';
import { chooseCases, explainNone, isPartial } from './choose.ts';
import { createDueSuites, type Due } from './due.ts';
import type { TestJob } from './job.ts';
import { isSound, type SoundProject, type TestProject } from './project.ts';
import { openReports } from './reports.ts';
import { runTests } from './run.ts';
import type { Session } from './session.ts';
import { stampSuites } from './stamps.ts';

/** Resolves with an exit code, or with undefined where there was nothing to do. */
export type Round = (project: TestProject, startedAt: number) => Promise<number | undefined>;

export function createRounds(job: TestJob, session: Session): Round {
  const { err, cwd } = session.terminal;
  const say = (text: string): void => err.write(`${err.style.dim(text)}\n`);
  const dueSuites = createDueSuites();
  let told: readonly Problem[] = [];
  let lastRun: number = EXIT.fine;

  return async (project, startedAt) => {
    const isNews = idOf(project.problems) !== idOf(told);
    const wasBroken = hasErrors(told);
    told = project.problems;
    if (isNews) printProblems(told, err);
    const code = isSound(project) ? await play(project, startedAt, wasBroken) : tellBroken(isNews);
    if (code !== undefined) say('watching for changes: Ctrl-C ends');
    return code;
  };

  function tellBroken(isNews: boolean): number | undefined {
    if (!isNews) return undefined;
    printSummary(told, err, undefined);
    return EXIT.wrong;
  }

  async function play(project: SoundProject, startedAt: number, wasBroken: boolean): Promise<number | undefined> {
    const due = dueSuites.of(project);
    if (chooseCases(due.suites, job.choice).length > 0) return runDue(project, due, startedAt);
    dueSuites.settle(due);
    if (due.suites.length > 0 || project.suites.length === 0) {
      say(project.suites.length === 0 ? 'there are no suites' : explainNone(due.suites, job.choice));
      return EXIT.nothing;
    }
    if (!wasBroken) return undefined;
    say('no errors any more, and nothing to run again');
    return lastRun;
  }

  async function runDue(project: SoundProject, due: Due, startedAt: number): Promise<number> {
    const { snapshot, files } = project;
    const suites = chooseCases(due.suites, job.choice);
    const isAgain = due.changed.length > 0;
    if (isAgain) say(reason(due.changed, suites, cwd));
    try {
      const reports = openReports(job.outputs, session.terminal, session.version);
      const isShort = isAgain || isPartial(suites, project.suites, job);
      lastRun = await runTests({ suites, snapshot, reports, isPartial: isShort, startedAt }, job, session);
      dueSuites.settle(due, job.isUpdating ? stampSuites(files) : due.stamps);
      return lastRun;
    } catch (error) {
      return tellFailure(error, err);
    }
  }
}

function idOf(problems: readonly Problem[]): string {
  return problems.map(({ code, origin, message }) => `${code} ${formatOrigin(origin)} ${message}`).join('\n');
}

/** Names in a line; of more their number is told. */
const MOST_NAMES = 3;

/** `goods.csv changed: goods.test.yaml is run again`. */
function reason(changed: readonly string[], suites: readonly CompiledSuite[], cwd: string): string {
  const what = named(
    changed.map((path) => shownName(path, cwd)),
    'file',
  );
  const again = named(
    suites.map(({ file }) => file),
    'suite',
  );
  return `${what} changed: ${again} ${suites.length === 1 ? 'is' : 'are'} run again`;
}

function named(names: readonly string[], thing: string): string {
  return names.length > MOST_NAMES ? count(names.length, thing) : names.map(printableLine).join(', ');
}

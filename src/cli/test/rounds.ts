/** What each look at the files of a watched project leads to: problems are told once, suites that are due are run. */

import { count } from '../../core/count.ts';
import { formatOrigin } from '../../core/origin.ts';
import type { Problem } from '../../core/problem.ts';
import { printableLine } from '../../core/terminal-text.ts';
import { shownName } from '../../spec/load-find.ts';
import { EXIT } from '../exit-code.ts';
import { hasErrors, printProblems, printSummary } from '../print-problems.ts';
import { tellFailure } from '../tell-failure.ts';
import { chooseCases, explainNone, isPartial } from './choose.ts';
import { createDueSuites, type Due } from './due.ts';
import type { TestJob } from './job.ts';
import { isSound, type TestProject } from './project.ts';
import { runTests } from './run.ts';
import type { Session } from './session.ts';

/** Resolves with an exit code, or with undefined where there was nothing to do. */
export type Round = (project: TestProject, startedAt: number) => Promise<number | undefined>;

export function createRounds(job: TestJob, session: Session): Round {
  const { err, cwd } = session.terminal;
  const say = (text: string): void => err.write(`${err.style.dim(text)}\n`);
  const dueSuites = createDueSuites();
  let told: readonly Problem[] = [];

  return async (project, startedAt) => {
    const { problems } = project;
    const isNews = idOf(problems) !== idOf(told);
    const wasBroken = hasErrors(told);
    told = problems;
    if (isNews) printProblems(problems, err);
    const code = await act(project, startedAt, wasBroken);
    if (isNews || code !== undefined) say('watching for changes: Ctrl-C ends');
    return code;
  };

  async function act(project: TestProject, startedAt: number, wasBroken: boolean): Promise<number | undefined> {
    const { suites: all } = project;
    if (!isSound(project)) {
      printSummary(project.problems, err, undefined);
      return EXIT.wrong;
    }
    const due = dueSuites.of(project);
    const suites = chooseCases(due.suites, job.choice);
    const isQuiet = due.suites.length === 0 && all.length > 0;
    if (suites.length === 0) {
      dueSuites.settle(due);
      if (isQuiet && wasBroken) say('no errors any more, and nothing to run again');
      if (!isQuiet) say(all.length === 0 ? 'there are no suites' : explainNone(due.suites, job.choice));
      return isQuiet ? undefined : EXIT.nothing;
    }
    if (due.changed.length > 0) say(reason(due, cwd));
    const { snapshot } = project;
    try {
      const code = await runTests(
        { suites, snapshot, isPartial: isPartial(suites, all, job), startedAt },
        job,
        session,
      );
      if (job.isUpdating) dueSuites.settleWritten(due, project);
      else dueSuites.settle(due);
      return code;
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
function reason({ changed, suites }: Due, cwd: string): string {
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

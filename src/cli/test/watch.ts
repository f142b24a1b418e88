/** `mockapi test --watch`: runs again what a change touches, until Ctrl-C. */

import { watchFiles } from '../../serve/watch.ts';
import { EXIT } from '../exit-code.ts';
import type { TestJob } from './job.ts';
import type { TestProject, TestProjectReader } from './project.ts';
import { createRounds } from './rounds.ts';
import type { Session } from './session.ts';

export interface Watched {
  readonly reader: TestProjectReader;
  /** As it was read at `startedAt`, in ms since the epoch. */
  readonly first: TestProject;
  readonly startedAt: number;
}

/** Resolves with the exit code of the last run once it is interrupted; rejects only with what is our own fault. */
export async function watchTests(
  { reader, first, startedAt }: Watched,
  job: TestJob,
  session: Session,
): Promise<number> {
  const { err } = session.terminal;
  const { signal } = session.interruption;
  const play = createRounds(job, session);
  let code: number = EXIT.fine;
  const round = async (project: TestProject, begunAt: number): Promise<void> => {
    code = (await play(project, begunAt)) ?? code;
  };
  const firstRound = round(first, startedAt);
  await new Promise<void>((end, fail) => {
    firstRound.catch(fail);
    const again = async (): Promise<void> => {
      await firstRound;
      if (signal.aborted) return;
      const readAt = Date.now();
      await reader.fetch();
      const project = reader.read();
      const { roots, files } = project.files.watched;
      watcher.update(roots, files, readAt);
      await round(project, readAt);
    };
    const watcher = watchFiles({
      ...first.files.watched,
      sinceMs: startedAt,
      onChange: () => again().catch(fail),
      onError: (error) => err.write(`${err.style.warning('watching files failed:')} ${error.message}\n`),
    });
    const stop = (): void => {
      void Promise.all([firstRound, watcher.close()]).then(() => end(), fail);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  return code;
}

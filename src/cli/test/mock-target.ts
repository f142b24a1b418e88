/** A mock that is started for the tests alone. */

import type { Target } from '../../runner/target.ts';
import { createMock } from '../../serve/mock.ts';
import type { TestJob } from './job.ts';

/** Throws SpecError when the project has an error by now. */
export async function openMock({ location, env, flags, isStrict, remote }: TestJob, seed: number): Promise<Target> {
  const mock = createMock({
    ...location,
    env,
    flags: { ...flags, seed },
    isStrict,
    remote,
    watches: false,
    console: undefined,
    consoleAccess: false,
  });
  const { url } = await mock.listen();
  const { journal, reader, reset } = mock;
  return {
    url,
    snapshot: mock.snapshot,
    mock: { journal, reader, reset },
    tls: { isInsecure: false, ca: undefined },
    close: mock.stop,
  };
}

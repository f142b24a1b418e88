/** Endpoints about what is served: its problems and routes, and which version is live. */

import { formatDuration } from '../../core/duration.ts';
import type { Mock } from '../../serve/mock.ts';
import { endpoint } from '../endpoint.ts';
import { duration, whole, withDefault } from '../parameter.ts';
import { ConsoleRefusal, problemRecord } from '../refusal.ts';
import { list, object, shared, VERSION } from '../schema/parts.ts';

const PROBLEMS = list(shared('Problem'));
const LONGEST_MS = 600_000;

export const listProblems = endpoint({
  method: 'GET',
  path: '/problems',
  id: 'listProblems',
  summary: 'What is wrong with the project as its files are now',
  answer: { description: 'Errors and warnings.', schema: object({ problems: PROBLEMS }) },
  handle: (_asked, { mock }) => ({ problems: mock.problems.map(problemRecord) }),
});

export const listRoutes = endpoint({
  method: 'GET',
  path: '/routes',
  id: 'listRoutes',
  summary: 'The routes that are served',
  answer: { description: 'In the order of the files.', schema: object({ routes: list(shared('Route')) }) },
  handle(_asked, { mock: { snapshot } }) {
    const routes = snapshot.routes.map((route) => {
      const { id, method, path, name, summary = null, tags, parameters, at } = route;
      return { id, method, path, name, summary, tags, parameters, at, stale: snapshot.stale.get(route) ?? null };
    });
    return { routes };
  },
});

export const reload = endpoint({
  method: 'POST',
  path: '/reload',
  id: 'reload',
  summary: 'Looks at all files again now, and answers when what is good is live',
  answer: {
    description: 'What is live, and what is wrong with the files: a broken one keeps its last good version.',
    schema: object({ version: VERSION, problems: PROBLEMS }),
  },
  async handle(_asked, { mock }) {
    await mock.reload();
    return { version: mock.version, problems: mock.problems.map(problemRecord) };
  },
});

export const waitForVersion = endpoint({
  method: 'GET',
  path: '/wait',
  id: 'waitForVersion',
  summary: 'Answers as soon as a version of the project, or a later one, is live',
  queryParameters: {
    version: whole('The version that is waited for.', { minimum: 1 }),
    within: withDefault(duration('How long to wait for it.', LONGEST_MS), 10_000, '10s'),
  },
  answer: { description: 'The version that is live.', schema: object({ version: VERSION }) },
  refusals: ['not-in-time', 'stopping'],
  async handle({ query: { version, within }, signal }, { mock }) {
    const isLive = await isLiveWithin(mock, version, { withinMs: within, signal });
    if (isLive) return { version: mock.version };
    const errors = mock.problems.filter(({ severity }) => severity === 'error').length;
    const hint = errors === 0 ? '' : '; its files have errors, see GET /problems';
    throw new ConsoleRefusal(
      'not-in-time',
      `version ${version} was not live within ${formatDuration(within)}: it is version ${mock.version}${hint}`,
    );
  },
});

interface Patience {
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** Rejects with the reason of the signal. */
function isLiveWithin(mock: Mock, version: number, { withinMs, signal }: Patience): Promise<boolean> {
  return new Promise((resolve, reject) => {
    if (mock.version >= version) return resolve(true);
    if (signal.aborted) return reject(signal.reason);
    const settle = (answer: () => void): void => {
      clearTimeout(timer);
      forget();
      signal.removeEventListener('abort', abort);
      answer();
    };
    const abort = (): void => settle(() => reject(signal.reason));
    const timer = setTimeout(() => settle(() => resolve(false)), withinMs);
    const forget = mock.onPublish((snapshot) => {
      if (snapshot.version >= version) settle(() => resolve(true));
    });
    signal.addEventListener('abort', abort);
  });
}

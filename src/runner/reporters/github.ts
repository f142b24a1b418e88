/** Failures as annotations of a GitHub workflow, each on its line of the suite. */

import { githubCommand } from '../../core/github-command.ts';
import type { Failure } from '../result.ts';
import { failureText } from './failure-lines.ts';
import type { Reporter } from './reporter.ts';
import { INTERRUPTED, summaryLine } from './run-words.ts';
import { oneLine } from './shown-text.ts';

export const github: Reporter = {
  name: 'github',
  summary: 'annotations of a GitHub workflow',
  create: () => ({
    onCase: ({ suite, name, failures }) => annotations(suite, name, failures),
    onSuite: ({ name, before, after }) => annotations(name, 'before', before) + annotations(name, 'after', after),
    end: (result) => `${summaryLine(result)}${result.interrupted ? `; ${INTERRUPTED[result.interrupted]}` : ''}\n`,
  }),
};

function annotations(suite: string, name: string, failures: readonly Failure[]): string {
  const title = `${oneLine(suite)} › ${oneLine(name)}`;
  return failures.map((failure) => `${annotation(title, failure)}\n`).join('');
}

function annotation(title: string, failure: Failure): string {
  const { file, line, column } = failure.origin;
  return githubCommand({ severity: 'error', file, line, column, title, text: failureText([failure]) });
}

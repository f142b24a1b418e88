/** The first lines of `mockapi serve`: what is served where, and what one should know about it. */

import type { ConsoleAddress } from '../console/console.ts';
import { count } from '../core/count.ts';
import type { Style } from '../core/style.ts';
import { printableLine } from '../core/terminal-text.ts';
import type { Mock, StartedMock } from '../serve/mock.ts';

export interface StartFacts {
  readonly version: string;
  readonly started: StartedMock;
  /** Undefined where it is off. */
  readonly console: ConsoleAddress | undefined;
  readonly mock: Pick<Mock, 'settings' | 'routes' | 'channels' | 'docsUrl'>;
  /** What is watched; empty when nothing is. */
  readonly watched: readonly string[];
  /** A log folder as people know it. */
  shownPath(path: string): string;
}

/** Skipped files that are named; `check` names all. */
const MOST_SKIPPED = 5;

export function formatStart(facts: StartFacts, style: Style): string {
  const { version, started, console, mock, watched, shownPath } = facts;
  const { settings, routes, channels, docsUrl } = mock;
  const files = new Set([...routes, ...channels].map(({ origin }) => origin.file)).size;
  const served =
    channels.length === 0
      ? count(routes.length, 'route')
      : `${count(routes.length, 'route')} and ${count(channels.length, 'channel')}`;
  const lines = [
    `${style.strong(`mockapi ${version}`)}  ${style.place(started.url)}`,
    routes.length + channels.length === 0
      ? style.warning('no routes yet: `mockapi init` writes a small project to begin with')
      : `${served} from ${count(files, 'file')} in ${Math.round(started.ms)} ms`,
    ...(docsUrl === undefined || routes.length === 0 ? [] : [`docs ${style.place(docsUrl)}`]),
    ...(console ? [formatConsole(console, style)] : []),
    ...(started.isSeedFresh ? [style.dim(`seed ${started.seed}: --seed ${started.seed} repeats invented data`)] : []),
    ...formatSkipped(started.skipped).map(style.dim),
    style.dim(settings.log ? `log in ${shownPath(settings.log.dir)}` : 'no log files'),
    style.dim(watched.length === 0 ? 'files are not watched' : `watching ${watched.join(', ')}`),
  ];
  return `${lines.map((line, index) => (index === 0 ? line : `  ${line}`)).join('\n')}\n`;
}

function formatConsole({ url, takenPort }: ConsoleAddress, style: Style): string {
  const why = takenPort === undefined ? '' : style.dim(` (port ${takenPort} is taken)`);
  return `console ${style.place(url)}${why}`;
}

function formatSkipped(skipped: StartedMock['skipped']): readonly string[] {
  const lines = skipped.slice(0, MOST_SKIPPED).map(({ file, why }) => `skipped ${printableLine(file)}: ${why}`);
  const rest = skipped.length - MOST_SKIPPED;
  return rest > 0 ? [...lines, `skipped ${rest} more: \`mockapi check\` lists them`] : lines;
}

/** For people at a terminal: colour, marks, and a line that tells how far the run is. */

import { createStyle } from '../../core/style.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Reporter } from './reporter.ts';
import { endText, type Look, suiteText } from './run-text.ts';
import { oneLine } from './shown-text.ts';

/** Where there is no terminal, nothing is drawn twice. */
const NO_PROGRESS: Progress = { begin: () => '', step: () => '', above: (text) => text, end: () => '' };

export const pretty: Reporter = {
  name: 'pretty',
  summary: 'text for people, with progress on a terminal',
  create({ isColoured, isTerminal, columns }) {
    const style = createStyle(isColoured);
    const progress = isTerminal ? createProgress(style, columns) : NO_PROGRESS;
    const look: Look = {
      style,
      marks: { passed: '✓', failed: '✗', skipped: '-' },
      separator: ' › ',
      valueWidth: valueWidth(columns),
    };
    return {
      onStart({ target, cases }) {
        const head = target === undefined ? '' : `target ${style.place(oneLine(target))}\n\n`;
        return head + progress.begin(cases);
      },
      onCase: (result) => progress.step(result),
      onSuite: (suite) => progress.above(suiteText(suite, look)),
      end: (result) => progress.end() + endText(result, look),
    };
  },
};

/** What fits beside `expected` in a line of the terminal; wide enough to say something on a narrow one. */
function valueWidth(columns: number | undefined): number {
  return columns === undefined ? 100 : Math.min(200, Math.max(40, columns - 24));
}

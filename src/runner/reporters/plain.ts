/** For logs: no colour, no line drawn twice, marks in ASCII. */

import { createStyle } from '../../core/style.ts';
import type { Reporter } from './reporter.ts';
import { endText, type Look, suiteText } from './run-text.ts';
import { oneLine } from './shown-text.ts';

const LOOK: Look = {
  style: createStyle(false),
  marks: { passed: 'ok  ', failed: 'FAIL', skipped: 'skip' },
  separator: ' > ',
  valueWidth: 100,
};

export const plain: Reporter = {
  name: 'plain',
  summary: 'text for logs',
  create: () => ({
    onStart: ({ target }) => (target === undefined ? '' : `target ${oneLine(target)}\n\n`),
    onSuite: (suite) => suiteText(suite, LOOK),
    end: (result) => endText(result, LOOK),
  }),
};

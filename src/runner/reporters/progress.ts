/** One line of a terminal that is drawn again with every case: how far a run is. */

import type { Style } from '../../core/style.ts';
import { characterWidth } from '../../core/terminal-text.ts';
import type { CaseResult } from '../result.ts';
import { oneLine } from './shown-text.ts';

export interface Progress {
  begin(cases: number): string;
  step(result: CaseResult): string;
  /** Text above the line, which stays at the bottom. */
  above(text: string): string;
  /** Takes the line away. */
  end(): string;
}

/** Back to the first column, and erase the line (ECMA-48 CR and EL). */
const ERASE = '\r\u001b[2K';
const DEFAULT_COLUMNS = 80;

export function createProgress(style: Style, columns = DEFAULT_COLUMNS): Progress {
  let total = 0;
  let done = 0;
  let failed = 0;
  let line = '';
  return {
    begin(cases) {
      total = cases;
      line = style.dim(`0/${total}`);
      return line;
    },
    step({ status, name }) {
      done++;
      if (status === 'failed') failed++;
      const count = `${done}/${total}  `;
      const said = failed > 0 ? `${failed} failed  ` : '';
      const room = Math.max(0, columns - 1 - count.length - said.length);
      line = style.dim(count) + style.error(said) + style.dim(fitting(oneLine(name), room));
      return ERASE + line;
    },
    above: (text) => ERASE + text + line,
    end: () => ERASE,
  };
}

/** As many characters as `columns` have room for: a line that wraps could not be erased. */
function fitting(text: string, columns: number): string {
  let width = 0;
  let shown = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > columns) return shown;
    shown += character;
  }
  return shown;
}

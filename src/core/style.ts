/** Colours of a terminal, or none. */

import type { ProblemStyle } from './format-problem.ts';

export interface Style extends ProblemStyle {
  readonly isColoured: boolean;
  strong(text: string): string;
  good(text: string): string;
}

/** Without colour every function gives back its text. */
export function createStyle(isColoured: boolean): Style {
  const paint =
    (open: number, close: number) =>
    (text: string): string =>
      isColoured && text !== '' ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return {
    isColoured,
    place: paint(36, 39),
    error: paint(31, 39),
    warning: paint(33, 39),
    good: paint(32, 39),
    hint: paint(33, 39),
    dim: paint(2, 22),
    strong: paint(1, 22),
  };
}

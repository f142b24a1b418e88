/** Checks a key of a map against what is known of the value that it will be matched with. */

import type { Known } from '../../core/names.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Place, Report } from '../../core/problem.ts';
import { someOf } from './wording.ts';

/** The key as the value has it, lower-cased for headers; undefined after reporting that there is none such. */
export function checkKey(
  written: string,
  known: Known | undefined,
  at: { place: Place; report: Report },
): string | undefined {
  const key = known?.lowerCase === true ? written.toLowerCase() : written;
  if (!known?.members || known.unknownMember === 'allow' || known.members.has(key)) return key;
  const names = [...known.members.keys()];
  const hint = didYouMean(key, names);
  if (hint === undefined && known.unknownMember !== 'error') return key;
  const code = known.unknownMember === 'near-warning' ? 'doubtful-name' : 'unknown-name';
  at.report(
    at.place.problem(code, `there is no "${written}" here`, {
      part: 'key',
      hint:
        hint ??
        (names.length === 0
          ? 'nothing is declared here'
          : `there is ${someOf(
              names.map((name) => `"${name}"`),
              { max: 6 },
            )}`),
    }),
  );
  return code === 'doubtful-name' ? key : undefined;
}

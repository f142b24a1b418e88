import { expect } from 'chai';
import { createRate, formatRate } from '../../../src/serve/channels/rate.ts';

const LIMIT = { count: 3, perMs: 1000 };

/** What is let through of messages at these times. */
function taken(times: readonly number[], limit = LIMIT): readonly boolean[] {
  const rate = createRate();
  return times.map((time) => rate.take(limit, time));
}

describe('createRate', () => {
  const rows: readonly (readonly [string, readonly number[], readonly boolean[]])[] = [
    ['a burst as long as the limit', [5000, 5000, 5000, 5000], [true, true, true, false]],
    ['a burst at the very start of the clock', [0, 0, 0, 0], [true, true, true, false]],
    [
      'as many again after the interval',
      [0, 0, 0, 1000, 1000, 1000, 1000],
      [true, true, true, true, true, true, false],
    ],
    ['a third after a third of the interval', [0, 0, 0, 334, 335], [true, true, true, true, false]],
    ['a steady stream at the limit', [0, 334, 668, 1002, 1336, 1670], [true, true, true, true, true, true]],
    ['no more after a long silence', [0, 1e9, 1e9, 1e9, 1e9], [true, true, true, true, false]],
  ];
  for (const [what, times, expected] of rows) {
    it(`lets through ${what}`, () => expect(taken(times)).to.deep.equal(expected));
  }

  it('follows a limit that changes', () => {
    const rate = createRate();
    expect([rate.take(LIMIT, 0), rate.take({ count: 1, perMs: 1000 }, 1), rate.take(LIMIT, 2)]).to.deep.equal([
      true,
      false,
      true,
    ]);
  });
});

describe('formatRate', () => {
  const rows = [
    [{ count: 50, perMs: 1000 }, '50/s'],
    [{ count: 1000, perMs: 60_000 }, '1000/m'],
    [{ count: 1, perMs: 3_600_000 }, '1/h'],
    [{ count: 2, perMs: 10_000 }, '2/10s'],
  ] as const;
  for (const [rate, text] of rows) it(`writes ${text}`, () => expect(formatRate(rate)).to.equal(text));
});

/** Repeatable randomness: one stream a seed, one seed an exchange. */

export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
}

/** A stream of its own for each seed (mulberry32: 32 bits of state, period 2³²). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
    },
  };
}

/** How many values one draw can tell apart. */
const DRAW = 2 ** 32;

/** A whole number from `low` to `high`, both inclusive; `low` must not be above `high`. */
export function randomInteger(random: Random, low: number, high: number): number {
  const amount = high - low + 1;
  const draw = random.next();
  const fraction = amount > DRAW ? draw + random.next() / DRAW : draw;
  return Math.min(high, low + Math.floor(fraction * amount));
}

/** Numbers of the journal: counted, the youngest kept, told in words. */

/** How many numbers a result lists. */
const MOST_NUMBERS = 100;

export interface Numbers {
  readonly count: number;
  add(number: number): void;
  /** The last 100. */
  list(): readonly number[];
}

export function createNumbers(): Numbers {
  const kept: number[] = [];
  let count = 0;
  return {
    get count() {
      return count;
    },
    add(number) {
      count++;
      kept.push(number);
      if (kept.length > MOST_NUMBERS) kept.shift();
    },
    list: () => [...kept],
  };
}

const MOST_TOLD = 5;

/** `#3, #5, #9`; of more than five the first of those that are kept, and how many more. */
export function numbersText(numbers: Numbers): string {
  const shown = numbers.list().slice(0, MOST_TOLD);
  const more = numbers.count - shown.length;
  return `${shown.map((number) => `#${number}`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

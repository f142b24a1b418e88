/** How long Node can wait. */

/** Beyond 2³¹−1 ms, about 25 days, a timer of Node fires at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

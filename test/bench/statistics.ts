/** Medians and how far the values lie apart. */

/** NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle half of the values. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spread(values: readonly number[]): Spread {
  return { median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75) };
}

/** A mean, and how far the true one may lie from it: in 19 of 20 times no farther. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
}

/** Of ratios: a half and a double make one. Of one ratio alone nothing is known. */
export function geometricMean(ratios: readonly number[]): Estimate {
  const logs = ratios.map(Math.log);
  const middle = sum(logs) / logs.length;
  const variance = sum(logs.map((log) => (log - middle) ** 2)) / (logs.length - 1);
  const mean = Math.exp(middle);
  return { mean, error: student(logs.length - 1) * mean * Math.sqrt(variance / logs.length) };
}

/** How many standard errors 19 of 20 means of few values lie within: Student's t, by the first terms of its series. */
function student(degrees: number): number {
  return 1.96 + 2.372 / degrees + 2.82 / degrees ** 2;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Linear between the two nearest values. */
function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = (sorted.length - 1) * at;
  const below = sorted[Math.floor(index)] ?? Number.NaN;
  const above = sorted[Math.ceil(index)] ?? Number.NaN;
  return below + (above - below) * (index - Math.floor(index));
}

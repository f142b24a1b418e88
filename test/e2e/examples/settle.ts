/** Lets a test assert one whole value of which some parts are only known by a rule. */

/**
 * The expected value with each function in it replaced by what is there, if the function takes it:
 * what comes out can be compared deeply, and a difference shows the whole of both.
 */
export function settle(expected: unknown, actual: unknown): unknown {
  if (typeof expected === 'function') return expected(actual) === true ? actual : `refused by ${expected}`;
  if (Buffer.isBuffer(expected)) return expected;
  if (Array.isArray(expected)) {
    return expected.map((item, index) => settle(item, Array.isArray(actual) ? actual[index] : undefined));
  }
  if (typeof expected !== 'object' || expected === null) return expected;
  const there = typeof actual === 'object' && actual !== null ? actual : {};
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, settle(value, Reflect.get(there, key))]),
  );
}

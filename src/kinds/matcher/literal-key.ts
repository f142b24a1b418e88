/** Keys of a map in the matcher language: `$name` is an operator, `$$name` the plain key `$name`. */

/** The plain key that is meant, or undefined for an operator. */
export function literalKey(key: string): string | undefined {
  if (!key.startsWith('$')) return key;
  return key.startsWith('$$') ? key.slice(1) : undefined;
}

/** Names with keys in brackets: `f[a][b]`. */

/** The keys behind a name (`['a', 'b']` of `f[a][b]`, `''` for `[]`); undefined where it is no such name. */
export function keysAfter(name: string, found: string): readonly string[] | undefined {
  if (!found.startsWith(name) || found[name.length] !== '[' || !found.endsWith(']')) return undefined;
  const keys = found.slice(name.length + 1, -1).split('][');
  return keys.some((key) => key.includes(']')) ? undefined : keys;
}

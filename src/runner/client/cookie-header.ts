/** The Cookie header of a request: what the test writes, and what the service has set before. */

/** Of two cookies of one name the written one is sent; undefined where there is none at all. */
export function joinCookies(written: string | undefined, kept: string | undefined): string | undefined {
  const pairs = split(written);
  const names = new Set(pairs.map(nameOf));
  const joined = [...pairs, ...split(kept).filter((pair) => !names.has(nameOf(pair)))];
  return joined.length === 0 ? undefined : joined.join('; ');
}

function split(header = ''): readonly string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '');
}

function nameOf(pair: string): string {
  return pair.split('=', 1)[0] ?? '';
}

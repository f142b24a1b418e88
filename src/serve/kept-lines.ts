/** Texts by name as one text, a line each: what is kept for long is best kept in one piece. */

export type Named = { readonly [name: string]: string | readonly string[] | undefined };

/** Undefined where a value has a line break of its own. Names must not. */
export function joinLines(values: Named): string | undefined {
  let lines = '';
  for (const name in values) {
    const value = values[name];
    if (typeof value === 'string') {
      if (value.includes('\n')) return undefined;
      lines += `${name}\n${value}\n`;
    } else if (value !== undefined) {
      for (const item of value) {
        if (item.includes('\n')) return undefined;
        lines += `${name}\n${item}\n`;
      }
    }
  }
  return lines;
}

/** A name that is there more than once has a list. */
export function splitLines(lines: string): Named {
  const texts = lines.split('\n');
  const byName = new Map<string, string | readonly string[]>();
  for (let index = 0; index + 1 < texts.length; index += 2) {
    const [name = '', value = ''] = texts.slice(index, index + 2);
    const before = byName.get(name);
    byName.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(byName);
}

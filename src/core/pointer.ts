/** JSON Pointers (RFC 6901): the address of a value inside a document. */

/** `pointer('a/b', 0)` is `/a~1b/0`; without keys it is the whole document, `''`. */
export function pointer(...keys: readonly (string | number)[]): string {
  let text = '';
  for (const key of keys) text += `/${escapeKey(String(key))}`;
  return text;
}

/** The keys of a pointer, unescaped: `/a~1b/0` gives `['a/b', '0']`. */
export function pointerKeys(text: string): string[] {
  return text === '' ? [] : text.slice(1).split('/').map(unescapeKey);
}

function escapeKey(key: string): string {
  return key.includes('~') || key.includes('/') ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key;
}

function unescapeKey(key: string): string {
  return key.includes('~') ? key.replaceAll('~1', '/').replaceAll('~0', '~') : key;
}

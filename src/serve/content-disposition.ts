/** The Content-Disposition of a multipart part: the field's name, and the file's. */

export interface Disposition {
  /** Undefined when the part names no field. */
  readonly name: string | undefined;
  /** Base name without control characters; undefined when the part is no file. */
  readonly fileName: string | undefined;
}

/** RFC 7578 §4.2. `header` is already decoded as UTF-8. */
export function parseDisposition(header: string): Disposition {
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, token = ''] of header.matchAll(
    /;[ \t]*([^=; \t"]+)=(?:"((?:[^"\\]|\\"|\\)*)"|([^; \t]*))/g,
  )) {
    if (!parameters.has(key.toLowerCase()))
      parameters.set(key.toLowerCase(), quoted === undefined ? token : unquote(quoted));
  }
  const plain = parameters.get('filename');
  const extended = decodeExtended(parameters.get('filename*'));
  const fileName = extended ?? plain;
  return { name: parameters.get('name'), fileName: fileName === undefined ? undefined : baseName(fileName) };
}

/**
 * Browsers write `%22`, `%0D` and `%0A` for what they cannot quote (HTML, multipart/form-data encoding), others `\"`.
 * Any other backslash is a character: old browsers send `C:\photo.png`.
 */
function unquote(text: string): string {
  return text.replaceAll('\\"', '"').replace(/%(?:22|0D|0A)/gi, (code) => decodeURIComponent(code));
}

/** `utf-8''na%C3%AFve.txt` (RFC 8187); undefined when it is anything else. */
function decodeExtended(value: string | undefined): string | undefined {
  const encoded = value === undefined ? undefined : /^utf-8'[^']*'(.*)$/i.exec(value)?.[1];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

/** The name alone, whatever system's folders stand before it; `''` when nothing of a name is left. */
function baseName(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\p{Cc}/gu, '');
  return name === '.' || name === '..' ? '' : name;
}

/** The Content-Type of a request: what its body is to be read as. */

/** `none` is a request that names no type; `other` is everything that is neither JSON nor a form. */
export type BodyKind = 'none' | 'json' | 'urlencoded' | 'multipart' | 'other';

export interface ContentType {
  readonly kind: BodyKind;
  /** Lower case, without parameters; `''` when there is none. */
  readonly type: string;
  /** What the text is decoded as; undefined for a `charset` that is not taken. */
  readonly charset: 'utf-8' | 'latin1' | undefined;
  /** The value of each parameter by its lower-case name; the first of repeated ones. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** RFC 9110 §8.3; upper and lower case make no difference. */
export function parseContentType(header: string | undefined): ContentType {
  return COMMON.get(header) ?? parse(header ?? '');
}

/** Most requests carry one of these, letter for letter. */
const COMMON: ReadonlyMap<string | undefined, ContentType> = new Map(
  [undefined, 'application/json', 'application/json; charset=utf-8', 'application/x-www-form-urlencoded'].map(
    (header) => [header, parse(header ?? '')],
  ),
);

function parse(header: string): ContentType {
  const end = header.indexOf(';');
  const type = (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
  const parameters = parseParameters(end < 0 ? '' : header.slice(end));
  return { kind: kindOf(type), type, charset: charsetOf(parameters.get('charset')), parameters };
}

function kindOf(type: string): BodyKind {
  if (type === '') return 'none';
  if (type === 'application/json' || /^[^/]+\/[^/]+\+json$/.test(type)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'urlencoded';
  return type === 'multipart/form-data' ? 'multipart' : 'other';
}

function parseParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  if (text === '') return parameters;
  for (const [, name = '', quoted, token = ''] of text.matchAll(
    /;[ \t]*([^=; \t]+)=(?:"((?:[^"\\]|\\.)*)"|([^; \t]*))/g,
  )) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) parameters.set(key, quoted === undefined ? token : quoted.replace(/\\(.)/g, '$1'));
  }
  return parameters;
}

function charsetOf(name: string | undefined): ContentType['charset'] {
  switch (name?.toLowerCase()) {
    case undefined:
    case 'utf-8':
    case 'utf8':
    case 'ascii':
    case 'us-ascii':
      return 'utf-8';
    case 'latin1':
    case 'iso-8859-1':
      return 'latin1';
    default:
      return undefined;
  }
}

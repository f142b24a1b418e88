/** Paths as people write them: `/goods/{id}`, `/files/{rest*}`, `/v1/{id}.json`. */

/** A piece of a segment: literal text, or a parameter. */
export type PathPart = { readonly text: string } | { readonly param: string };

export type PathSegment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'param'; readonly param: string }
  /** Text and parameters in one segment: `{id}.json`. */
  | { readonly kind: 'mixed'; readonly parts: readonly PathPart[] }
  /** `{rest*}`: the last segment, takes what is left and may be empty. */
  | { readonly kind: 'rest'; readonly param: string };

export interface PathPattern {
  /** Canonical: percent-decoded but for slashes inside a segment, no slash at the end. */
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly params: readonly string[];
  /** The same for two paths that match the same requests, whatever their parameters are called. */
  readonly shape: string;
  /** Orders paths that match one request: a smaller one is more literal. One digit a segment. */
  readonly rank: string;
}

/** What is wrong with a path, and where in its text. */
export interface PathMistake {
  readonly message: string;
  readonly hint?: string;
  readonly offset: number;
  readonly length: number;
}

const NAME = /^(?!__proto__$)[A-Za-z_][A-Za-z0-9_-]*$/;

/** The pattern of a path, or its first mistake. */
export function parsePath(written: string): PathPattern | PathMistake {
  if (!written.startsWith('/')) {
    const path = written.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/^\/*/, '/');
    return mistake('a path begins with "/"', 0, written.length, `write "${path}"`);
  }
  const forbidden = /[*?()#\s\\]/.exec(written.replace(/\{[^{}/]*\}/g, (match) => '_'.repeat(match.length)));
  if (forbidden) return forbiddenCharacter(written, forbidden.index, forbidden[0]);
  const double = written.indexOf('//');
  if (double >= 0) return mistake('a path has no empty segments', double, 2, 'write one "/"');
  const trimmed = written.length > 1 ? written.replace(/\/$/, '') : written;
  const segments: PathSegment[] = [];
  const params: string[] = [];
  let offset = 1;
  const texts = trimmed === '/' ? [] : trimmed.slice(1).split('/');
  for (const [index, text] of texts.entries()) {
    const segment = parseSegment(text, offset, index === texts.length - 1);
    if ('message' in segment) return segment;
    for (const param of namesOf(segment)) {
      if (params.includes(param))
        return mistake(
          `the path has two parameters called "${param}"`,
          offset,
          text.length,
          'give each a name of its own',
        );
      params.push(param);
    }
    segments.push(segment);
    offset += text.length + 1;
  }
  return {
    path: `/${segments.map(writeSegment).join('/')}`,
    segments,
    params,
    shape: `/${segments.map((segment) => writeSegment(withoutNames(segment))).join('/')}`,
    rank: segments.map((segment) => RANKS[segment.kind]).join(''),
  };
}

const RANKS = { text: '0', mixed: '1', param: '2', rest: '3' } as const;

function parseSegment(text: string, offset: number, isLast: boolean): PathSegment | PathMistake {
  const foreign = /^<([^<>]*)>$|^\[([^[\]]*)\]$/.exec(text);
  if (foreign) {
    const name = (foreign[1] ?? foreign[2] ?? '').replace(/^.*[:.]/, '');
    return mistake(`"${text}" is not how parameters are written`, offset, text.length, `write "{${name || 'name'}}"`);
  }
  if (text.startsWith(':')) {
    return mistake(
      `":${text.slice(1)}" is not how parameters are written`,
      offset,
      text.length,
      `write "{${text.slice(1).replace(/\W.*$/, '') || 'name'}}"`,
    );
  }
  const parts: PathPart[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    const literal = text.slice(at, open < 0 ? undefined : open);
    if (literal.includes('}'))
      return mistake('"}" without "{"', offset + at + literal.indexOf('}'), 1, 'write parameters as "{name}"');
    if (literal !== '') {
      const decoded = decode(literal);
      if (decoded === undefined)
        return mistake(
          `"${literal}" is not valid percent-encoding`,
          offset + at,
          literal.length,
          'write the characters as they are',
        );
      parts.push({ text: decoded });
    }
    if (open < 0) break;
    const close = text.indexOf('}', open);
    if (close < 0) return mistake('"{" without "}"', offset + open, text.length - open, 'write parameters as "{name}"');
    const inside = text.slice(open + 1, close);
    const isRest = inside.endsWith('*');
    const name = isRest ? inside.slice(0, -1) : inside;
    if (!NAME.test(name)) return badName(inside, offset + open, close - open + 1);
    if (isRest) {
      if (!isLast || open !== 0 || close !== text.length - 1) {
        return mistake(
          `"{${inside}}" takes the rest of a path: it must be its last segment`,
          offset + open,
          close - open + 1,
        );
      }
      return { kind: 'rest', param: name };
    }
    const before = parts.at(-1);
    if (before && 'param' in before) {
      return mistake(
        `"{${before.param}}" and "{${name}}" need text between them`,
        offset + open,
        close - open + 1,
        'write for example "{a}-{b}"',
      );
    }
    parts.push({ param: name });
    at = close + 1;
  }
  const [only] = parts;
  if (parts.length === 1 && only)
    return 'text' in only ? { kind: 'text', text: only.text } : { kind: 'param', param: only.param };
  return { kind: 'mixed', parts };
}

function badName(inside: string, offset: number, length: number): PathMistake {
  const rest = /^(?:\*|\.\.\.)(\w+)$/.exec(inside)?.[1];
  if (rest !== undefined) return mistake(`"{${inside}}" is no parameter name`, offset, length, `write "{${rest}*}"`);
  const name = inside.replace(/[:*?].*$/, '').replace(/[^A-Za-z0-9_-]/g, '_');
  const hint = NAME.test(name)
    ? `write "{${name}}"${inside.includes(':') ? ' and its type under params.url' : ''}`
    : 'a name has letters, digits, "_" and "-"';
  return mistake(`"{${inside}}" is no parameter name`, offset, length, hint);
}

function forbiddenCharacter(written: string, offset: number, character: string): PathMistake {
  if (character === '?')
    return mistake('a path has no "?"', offset, written.length - offset, 'declare what follows it under params.query');
  if (character === '*') return mistake('a path has no "*"', offset, 1, 'write "{rest*}" as the last segment');
  const shown = /\s/.test(character) ? 'spaces' : `"${character}"`;
  return mistake(`a path has no ${shown}`, offset, 1, `write it as "${percentEncoded(character)}"`);
}

function percentEncoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function mistake(message: string, offset: number, length: number, hint?: string): PathMistake {
  return hint === undefined ? { message, offset, length } : { message, offset, length, hint };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function namesOf(segment: PathSegment): readonly string[] {
  if (segment.kind === 'text') return [];
  if (segment.kind === 'mixed') return segment.parts.flatMap((part) => ('param' in part ? [part.param] : []));
  return [segment.param];
}

function withoutNames(segment: PathSegment): PathSegment {
  if (segment.kind === 'text') return segment;
  if (segment.kind === 'mixed')
    return { kind: 'mixed', parts: segment.parts.map((part) => ('param' in part ? { param: '' } : part)) };
  return { ...segment, param: '' };
}

function writeSegment(segment: PathSegment): string {
  switch (segment.kind) {
    case 'text':
      return writeText(segment.text);
    case 'param':
      return `{${segment.param}}`;
    case 'rest':
      return `{${segment.param}*}`;
    case 'mixed':
      return segment.parts.map((part) => ('param' in part ? `{${part.param}}` : writeText(part.text))).join('');
  }
}

/** A canonical path as it may be written: what a path must not hold is encoded. */
export function encodePath(canonical: string): string {
  return canonical
    .split(/(\{[^{}]*\})/)
    .map((piece, index) => (index % 2 === 1 ? piece : encodeText(piece)))
    .join('');
}

function encodeText(text: string): string {
  return text.replace(/%(?!2F|25)|[*?()#\s\\[\]<>{}]/g, percentEncoded).replace(/(^|\/):/g, `$1${percentEncoded(':')}`);
}

/** A slash inside a segment stays encoded: it is no segment's end. */
function writeText(text: string): string {
  return text.replace(/%(?=2f)/gi, '%25').replaceAll('/', '%2F');
}

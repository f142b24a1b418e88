/** A text with `${…}` in it → its literal parts and its expressions. */

export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  /** `offset` is where `source` begins in the text. */
  | { readonly kind: 'hole'; readonly source: string; readonly offset: number };

interface ScanFault {
  readonly code: 'expression-syntax' | 'mustache-template';
  readonly offset: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

interface Scan {
  readonly segments: readonly Segment[];
  readonly faults: readonly ScanFault[];
}

/** False for a text that is certainly literal: nothing in it needs a scan. */
export function mayHoldExpression(text: string): boolean {
  return text.includes('${') || text.includes('{{');
}

/** `$${` is a literal `${`. A `}` inside a text or a map of an expression does not end it. */
export function scan(text: string): Scan {
  const segments: Segment[] = [];
  const faults: ScanFault[] = [];
  let literal = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('$${', at)) {
      literal += '${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      if (typeof end !== 'number') {
        faults.push({ ...end, code: 'expression-syntax', offset: end.offset ?? at });
        break;
      }
      if (literal !== '') segments.push({ kind: 'text', text: literal });
      literal = '';
      segments.push({ kind: 'hole', source: text.slice(at + 2, end), offset: at + 2 });
      at = end + 1;
    } else if (text.startsWith('{{', at) && text.includes('}}', at)) {
      const end = text.indexOf('}}', at) + 2;
      faults.push(mustache(text.slice(at, end), at));
      at = end;
    } else {
      literal += text.charAt(at);
      at++;
    }
  }
  if (literal !== '' || segments.length === 0) segments.push({ kind: 'text', text: literal });
  return { segments, faults };
}

interface Unclosed {
  readonly offset?: number;
  readonly length: number;
  readonly message: string;
  readonly hint: string;
}

/** The offset of the `}` that ends an expression, or what is missing. */
function endOfExpression(text: string, start: number): number | Unclosed {
  let braces = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const end = endOfText(text, at);
      if (end === undefined) {
        return {
          offset: at,
          length: 1,
          message: 'a text begins here and does not end',
          hint: `close it with ${character}`,
        };
      }
      at = end;
    } else if (character === '/' && text.charAt(at + 1) === '/') {
      const lineEnd = text.indexOf('\n', at);
      at = lineEnd < 0 ? text.length : lineEnd;
    } else {
      if (character === '{') braces++;
      if (character === '}' && braces-- === 0) return at;
      at++;
    }
  }
  return {
    length: 2,
    message: 'the "}" that ends this "${" is missing',
    hint: 'add it; a literal "${" is written "$${"',
  };
}

/** The offset behind a quoted text of CEL, raw and triple-quoted ones included. A line break ends a plain one: CEL tells. */
function endOfText(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  const isTriple = text.startsWith(quote.repeat(3), start);
  const close = isTriple ? quote.repeat(3) : quote;
  let at = start + close.length;
  while (at < text.length) {
    if (text.startsWith(close, at)) return at + close.length;
    if (!isTriple && text.charAt(at) === '\n') return at;
    at += text.charAt(at) === '\\' ? 2 : 1;
  }
  return undefined;
}

function mustache(written: string, offset: number): ScanFault {
  const name = written.slice(2, -2).trim();
  return {
    code: 'mustache-template',
    offset,
    length: written.length,
    message: '"{{ … }}" is not the template syntax',
    hint: `write "\${${name}}"; for the text itself, "\${'{{'}${name}}}"`,
  };
}

/** Where the values of a line that YAML cannot read begin and end, as their writer meant them. */

/** Offsets in the file; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Value extends Span {
  /** The key before it, when that takes a bare expression. */
  readonly expressionKey: string | undefined;
}

const EXPRESSION_KEY = /^(when|expect|until|where|receive|next)$/;
/** Dashes, a key and its colon: what may stand before a value. */
const LEAD = /^\s*(?:-\s+)*(?:("(?:[^"\\]|\\.)*"|'[^']*'|[^\s#"'{[][^#]*?)\s*:\s+)?/;

/** The values around an offset that quotes might mend, the likeliest first. */
export function valuesAt(text: string, at: number): readonly Value[] {
  const line = lineAt(text, at);
  const lead = LEAD.exec(line.text);
  const start = lead?.[0].length ?? 0;
  const key = expressionKey(lead?.[1]);
  const inFlow = flowValue(line.text, start, at - line.start, key);
  const rest = line.text.slice(start);
  const whole: Value = {
    start: start,
    end: start + (/^["']/.test(rest) ? rest : rest.replace(/\s#.*$/, '')).trimEnd().length,
    expressionKey: key,
  };
  const isFlow = /^[[{]/.test(rest) && !rest.startsWith('{{') && key === undefined;
  const found = isFlow ? [inFlow] : /[,}\]]\s*$/.test(rest) ? [whole, inFlow] : [whole];
  return found.flatMap((value) =>
    value && value.end > value.start && !isMissingComma(line.text.slice(value.start, value.end))
      ? [{ ...value, start: line.start + value.start, end: line.start + value.end }]
      : [],
  );
}

/** A finished value with a key behind it. */
function isMissingComma(written: string): boolean {
  return /^(-?[\d.]+|true|false|null|"[^"]*"|'[^']*')\s+\S+:(\s|$)/.test(written);
}

function expressionKey(key: string | undefined): string | undefined {
  return key !== undefined && EXPRESSION_KEY.test(key) ? key : undefined;
}

/** As YAML reads it back; with double quotes inside where it has none of them. */
export function singleQuoted(text: string): string {
  return `'${text.includes('"') ? text.replaceAll("'", "''") : text.replaceAll("'", '"')}'`;
}

/** The line around an offset, without its end. */
export function lineAt(text: string, at: number): Span & { readonly text: string } {
  const start = at <= 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
  const found = text.indexOf('\n', at);
  const end = found < 0 ? text.length : found;
  return { start, end, text: text.slice(start, end).replace(/\r$/, '') };
}

/** The item of `{ … }` or `[ … ]` around a column: `${…}`, `{{…}}`, and in an expression every bracket, are one piece. */
function flowValue(line: string, from: number, at: number, outerKey: string | undefined): Value | undefined {
  let start = from;
  let key = outerKey;
  let hasKey = outerKey !== undefined;
  let index = from;
  while (index <= line.length) {
    const character = line.charAt(index);
    if (index === start && /\s/.test(character)) start = ++index;
    else if (
      isPiece(line, index) ||
      (/[{[]/.test(character) && index > start) ||
      (key !== undefined && /[([{"']/.test(character)) ||
      (hasKey && /^\w\($/.test(line.slice(index - 1, index + 1)))
    )
      index = endOfPiece(line, index);
    else if (index === start && /["']/.test(character)) index = endOfQuoted(line, index);
    else if (character === ':' && !hasKey && /^\s?$/.test(line.charAt(index + 1))) {
      if (at > start && at < index) return { start, end: index, expressionKey: undefined };
      key = expressionKey(line.slice(start, index).trim());
      hasKey = true;
      start = ++index;
    } else if (/^[,{}[\]]?$/.test(character)) {
      if (at >= start && at <= index) {
        return { start, end: start + line.slice(start, index).trimEnd().length, expressionKey: key };
      }
      key = undefined;
      hasKey = false;
      start = ++index;
    } else index++;
  }
  return undefined;
}

function isPiece(line: string, index: number): boolean {
  return line.startsWith('${', index) || line.startsWith('{{', index);
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Behind the bracket or quote that ends what begins here; the end of the line when nothing does. */
function endOfPiece(line: string, start: number): number {
  const waiting: string[] = [];
  for (let index = start; index < line.length; index++) {
    const character = line.charAt(index);
    if (/["']/.test(character)) {
      const end = line.indexOf(character, index + 1);
      if (end < 0) return line.length;
      index = end;
    } else if (CLOSES[character]) waiting.push(CLOSES[character]);
    else if (character === waiting.at(-1)) waiting.pop();
    if (waiting.length === 0 && character !== '$') return index + 1;
  }
  return line.length;
}

/** Behind a quoted text; an expression inside may hold the same quotes. */
function endOfQuoted(line: string, start: number): number {
  const quote = line.charAt(start);
  let index = start + 1;
  while (index < line.length) {
    if (isPiece(line, index)) index = endOfPiece(line, index);
    else if (line[index] === '\\' && quote === '"') index += 2;
    else if (line[index++] === quote) return index;
  }
  return line.length;
}

/** A YAML error in people's words: where its cause stands, and which quotes, colon or bracket is missing. */

import type { YAMLException } from 'js-yaml';
import type { Problem } from '../core/problem.ts';
import type { ProblemCode } from '../core/problem-codes.ts';
import { problemAtOffset } from './place.ts';
import type { SourceFile } from './source-file.ts';
import { lineAt, type Span, singleQuoted, type Value, valuesAt } from './syntax-value.ts';

export interface SyntaxFault {
  readonly problem: Problem;
  /** A text of the same length without this mistake, to find the next one; undefined when it cannot be mended alone. */
  readonly mended: string | undefined;
}

/** Reads a text; the error says where it stopped. */
type Read = (text: string) => YAMLException | undefined;

/** `text` is the file's, or that without the mistakes found before. */
export function explainSyntax(source: SourceFile, text: string, error: YAMLException, read: Read): SyntaxFault {
  const at = positionOf(error, text);
  const values = NO_QUOTES.test(error.reason) ? [] : valuesAt(text, at);
  for (const value of values) {
    const mended = mask(text, value);
    const next = read(mended);
    if (next && positionOf(next, text) <= Math.max(value.end, at)) continue;
    return { problem: quotesProblem(source, value), mended };
  }
  return { problem: otherProblem(source, text, at, error.reason), mended: undefined };
}

/** Mistakes that quotes would hide, and not mend. */
const NO_QUOTES = /escape|hexadecimal|non-printable|line break is expected|maxDepth/;

function positionOf(error: YAMLException, text: string): number {
  return Math.min(error.mark?.position ?? 0, Math.max(text.length - 1, 0));
}

/** A quoted text in the place of a value, so that everything behind it stays where it is. */
function mask(text: string, { start, end }: Span): string {
  const length = end - start;
  const quoted = length < 2 ? 'x' : `"${'x'.repeat(length - 2)}"`;
  return text.slice(0, start) + quoted + text.slice(end);
}

function quotesProblem(source: SourceFile, value: Value): Problem {
  const written = source.text.slice(value.start, value.end);
  const mustache = written.indexOf('{{');
  if (mustache >= 0 && !written.includes('${')) {
    return mustacheProblem(source, value.start + mustache, quoted(inner(written)));
  }
  const report = (code: ProblemCode, message: string, hint: string): Problem =>
    problemAtOffset(source, { start: value.start, length: value.end - value.start }, code, message, { hint });
  if (value.expressionKey !== undefined) {
    const key = value.expressionKey;
    return report(
      'unquoted-expression',
      `the expression of "${key}" needs quotes here`,
      `put all of it in single quotes: ${key}: ${singleQuoted(written)}`,
    );
  }
  const better = quoted(inner(written));
  if (written.includes('${')) {
    const isQuoted = /^["']/.test(written);
    return report(
      'unquoted-expression',
      isQuoted ? 'the quotes inside this value end it' : 'a value with "${…}" needs quotes here',
      isQuoted ? `write ${better}` : `put the whole value in quotes: ${better}`,
    );
  }
  return report('yaml-syntax', whyQuotes(written), `write ${better}`);
}

function whyQuotes(written: string): string {
  const [first = ''] = written;
  if (/["']/.test(first)) return 'the quotes inside this text end it';
  if (/[^\p{L}\p{N}(/.]/u.test(first)) return `a text that begins with "${first}" needs quotes`;
  if (/[{}[\]]/.test(written)) return 'a text with brackets in it needs quotes here';
  return written.includes(': ') ? 'a text with ": " in it needs quotes' : 'this text needs quotes';
}

/** `{{ x }}` at an offset; `better` is the whole value as it should be. */
export function mustacheProblem(source: SourceFile, start: number, better?: string): Problem {
  const close = source.text.indexOf('}}', start);
  const isOnLine = close >= 0 && close < lineAt(source.text, start).end;
  const length = isOnLine ? close + 2 - start : 2;
  const written = source.text.slice(start, start + length);
  return problemAtOffset(source, { start, length }, 'mustache-template', '"{{ … }}" is not the template syntax', {
    hint: `write ${better ?? quoted(written)}`,
  });
}

/** What is meant by a value whose own quotes do not hold. */
function inner(written: string): string {
  const isQuoted = written.length > 1 && /^(["']).*\1$/s.test(written);
  return isQuoted ? written.slice(1, -1) : written;
}

/** In double quotes where nothing speaks against them. */
function quoted(written: string): string {
  const text = written.replace(/\{\{\s*(.*?)\s*\}\}/g, (_, name: string) => `\${${name === '' ? ' … ' : name}}`);
  return /["\\]/.test(text) ? singleQuoted(text) : `"${text}"`;
}

function otherProblem(source: SourceFile, text: string, at: number, reason: string): Problem {
  const report = (start: number, length: number, message: string, hint?: string): Problem =>
    problemAtOffset(source, { start, length }, 'yaml-syntax', message, hint === undefined ? {} : { hint });
  const line = lineAt(text, at);
  const tab = /^ *\t/.exec(line.text);
  if (tab) return report(line.start + tab[0].length - 1, 1, 'a tab cannot indent a line', 'indent with spaces');
  if (/deficient/.test(reason) && text[at - 1] === '\t') {
    return report(at - 1, 1, 'a tab cannot stand here', 'write spaces');
  }
  const opener = /deficient|unexpected end|missed comma/.test(reason) ? unclosed(text, at) : undefined;
  if (opener) {
    const { start, character } = opener;
    if (/["']/.test(character)) return report(start, 1, 'this quote is not closed', `end the text with ${character}`);
    const close = character === '[' ? ']' : '}';
    if (text[at] === close || !/missed comma/.test(reason) || /[\]}]/.test(text.charAt(at))) {
      return report(start, 1, `this "${character}" is not closed`, `add "${close}"`);
    }
  }
  if (/missed comma/.test(reason)) {
    const start = startOfKey(text, at);
    return report(start, Math.max(1, at - start), 'a "," is missing before this');
  }
  const before = text[at] === ':' ? keyWithoutColon(text, line.start) : undefined;
  if (before) {
    const { start, end, text: written } = before;
    const joined = /^([^\s:]+):(\S.*)$/.exec(written);
    if (joined)
      return report(start, end - start, 'a space is missing behind ":"', `write "${joined[1]}: ${joined[2]}"`);
    return report(start, end - start, 'a ":" is missing at the end of this line', `write "${written}:"`);
  }
  if (/unknown escape/.test(reason)) {
    return report(
      at - 1,
      2,
      `"\\${text[at]}" means nothing in double quotes`,
      `write "\\\\${text[at]}", or put the text in single quotes`,
    );
  }
  if (/indentation|implicit key|document separator/.test(reason)) {
    const start = line.start + indentOf(line.text);
    const hint = hasValueAbove(text, line)
      ? 'the line above has its value already: nothing can stand below it'
      : 'keys of one map begin in the same column, and so do the items of one list';
    return report(start, 1, 'this line does not fit the lines above it', hint);
  }
  const [message, hint] = WORDS.find(([pattern]) => pattern.test(reason))?.slice(1) ?? [reason];
  return report(at, 1, String(message), typeof hint === 'string' ? hint : undefined);
}

const WORDS: readonly (readonly [RegExp, string, string?])[] = [
  [/expected the node content/, 'there is nothing before this comma', 'remove it'],
  [/a line break is expected/, 'a text behind "|" or ">" begins on the next line', 'write it there, indented'],
  [/non-printable/, 'a control character is not allowed in YAML', 'remove it'],
  [/maxDepth/, 'more than 100 levels of nesting', 'put the data into a file of its own, sent with "file:"'],
  [/whitespace character is expected/, 'a space is missing behind ":"'],
  [/unexpected end/, 'the file ends in the middle of a value'],
];

/** The quote or bracket that is open at an offset: the innermost. */
function unclosed(text: string, at: number): { readonly start: number; readonly character: string } | undefined {
  const open: { readonly start: number; readonly character: string }[] = [];
  let isStart = true;
  for (let index = 0; index < at; index++) {
    const character = text.charAt(index);
    if (character === '#' && /^\s?$/.test(text.charAt(index - 1))) {
      index = lineAt(text, index).end;
      isStart = true;
    } else if ((character === '"' || character === "'") && isStart) {
      const end = endOfQuoted(text, index);
      if (end === undefined || end > at) return { start: index, character };
      index = end - 1;
      isStart = false;
    } else if ((character === '|' || character === '>') && isStart && open.length === 0) {
      index = endOfBlock(text, index);
      isStart = true;
    } else if ((character === '[' || character === '{') && (isStart || open.length > 0)) {
      open.push({ start: index, character });
      isStart = true;
    } else if (character === ']' || character === '}') {
      open.pop();
      isStart = false;
    } else if (!/\s/.test(character)) {
      isStart = /[,:?-]/.test(character) && /^\s?$/.test(text.charAt(index + 1));
    } else if (character === '\n') isStart = true;
  }
  return open.at(-1);
}

function endOfQuoted(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return undefined;
}

/** The last line break of a block of text that `|` or `>` begins. */
function endOfBlock(text: string, start: number): number {
  const head = lineAt(text, start);
  const indent = indentOf(head.text);
  let end = head.end;
  while (end < text.length) {
    const next = lineAt(text, end + 1);
    if (next.text.trim() !== '' && indentOf(next.text) <= indent) break;
    end = next.end;
    if (next.end >= text.length) break;
  }
  return end;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** True below a line with less indentation that has a value beside its key. */
function hasValueAbove(text: string, line: Span & { readonly text: string }): boolean {
  if (line.start === 0) return false;
  const above = lineAt(text, line.start - 1).text;
  return indentOf(above) < indentOf(line.text) && /:\s+[^\s#|>&]/.test(above);
}

function startOfKey(text: string, at: number): number {
  if (text[at] !== ':') return at;
  const { start } = lineAt(text, at);
  const key = /("[^"]*"|'[^']*'|[^\s,[\]{}"']+)\s*$/.exec(text.slice(start, at));
  return key ? start + key.index : at;
}

/** The line before, when it is a lone word where a key should be. */
function keyWithoutColon(text: string, lineStart: number): (Span & { readonly text: string }) | undefined {
  for (let end = lineStart - 1; end > 0; ) {
    const line = lineAt(text, end);
    const written = line.text.replace(/\s+#.*$/, '').trim();
    if (written !== '' && !written.startsWith('#')) {
      const start = line.start + line.text.indexOf(written);
      const isKey = !/:(\s|$)/.test(written) && !/^(- |[[{"'])/.test(written);
      return isKey ? { start, end: start + written.length, text: written } : undefined;
    }
    end = line.start - 1;
  }
  return undefined;
}

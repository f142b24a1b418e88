/** Why a text is not the JSON that we take, and where: read only when it has been refused. */

import { shorten } from '../../core/shorten.ts';

/** The first thing that is wrong with a text. */
export interface JsonFault {
  /** In UTF-16 code units from the start. */
  readonly offset: number;
  readonly problem: string;
}

/** `the JSON is malformed at 2:14: expected "," or "}" but found "x"`: line and column from 1. */
export function formatJsonFault(text: string, fault: JsonFault | undefined = findJsonFault(text)): string {
  if (!fault) return 'the JSON is malformed';
  const before = text.slice(0, fault.offset);
  const line = before.split('\n').length;
  const column = fault.offset - (before.lastIndexOf('\n') + 1) + 1;
  return `the JSON is malformed at ${line}:${column}: ${fault.problem}`;
}

/** An open list or object. */
interface Container {
  /** Of an object: the keys so far. */
  readonly keys: Set<string> | undefined;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'end of text';

const IN_WORDS: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or "}"',
  colon: '":"',
  'comma or end': '',
  'end of text': 'nothing more',
};

/** The first violation of RFC 8259 or repeated key; undefined when there is none. Linear, without recursion. */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: Container[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const after = (): Expected => (open.length === 0 ? 'end of text' : 'comma or end');

  for (;;) {
    at = skipSpace(text, at);
    const char = text[at];
    const inside = open.at(-1);

    if (expected === 'end of text') return char === undefined ? undefined : unexpected(text, at, IN_WORDS[expected]);

    if (expected === 'comma or end') {
      const end = inside?.keys ? '}' : ']';
      if (char === ',') expected = inside?.keys ? 'key' : 'value';
      else if (char === end) {
        open.pop();
        expected = after();
      } else return unexpected(text, at, `"," or "${end}"`);
      at++;
    } else if (expected === 'colon') {
      if (char !== ':') return unexpected(text, at, IN_WORDS.colon);
      expected = 'value';
      at++;
    } else if ((expected === 'key or }' && char === '}') || (expected === 'value or ]' && char === ']')) {
      open.pop();
      expected = after();
      at++;
    } else if (expected === 'key' || expected === 'key or }') {
      if (char !== '"') return unexpected(text, at, IN_WORDS[expected]);
      const string = readString(text, at);
      if ('problem' in string) return string;
      const key = JSON.parse(text.slice(at, string.end)) as string;
      if (inside?.keys?.has(key)) return { offset: at, problem: `the key ${shorten(key, 60)} is repeated` };
      inside?.keys?.add(key);
      expected = 'colon';
      at = string.end;
    } else if (char === '{' || char === '[') {
      open.push({ keys: char === '{' ? new Set() : undefined });
      expected = char === '{' ? 'key or }' : 'value or ]';
      at++;
    } else {
      const scalar = char === '"' ? readString(text, at) : readWord(text, at, IN_WORDS[expected]);
      if ('problem' in scalar) return scalar;
      expected = after();
      at = scalar.end;
    }
  }
}

const ESCAPE = /["\\/bfnrt]|u[0-9a-fA-F]{4}/y;
const WORD = /[\w+.-]+/y;
const SPACE = /[ \t\r\n]*/y;

type Token = { readonly end: number } | JsonFault;

function readString(text: string, start: number): Token {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1 };
    if (code < 0x20) return { offset: at, problem: `${show(text, at)} must be escaped in a string` };
    if (code !== 0x5c) continue;
    ESCAPE.lastIndex = at + 1;
    if (!ESCAPE.test(text)) return { offset: at, problem: 'a backslash that begins no escape' };
    at = ESCAPE.lastIndex - 1;
  }
  return { offset: start, problem: 'a string without its closing quote' };
}

/** A number, `true`, `false` or `null`. */
function readWord(text: string, start: number, wanted: string): Token {
  WORD.lastIndex = start;
  const found = WORD.exec(text)?.[0];
  if (found === undefined) return unexpected(text, start, wanted);
  if (/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(found))
    return { end: start + found.length };
  return { offset: start, problem: `expected ${wanted} but found ${shorten(found, 30)}` };
}

function unexpected(text: string, at: number, wanted: string): JsonFault {
  return { offset: at, problem: `expected ${wanted} but found ${show(text, at)}` };
}

function show(text: string, at: number): string {
  const code = text.codePointAt(at);
  if (code === undefined) return 'the end';
  return code < 0x20 || code === 0x7f
    ? `the control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    : `"${String.fromCodePoint(code)}"`;
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}

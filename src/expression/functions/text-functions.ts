/** Functions of text. */

import { createHash } from 'node:crypto';
import { compilePattern } from '../../core/pattern.ts';
import { Failure } from '../failure.ts';
import type { Constant } from '../term.ts';
import { toPlain, toText } from '../values.ts';
import type { Call, FunctionSpec, Parameter } from './function-spec.ts';

const TEXT: Parameter = { name: 'text', types: ['text'] };
const FROM: Parameter = { name: 'from', types: ['number'], isOptional: true };

export const TEXT_FUNCTIONS: readonly FunctionSpec[] = [
  ofText('lower', (text) => text.toLowerCase(), {
    summary: 'the text in lower case',
    example: 'lower("Abc")',
    result: '"abc"',
  }),
  ofText('upper', (text) => text.toUpperCase(), {
    summary: 'the text in upper case',
    example: '"Abc".upper()',
    result: '"ABC"',
  }),
  ofText('lowerAscii', (text) => text.toLowerCase(), {
    summary: 'CEL’s name for lower',
    example: '"Abc".lowerAscii()',
    result: '"abc"',
  }),
  ofText('upperAscii', (text) => text.toUpperCase(), {
    summary: 'CEL’s name for upper',
    example: '"Abc".upperAscii()',
    result: '"ABC"',
  }),
  ofText('trim', (text) => text.trim(), {
    summary: 'the text without white space around it',
    example: 'trim(" a ")',
    result: '"a"',
  }),
  {
    name: 'contains',
    form: 'method',
    parameters: [TEXT, { name: 'part', types: ['text'] }],
    returns: 'bool',
    summary: 'whether the part occurs in the text',
    example: '"abc".contains("b")',
    result: 'true',
    call: ([text, part]) => string(text).includes(string(part)),
  },
  {
    name: 'startsWith',
    form: 'method',
    parameters: [TEXT, { name: 'part', types: ['text'] }],
    returns: 'bool',
    summary: 'whether the text begins with the part',
    example: '"abc".startsWith("a")',
    result: 'true',
    call: ([text, part]) => string(text).startsWith(string(part)),
  },
  {
    name: 'endsWith',
    form: 'method',
    parameters: [TEXT, { name: 'part', types: ['text'] }],
    returns: 'bool',
    summary: 'whether the text ends with the part',
    example: '"abc".endsWith("c")',
    result: 'true',
    call: ([text, part]) => string(text).endsWith(string(part)),
  },
  {
    name: 'matches',
    form: 'both',
    parameters: [TEXT, { name: 'pattern', types: ['text'], isLiteral: true }],
    returns: 'bool',
    summary: 'whether the pattern (RE2 syntax) is found in the text',
    example: '"a-12".matches("^[a-z]-[0-9]+$")',
    result: 'true',
    prepare: prepareMatches,
    call: () => false,
  },
  {
    name: 'substring',
    form: 'method',
    parameters: [TEXT, { name: 'from', types: ['number'] }, { name: 'to', types: ['number'], isOptional: true }],
    returns: 'text',
    summary: 'the part of the text from one index up to another, or to its end',
    example: '"abcd".substring(1, 3)',
    result: '"bc"',
    call: ([text, from, to]) => string(text).slice(index(from, text), index(to ?? string(text).length, text)),
  },
  {
    name: 'indexOf',
    form: 'method',
    parameters: [TEXT, { name: 'part', types: ['text'] }, FROM],
    returns: 'number',
    summary: 'where the part first occurs in the text, -1 when it does not',
    example: '"abcb".indexOf("b")',
    result: '1',
    call: ([text, part, from]) => string(text).indexOf(string(part), index(from ?? 0, text)),
  },
  {
    name: 'lastIndexOf',
    form: 'method',
    parameters: [TEXT, { name: 'part', types: ['text'] }, FROM],
    returns: 'number',
    summary: 'where the part last occurs in the text, -1 when it does not',
    example: '"abcb".lastIndexOf("b")',
    result: '3',
    call: ([text, part, from]) => string(text).lastIndexOf(string(part), index(from ?? string(text).length, text)),
  },
  {
    name: 'replace',
    form: 'both',
    parameters: [TEXT, { name: 'part', types: ['text'] }, { name: 'by', types: ['text'] }],
    returns: 'text',
    summary: 'the text with every occurrence of the part replaced',
    example: 'replace("a-b-c", "-", "")',
    result: '"abc"',
    call: ([text, part, by]) => string(text).replaceAll(string(part), () => string(by)),
  },
  {
    name: 'split',
    form: 'both',
    parameters: [TEXT, { name: 'separator', types: ['text'] }, { name: 'most', types: ['number'], isOptional: true }],
    returns: 'list',
    summary: 'the parts between the separators; with `most` the last part keeps the rest',
    example: '"a,b".split(",")',
    result: '["a","b"]',
    call: ([text, separator, most]) => split(string(text), string(separator), most),
  },
  {
    name: 'join',
    form: 'both',
    parameters: [
      { name: 'list', types: ['list'] },
      { name: 'separator', types: ['text'], isOptional: true },
    ],
    returns: 'text',
    summary: 'the items joined to one text',
    example: '["a", 1].join("-")',
    result: '"a-1"',
    call: ([list, separator]) => (list as readonly unknown[]).map(toText).join(toText(separator)),
  },
  {
    name: 'json',
    form: 'both',
    parameters: [{ name: 'x' }],
    returns: 'text',
    summary: 'the JSON text of a value',
    example: 'json({"a": [1]})',
    result: '"{\\"a\\":[1]}"',
    takesNull: true,
    call: ([value]) => JSON.stringify(toPlain(value)),
  },
  {
    name: 'base64',
    form: 'both',
    parameters: [{ name: 'x' }],
    returns: 'text',
    summary: 'the Base64 of a text (as UTF-8) or of bytes',
    example: 'base64("hi")',
    result: '"aGk="',
    call: ([value]) => Buffer.from(bytesOf(value)).toString('base64'),
  },
  {
    name: 'sha256',
    form: 'both',
    parameters: [{ name: 'x' }],
    returns: 'text',
    summary: 'the SHA-256 of a text (as UTF-8) or of bytes, in lower-case hex',
    example: 'sha256("hi")',
    result: '"8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4"',
    call: ([value]) => createHash('sha256').update(bytesOf(value)).digest('hex'),
  },
];

type Documentation = Pick<FunctionSpec, 'summary' | 'example' | 'result'>;

function ofText(name: string, change: (text: string) => string, documentation: Documentation): FunctionSpec {
  return {
    name,
    form: 'both',
    parameters: [TEXT],
    returns: 'text',
    ...documentation,
    call: ([text]) => change(string(text)),
  };
}

function prepareMatches([, constant]: readonly (Constant | undefined)[]): Call | undefined {
  if (typeof constant?.value !== 'string') return undefined;
  const pattern = compilePattern(constant.value);
  if ('error' in pattern) {
    throw new Failure(`"${constant.value}" is no pattern: ${pattern.error}`, {
      code: 'bad-pattern',
      argument: 1,
      hint: 'patterns have RE2 syntax: no look-around, no back-references',
    });
  }
  return ([text]) => pattern.test(string(text));
}

function split(text: string, separator: string, most: unknown): readonly string[] {
  const parts = text.split(separator);
  if (typeof most !== 'number' || most < 0 || parts.length <= most) return parts;
  if (most < 1) return [];
  return [...parts.slice(0, most - 1), parts.slice(most - 1).join(separator)];
}

function bytesOf(value: unknown): Uint8Array | string {
  return value instanceof Uint8Array ? value : toText(value);
}

function index(value: unknown, text: unknown): number {
  const most = string(text).length;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new Failure(`${value} is no index into a text of ${most} characters`);
}

/** The parameter's type was checked before the call. */
function string(value: unknown): string {
  return value as string;
}

/** Expression text → CEL's syntax tree, with syntax errors in our words and at their exact place. */

import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';

export type { ASTNode };

/** Half-open range of an expression's text, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface SyntaxFault extends Range {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Levels of a tree; both compiling and evaluating go down one stack frame or two a level. */
const MAX_DEPTH = 500;
const MAX_NODES = 10_000;

const environment = new Environment({
  limits: {
    maxAstNodes: MAX_NODES,
    maxDepth: 200,
    maxListElements: MAX_NODES,
    maxMapEntries: MAX_NODES,
    maxCallArguments: 100,
  },
});

/** The tree, or what is wrong with the text. Never throws. */
export function parseExpression(source: string): ASTNode | { readonly fault: SyntaxFault } {
  if (source.trim() === '') {
    return { fault: { start: 0, end: source.length, message: 'the expression is empty', hint: 'write what it gives' } };
  }
  try {
    const { ast } = environment.parse(source);
    return isTooDeep(ast) ? { fault: tooLarge(source) } : ast;
  } catch (error) {
    if (error instanceof ParseError) return { fault: translate(error, source) };
    if (error instanceof RangeError) return { fault: tooLarge(source) };
    throw error;
  }
}

function tooLarge(source: string): SyntaxFault {
  return {
    start: 0,
    end: source.length,
    message: 'the expression is too long or nested too deep',
    hint: 'split it, or move data into vars',
  };
}

/** Walks without recursion: a chain of 50,000 `+` is as deep as it is long. */
function isTooDeep(root: ASTNode): boolean {
  let level: ASTNode[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth >= MAX_DEPTH) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

/** The operands of a node, in the order in which they are written. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

const TOKENS: Readonly<Record<string, string>> = {
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
};

function translate(error: ParseError, source: string): SyntaxFault {
  const start = Math.min(error.range?.start ?? 0, source.length);
  const end = Math.max(start + 1, error.range?.end ?? start + 1);
  const found = source.slice(start, end);
  const range = { start, end };
  switch (error.code) {
    case 'expected_token':
    case 'unexpected_token': {
      const expected = /^Expected (\w+)/.exec(error.summary)?.[1];
      const wanted =
        expected === undefined ? 'a value' : expected === 'IDENTIFIER' ? 'a name' : `"${TOKENS[expected]}"`;
      const isEnd = source.slice(start).trim() === '';
      if (isEnd) return { ...range, message: `the expression ends where ${wanted} is expected` };
      return { ...range, message: `${wanted} is expected before "${found}"`, hint: habitHint(source, range) };
    }
    case 'unexpected_character': {
      const hint = habitHint(source, range);
      return { ...range, message: `"${found}" is not expected here`, hint };
    }
    case 'reserved_identifier':
      return {
        ...range,
        message: `"${found}" is a reserved word of CEL`,
        hint: found === 'if' || found === 'else' ? 'write condition ? a : b' : undefined,
      };
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
      return {
        start,
        end: start + 1,
        message: 'a text begins here and does not end',
        hint: `close it with ${source[start]}`,
      };
    case 'newline_in_string':
      return { ...range, message: 'a text ends on the line it began on', hint: 'write \\n for a line break' };
    case 'limit_exceeded':
      return tooLarge(source);
    case 'invalid_macro_argument':
      return {
        ...range,
        message: `"${found}" stands where a name for each item is expected`,
        hint: 'list.map(x, x.id)',
      };
    default:
      return { ...range, message: error.summary.charAt(0).toLowerCase() + error.summary.slice(1) };
  }
}

const WORDS: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', is: '==', eq: '==', ne: '!=' };

/** What people who come from other languages write, and how it is said here. */
function habitHint(source: string, { start, end }: Range): string | undefined {
  const found = source.slice(start, end);
  const before = source.slice(0, start);
  const word = WORDS[found] ?? WORDS[/(\w+)\s*$/.exec(before)?.[1] ?? ''];
  if (word !== undefined) return `write ${word}`;
  if (found === '=' || before.endsWith('=')) {
    return source[start + 1] === '>' ? 'functions are not written here: list.map(x, x.id)' : 'write ==';
  }
  if (found === '&' || found === '|') return `write ${found}${found}`;
  if (found === '$') return 'drop the "${" and the "}": this is an expression already';
  if (found === '?' && (before.endsWith('?') || source[start + 1] === '?')) return 'write coalesce(a, b)';
  if (found === '?' || before.endsWith('?')) return 'write "." or "[": what is not there is null';
  if (found === '`') return `write '…' or "…"`;
  if (/[^\p{ASCII}]/u.test(found)) return 'put text in quotes; a member with such a name is x["…"]';
  if (found === 'in' || found === 'true' || found === 'false' || found === 'null')
    return `a member with such a name is x["${found}"]`;
  return undefined;
}

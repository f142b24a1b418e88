/** Texts that match a pattern: its syntax read into a generator. Anchors and boundaries are left to whoever checks the text. */

import { type Random, randomInteger } from '../../core/random.ts';

/** What a generator draws from. */
export interface Tape {
  readonly random: Random;
  /** How many more than the least an open repeat may give. */
  readonly stretch: number;
}

/** One text of the pattern; other draws give other texts. */
export type PatternText = (tape: Tape) => string;

type Range = readonly [low: number, high: number];

const DIGITS: readonly Range[] = [[48, 57]];
const WORDS: readonly Range[] = [
  [97, 122],
  [65, 90],
  [48, 57],
  [95, 95],
];
const SPACES: readonly Range[] = [[32, 32]];
const PRINTABLE: Range = [32, 126];
const LETTERS: readonly Range[] = [
  [97, 122],
  [65, 90],
];

/** Names of `\d`, `\pL`, `[:alpha:]` and their kin, with the part of each that is easy to read. */
const CLASSES: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ['d', DIGITS],
  ['w', WORDS],
  ['s', SPACES],
  ['L', LETTERS],
  ['Latin', LETTERS],
  ['Lu', [[65, 90]]],
  ['Ll', [[97, 122]]],
  ['N', DIGITS],
  ['Nd', DIGITS],
  [
    'P',
    [
      [33, 35],
      [44, 47],
      [58, 59],
      [63, 64],
    ],
  ],
  [
    'S',
    [
      [43, 43],
      [60, 62],
    ],
  ],
  ['Z', SPACES],
  ['Zs', SPACES],
  ['Greek', [[0x3b1, 0x3c9]]],
  ['Cyrillic', [[0x430, 0x44f]]],
  ['Han', [[0x4e00, 0x9fa5]]],
  ['Hiragana', [[0x3041, 0x3096]]],
  ['Katakana', [[0x30a1, 0x30fa]]],
  ['alpha', LETTERS],
  ['alnum', [...LETTERS, ...DIGITS]],
  ['digit', DIGITS],
  ['lower', [[97, 122]]],
  ['upper', [[65, 90]]],
  ['word', WORDS],
  ['space', SPACES],
  ['blank', SPACES],
  ['punct', [[33, 47]]],
  ['xdigit', [...DIGITS, [97, 102]]],
  ['print', [PRINTABLE]],
  ['graph', [[33, 126]]],
  ['ascii', [PRINTABLE]],
]);
const CONTROLS: ReadonlyMap<string, string> = new Map(
  Object.entries({ t: '\t', n: '\n', r: '\r', f: '\f', v: '\v', a: '\x07' }),
);

/** Reads a pattern of RE2 syntax; undefined for the rare parts of it that are not known here. */
export function readPattern(source: string): PatternText | undefined {
  const characters = [...source];
  let at = 0;
  const whole = readAlternatives();
  return at === characters.length ? whole : undefined;

  function readAlternatives(): PatternText | undefined {
    const branches: PatternText[] = [];
    do {
      const branch = readSequence();
      if (!branch) return undefined;
      branches.push(branch);
    } while (take('|'));
    const [only] = branches;
    if (only && branches.length === 1) return only;
    return (tape) => branches[randomInteger(tape.random, 0, branches.length - 1)]?.(tape) ?? '';
  }

  function readSequence(): PatternText | undefined {
    const parts: PatternText[] = [];
    while (at < characters.length && characters[at] !== '|' && characters[at] !== ')') {
      const atom = readAtom();
      const part = atom && readRepeat(atom);
      if (!part) return undefined;
      parts.push(part);
    }
    return (tape) => parts.map((part) => part(tape)).join('');
  }

  function readAtom(): PatternText | undefined {
    const character = characters[at++] ?? '';
    if (character === '^' || character === '$') return () => '';
    if (character === '.') return oneOf(LETTERS);
    if (character === '(') return readGroup();
    if (character === '[') {
      const ranges = readClass();
      return ranges && oneOf(ranges);
    }
    if (character !== '\\') return () => character;
    if (take('Q')) return readLiteral();
    if ('bBAz'.includes(characters[at] ?? '')) {
      at++;
      return () => '';
    }
    const ranges = readEscape();
    return ranges && oneOf(ranges);
  }

  function readLiteral(): PatternText {
    const rest = characters.slice(at).join('');
    const end = rest.indexOf('\\E');
    const text = end < 0 ? rest : rest.slice(0, end);
    at += [...text].length + (end < 0 ? 0 : 2);
    return () => text;
  }

  function readGroup(): PatternText | undefined {
    if (take('?')) {
      const head = /^(?:P?<\w+>|[imsU-]*:|[imsU-]+\))/.exec(characters.slice(at).join(''))?.[0];
      if (head === undefined) return undefined;
      at += head.length;
      if (head.endsWith(')')) return () => '';
    }
    const inside = readAlternatives();
    return take(')') ? inside : undefined;
  }

  function readRepeat(atom: PatternText): PatternText | undefined {
    const bounds = readBounds();
    if (!bounds) return atom;
    take('?');
    const [low, high] = bounds;
    return (tape) => {
      const most = Math.min(high, low + tape.stretch);
      // As long as it may be in every other case: lengths that are asked for are then soon found.
      const count = tape.random.next() < 0.5 ? most : randomInteger(tape.random, low, most);
      let text = '';
      for (let index = 0; index < count; index++) text += atom(tape);
      return text;
    };
  }

  function readBounds(): Range | undefined {
    if (take('*')) return [0, Number.POSITIVE_INFINITY];
    if (take('+')) return [1, Number.POSITIVE_INFINITY];
    if (take('?')) return [0, 1];
    const counted = /^\{(\d+)(,?)(\d*)\}/.exec(characters.slice(at, at + 20).join(''));
    if (!counted) return undefined;
    at += counted[0].length;
    const low = Number(counted[1]);
    return [low, counted[2] === '' ? low : counted[3] === '' ? Number.POSITIVE_INFINITY : Number(counted[3])];
  }

  function readClass(): readonly Range[] | undefined {
    const isNegated = take('^');
    const ranges: Range[] = [];
    for (let isFirst = true; isFirst || characters[at] !== ']'; isFirst = false) {
      if (at >= characters.length) return undefined;
      const named = /^\[:(\^?)(\w+):\]/.exec(characters.slice(at, at + 16).join(''));
      if (named) {
        at += named[0].length;
        const known = CLASSES.get(named[2] ?? '');
        if (!known) return undefined;
        ranges.push(...(named[1] ? complement(known) : known));
        continue;
      }
      const from = readMember();
      if (!from) return undefined;
      if (characters[at] !== '-' || characters[at + 1] === ']' || from.length !== 1) {
        ranges.push(...from);
        continue;
      }
      at++;
      const to = readMember();
      if (!to) return undefined;
      ranges.push([from[0]?.[0] ?? 0, to[0]?.[1] ?? 0]);
    }
    at++;
    return isNegated ? complement(ranges) : ranges;
  }

  function readMember(): readonly Range[] | undefined {
    if (take('\\')) return readEscape();
    const code = characters[at++]?.codePointAt(0) ?? 0;
    return [[code, code]];
  }

  /** What stands behind a backslash and is one character, or one of a class. */
  function readEscape(): readonly Range[] | undefined {
    const rest = characters.slice(at, at + 24).join('');
    const property = /^([pP])(?:\{(\^?)(\w+)\}|(\w))/.exec(rest);
    if (property) {
      at += property[0].length;
      const known = CLASSES.get(property[3] ?? property[4] ?? '');
      return known && ((property[1] === 'P') !== (property[2] === '^') ? complement(known) : known);
    }
    const hex = /^x(?:\{([\da-fA-F]+)\}|([\da-fA-F]{2}))/.exec(rest);
    if (hex) {
      at += hex[0].length;
      const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      return [[code, code]];
    }
    const letter = characters[at++] ?? '';
    if ('DWS'.includes(letter) && letter !== '') return complement(CLASSES.get(letter.toLowerCase()) ?? []);
    const known = CLASSES.get(letter);
    if (known && 'dws'.includes(letter)) return known;
    if (/[1-9a-zA-Z]/.test(letter) && !CONTROLS.has(letter)) return undefined;
    const code = (CONTROLS.get(letter) ?? letter).codePointAt(0) ?? 0;
    return [[code, code]];
  }

  function take(character: string): boolean {
    if (characters[at] !== character) return false;
    at++;
    return true;
  }
}

function oneOf(ranges: readonly Range[]): PatternText | undefined {
  let size = 0;
  for (const [low, high] of ranges) size += high - low + 1;
  if (size <= 0) return undefined;
  return ({ random }) => {
    let index = randomInteger(random, 0, size - 1);
    for (const [low, high] of ranges) {
      if (index <= high - low) return String.fromCodePoint(low + index);
      index -= high - low + 1;
    }
    return '';
  };
}

/** The printable ASCII characters, or else some letters beyond, that are not in any of the ranges. */
function complement(ranges: readonly Range[]): readonly Range[] {
  for (const [from, to] of [[97, 122], PRINTABLE, [0xc0, 0x24f]] as const) {
    const left: Range[] = [];
    for (let code = from; code <= to; code++) {
      if (!ranges.some(([low, high]) => code >= low && code <= high)) left.push([code, code]);
    }
    if (left.length > 0) return left;
  }
  return [];
}

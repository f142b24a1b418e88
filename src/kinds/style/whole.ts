/** A list or an object that is written in one text: `a,b,c`, `R,100,G,200`, `R=100,G=200`. */

import type { Level } from '../source/levels.ts';
import { readTexts, type ValueSpot } from '../source/read-texts.ts';
import { addMember, type Members, readMembers, takesOnlyObjects } from './members.ts';
import { itself, type RawSource, type RawText } from './raw-source.ts';
import { readForeignObject } from './style-issue.ts';

/** How the text is taken apart. */
export interface Writing {
  /** Still encoded pieces. */
  split(raw: string, source: RawSource): readonly string[];
  /** What stands between pieces that are decoded. */
  readonly delimiter: string;
  /** Members are written `R=100`; else name and value follow each other like items. */
  readonly isPaired: boolean;
  /** The style has no scalars: of an open schema, pieces are items. */
  readonly isForLists?: boolean;
  /** What a piece means, once it is decoded. Default: itself. */
  readonly read?: (piece: string) => string;
  /** The way an object is written, for people. */
  readonly example: string;
}

/** Reads one text. */
export type WholeReader = (written: RawText, source: RawSource, spot: ValueSpot) => unknown;

/** Decided once from the schema: an object where it admits one and the text can be one, else a list, else a scalar. */
export function compileWhole(level: Level, writing: Writing): WholeReader {
  const { types } = level;
  const takesList = types ? types.has('array') : writing.isForLists === true;
  const takesObject = types?.has('object') === true;
  if (!takesList && !takesObject) return ({ text }, _source, spot) => readTexts(text, level.texts, spot);

  const isForObjects = takesOnlyObjects(level);
  return ({ raw, text }, source, spot) => {
    const pieces = writing.split(raw, source);
    if (takesObject) {
      const members = membersOf(pieces, writing, source);
      if (members && (isForObjects || isNamed(members, level))) return readMembers(members, level, spot);
      if (isForObjects) return readForeignObject(text, { level, example: writing.example }, spot);
    }
    if (!takesList) return readTexts(text, level.texts, spot);
    const { read = itself } = writing;
    const items = pieces.map((piece) => read(source.decode(piece)));
    return readItems(items, { level, delimiter: writing.delimiter }, spot);
  };
}

function readItems(
  items: readonly string[],
  { level, delimiter }: { readonly level: Level; readonly delimiter: string },
  spot: ValueSpot,
): unknown {
  // Many clients encode the delimiter too; where no item can hold one, there is no doubt what they mean.
  const types = level.types && level.item(0).types;
  const canHold = !types || types.has('string') || types.has('array') || types.has('object');
  const texts = canHold ? items : items.flatMap((item) => item.split(delimiter));
  const [only] = texts;
  return readTexts(texts.length === 1 && only !== undefined ? only : texts, level.texts, spot);
}

/** Undefined where the pieces are no names and values. */
function membersOf(pieces: readonly string[], writing: Writing, source: RawSource): Members | undefined {
  const { isPaired, read = itself } = writing;
  const members: Members = new Map();
  if (isPaired) {
    for (const piece of pieces) {
      const equals = piece.indexOf('=');
      if (equals < 0) return undefined;
      const name = source.decode(piece.slice(0, equals));
      addMember(members, [name, read(source.decode(piece.slice(equals + 1)))], source.in);
    }
    return members;
  }
  if (pieces.length % 2 === 1) return undefined;
  for (let index = 0; index < pieces.length; index += 2) {
    const [name = '', value = ''] = pieces.slice(index, index + 2).map((piece) => read(source.decode(piece)));
    addMember(members, [name, value], source.in);
  }
  return members;
}

/** True when the schema declares every name: what else could be a list or a text. */
function isNamed(members: Members, level: Level): boolean {
  return [...members.keys()].every((name) => level.names.has(name));
}

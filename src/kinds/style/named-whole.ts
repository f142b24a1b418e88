/** A value that is written in one text under the name of its parameter: what styles of queries share. */

import { addRepeated, type ValueSpot } from '../source/read-texts.ts';
import { readSaid } from './members.ts';
import type { Style } from './style-reader.ts';
import { compileWhole, type Writing } from './whole.ts';

/** The style that writes whole values so. */
export function namedWhole(writing: Writing): Style {
  return ({ name, in: place }, { level }) => {
    const read = compileWhole(level, writing);
    const isSeveral = level.types?.has('array') || level.types?.has('object') || writing.isForLists === true;
    const advice = isSeveral ? `: its items are written together, as ${name}=a${writing.delimiter}b` : '';
    return {
      takes: (asked) => asked === name,
      read(source, issues) {
        const [first, ...others] = source.find(name) ?? [];
        if (!first) return undefined;
        const spot: ValueSpot = { source: place, keys: [name], issues };
        if (others.length > 0) {
          const texts = [first, ...others].map(({ text }) => text);
          if (!isSeveral) return readSaid(texts, level, spot);
          addRepeated(texts, spot, advice);
        }
        return read(first, source, spot);
      },
    };
  };
}

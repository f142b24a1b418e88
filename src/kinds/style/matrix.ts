/** Style `matrix`: `;id=5`, `;id=a,b`, exploded `;id=a;id=b` and `;R=100;G=200` (RFC 6570 §3.2.7). */

import type { Level } from '../source/levels.ts';
import type { ValueSpot } from '../source/read-texts.ts';
import { splitAt } from './delimiter.ts';
import { addMember, type Members, readMembers, readSaid } from './members.ts';
import type { RawSource } from './raw-source.ts';
import { addStyleIssue } from './style-issue.ts';
import type { Style } from './style-reader.ts';
import { compileWhole, type WholeReader } from './whole.ts';

export const matrixStyle: Style = ({ name, in: place, isExploded }, { level }) => {
  const example = `;${name}=…`;
  const whole = compileWhole(level, {
    split: splitAt(','),
    delimiter: ',',
    isPaired: false,
    example: `;${name}=R,100,G,200`,
  });
  const read = isExploded ? explodedReader(name, level) : namedReader(name, whole);
  return {
    takes: (asked) => asked === name,
    read(source, issues) {
      const written = source.find(name)?.[0];
      if (!written) return undefined;
      const spot = { source: place, keys: [name], issues };
      const pairs = written.raw.startsWith(';') ? pairsOf(written.raw.slice(1), source) : undefined;
      const value = pairs && read(pairs, source, spot);
      if (value && 'value' in value) return value.value;
      addStyleIssue(spot, written.text, example);
      return whole(written, source, spot);
    },
  };
};

interface Pair {
  readonly name: string;
  /** Still encoded. */
  readonly raw: string;
}

/** Undefined where the pairs are not those of the parameter. */
type PairsReader = (
  pairs: readonly Pair[],
  source: RawSource,
  spot: ValueSpot,
) => { readonly value: unknown } | undefined;

function pairsOf(raw: string, source: RawSource): readonly Pair[] {
  return raw.split(';').map((pair) => {
    const equals = pair.indexOf('=');
    const end = equals < 0 ? pair.length : equals;
    return { name: source.decode(pair.slice(0, end)), raw: pair.slice(end + 1) };
  });
}

function namedReader(name: string, whole: WholeReader): PairsReader {
  return ([first, ...others], source, spot) =>
    first?.name === name && others.length === 0
      ? { value: whole({ raw: first.raw, text: source.decode(first.raw) }, source, spot) }
      : undefined;
}

/** All pairs have the parameter's name, or they are the members of an object. */
function explodedReader(name: string, level: Level): PairsReader {
  const takesObject = level.types?.has('object') === true;
  return (pairs, source, spot) => {
    const isMembers = takesObject && (level.names.has(name) || pairs.some((pair) => pair.name !== name));
    if (isMembers) {
      const members: Members = new Map();
      for (const pair of pairs) addMember(members, [pair.name, source.decode(pair.raw)], source.in);
      return { value: readMembers(members, level, spot) };
    }
    if (pairs.some((pair) => pair.name !== name)) return undefined;
    const texts = pairs.map((pair) => source.decode(pair.raw));
    return { value: readSaid(texts, level, spot) };
  };
}

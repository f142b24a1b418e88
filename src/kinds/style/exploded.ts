/** Exploded values of queries, forms and cookies: a list repeats its name, an object is its members. */

import type { ValueSpot } from '../source/read-texts.ts';
import { splitCookies } from './cookie-pairs.ts';
import { addMember, type Members, readMembers, readSaid, takesOnlyObjects } from './members.ts';
import type { RawSource } from './raw-source.ts';
import { addStyleIssue, readForeignObject } from './style-issue.ts';
import type { StyleContext, StyleReader } from './style-reader.ts';
import type { StyledParam } from './styled-param.ts';

/** An object takes the names of its properties, and all that nobody else takes where its schema is open. */
export function readExploded(param: StyledParam, context: StyleContext): StyleReader {
  const { level } = context;
  if (level.types?.has('object')) return objectReader(param, context);
  const { name, in: place } = param;
  const takes = (asked: string): boolean => asked === name;
  const takesList = level.types?.has('array') === true;
  return {
    takes,
    read(raw, issues) {
      const found = (takesList ? splitCookies(raw, takes) : raw).find(name);
      return found && readSaid(textsOf(found), level, { source: place, keys: [name], issues });
    },
  };
}

function objectReader({ name, in: place }: StyledParam, { level, isForeign }: StyleContext): StyleReader {
  const takesMember = (asked: string): boolean =>
    level.names.has(asked) ||
    (asked !== name && !isForeign(asked) && (level.isOpen || level.member(asked) !== undefined));
  const isForObjects = takesOnlyObjects(level);
  const example = exampleOf(level.names);
  return {
    takes: (asked) => asked === name || takesMember(asked),
    read(raw, issues) {
      const spot: ValueSpot = { source: place, keys: [name], issues };
      const source = splitCookies(raw, takesMember);
      const own = level.names.has(name) ? undefined : source.find(name);
      const members = membersIn(source, takesMember);
      if (members.size > 0) {
        if (own) addStyleIssue(spot, own[0]?.text ?? '', example);
        return readMembers(members, level, spot);
      }
      if (!own) return undefined;
      if (!isForObjects) return readSaid(textsOf(own), level, spot);
      return readForeignObject(own[0]?.text ?? '', { level, example }, spot);
    },
  };
}

function membersIn(source: RawSource, takesMember: (name: string) => boolean): Members {
  const members: Members = new Map();
  for (const name of source.names()) {
    if (!takesMember(name)) continue;
    for (const { text } of source.find(name) ?? []) addMember(members, [name, text], source.in);
  }
  return members;
}

function textsOf(found: readonly { readonly text: string }[]): readonly string[] {
  return found.map(({ text }) => text);
}

function exampleOf(names: ReadonlySet<string>): string {
  const [first = 'R', second = 'G'] = names;
  return `${first}=…&${second}=…`;
}

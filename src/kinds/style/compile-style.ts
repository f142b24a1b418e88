/** One parameter of a contract, ready to be read. */

import type { SchemaLibrary } from '../../core/kind.ts';
import { createLevels } from '../source/levels.ts';
import { compileContent } from './content.ts';
import { keysAfter } from './deep-name.ts';
import { STYLES } from './index.ts';
import { withPlus } from './reserved.ts';
import type { StyleReader } from './style-reader.ts';
import { arrivingName, type StyledParam } from './styled-param.ts';

/** `siblings` are the parameters of the same operation: an object that is open takes nothing of theirs. */
export function compileStyle(
  param: StyledParam,
  schemas: SchemaLibrary,
  siblings: readonly StyledParam[] = [],
): StyleReader {
  if (param.mediaType !== undefined) return compileContent(param, param.mediaType);
  const level = createLevels(schemas)(param.schema);
  let foreign: ((name: string) => boolean) | undefined;
  const isForeign = (name: string): boolean => {
    // Few parameters ask: only objects that are open.
    foreign ??= foreignNames(
      siblings.filter((other) => other !== param && other.in === param.in),
      schemas,
    );
    return foreign(name);
  };
  const reader = STYLES[param.style](param, { level, isForeign });
  const reserved = param.allowsReserved ? withReserved(reader) : reader;
  return param.allowsEmpty ? withEmpty(reserved, arrivingName(param)) : reserved;
}

/** What other parameters are called, and what their objects declare. */
function foreignNames(others: readonly StyledParam[], schemas: SchemaLibrary): (name: string) => boolean {
  const names = new Set<string>(others.map(arrivingName));
  const deep = others.filter(({ style }) => style === 'deepObject').map(({ name }) => name);
  for (const { isExploded, mediaType, schema } of others) {
    if (!isExploded || mediaType !== undefined) continue;
    for (const name of createLevels(schemas)(schema).names) names.add(name);
  }
  return (name) => names.has(name) || deep.some((base) => keysAfter(base, name) !== undefined);
}

function withReserved(reader: StyleReader): StyleReader {
  return { takes: reader.takes, read: (raw, issues) => reader.read(withPlus(raw), issues) };
}

/** Nothing is a value of its own: the parameter is there. */
function withEmpty(reader: StyleReader, name: string): StyleReader {
  return {
    takes: reader.takes,
    read(raw, issues) {
      const [first, ...others] = raw.find(name) ?? [];
      return first?.text === '' && others.length === 0 ? '' : reader.read(raw, issues);
    },
  };
}

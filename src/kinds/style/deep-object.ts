/** Style `deepObject`: `f[a]=1&f[b]=2`, and what clients make of it beyond: `f[a][b]=1`, `f[a][]=1`, `f[a][0]=1`. */

import type { ValueSpot } from '../source/read-texts.ts';
import { keysAfter } from './deep-name.ts';
import { createNode, type DeepNode, growNode, readNode } from './deep-node.ts';
import type { RawSource } from './raw-source.ts';
import { addStyleIssue, readForeignObject } from './style-issue.ts';
import type { Style } from './style-reader.ts';

export const deepObjectStyle: Style = ({ name, in: place }, { level }) => {
  const example = `${name}[${[...level.names][0] ?? 'R'}]=…`;
  return {
    takes: (asked) => asked === name || keysAfter(name, asked) !== undefined,
    read(source, issues) {
      const spot: ValueSpot = { source: place, keys: [name], issues };
      const own = source.find(name)?.[0]?.text;
      const tree = growTree(name, source);
      if (!tree) return own === undefined ? undefined : readForeignObject(own, { level, example }, spot);
      if (own !== undefined) addStyleIssue(spot, own, example);
      return readNode(tree, level, spot);
    },
  };
};

/** Undefined where no name begins with the parameter's. */
function growTree(name: string, source: RawSource): DeepNode | undefined {
  let tree: DeepNode | undefined;
  for (const found of source.names()) {
    const keys = keysAfter(name, found);
    if (!keys) continue;
    tree ??= createNode();
    const texts = source.find(found) ?? [];
    growNode(tree, keys, { texts: texts.map(({ text }) => text), place: source.in });
  }
  return tree;
}

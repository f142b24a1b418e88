/** The tree that names with keys make, and its value: lists and objects as the schema wants them. */

import { RequestError } from '../../core/errors.ts';
import type { Level } from '../source/levels.ts';
import type { ValueSpot } from '../source/read-texts.ts';
import { noValues, refusedName } from '../source/text-values.ts';
import { readSaid } from './members.ts';
import { addStyleIssue } from './style-issue.ts';
import type { StyledPlace } from './styled-param.ts';

/** What stands under one key. */
export interface DeepNode {
  readonly texts: string[];
  readonly members: Map<string, DeepNode>;
  /** Those with the key `[]`, in their order. */
  readonly pushed: DeepNode[];
}

/** Levels of keys that are understood; the specification knows one. */
const MOST_KEYS = 8;

export function createNode(): DeepNode {
  return { texts: [], members: new Map(), pushed: [] };
}

/** Adds the texts of one name. Throws RequestError (400) for too many keys and for `__proto__`. */
export function growNode(
  root: DeepNode,
  keys: readonly string[],
  { texts, place }: { readonly texts: readonly string[]; readonly place: StyledPlace },
): void {
  if (keys.length > MOST_KEYS) {
    throw new RequestError(400, 'malformed', `${place} has a name with more than ${MOST_KEYS} keys in brackets`);
  }
  if (keys.includes('__proto__')) throw refusedName(place);
  for (const [index, text] of texts.entries()) nodeAt(root, keys, index).texts.push(text);
}

/**
 * `f[][a]=1&f[][b]=2&f[][a]=3` are two items: the n-th text of a name belongs to the n-th of them.
 */
function nodeAt(root: DeepNode, keys: readonly string[], index: number): DeepNode {
  let node = root;
  let turn = index;
  for (const key of keys) {
    if (key === '') {
      node.pushed[turn] ??= createNode();
      node = node.pushed[turn] as DeepNode;
      turn = 0;
    } else {
      const member = node.members.get(key) ?? createNode();
      node.members.set(key, member);
      node = member;
    }
  }
  return node;
}

/** The value of a node; of its texts, where it has members too, nothing is taken, and it is told. */
export function readNode(node: DeepNode, level: Level | undefined, spot: ValueSpot): unknown {
  const { texts, members, pushed } = node;
  if (members.size === 0 && pushed.length === 0) return readSaid(texts, level, spot);
  const [text] = texts;
  if (text !== undefined) addStyleIssue(spot, text, `${keysText(spot.keys)}[…]=…`);
  return isList(node, level) ? readList(node, level, spot) : readObject(node, level, spot);
}

/** What has keys like `0` is a list where the schema admits one, or says nothing. */
function isList({ members, pushed }: DeepNode, level: Level | undefined): boolean {
  const isCounted = [...members.keys()].every((key) => INDEX.test(key));
  if (!isCounted) return false;
  const types = level?.types;
  if (pushed.length > 0 && members.size === 0) return true;
  return !types || types.has('array');
}

const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/** In the order of the indexes, without the gaps between them; pushed ones follow. */
function readList({ members, pushed }: DeepNode, level: Level | undefined, spot: ValueSpot): unknown {
  const counted = [...members].sort(([a], [b]) => Number(a) - Number(b)).map(([, node]) => node);
  const items: unknown[] = [];
  for (const node of [...counted, ...pushed]) {
    const item = readNode(node, level?.item(items.length), {
      ...spot,
      keys: [...spot.keys, items.length],
    });
    if (item !== undefined) items.push(item);
  }
  return items.length === 0 ? undefined : items;
}

function readObject({ members, pushed }: DeepNode, level: Level | undefined, spot: ValueSpot): unknown {
  const object = noValues();
  const all = pushed.length === 0 ? members : new Map([...members, ['', { ...createNode(), pushed }] as const]);
  for (const [key, node] of all) {
    const value = readNode(node, level?.member(key), { ...spot, keys: [...spot.keys, key] });
    if (value !== undefined) object[key] = value;
  }
  return object;
}

function keysText([name, ...keys]: ValueSpot['keys']): string {
  return `${name}${keys.map((key) => `[${key}]`).join('')}`;
}

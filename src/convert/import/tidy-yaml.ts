/** A value as YAML as people write it: short maps and lists on one line, long texts as blocks, quotes where they help. */

import {
  COLLECTION_STYLE,
  DEFAULT_SCALAR_STYLE_RULES,
  type Document,
  dump,
  type Node,
  SCALAR_STYLE,
  type ScalarNode,
  type ScalarStyleRule,
} from 'js-yaml';
import type { Json } from '../../core/json.ts';

export interface YamlOptions {
  /** True for a map or list, by the keys that lead to it, that gets a line for each member however short it is. */
  readonly isOpen?: (keys: readonly string[]) => boolean;
  /** Columns before the text as a whole. */
  readonly indent?: number;
}

const WIDTH = 110;

/** Ends with a line break. */
export function printTidy(value: Json, { isOpen = () => false, indent = 0 }: YamlOptions = {}): string {
  return dump(value, {
    lineWidth: WIDTH + 10 - indent,
    flowBracketPadding: true,
    quoteStyle: 'double',
    noRefs: true,
    scalarStyleRules: [...Object.values(DEFAULT_SCALAR_STYLE_RULES), singleAroundDouble],
    transform: (documents: Document[]) => {
      for (const { contents } of documents) if (contents) layOut(contents, { keys: [], isOpen, column: indent });
    },
  });
}

/** `'say "hi"'` reads better than its escapes. */
const singleAroundDouble: ScalarStyleRule = (layout) => {
  const isDouble = layout.style === SCALAR_STYLE.DOUBLE_QUOTED;
  if (isDouble && /^[\x20-\x7e]*"[\x20-\x7e]*$/.test(layout.node.value) && !layout.node.value.includes("'")) {
    layout.style = SCALAR_STYLE.SINGLE_QUOTED;
  }
};

interface Spot {
  readonly keys: readonly string[];
  readonly isOpen: NonNullable<YamlOptions['isOpen']>;
  /** Where the line begins on which a map or list would stand as a whole. */
  readonly column: number;
}

function layOut(node: Node, spot: Spot): void {
  if (node.kind === 'scalar') layOutScalar(node);
  if (node.kind === 'scalar' || node.kind === 'alias') return;
  const key = spot.keys.at(-1) ?? '';
  const isFlow = !spot.isOpen(spot.keys) && spot.column + key.length + 2 + flowWidth(node) <= WIDTH;
  node.style = isFlow ? COLLECTION_STYLE.FLOW : COLLECTION_STYLE.BLOCK;
  const below = (name: string): Spot => ({ ...spot, keys: [...spot.keys, name], column: spot.column + 2 });
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries()) layOut(item, below(String(index)));
  } else {
    for (const { key: name, value } of node.items) {
      if (name.kind === 'scalar') layOutKey(name);
      layOut(value, below(name.kind === 'scalar' ? name.value : ''));
    }
  }
}

/** Statuses are written as numbers: keys are texts all the same. */
function layOutKey(key: ScalarNode): void {
  if (/^[1-9]\d{2}$/.test(key.value)) key.tag = 'tag:yaml.org,2002:int';
  layOutScalar(key);
}

/** Lines stay lines; what templates look at stands in quotes, as people are told to write it. */
function layOutScalar(node: ScalarNode): void {
  if (node.value.includes('\n')) node.style = SCALAR_STYLE.LITERAL_BLOCK;
  else if (/\$\{|\{\{/.test(node.value)) node.style = SCALAR_STYLE.DOUBLE_QUOTED;
}

/** Columns on one line; Infinity for what needs several. */
function flowWidth(node: Node, depth = 0): number {
  if (node.kind === 'alias') return node.anchor.length + 1;
  if (node.kind === 'scalar') return node.value.includes('\n') ? Number.POSITIVE_INFINITY : node.value.length + 2;
  if (depth > MOST_NESTED) return Number.POSITIVE_INFINITY;
  let width = 2;
  for (const item of node.items) {
    width += 'key' in item ? flowWidth(item.key) + flowWidth(item.value, depth + 1) : flowWidth(item, depth + 1);
    width += 2;
    if (width > WIDTH) return Number.POSITIVE_INFINITY;
  }
  return width;
}

const MOST_NESTED = 4;

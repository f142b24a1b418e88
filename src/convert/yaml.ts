/** A JSON value as YAML that people like to read: long texts as blocks, short lists on one line, no quotes without need. */

import { COLLECTION_STYLE_FLOW, dump, type SequenceNode, visit } from 'js-yaml';
import type { Json } from '../core/json.ts';

const LINE_WIDTH = 120;
/** How long a list on one line may get. */
const MAX_FLOW = 80;

/** Ends with a line break; reads back as the same value. */
export function printYaml(value: Json): string {
  return dump(value, {
    noRefs: true,
    lineWidth: LINE_WIDTH,
    quoteStyle: 'double',
    transform(documents) {
      visit(documents, (node) => {
        if (node.kind === 'sequence' && isShort(node)) node.style = COLLECTION_STYLE_FLOW;
      });
    },
  });
}

/** Words and numbers only: `[code, message, data]`. */
function isShort({ items }: SequenceNode): boolean {
  let length = 0;
  for (const item of items) {
    if (item.kind !== 'scalar' || item.value.includes('\n')) return false;
    length += item.value.length + 2;
    if (length > MAX_FLOW) return false;
  }
  return true;
}

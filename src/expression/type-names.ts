/** The names that `type(x)` gives, and what people write instead of them. */

import { nearest } from '../core/nearest.ts';
import type { ASTNode } from './parse.ts';
import type { Compilation } from './term.ts';
import type { ValueType } from './values.ts';

export const TYPE_NAMES: Readonly<Record<ValueType, string>> = {
  null: 'null',
  bool: 'bool',
  number: 'number',
  text: 'string',
  list: 'list',
  map: 'map',
  time: 'timestamp',
  duration: 'duration',
  bytes: 'bytes',
};

const NAMES = Object.values(TYPE_NAMES);

/** What the types are called elsewhere, CEL's own names among them. */
const SAID_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['null_type', 'null'],
  ['boolean', 'bool'],
  ['int', 'number'],
  ['uint', 'number'],
  ['double', 'number'],
  ['integer', 'number'],
  ['float', 'number'],
  ['text', 'string'],
  ['str', 'string'],
  ['array', 'list'],
  ['object', 'map'],
  ['dict', 'map'],
  ['time', 'timestamp'],
  ['date', 'timestamp'],
  ['binary', 'bytes'],
  ['buffer', 'bytes'],
]);

/**
 * True, and told, for a comparison that can never hold because of how the type is written: `type(x) == "binary"`, which is
 * none of them, and `type(x) == bytes`, which is CEL's own way.
 */
export function isMistakenType(
  { args: [left, right] }: Extract<ASTNode, { op: '==' | '!=' }>,
  compilation: Compilation,
): boolean {
  const written = isTypeCall(left) ? right : isTypeCall(right) ? left : undefined;
  if (written?.op === 'value' && written.args === null) {
    compilation.fault('expression-type', '"type" gives text', written, 'write "null"');
    return true;
  }
  if (written?.op === 'value' && typeof written.args === 'string') {
    if (NAMES.includes(written.args)) return false;
    const name = typeNameFor(written.args);
    const hint = name === undefined ? `it gives ${NAMES.join(', ')}` : `did you mean "${name}"?`;
    compilation.fault('expression-type', `"type" never gives "${written.args}"`, written, hint);
    return true;
  }
  if (written?.op !== 'id' || compilation.names.has(written.args) || compilation.locals.has(written.args)) return false;
  const name = typeNameFor(written.args);
  if (name === undefined) return false;
  compilation.fault(
    'unknown-name',
    `there is no "${written.args}" here`,
    written,
    `"type" gives text: write "${name}"`,
  );
  return true;
}

function isTypeCall(node: ASTNode): boolean {
  return node.op === 'call' && node.args[0] === 'type';
}

/** The name that was meant, if it can be told. */
function typeNameFor(written: string): string | undefined {
  if (NAMES.includes(written)) return written;
  return SAID_ELSEWHERE.get(written.toLowerCase()) ?? nearest(written, NAMES);
}

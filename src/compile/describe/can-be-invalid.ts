/** Whether a request can miss what is declared of a parameter: where nothing can, no refusal is documented. */

import { isJsonObject } from '../../core/json.ts';
import type { ExpectedParam } from '../../core/kind.ts';
import type { ParamSource } from '../../core/source.ts';

/** Keywords that say nothing of a text. */
const WORDS = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

/** Every text is fine for a parameter that is just a text; but a name that is repeated is one too many. */
export function canBeInvalid(source: ParamSource, { schema, isRequired, rules }: ExpectedParam): boolean {
  if (isRequired && source !== 'url') return true;
  if (source === 'body') return !isOpen(schema);
  if (source === 'file') return Object.keys(rules ?? {}).some((key) => key !== 'description' && key !== 'required');
  if (isOpen(schema)) return false;
  return source === 'query' || source === 'cookie' || source === 'form' ? true : !isPlainText(schema);
}

function isOpen(schema: ExpectedParam['schema']): boolean {
  return schema === true || (isJsonObject(schema) && Object.keys(schema).every((key) => WORDS.has(key)));
}

function isPlainText(schema: ExpectedParam['schema']): boolean {
  if (!isJsonObject(schema)) return false;
  return schema.type === 'string' && Object.keys(schema).every((key) => key === 'type' || WORDS.has(key));
}

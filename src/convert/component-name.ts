/** What a `$ref` is called in a document: after the definition or the file that it leads to. */

import { OWN_REF } from '../compile/describe/route-description.ts';
import { pointerKeys } from '../core/pointer.ts';

/** `Item` for `…/item.schema.json`, `price` for `…/item.schema.json#/$defs/price`; made of letters, digits, `.`, `-` and `_`. */
export function componentName(ref: string): string {
  if (ref.startsWith(OWN_REF)) return ref.slice(OWN_REF.length);
  const hash = ref.indexOf('#');
  const file = (hash < 0 ? ref : ref.slice(0, hash)).replace(/\?.*$/s, '');
  const key = pointerKeys(decoded(hash < 0 ? '' : ref.slice(hash + 1))).at(-1);
  if (key !== undefined && /^[A-Za-z][\w.-]*$/.test(key)) return key;
  const base = decoded(file.slice(file.lastIndexOf('/') + 1)).replace(/(\.schema)?\.\w+$/i, '');
  return pascal(key ?? base) || pascal(base) || 'Schema';
}

/** `chat-message` is `ChatMessage`. */
function pascal(text: string): string {
  const name = text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^\d/.test(name) ? `Schema${name}` : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

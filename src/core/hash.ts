/** Texts as numbers that are the same in every run. */

/** FNV-1a, 32 bits: spreads texts evenly. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

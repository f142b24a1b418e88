/** Names of files and folders: safe everywhere, each taken once. */

export interface Names {
  /** The name itself, or with a number behind it where it is taken (upper and lower case count as one). */
  take(wanted: string): string;
}

const MAX_LENGTH = 60;
/** Windows gives these to devices, whatever the ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

export function createNames(): Names {
  const taken = new Set<string>();
  return {
    take(wanted) {
      const base = safeName(wanted);
      let name = base;
      for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${base}-${count}`;
      taken.add(name.toLowerCase());
      return name;
    },
  };
}

function safeName(wanted: string): string {
  const plain = wanted
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^[-_]+|-+$/g, '')
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .replace(/[\ufffd-]+$/g, '');
  return plain === '' || DEVICES.test(plain) ? `${plain}-part`.replace(/^-/, '') : plain;
}

/** `PetStore admin` → `pet-store-admin`. */
export function kebabCase(text: string): string {
  return text
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1-$2')
    .replace(/(\p{Lu}{2})(\p{Lu}\p{Ll}{2})/gu, '$1-$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

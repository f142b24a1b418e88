/** The heads of requests as the journal keeps them: most clients send the very same one again and again. */

import type { IncomingHttpHeaders } from 'node:http';

export interface KeptHead {
  /** Names and values in turn, as they came. */
  readonly raw: readonly string[];
  /** By lower-case name, one character a byte. */
  readonly headers: IncomingHttpHeaders;
  /** Of the texts, roughly. */
  readonly bytes: number;
}

export interface Heads {
  /** The head of this request, or an equal one that is kept already. */
  keep(req: { readonly rawHeaders: readonly string[]; readonly headers: IncomingHttpHeaders }): KeptHead;
}

/** Remembered ones; a power of two. */
const PLACES = 64;

/** A few of the latest are remembered, each in the place that the lengths of its texts say. */
export function createHeads(): Heads {
  const places = new Array<KeptHead | undefined>(PLACES).fill(undefined);
  return {
    keep({ rawHeaders: raw, headers }) {
      let bytes = 0;
      let mixed = raw.length;
      for (let index = 0; index < raw.length; index++) {
        const length = raw[index]?.length ?? 0;
        bytes += length;
        mixed = (Math.imul(mixed, 31) + length) | 0;
      }
      const place = mixed & (PLACES - 1);
      const known = places[place];
      if (known && known.bytes === bytes && isSame(known.raw, raw)) return known;
      const head = { raw, headers, bytes };
      places[place] = head;
      return head;
    },
  };
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** Longer texts are kept as they come: a remembered one is kept for as long as no other takes its place. */
const MOST_CHARACTERS = 4096;

/** The same for texts alone: targets, bodies, answers. What is the same as before need not outlive its request. */
export function createTexts(): (text: string) => string {
  const places = new Array<string>(PLACES).fill('');
  return (text) => {
    if (text.length > MOST_CHARACTERS) return text;
    const place = (Math.imul(text.length, 31) + text.charCodeAt(text.length - 1)) & (PLACES - 1);
    const known = places[place];
    if (known === text) return known;
    places[place] = text;
    return text;
  };
}

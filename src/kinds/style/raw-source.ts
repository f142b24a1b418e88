/** What came in one place of a request, taken apart once for all parameters of a route. */

import type { StyledPlace } from './styled-param.ts';

/** One value. */
export interface RawText {
  /** As it was sent: an encoded delimiter can be told from one that delimits. */
  readonly raw: string;
  /** Decoded. */
  readonly text: string;
}

/** How a `raw` is encoded: not at all, by percent signs, or by these with `+` for a space. */
export type Encoding = 'none' | 'percent' | 'form';

export interface RawSource {
  readonly in: StyledPlace;
  readonly encoding: Encoding;
  /** Every value under a name, in the order of the request; undefined when there is none. */
  find(name: string): readonly RawText[] | undefined;
  /** Decoded, each once; of headers in lower case. */
  names(): Iterable<string>;
  /** A piece of a `raw`, decoded. */
  decode(raw: string): string;
}

/** Collects values by name: a class, since one is made for every request. */
export class RawTexts implements RawSource {
  readonly in: StyledPlace;
  readonly encoding: Encoding;
  readonly decode: (raw: string) => string;
  readonly #values = new Map<string, RawText[]>();

  /** `decode` is what makes a text of a raw one; the source has no values yet. */
  constructor(place: StyledPlace, encoding: Encoding, decode: (raw: string) => string) {
    this.in = place;
    this.encoding = encoding;
    this.decode = decode;
  }

  find(name: string): readonly RawText[] | undefined {
    return this.#values.get(name);
  }

  names(): Iterable<string> {
    return this.#values.keys();
  }

  add(name: string, text: string, raw: string): void {
    const before = this.#values.get(name);
    if (before) before.push({ raw, text });
    else this.#values.set(name, [{ raw, text }]);
  }
}

/** How a text is decoded that is not encoded. */
export function itself(raw: string): string {
  return raw;
}

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

/** Collects values by name; `add` may be called until somebody reads. */
export interface RawCollector extends RawSource {
  add(name: string, text: string, raw: string): void;
}

/** An empty source, whose texts `decode` has decoded. */
export function collectRaw(
  place: StyledPlace,
  encoding: Encoding,
  decode: (raw: string) => string = itself,
): RawCollector {
  const values = new Map<string, RawText[]>();
  return {
    in: place,
    encoding,
    find: (name) => values.get(name),
    names: () => values.keys(),
    decode,
    add(name, text, raw) {
      const before = values.get(name);
      if (before) before.push({ raw, text });
      else values.set(name, [{ raw, text }]);
    },
  };
}

function itself(raw: string): string {
  return raw;
}

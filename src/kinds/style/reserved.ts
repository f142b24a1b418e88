/** `allowReserved`: a plus is a plus, since RFC 6570 lets reserved characters through as they are (§3.2.3). */

import type { RawSource, RawText } from './raw-source.ts';

/** The same source, in which `+` is no space; bad percent-encoding was refused before. */
export function withPlus(source: RawSource): RawSource {
  if (source.encoding !== 'form') return source;
  return {
    in: source.in,
    encoding: 'percent',
    find: (name) => source.find(name)?.map(readPlus),
    names: () => source.names(),
    decode: decodeURIComponent,
  };
}

function readPlus(written: RawText): RawText {
  return written.raw.includes('+') ? { raw: written.raw, text: decodeURIComponent(written.raw) } : written;
}

/** Style `label`: `.5`, `.a,b`, exploded `.a.b` and `.R=100.G=200` (RFC 6570 §3.2.5). */

import { splitAt } from './delimiter.ts';
import { addStyleIssue } from './style-issue.ts';
import type { Style } from './style-reader.ts';
import { compileWhole } from './whole.ts';

export const labelStyle: Style = ({ name, in: place, isExploded }, { level }) => {
  const read = compileWhole(level, {
    // Without a comma it is as 3.0.0 to 3.0.3 and 3.1.0 write it, by dots; 3.0.4 and 3.1.1 write commas.
    split: isExploded ? splitAt('.') : (raw) => raw.split(raw.includes(',') ? ',' : '.'),
    delimiter: isExploded ? '.' : ',',
    isPaired: isExploded,
    example: isExploded ? '.R=100.G=200' : '.R,100,G,200',
  });
  return {
    takes: (asked) => asked === name,
    read(source, issues) {
      const written = source.find(name)?.[0];
      if (!written) return undefined;
      const spot = { source: place, keys: [name], issues };
      const isLabel = written.raw.startsWith('.');
      if (!isLabel) addStyleIssue(spot, written.text, '.…');
      const label = isLabel ? { raw: written.raw.slice(1), text: written.text.slice(1) } : written;
      return read(label, source, spot);
    },
  };
};

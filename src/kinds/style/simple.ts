/** Style `simple`: `a,b,c`, `R,100,G,200`, exploded `R=100,G=200` (RFC 6570 §3.2.2), in paths and headers. */

import { splitAt } from './delimiter.ts';
import { readQuoted, splitList } from './header-list.ts';
import type { Style } from './style-reader.ts';
import { arrivingName } from './styled-param.ts';
import { compileWhole } from './whole.ts';

export const simpleStyle: Style = (param, { level }) => {
  const name = arrivingName(param);
  const read = compileWhole(level, {
    ...(param.in === 'header' ? { split: splitList, read: readQuoted } : { split: splitAt(',') }),
    delimiter: ',',
    isPaired: param.isExploded,
    example: param.isExploded ? 'R=100,G=200' : 'R,100,G,200',
  });
  return {
    takes: (asked) => asked === name,
    read(source, issues) {
      const written = source.find(name)?.[0];
      return written && read(written, source, { source: param.in, keys: [name], issues });
    },
  };
};

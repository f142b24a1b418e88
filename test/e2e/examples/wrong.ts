/** Issues of a 422 as the examples expect them: where, which, and in which words. */

import type { WrongParameter } from './example.ts';

interface Miss {
  readonly keyword: string;
  readonly expected: unknown;
  readonly received: unknown;
  /** What the sentence says of the parameter: `must be at least 1`. */
  readonly says: string;
}

/** A value of a source, named as an expression would reach it: `limit`, `friends[1]`, `''` for a whole body. */
export function wrong(source: string, path: string, miss: Miss): WrongParameter {
  const { keyword, expected, received, says } = miss;
  const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
  return {
    in: source,
    name: keys[0] ?? '',
    pointer: keys.map((key) => `/${key}`).join(''),
    message: `${path === '' ? source : `${source} "${path}"`} ${says}`,
    keyword,
    expected,
    received,
  };
}

/** A parameter that had to come and did not. */
export function absent(): Miss {
  return {
    keyword: 'required',
    expected: true,
    received: null,
    says: 'is required',
  };
}

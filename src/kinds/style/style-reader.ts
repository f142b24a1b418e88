/** What a style makes of a parameter: the reader of its value. */

import type { Issues } from '../../core/issue.ts';
import type { Level } from '../source/levels.ts';
import type { RawSource } from './raw-source.ts';
import type { StyledParam } from './styled-param.ts';

/** Reads the value of a parameter out of what came. */
export interface StyleReader {
  /**
   * Coerced as its schema wants it, not yet validated; undefined when it is not there.
   * Appends an issue for what is repeated or written in another style; throws RequestError (400) for what is malformed.
   */
  read(raw: RawSource, issues: Issues): unknown;
  /** True for a name in the source that the value is read from: all others are undeclared. */
  takes(name: string): boolean;
}

/** What a style may use while a parameter is compiled. */
export interface StyleContext {
  /** What the parameter's schema says. */
  readonly level: Level;
  /** True for a name that another parameter takes: no object takes it for one of its members. */
  isForeign(name: string): boolean;
}

/** One style. */
export type Style = (param: StyledParam, context: StyleContext) => StyleReader;

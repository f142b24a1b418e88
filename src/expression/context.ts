/** What an expression may use where it stands, and where its problems go. */

import type { NameTable } from '../core/names.ts';
import type { Report } from '../core/problem.ts';
import type { Template } from './pieces.ts';

export interface ExpressionContext {
  readonly names: NameTable;
  readonly report: Report;
  /** Of a name that is not here though it means something: where it is, as a hint. */
  elsewhere?(name: string): string | undefined;
  /** Names whose whole `${name}` in a template is replaced, at load, by another template. */
  readonly bind?: ReadonlyMap<string, Template>;
}

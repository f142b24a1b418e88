/** The table of operators, in the order of the reference. */

import type { Operator } from '../operator.ts';
import { CONTAINS } from './contains.ts';
import { EQ, NE } from './equality.ts';
import { EXACT } from './exact.ts';
import { IN } from './in.ts';
import { LEN } from './len.ts';
import { NOT } from './not.ts';
import { GT, GTE, LT, LTE } from './order.ts';
import { ABSENT, ANY } from './presence.ts';
import { REGEX } from './regex.ts';
import { SCHEMA } from './schema.ts';
import { TYPE } from './type.ts';
import { UNORDERED } from './unordered.ts';

export const MATCHERS: readonly Operator[] = [
  REGEX,
  EQ,
  NE,
  GT,
  GTE,
  LT,
  LTE,
  IN,
  TYPE,
  LEN,
  CONTAINS,
  EXACT,
  UNORDERED,
  ABSENT,
  ANY,
  SCHEMA,
  NOT,
];

/** By name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(MATCHERS.map((operator) => [operator.name, operator]));

/** Every function of the expression language by its name. */

import { DATA_FUNCTIONS } from './data-functions.ts';
import type { FunctionSpec } from './function-spec.ts';
import { RANDOM_FUNCTIONS } from './random-functions.ts';
import { TEXT_FUNCTIONS } from './text-functions.ts';
import { TIME_FUNCTIONS } from './time-functions.ts';

export const FUNCTIONS: ReadonlyMap<string, FunctionSpec> = new Map(
  [...RANDOM_FUNCTIONS, ...DATA_FUNCTIONS, ...TEXT_FUNCTIONS, ...TIME_FUNCTIONS].map((spec) => [spec.name, spec]),
);

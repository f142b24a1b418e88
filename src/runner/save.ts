/** What a step keeps for those behind it. */

import type { Scope } from '../core/runtime.ts';
import type { Save } from './compiled-suite.ts';
import type { Turn } from './turn.ts';

/** In the order in which they are written; each sees those before it, and `more`. Throws ExpressionError. */
export function saveAll(saves: readonly Save[], { sight, secrets }: Turn, more: Scope = {}): void {
  for (const save of saves) {
    sight.save(save.name, save.read({ ...sight.scope(), ...more }, sight.runtime()));
    secrets.learn(sight.scope());
  }
}

/** Every rule that a message was put to in vain, and why it did not take it. */

import { explainCondition } from '../compile/explain-cases.ts';
import type { Runtime } from '../core/runtime.ts';
import type { ReceivedEntry } from './entry.ts';
import type { ReceivedRecord } from './record.ts';

/** Those before the one that took it; none of a message that is not valid, or of which only the beginning is kept. */
export function explainRules({ connection, scope, rule }: ReceivedEntry, runtime: Runtime): ReceivedRecord['rules'] {
  const { message: rules } = connection.channel.on;
  if (!scope) return [];
  const asked = rule ? rules.slice(0, Math.max(0, rules.indexOf(rule))) : rules;
  return asked.map((item) => ({
    at: item.at,
    verdict: 'does not match',
    why: explainCondition(item, scope, runtime),
  }));
}

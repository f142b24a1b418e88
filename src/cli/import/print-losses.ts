/** What an import could not carry over, as people read it: by kind, with the first places of each. */

import { LOSSES, type Loss, type LossKind } from '../../convert/import/loss.ts';
import { formatOrigin } from '../../core/origin.ts';
import { printableLine } from '../../core/terminal-text.ts';
import type { Stream } from '../terminal.ts';

/** Of one kind. */
const MOST_SHOWN = 5;

export function printLosses(losses: readonly Loss[], { write, style }: Stream): void {
  if (losses.length === 0) {
    write('Everything in the contract was carried over.\n');
    return;
  }
  write(`Not carried over, or not as it was (${losses.length}):\n`);
  const byKind = new Map<LossKind, Loss[]>();
  for (const loss of losses) byKind.set(loss.kind, [...(byKind.get(loss.kind) ?? []), loss]);
  for (const [kind, own] of byKind) {
    const { title, why } = LOSSES[kind];
    write(`\n${style.warning(`${own.length} × ${title}`)}: ${why}\n`);
    for (const { origin, what } of own.slice(0, MOST_SHOWN)) {
      write(`  ${style.place(printableLine(formatOrigin(origin)))}  ${printableLine(what)}\n`);
    }
    const more = own.length - MOST_SHOWN;
    if (more > 0) write(style.dim(`  and ${more} more: --format json has them all\n`));
  }
}

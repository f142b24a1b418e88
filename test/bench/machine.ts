/** What the figures were measured on. */

import { cpus } from 'node:os';
import { isPinned, LOAD_CORE, SERVER_CORE } from './process.ts';

export function machine(): string {
  const [cpu] = cpus();
  const pinned = isPinned
    ? `server on core ${SERVER_CORE}, load on core ${LOAD_CORE}`
    : 'processes are not kept on a core here: ratios only';
  return `${cpu?.model.trim() ?? 'unknown'} × ${cpus().length}, Node ${process.versions.node}, ${process.platform}; ${pinned}`;
}

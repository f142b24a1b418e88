/** What channels need of the mock that they belong to. */

import type { PipelineDeps } from '../pipeline.ts';

/** To decide on a handshake. */
export type HandshakeDeps = Pick<PipelineDeps, 'live' | 'logger' | 'counters' | 'ids' | 'seed'>;

/** To hold a conversation, and to tell the log and the journal of it. */
export type ChannelDeps = HandshakeDeps & Pick<PipelineDeps, 'journal' | 'notes' | 'reader' | 'access'>;

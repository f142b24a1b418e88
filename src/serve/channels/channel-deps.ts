/** What channels need of the mock that they belong to. */

import type { PipelineDeps } from '../pipeline.ts';

/** To decide on a handshake. */
export type HandshakeDeps = Pick<PipelineDeps, 'live' | 'logger' | 'counters' | 'ids' | 'seed'>;

/** To hold a conversation: `note` takes a line for each connection that opens and closes. */
export type ChannelDeps = HandshakeDeps & Pick<PipelineDeps, 'note'>;

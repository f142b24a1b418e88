/** How a connection ended, and how that is told. */

import { shorten } from '../../core/shorten.ts';

export interface Ending {
  /** `client`: a step closed it. `fault`: what came could not be taken. */
  readonly by: 'server' | 'client' | 'fault';
  /** RFC 6455 §7.4; 1005 without a code, 1006 without a close frame. */
  readonly code: number;
  readonly reason: string;
  /** What could not be taken; empty otherwise. */
  readonly fault: string;
}

/** `bob was closed by the server: 1008 "too many messages"`. */
export function describeEnding(name: string, ending: Ending): string {
  if (ending.by === 'client') return `${name} was closed by a step before: open it again, or leave this out`;
  if (ending.by === 'fault') return `${name} was closed: ${ending.fault}`;
  return `${name} was closed by the server: ${describeCode(ending)}`;
}

/** `1008 "too many messages"`. */
export function describeCode({ code, reason }: Ending): string {
  if (code === 1005) return '1005, no code was sent';
  if (code === 1006) return '1006, there was no close frame';
  return reason === '' ? String(code) : `${code} ${shorten(reason)}`;
}

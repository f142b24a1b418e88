/** A WebSocket connection of a test: what came and is unread, how it ended. */

import { WebSocket } from 'ws';
import { MAX_TIMER_MS } from '../../core/duration.ts';
import { formatSize } from '../../core/size.ts';
import type { Ending } from './ending.ts';
import { createInbox, type Inbox, type InboxLimits, type Message } from './inbox.ts';
import type { Changing } from './until.ts';

export interface Watching {
  readonly limits: InboxLimits;
  /** For the handshake with the body of a refusal, and for a message to leave. */
  readonly timeoutMs: number;
  /** Told of each message as it comes. */
  onMessage(message: Message): void;
}

export interface Connection extends Changing {
  readonly inbox: Pick<Inbox, 'unread' | 'lastTaken' | 'take'>;
  /** Undefined while it is open. Every message that came before it is in the inbox. */
  readonly ending: Ending | undefined;
  /** `gone`: the connection ends, or has ended. */
  send(data: string | Buffer): Promise<'sent' | 'late' | 'gone'>;
  /** Begins the closing handshake (RFC 6455 §7.1.2); `ending` tells of its end. Throws for a code or a reason that no frame can carry. */
  close(code: number, reason: string): void;
  /** Without a close frame. */
  terminate(): void;
}

/** From before it is open, so that nothing is missed. */
export function watchSocket(socket: WebSocket, { onMessage, limits, timeoutMs }: Watching): Connection {
  const inbox = createInbox(limits);
  const listeners = new Set<() => void>();
  let ending: Ending | undefined;
  let isClosing = false;
  let fault = '';
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };
  socket.on('message', (data: Buffer, isBinary) => {
    if (fault !== '') return;
    const message = inbox.add(data, isBinary);
    if (message) {
      onMessage(message);
      tell();
      return;
    }
    fault = `too much is unread, more than ${limits.messages} messages or ${formatSize(limits.bytes)}`;
    socket.terminate();
  });
  socket.on('error', (error) => {
    if (fault === '') fault = `what the server sent is no WebSocket message that can be taken: ${error.message}`;
    socket.terminate();
  });
  socket.once('close', (code, reason) => {
    const by = fault !== '' ? 'fault' : isClosing ? 'client' : 'server';
    ending = { by, code, reason: reason.toString('utf8'), fault };
    tell();
  });
  return {
    inbox,
    get ending() {
      return ending;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(data) {
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(timeoutMs, MAX_TIMER_MS), 'late');
        socket.send(data, (error) => {
          clearTimeout(timer);
          resolve(error ? 'gone' : 'sent');
        });
      });
    },
    close(code, reason) {
      const isOpen = socket.readyState === WebSocket.OPEN;
      socket.close(code, reason);
      // One that the server has begun stays the server's.
      if (isOpen) isClosing = true;
    },
    terminate: () => socket.terminate(),
  };
}

/** The messages of one connection that nobody has read yet, bounded by count and by bytes. */

export interface Message {
  /** Counted up from 1 on its connection. */
  readonly number: number;
  /** The value of a text that is a JSON object or list, any other text as a string, bytes as a Buffer. */
  readonly value: unknown;
  /** On the wire. */
  readonly bytes: number;
}

/** How much may wait to be read. */
export interface InboxLimits {
  readonly messages: number;
  readonly bytes: number;
}

export const INBOX_LIMITS: InboxLimits = { messages: 10_000, bytes: 64 * 1024 * 1024 };

export interface Inbox {
  /** In the order of their arrival. */
  readonly unread: readonly Message[];
  /** The youngest message that was taken out; 0 before there was one. What has a higher number is news. */
  readonly lastTaken: number;
  /** Undefined when there is no room for it. */
  add(data: Buffer, isBinary: boolean): Message | undefined;
  take(message: Message): void;
}

export function createInbox(limits: InboxLimits = INBOX_LIMITS): Inbox {
  const unread: Message[] = [];
  let count = 0;
  let bytes = 0;
  let lastTaken = 0;
  return {
    unread,
    get lastTaken() {
      return lastTaken;
    },
    add(data, isBinary) {
      if (unread.length >= limits.messages || bytes + data.length > limits.bytes) return undefined;
      bytes += data.length;
      count++;
      const message = { number: count, value: readMessage(data, isBinary), bytes: data.length };
      unread.push(message);
      return message;
    },
    take(message) {
      unread.splice(unread.indexOf(message), 1);
      bytes -= message.bytes;
      lastTaken = Math.max(lastTaken, message.number);
    },
  };
}

function readMessage(data: Buffer, isBinary: boolean): unknown {
  // A copy: what the socket gave is a view that keeps all that came with it.
  if (isBinary) return Buffer.from(data);
  const text = data.toString('utf8');
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

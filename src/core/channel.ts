/** What a channel does, as data: scripts are tested without a socket, and any hub can carry it out. */

/** One WebSocket message (RFC 6455 §5.6). */
export type Frame =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer }
  /** The bytes of a file, by its absolute path: read by whoever sends it; it was there when the project was loaded. */
  | { readonly kind: 'file'; readonly path: string };

/** Who is meant, seen from the connection whose event it is. */
export type Address =
  | { readonly to: 'sender' }
  /** All in the sender's rooms but this connection. */
  | { readonly to: 'others' }
  /** All in the sender's rooms, the sender too; each connection once. */
  | { readonly to: 'room' }
  /** All in the room of that name. */
  | { readonly to: 'room-named'; readonly room: string }
  /** Every connection of that user in the channel, whatever room. */
  | { readonly to: 'user'; readonly user: string }
  /** Every connection of the channel. */
  | { readonly to: 'everyone' };

export type ChannelAction =
  | { readonly do: 'send'; readonly to: Address; readonly frame: Frame }
  /** Holds back the next step, and the next event, of this connection only. */
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'join'; readonly room: string }
  | { readonly do: 'leave'; readonly room: string }
  | { readonly do: 'close'; readonly code: number; readonly reason: string }
  /** Ends the connection without a close frame. */
  | { readonly do: 'drop' };

/** As a step names it: `room`, `user:ann`. */
export function addressText(to: Address): string {
  switch (to.to) {
    case 'room-named':
      return `room:${to.room}`;
    case 'user':
      return `user:${to.user}`;
    default:
      return to.to;
  }
}

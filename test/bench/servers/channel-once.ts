/** The best that one writes by hand with `ws`: the message is parsed and made anew, its frame is built once. */

import * as library from 'ws';
import { serveRooms } from './channel-reference.ts';

/** Exported, but not part of its types. */
const { Sender, WebSocket } = library as typeof library & {
  readonly Sender: { frame(data: Buffer, options: object): readonly Buffer[] };
};
const OPTIONS = { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false };

serveRooms((message, { user }, room) => {
  const { message: text } = JSON.parse(message.toString()) as { readonly message: string };
  const frame = Buffer.concat(Sender.frame(Buffer.from(JSON.stringify({ user, message: text })), OPTIONS));
  for (const { ws, socket } of room) if (ws.readyState === WebSocket.OPEN) socket.write(frame);
});

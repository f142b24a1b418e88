/** The first thing that anybody writes with `ws`: what came is sent to all, one after another. */

import { serveRooms } from './channel-reference.ts';

serveRooms((message, _from, room) => {
  for (const { ws } of room) ws.send(message, { binary: false });
});

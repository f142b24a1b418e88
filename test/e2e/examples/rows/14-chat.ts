/** Walks through routes.d/14-chat.yaml without a WebSocket; chat.test.ts talks to its channels. */

import { type Example, failure, like } from '../example.ts';

export const chat: readonly Example[] = [
  {
    it: 'tells a plain request to a channel where to connect',
    request: 'GET /chat/lobby/ann',
    status: 426,
    answerHeaders: { upgrade: 'websocket' },
    answer: failure(426, like(/^\/chat\/lobby\/ann is a channel: connect to ws:\/\/[^/]+\/chat\/lobby\/ann$/)),
  },
  {
    it: 'knows no channel with fewer parts',
    request: 'GET /chat/lobby',
    status: 404,
    answer: failure(404, like(/^no route for GET \/chat\/lobby\b/)),
  },
];

/** What koa-body needs to see of a request. */

import type { IncomingMessage } from 'node:http';
import type { Context } from 'koa';

/**
 * It judges by content type and by a fixed list of methods; both have been judged before, with other results
 * (a `PURGE` may have a body, `boundary=a=b` is a multipart type), so it is told that all is well.
 */
export function bodyContext(req: IncomingMessage): Context {
  return { req, request: {}, method: 'POST', is: () => 'taken' } as unknown as Context;
}

/** The console as a Koa app: guarded, routed by the table of endpoints, every error in one shape. */

import type { ServerResponse } from 'node:http';
import Router from '@koa/router';
import Koa, { type Context } from 'koa';
import { SpecError } from '../core/errors.ts';
import type { Logger } from '../core/logger.ts';
import { nearest } from '../core/nearest.ts';
import { drainBody } from '../serve/request-body.ts';
import type { ConsoleContext } from './context.ts';
import type { Endpoint } from './endpoint.ts';
import type { Guard } from './guard.ts';
import { readJson } from './read-json.ts';
import { ConsoleRefusal, refusalBody, specRefusal } from './refusal.ts';

interface AppDeps {
  readonly endpoints: readonly Endpoint[];
  readonly guard: Guard;
  readonly context: ConsoleContext;
  readonly logger: Logger;
  /** Aborted with what to answer once the console stops. */
  readonly stopping: AbortSignal;
}

/** No page elsewhere may read, embed or keep what is answered here; nothing says otherwise by CORS. */
const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

export function createApp({ endpoints, guard, context, logger, stopping }: AppDeps): Koa {
  const app = new Koa();
  const router = new Router();
  for (const endpoint of endpoints) {
    router.register(endpoint.path.replace(/\{(\w+)\}/g, ':$1'), [endpoint.method], async (koa) => {
      await answer(koa, endpoint, { context, stopping });
    });
  }
  app.use(async (koa, next) => {
    koa.set(SAFE_HEADERS);
    try {
      guard(koa.req);
      await next();
    } catch (error) {
      refuse(koa, error, logger);
    }
  });
  app.use(router.routes());
  app.use((koa) => answerElse(koa, endpoints));
  // A client that went away in the middle; what we did wrong is caught above.
  app.on('error', (error: unknown) => logger.debug('an answer of the console broke off', { error: String(error) }));
  return app;
}

async function answer(
  koa: Context & { readonly params: Readonly<Record<string, string>> },
  endpoint: Endpoint,
  { context, stopping }: Pick<AppDeps, 'context' | 'stopping'>,
): Promise<void> {
  const { req, res } = koa;
  const signal = whileWanted(res, stopping);
  const document = await readJson(req);
  const answered = await endpoint.run(
    {
      parts: koa.params,
      query: new URLSearchParams(koa.querystring),
      document,
      lastEventId: koa.get('last-event-id') || undefined,
      signal,
    },
    context,
  );
  if (typeof answered !== 'function') sendJson(koa, { status: 200, type: 'application/json', value: answered });
  else if (koa.method === 'HEAD') {
    koa.status = 200;
    koa.type = 'text/event-stream; charset=utf-8';
  } else {
    koa.respond = false;
    answered(res);
  }
}

/** Aborted when the client goes away, or the console stops. */
function whileWanted(res: ServerResponse, stopping: AbortSignal): AbortSignal {
  const wanted = new AbortController();
  const stop = (): void => wanted.abort(stopping.reason);
  stopping.addEventListener('abort', stop);
  res.once('close', () => {
    stopping.removeEventListener('abort', stop);
    wanted.abort(new ConsoleRefusal('stopping', 'the client went away'));
  });
  if (stopping.aborted) stop();
  return wanted.signal;
}

function sendJson(
  koa: Context,
  { status, type, value }: { readonly status: number; readonly type: string; readonly value: object },
): void {
  koa.status = status;
  // Without a charset: JSON has none (RFC 8259 §11), and Koa would add one.
  koa.set('content-type', type);
  koa.body = Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

/** No endpoint took it. */
function answerElse(koa: Context, endpoints: readonly Endpoint[]): void {
  const here = endpoints.filter(({ path }) => matches(path, koa.path));
  if (here.length === 0) {
    const meant = nearest(koa.path, new Set(endpoints.map(({ path }) => path)));
    const hint = meant === undefined ? 'GET / lists what there is' : `the nearest is "${meant}"`;
    throw new ConsoleRefusal('no-endpoint', `there is no "${koa.path}"; ${hint}`);
  }
  const methods = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = [...new Set(methods), 'OPTIONS'].join(', ');
  koa.set('allow', allow);
  if (koa.method === 'OPTIONS') koa.status = 204;
  else throw new ConsoleRefusal('wrong-method', `${koa.method} is not for "${koa.path}"; there is ${allow}`);
}

function matches(template: string, path: string): boolean {
  const asked = path.replace(/(?<=.)\/$/, '').split('/');
  const parts = template.split('/');
  return parts.length === asked.length && parts.every((part, index) => part.startsWith('{') || part === asked[index]);
}

function refuse(koa: Context, error: unknown, logger: Logger): void {
  const refusal = refusalFor(error);
  if (refusal.code === 'internal') {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    logger.error('the console failed', { error: cause });
  }
  koa.set(refusal.headers);
  if (refusal.code === 'too-large') void drainBody(koa.req);
  sendJson(koa, { status: refusal.status, type: 'application/problem+json', value: refusalBody(refusal) });
}

function refusalFor(error: unknown): ConsoleRefusal {
  if (error instanceof ConsoleRefusal) return error;
  if (error instanceof SpecError) return specRefusal('wrong-body', error);
  return new ConsoleRefusal('internal', 'this is a mistake of mockapi itself; its log says more');
}

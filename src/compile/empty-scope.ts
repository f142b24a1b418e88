/** What expressions of a request see before anything of it has been read. */

import type { Constants } from './compiled-route.ts';

/** Made anew for each request: one literal, so that all of them have one shape. */
export function emptyScope({ route, env, vars }: Constants): { [name: string]: unknown } {
  return {
    url: null,
    query: null,
    header: null,
    cookie: null,
    body: null,
    form: null,
    file: null,
    request: null,
    route,
    env,
    vars,
  };
}

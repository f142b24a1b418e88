/** A mock that is made when it is started: what its project names has to be fetched first. */

import type { MockApi } from './mock-api.ts';

/** `make` is called once, by the first `start`, which rejects as it does. */
export function createLaterApi(make: () => Promise<MockApi>): MockApi {
  let making: Promise<MockApi> | undefined;
  let made: MockApi | undefined;
  let isStopped = false;

  const now = (): MockApi => {
    if (!made) throw new Error('the mock is not loaded: with allowRemoteRefs that needs await start() first');
    return made;
  };
  const stop = async (): Promise<void> => {
    isStopped = true;
    await (await making?.catch(() => undefined))?.stop();
  };

  return {
    get url() {
      return now().url;
    },
    get consoleUrl() {
      return made?.consoleUrl;
    },
    get problems() {
      return made?.problems ?? [];
    },
    async start() {
      if (isStopped) throw new Error('the mock was stopped: make a new one');
      making ??= make();
      made = await making;
      return made.start();
    },
    routes: () => now().routes(),
    channels: () => now().channels(),
    add: (content) => now().add(content),
    requests: (filter) => now().requests(filter),
    records: () => now().records(),
    verify: async (checks, options) => now().verify(checks, options),
    waitFor: async (request, options) => now().waitFor(request, options),
    channel: (path) => now().channel(path),
    expectations: () => now().expectations(),
    verifyExpectations: () => now().verifyExpectations(),
    reset: () => now().reset(),
    reload: async () => now().reload(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Headless Chromium for tests in which a browser's own rules matter. */

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Undefined on a machine without a browser; the test that needs it is skipped there and says so. `args` are further flags. */
export async function launchBrowser(args: readonly string[] = []): Promise<Browser | undefined> {
  const executablePath = PATHS.find((path) => existsSync(path));
  return executablePath === undefined ? undefined : chromium.launch({ executablePath, args: [...QUIET, ...args] });
}

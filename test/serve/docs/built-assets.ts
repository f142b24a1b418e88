/** The files of the pages, copied where they are missing: tests run from src/, before or without a build. */

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { hasAssets } from '../../../src/serve/docs/assets.ts';

export function buildAssets(): void {
  if (hasAssets('swagger-ui') && hasAssets('redoc')) return;
  execFileSync(process.execPath, [fileURLToPath(new URL('../../../build/copy-docs.js', import.meta.url))]);
}

/** Whether dist/ is what src/ makes. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const BUILT = join(ROOT, 'dist/cli/main.js');

/** True where dist/ is missing or older than src/. */
export function isStale(): boolean {
  return !existsSync(BUILT) || newestIn(join(ROOT, 'src')) > statSync(BUILT).mtimeMs;
}

/** In ms since the epoch. */
function newestIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

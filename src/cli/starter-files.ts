/** The files of a new project: the starter folder of this package, and the schemas that editors complete from. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StarterFile {
  /** Relative to the new project's folder, with `/`. */
  readonly path: string;
  readonly content: Buffer;
}

/** The same folders from src/ and from dist/. */
const STARTER = fileURLToPath(new URL('../../src/cli/starter/', import.meta.url));
const SCHEMAS = fileURLToPath(new URL('../../schemas/', import.meta.url));

/** In the order in which they are best read. */
export function starterFiles(): readonly StarterFile[] {
  const own = readdirSync(STARTER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(STARTER.length).replaceAll('\\', '/'),
      content: readFileSync(path),
    }));
  const published = readdirSync(SCHEMAS)
    .filter((name) => /^mockapi\..+\.schema\.json$/.test(name))
    .map((name) => ({ path: `schemas/${name}`, content: readFileSync(join(SCHEMAS, name)) }));
  return [...own, ...published].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Builds the sources and the benchmark's own processes into a folder: what is measured is what `npm run build` makes. */

import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** Built files lie in `folder` as their sources lie in the project; throws when they cannot be built. */
export function build(folder: string): void {
  const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const config = fileURLToPath(new URL('tsconfig.json', import.meta.url));
  execFileSync(process.execPath, [compiler, '-p', config, '--outDir', folder], { stdio: 'inherit' });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "version": "0.0.0" }\n');
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
}

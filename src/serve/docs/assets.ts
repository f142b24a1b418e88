/** What the pages are made of: files of Swagger UI and Redoc, which the build copies into dist/docs. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FilePlan } from '../../core/plan.ts';

/** The same folder from src/ and from dist/. */
const ROOT = fileURLToPath(new URL('../../../dist/docs/', import.meta.url));

export type AssetFolder = 'swagger-ui' | 'redoc';

const NAMES: Readonly<Record<AssetFolder, readonly string[]>> = {
  'swagger-ui': [
    'swagger-ui-bundle.js',
    'swagger-ui-bundle.js.LICENSE.txt',
    'swagger-ui.css',
    'favicon-32x32.png',
    'LICENSE',
    'NOTICE',
  ],
  redoc: ['redoc.standalone.js', 'redoc.standalone.js.LICENSE.txt', 'LICENSE'],
};

export function assetNames(folder: AssetFolder): readonly string[] {
  return NAMES[folder];
}

/** False in a checkout that was not built. */
export function hasAssets(folder: AssetFolder): boolean {
  return NAMES[folder].every((name) => existsSync(join(ROOT, folder, name)));
}

/** Of licences the type has to be said: their names have no ending. */
const TEXT = ['content-type', 'text/plain; charset=utf-8'];

/** They change with the version of mockapi alone; who has them asks again after an hour. */
export function assetPlan(folder: AssetFolder, name: string): FilePlan {
  return {
    kind: 'file',
    status: 200,
    headers: [
      ...(name.includes('.') ? [] : TEXT),
      'cache-control',
      'public, max-age=3600',
      'x-content-type-options',
      'nosniff',
    ],
    delayMs: 0,
    root: ROOT,
    name: `${folder}/${name}`,
  };
}

/** What stands where: two pages, the document in two formats, and what the pages are made of. */

import type { IncomingMessage } from 'node:http';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import type { DocsSettings } from '../../spec/docs-settings.ts';
import { type AssetFolder, assetNames, assetPlan, hasAssets } from './assets.ts';
import type { Documents } from './documents.ts';
import { createPage, type DocsPage, type PagePlaces } from './page.ts';
import { REDOC_PAGE } from './redoc-page.ts';
import { serverUrl } from './server-url.ts';
import { SWAGGER_PAGE } from './swagger-page.ts';
import { docsText, textPlan } from './text-plan.ts';

/** Who asks, and of which version. */
export interface Asked {
  readonly req: IncomingMessage;
  readonly snapshot: Snapshot;
}

export type Answer = (asked: Asked) => ResponsePlan;

/** By path, without a slash at its end. */
export function docsAnswers(settings: DocsSettings, documents: Documents): ReadonlyMap<string, Answer> {
  const { path } = settings;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const document = `${folder}/openapi.json`;
  const { title = 'mockapi' } = settings;
  return new Map<string, Answer>([
    [document, documentAnswer(documents, 'json')],
    [`${folder}/openapi.yaml`, documentAnswer(documents, 'yaml')],
    ...pageAnswers(SWAGGER_PAGE, { title, path, document }),
    ...pageAnswers(REDOC_PAGE, { title, path: `${folder}/redoc`, document }),
  ]);
}

function documentAnswer(documents: Documents, format: 'json' | 'yaml'): Answer {
  return ({ req, snapshot }) => textPlan(documents.text(snapshot, { format, url: serverUrl(req) }), req);
}

function pageAnswers(page: DocsPage, places: PagePlaces): readonly (readonly [string, Answer])[] {
  const below = places.path === '/' ? '' : places.path;
  const answer = createPage(page, places);
  const script = docsText('text/javascript; charset=utf-8', page.script);
  return [
    // Looked for each time: who reads that the pages are not built builds them beside the running mock.
    [places.path, ({ req }) => answer({ req, isBuilt: hasAssets(page.assets) })],
    [`${below}/start.js`, ({ req }) => textPlan(script, req)],
    ...assetAnswers(page.assets, below),
  ];
}

function assetAnswers(assets: AssetFolder, below: string): readonly (readonly [string, Answer])[] {
  return assetNames(assets).map((name) => {
    const plan = assetPlan(assets, name);
    return [`${below}/${name}`, () => plan];
  });
}

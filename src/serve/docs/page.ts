/** A page of the docs: a shell in HTML that fetches everything from the mock, and may fetch nothing from elsewhere. */

import type { IncomingMessage } from 'node:http';
import type { ResponsePlan } from '../../core/plan.ts';
import type { AssetFolder } from './assets.ts';
import { docsText, textPlan } from './text-plan.ts';

/** What makes one page differ from the other. */
export interface DocsPage {
  /** Its files, which stand below it. */
  readonly assets: AssetFolder;
  /** Names of scripts and styles among them. */
  readonly library: string;
  readonly style: string | undefined;
  readonly icon: string | undefined;
  /** Starts the library on the element with the id `docs`, whose `data-document` says where the document is. */
  readonly script: string;
  /** Content-Security-Policy beyond what all pages have. */
  readonly allows: readonly string[];
}

export interface PagePlaces {
  readonly title: string;
  /** Of the page itself. */
  readonly path: string;
  /** Of the document that it shows. */
  readonly document: string;
}

interface AskedPage {
  readonly req: Pick<IncomingMessage, 'headers'>;
  /** False where its files are missing. */
  readonly isBuilt: boolean;
}

/** The page made once, and what answers each request for it: a page that is not built says how to build it. */
export function createPage(page: DocsPage, places: PagePlaces): (asked: AskedPage) => ResponsePlan {
  const text = docsText(HTML, pageText(page, places));
  const headers = policy(page);
  const notBuilt: ResponsePlan = {
    kind: 'send',
    status: 503,
    headers: ['content-type', 'text/plain; charset=utf-8', 'cache-control', 'no-store'],
    delayMs: 0,
    body: `The pages of the docs are not built: run "npm run build" where mockapi is. The document is at ${places.document}.\n`,
  };
  return ({ req, isBuilt }) => (isBuilt ? textPlan(text, req, headers) : notBuilt);
}

const HTML = 'text/html; charset=utf-8';

function pageText(page: DocsPage, { title, path, document }: PagePlaces): string {
  const at = (name: string): string => escapeHtml(`${path === '/' ? '' : path}/${name}`);
  const links = [
    ...(page.icon === undefined ? ['<link rel="icon" href="data:,">'] : [`<link rel="icon" href="${at(page.icon)}">`]),
    ...(page.style === undefined ? [] : [`<link rel="stylesheet" href="${at(page.style)}">`]),
  ];
  const shown = escapeHtml(document);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${links.join('\n')}
</head>
<body>
<noscript>This page needs JavaScript. What it shows is at <a href="${shown}">${shown}</a>.</noscript>
<div id="docs" data-document="${shown}"></div>
<script src="${at(page.library)}"></script>
<script src="${at('start.js')}"></script>
</body>
</html>
`;
}

/** Everything is local, and a browser holds the page to it, whatever a description in the document may say. */
function policy({ allows }: DocsPage): readonly string[] {
  const rules = [
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    ...allows,
  ];
  return ['content-security-policy', rules.join('; '), 'referrer-policy', 'no-referrer'];
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** The mock's pages about itself: what answers a request to one of them. */

import type { IncomingMessage } from 'node:http';
import type { CompiledRoute } from '../../compile/compiled-route.ts';
import type { RouteMatch } from '../../compile/route-table.ts';
import type { Snapshot } from '../../compile/snapshot.ts';
import type { Json } from '../../core/json.ts';
import type { ResponsePlan } from '../../core/plan.ts';
import type { DocsSettings } from '../../spec/docs-settings.ts';
import { type Answer, docsAnswers } from './docs-answers.ts';
import { createDocuments, type PrintOpenApi } from './documents.ts';

/** How a snapshot is printed: other formats are not the server's own affair. */
export interface DocsPrinters {
  readonly openApi: PrintOpenApi;
  readonly printYaml: (value: Json) => string;
}

export interface Docs {
  /** Looks whether a page of ours answers a request that no route takes. */
  find(asked: Asked, snapshot: Snapshot): FoundPage;
}

/** A request that no route takes. */
interface Asked {
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
  readonly match: NotFound;
}

type NotFound = Exclude<RouteMatch<CompiledRoute>, { readonly kind: 'found' }>;

/** The page that answers, or what is known of the path without one. */
export type FoundPage =
  | { readonly page: (req: IncomingMessage) => ResponsePlan }
  | { readonly page: undefined; readonly match: NotFound };

/** What is known of a path at which no route takes the request, and a page stands: it takes these methods too. */
function besidePage(match: NotFound): NotFound {
  const others = match.kind === 'wrong-method' ? match.allow : [];
  return { kind: 'wrong-method', allow: [...new Set([...others, 'GET', 'HEAD', 'OPTIONS'])].sort() };
}

/** Methods that a page itself answers. */
function isForPage(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

export function createDocs(printers: DocsPrinters): Docs {
  const documents = createDocuments(printers);
  const known = new WeakMap<DocsSettings, ReadonlyMap<string, Answer>>();

  function answersOf(settings: DocsSettings): ReadonlyMap<string, Answer> {
    const before = known.get(settings);
    if (before) return before;
    const answers = docsAnswers(settings, documents);
    known.set(settings, answers);
    return answers;
  }

  return {
    find({ method, path, match }, snapshot) {
      const { docs } = snapshot.settings;
      const answer = docs && answersOf(docs).get(withoutLastSlash(path));
      if (!answer) return { page: undefined, match };
      return isForPage(method)
        ? { page: (req) => answer({ req, snapshot }) }
        : { page: undefined, match: besidePage(match) };
    },
  };
}

/** A slash at the end makes no difference to a route, nor here. */
function withoutLastSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

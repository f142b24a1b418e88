/** The mock's pages about itself: what answers a request to one of them. */

import type { IncomingMessage } from 'node:http';
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
  /** What answers GET at a path, still encoded; undefined where nothing of ours stands. */
  find(path: string, snapshot: Snapshot): ((req: IncomingMessage) => ResponsePlan) | undefined;
}

/** Methods that the pages take, as `Allow` lists them. */
export const DOCS_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

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
    find(path, snapshot) {
      const { docs } = snapshot.settings;
      const answer = docs && answersOf(docs).get(withoutLastSlash(path));
      return answer && ((req) => answer({ req, snapshot }));
    },
  };
}

/** A slash at the end makes no difference to a route, nor here. */
function withoutLastSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

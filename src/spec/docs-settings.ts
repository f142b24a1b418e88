/** The setting `docs`: a path, a map with more about the document, or off. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Place, Report } from '../core/problem.ts';
import { at, type Layer } from './settings-tree.ts';

export interface DocsSettings {
  /** Where Swagger UI stands, without a slash at its end: `/docs`, or `/`. What belongs to it stands in the same folder. */
  readonly path: string;
  /** What the document says of the API; undefined where nobody said it. */
  readonly title: string | undefined;
  readonly version: string | undefined;
  readonly description: string | undefined;
}

/** What stands beside the page of the setting, whatever that is called. */
export const DOCS_SIBLINGS = ['redoc', 'openapi.json', 'openapi.yaml'] as const;

/** Undefined when they are off. A path alone, from a flag or a variable, leaves the words of the file as they are. */
export function readDocs(layers: readonly Layer[]): DocsSettings | undefined {
  let isOn = true;
  let words: JsonObject = {};
  for (const { value } of layers) {
    const written = at(value, 'docs');
    if (written === undefined) continue;
    isOn = written !== 'off' && written !== false;
    words = { ...words, ...wordsOf(written) };
  }
  if (!isOn) return undefined;
  const text = (key: string): string | undefined => (typeof words[key] === 'string' ? words[key] : undefined);
  return {
    path: text('path')?.replace(/(?<=.)\/$/, '') ?? '/docs',
    title: text('title'),
    version: text('version'),
    description: text('description'),
  };
}

function wordsOf(written: Json): JsonObject {
  if (isJsonObject(written)) return written;
  return typeof written === 'string' && written.startsWith('/') ? { path: written } : {};
}

/** Reports a path that no page can have; true when there is nothing to report. */
export function checkDocs({ value, place }: Layer, report: Report): boolean {
  const written = at(value, 'docs');
  if (written === undefined) return true;
  const path = wordsOf(written).path;
  const fault = typeof path === 'string' ? faultOf(path) : undefined;
  if (fault) report(placeOfPath(written, place).problem('wrong-value', fault.message, { hint: fault.hint }));
  return !fault;
}

function placeOfPath(written: Json, place: Place): Place {
  return isJsonObject(written) ? place.child('docs', 'path') : place.child('docs');
}

function faultOf(path: string): { readonly message: string; readonly hint: string } | undefined {
  const names = path.split('/').filter((name) => name !== '');
  const dots = names.find((name) => name === '.' || name === '..');
  if (dots !== undefined) {
    return { message: `no request comes to "${path}": clients resolve "${dots}"`, hint: 'write a path such as /docs' };
  }
  const sibling = DOCS_SIBLINGS.find((name) => name === names.at(-1));
  if (sibling === undefined) return undefined;
  const folder = names.slice(0, -1).map((name) => `/${name}`);
  const hint = `write where Swagger UI is to be, such as ${folder.join('')}/docs; "${sibling}" stands beside it`;
  return { message: `"${path}" is no place for Swagger UI`, hint };
}

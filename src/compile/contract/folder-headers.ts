/** Headers of the folders around a contract: what people wrote, with expressions, sent with every answer. */

import type { JsonObject } from '../../core/json.ts';
import type { Report } from '../../core/problem.ts';
import { compileText } from '../../expression/index.ts';
import type { Named } from '../../spec/route-spec.ts';
import { compileHead, type Head } from '../head.ts';
import { knownValue, requestNames } from '../names.ts';

/** One header, or none where it cannot be sent: then an error says why. */
export interface FolderHeader {
  /** In lower case. */
  readonly name: string;
  readonly head: Head;
}

/** Compiled once for all answers of a contract. `content-type` is left out: the contract says it by its media types. */
export function compileFolderHeaders(
  headers: readonly Named[],
  { vars, report }: { readonly vars: JsonObject; readonly report: Report },
): readonly FolderHeader[] {
  const names = new Map([...requestNames(), ['vars', knownValue(vars)] as const]);
  return headers
    .map((header) => ({ header, name: header.name.toLowerCase() }))
    .filter(({ name }) => name !== 'content-type')
    .map(({ header, name }) => ({
      name,
      head: compileHead(
        { always: [], contentType: undefined, headers: [header], cookies: [] },
        { report, text: (value, place) => compileText(value, place, { names, report }) },
      ),
    }));
}

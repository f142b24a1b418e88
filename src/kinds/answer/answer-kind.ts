/** What every way of answering has in common: written value in, content to be sent out. */

import type { Json, JsonObject } from '../../core/json.ts';
import type { Place, Report } from '../../core/problem.ts';
import type { Template, TextTemplate } from '../../expression/index.ts';

/** The content of an answer, before envelope, headers and cookies are put around it. */
export type Content =
  /** A tree, sent as JSON; the envelope goes around it where `isEnveloped`. A whole that is a text is sent as text where `mayBeText`. */
  | { readonly kind: 'tree'; readonly tree: Template; readonly isEnveloped: boolean; readonly mayBeText: boolean }
  /** A file below the folder `root`: its name is what `text` gives, without the first `skip` characters. */
  | { readonly kind: 'file'; readonly root: string; readonly text: TextTemplate; readonly skip: number };

export interface AnswerKind {
  /** The key that people write. */
  readonly name: string;
  readonly summary: string;
  /** JSON Schema of its value, for shape checks, editors and docs. */
  readonly schema: JsonObject;
  /** Reports problems; undefined when nothing can be sent. */
  compile(value: Json, place: Place, scope: AnswerScope): Content | undefined;
}

export interface AnswerScope {
  readonly report: Report;
  template(value: Json, place: Place): Template | undefined;
  text(value: string, place: Place): TextTemplate | undefined;
  /** True when a file of this absolute path exists; asked only for names without `${`. */
  exists(path: string): boolean;
}

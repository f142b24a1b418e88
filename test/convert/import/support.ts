/** Contracts as texts, and what becomes of them. */

import { type ImportedContract, importContract } from '../../../src/convert/import/import-contract.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { documentOf } from '../../spec/support.ts';

/** Of a contract in one file; throws where the document as a whole cannot be read. */
export function imported(text: string, file = 'contract.yaml', editorSchema?: string): ImportedContract {
  const document = documentOf(text, file);
  const made = importContract(
    { value: document.value as JsonObject, place: document.place },
    {
      documents: { document: (path) => (path === document.source.path ? document : undefined) },
      source: file,
      editorSchema,
    },
  );
  if ('problems' in made) throw new Error(made.problems.map(({ message }) => message).join('\n'));
  return made;
}

/** Texts by name. */
export function textsOf({ files }: ImportedContract): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ name, text }) => [name, text]));
}

/** `keyword 12 "minimum" says nothing about string` of each loss. */
export function lost({ losses }: ImportedContract): readonly string[] {
  return losses.map(({ kind, what, origin }) => `${kind} ${origin.line} ${what}`);
}

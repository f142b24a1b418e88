/** What a document says of the API as a whole: the words that were asked for, else the project's, else a contract's. */

import type { Snapshot } from '../compile/snapshot.ts';

/** Undefined where nobody said it. */
export interface DocumentAbout {
  readonly title?: string | undefined;
  readonly version?: string | undefined;
  readonly description?: string | undefined;
}

export interface DocumentWords {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}

/** Each word from the first of: `asked`, the setting `docs`, the contract that is all that is served, the default. */
export function documentWords(
  snapshot: Pick<Snapshot, 'routes' | 'contracts' | 'settings'>,
  asked: DocumentAbout,
): DocumentWords {
  const sources = [asked, snapshot.settings.docs ?? {}, contractWords(snapshot)];
  const word = (key: keyof DocumentAbout): string | undefined =>
    sources.map((source) => source[key]).find((text) => text !== undefined);
  const description = word('description');
  return {
    title: word('title') ?? 'Mock API',
    version: word('version') ?? '1.0.0',
    ...(description !== undefined && { description }),
  };
}

/** Where one contract is all that is served, it has a name already. */
function contractWords({ routes, contracts }: Pick<Snapshot, 'routes' | 'contracts'>): DocumentAbout {
  const [only] = contracts;
  if (!only || contracts.length > 1 || routes.some(({ isOfContract }) => !isOfContract)) return {};
  const { title, version, description } = only.info;
  return { title: title || undefined, version: version || undefined, description };
}

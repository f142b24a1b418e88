/** Documents behind the URLs that `$ref`s name: fetched once, and again when it is asked for. */

import { count as countOf } from '../core/count.ts';
import type { ProjectFiles, ProjectLoader } from '../spec/load.ts';
import type { RemoteText, RemoteTexts } from '../spec/remote-texts.ts';
import { FETCH_LIMITS, type FetchLimits, fetchDocument } from './fetch-document.ts';
import { takeTurns } from './turns.ts';

export interface RemoteDocuments extends RemoteTexts {
  /** Resolves when it is known of each what it says, or why it says nothing. Never rejects. */
  fetch(urls: readonly string[]): Promise<void>;
  /** Fetches all that are known again; until then they stay as they are. Never rejects. */
  refresh(): Promise<void>;
}

export interface RemoteLimits extends FetchLimits {
  /** Documents in all. */
  readonly count: number;
}

/** None is known yet. */
export function createRemoteDocuments({ count, ...limits }: RemoteLimits = REMOTE_LIMITS): RemoteDocuments {
  const known = new Map<string, RemoteText>();
  const running = new Map<string, Promise<void>>();
  /** Those that were sent for, whatever came of it. */
  const counted = new Set<string>();

  return {
    textOf: (url) => known.get(url),
    async fetch(urls) {
      await sideBySide(urls.filter((url) => !known.has(url)));
    },
    async refresh() {
      await sideBySide([...counted]);
    },
  };

  async function sideBySide(urls: readonly string[]): Promise<void> {
    const queue = [...new Set(urls)];
    const lane = async (): Promise<void> => {
      for (let url = queue.shift(); url !== undefined; url = queue.shift()) await once(url);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** Two mocks may ask for the same document at the same time. */
  function once(url: string): Promise<void> {
    let work = running.get(url);
    if (!work) {
      work = learn(url).finally(() => running.delete(url));
      running.set(url, work);
    }
    return work;
  }

  async function learn(url: string): Promise<void> {
    if (!counted.has(url) && counted.size >= count) {
      known.set(url, { failure: `the limit of ${countOf(count, 'document')} is reached` });
      return;
    }
    counted.add(url);
    const found = await fetchDocument(url, limits);
    const before = known.get(url);
    if (!before || !isSame(before, found)) known.set(url, found);
  }
}

const REMOTE_LIMITS: RemoteLimits = { ...FETCH_LIMITS, count: 200 };

/** Documents that are fetched at the same time. */
const LANES = 6;

function isSame(a: RemoteText, b: RemoteText): boolean {
  if ('failure' in a) return 'failure' in b && a.failure === b.failure;
  return 'text' in b && a.text === b.text && a.url === b.url;
}

let shared: RemoteDocuments | undefined;

/** Those of this process: many mocks in it name the same documents. */
export function processRemoteDocuments(): RemoteDocuments {
  shared ??= createRemoteDocuments();
  return shared;
}

/**
 * The files of a project with every document that they name by URL. `changed` is as `loadInSteps` takes it; what is
 * fetched may name more.
 */
export async function loadWithRemote(
  loader: ProjectLoader,
  remote: RemoteDocuments | undefined,
  changed?: ReadonlySet<string>,
): Promise<ProjectFiles> {
  let files = await takeTurns(loader.loadInSteps(changed));
  while (remote && files.remote && files.remote.wanted.length > 0) {
    await remote.fetch(files.remote.wanted);
    files = await takeTurns(loader.loadInSteps());
  }
  return files;
}

/** Documents behind the URLs that `$ref`s name: fetched once, and again when it is asked for. */

import { count as countOf } from '../core/count.ts';
import type { ProjectFiles, ProjectLoader } from '../spec/load.ts';
import type { RemoteText, RemoteTexts } from '../spec/remote-texts.ts';
import { FETCH_LIMITS, type FetchLimits, fetchDocument } from './fetch-document.ts';
import { takeTurns } from './turns.ts';

export interface RemoteDocuments extends RemoteTexts {
  /** Resolves when it is known of each what it says, or why it says nothing. Never rejects. */
  fetch(urls: readonly string[]): Promise<void>;
  /**
   * Fetches all that are known again; until then they stay as they are. Afterwards those that nobody asks for make room
   * for others, and what found none is tried again. Never rejects.
   */
  refresh(): Promise<void>;
}

export interface RemoteLimits extends FetchLimits {
  /** Documents at a time. */
  readonly count: number;
}

/** None is known yet. */
export function createRemoteDocuments({ count, ...limits }: RemoteLimits = REMOTE_LIMITS): RemoteDocuments {
  const known = new Map<string, RemoteText>();
  const running = new Map<string, Promise<void>>();
  /** Those that were sent for, whatever came of it; what is known without having been is a failure of the limit. */
  const counted = new Set<string>();
  /** Since the last refresh. */
  const asked = new Set<string>();

  return {
    textOf(url) {
      asked.add(url);
      return known.get(url);
    },
    async fetch(urls) {
      for (const url of urls) asked.add(url);
      await sideBySide(urls.filter((url) => !known.has(url)));
    },
    async refresh() {
      await sideBySide([...counted]);
      for (const url of known.keys()) if (!counted.has(url)) known.delete(url);
      asked.clear();
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
    if (!counted.has(url) && counted.size >= count) makeRoom();
    if (!counted.has(url) && counted.size >= count) {
      known.set(url, { failure: `the limit of ${countOf(count, 'document')} is reached` });
      return;
    }
    counted.add(url);
    const found = await fetchDocument(url, limits);
    const before = known.get(url);
    if (!before || !isSame(before, found)) known.set(url, found);
  }

  function makeRoom(): void {
    for (const url of counted) {
      if (asked.has(url) || running.has(url)) continue;
      counted.delete(url);
      known.delete(url);
    }
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

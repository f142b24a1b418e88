/** Finds out which real folders have to be watched for a set of paths, through links and below folders. */

import type { BigIntStats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface Targets {
  /** Absolute paths of folders, with all that is below them, and of single files. */
  readonly roots: readonly string[];
  /** Absolute paths of further single files. */
  readonly files: readonly string[];
}

/** What matters in one real folder. */
export interface Need {
  /** Changes when another folder stands at the same path. */
  readonly identity: string;
  /** The paths under which the whole folder is served; empty when only single names matter. */
  readonly shown: ReadonlySet<string>;
  /** Single names that matter, each with the paths by which they are known. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Survey {
  /** By real path. */
  readonly folders: ReadonlyMap<string, Need>;
  /** Real places of the links below the roots, wherever they lead. */
  readonly links: ReadonlySet<string>;
  /** Paths that no event tells of when something else comes to stand there, with what stands there now. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** What `identify` says of a path that leads nowhere. */
export const ABSENT = 'absent';

/** Folders that link to each other have endless names: enough for every honest one, few enough to be walked. */
const MAX_NAMES_OF_A_FOLDER = 8;

interface MutableNeed {
  identity: string;
  readonly shown: Set<string>;
  readonly named: Map<string, Set<string>>;
}

/** Looks at what is there now; what cannot be looked at counts as absent. `isIgnored` is asked about what is below a root. */
export async function surveyTargets(targets: Targets, isIgnored: (path: string) => boolean): Promise<Survey> {
  const folders = new Map<string, MutableNeed>();
  const anchors = new Map<string, string>();
  const links = new Set<string>();
  const walked = new Set<string>();

  await Promise.all(targets.roots.map(visitRoot));
  const elsewhere = targets.files.filter((file) => !walked.has(dirname(file)) || isIgnored(file));
  await Promise.all(elsewhere.map(visitFile));
  await Promise.all([...folders].map(identifyFolder));
  return { folders, links, anchors };

  async function visitRoot(path: string): Promise<void> {
    const [identity, link] = await Promise.all([identify(path), isLink(path)]);
    anchors.set(path, identity);
    // a folder tells when it goes; a link, a file and what is not there yet are told of by the folder above
    if (link || !isFolder(identity)) await needName(path, path);
    if (isFolder(identity)) await walk(await realPathOf(path), path, new Set());
    else if (link) await needTarget(path);
  }

  async function visitFile(path: string): Promise<void> {
    await needName(path, path);
    if (!(await isLink(path))) return;
    anchors.set(path, await identify(path));
    await needTarget(path);
  }

  async function visitLink(path: string, above: ReadonlySet<string>): Promise<void> {
    const identity = await identify(path);
    anchors.set(path, identity);
    if (isFolder(identity)) await walk(await realPathOf(path), path, above);
    else await needTarget(path);
  }

  async function walk(real: string | undefined, shown: string, above: ReadonlySet<string>): Promise<void> {
    if (real === undefined || above.has(real)) return;
    const need = needFolder(real);
    if (need.shown.has(shown) || need.shown.size >= MAX_NAMES_OF_A_FOLDER) return;
    need.shown.add(shown);
    walked.add(shown);
    const inside = new Set(above).add(real);
    const below: Promise<void>[] = [];
    for (const entry of await readdir(real, { withFileTypes: true }).catch(() => [])) {
      const isDirectory = entry.isDirectory();
      if (!isDirectory && !entry.isSymbolicLink()) continue;
      const path = join(shown, entry.name);
      if (isIgnored(path)) continue;
      const location = join(real, entry.name);
      if (!isDirectory) links.add(location);
      below.push(isDirectory ? walk(location, path, inside) : visitLink(path, inside));
    }
    await Promise.all(below);
  }

  async function needTarget(link: string): Promise<void> {
    const target = await realPathOf(link);
    if (target !== undefined) await needName(target, link);
  }

  async function needName(location: string, shown: string): Promise<void> {
    const parent = dirname(location);
    const [identity, real] = await Promise.all([anchors.get(parent) ?? identify(parent), realPathOf(parent)]);
    anchors.set(parent, identity);
    if (real === undefined || !isFolder(identity)) return;
    const { named } = needFolder(real);
    const name = basename(location);
    const known = named.get(name);
    if (known) known.add(shown);
    else named.set(name, new Set([shown]));
  }

  function needFolder(real: string): MutableNeed {
    let need = folders.get(real);
    if (!need) {
      need = { identity: ABSENT, shown: new Set(), named: new Map() };
      folders.set(real, need);
    }
    return need;
  }

  async function identifyFolder([real, need]: [string, MutableNeed]): Promise<void> {
    need.identity = await identify(real);
    if (!isFolder(need.identity)) folders.delete(real);
  }
}

/**
 * A text that stays the same as long as the same thing stands at a path, links followed: for a file also as long as
 * its content does. A folder's has the time of its birth, because a number of an inode is used again at once, and its
 * permissions, because a folder that could not be read has to be opened again.
 */
export async function identify(path: string): Promise<string> {
  let facts: BigIntStats;
  try {
    facts = await stat(path, { bigint: true });
  } catch {
    return ABSENT;
  }
  const { dev, ino, birthtimeNs, mode, mtimeNs, size } = facts;
  return facts.isDirectory()
    ? `folder ${dev}:${ino}:${birthtimeNs}:${mode}`
    : `file ${dev}:${ino}:${birthtimeNs}:${mtimeNs}:${size}`;
}

function isFolder(identity: string): boolean {
  return identity.startsWith('folder ');
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch {
    return false;
  }
}

async function realPathOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

/** Reads single files: one that did not change is neither read nor parsed again. */

import { createHash } from 'node:crypto';
import { readFileSync, type Stats } from 'node:fs';
import type { Problem } from '../core/problem.ts';
import { formatSize } from '../core/size.ts';
import { fileMentions } from './file-mentions.ts';
import { errorCode, fileProblem, shownName, statOf, why } from './load-find.ts';
import { type Document, parseDocument } from './parse.ts';
import { problemAtOffset } from './place.ts';
import type { SourceFile } from './source-file.ts';

/** A file that was read: parsed, or with the problems that kept it from being; a table is a text without a document. */
export interface LoadedFile {
  readonly source: SourceFile;
  readonly document: Document | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths and URLs behind its `$ref`s; of a suite, those of its rows and of the suites that it uses too. */
  readonly refs: readonly string[];
  /** Absolute paths of the files that its answers, or its tests, send, and of those that tests compare with. */
  readonly sends: readonly string[];
}

export interface FileReader {
  /** Counts the files that turned out to have new content. */
  readonly changes: number;
  /** Undefined for what is no file. The same object as long as the content is the same. */
  read(path: string): LoadedFile | undefined;
  /** As it was read last, without a look at it. */
  known(path: string): LoadedFile | undefined;
  /** Absolute paths of all files that are known. */
  paths(): Iterable<string>;
  /** Reads these the next time even if their time and size are the same. */
  suspect(paths: Iterable<string>): void;
  /** True when every known file is still the one that was read. */
  isCurrent(): boolean;
  /** Forgets all others. */
  keepOnly(paths: ReadonlySet<string>): void;
}

interface Known {
  readonly file: LoadedFile;
  readonly stamp: string;
  /** True when it was changed so shortly before it was read that a later change may bear the same time. */
  readonly isYoung: boolean;
}

/** Longer than a tick of a file system's clock. */
const YOUNG_MS = 50;

/** Rows of a suite as text: no YAML. */
const TABLE_FILE = /\.csv$/i;

/** Larger than any file that people write. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

export function createFileReader(cwd: string): FileReader {
  const cache = new Map<string, Known>();
  const suspects = new Set<string>();
  let changes = 0;
  return {
    get changes() {
      return changes;
    },
    read(path) {
      const readAt = Date.now();
      const stats = statOf(path);
      if (!stats?.isFile()) return undefined;
      const known = cache.get(path);
      const stamp = stampOf(stats);
      if (known?.stamp === stamp && !known.isYoung && !suspects.has(path)) return known.file;
      suspects.delete(path);
      const file = readFile(path, shownName(path, cwd), stats, known?.file);
      if (!file) return undefined;
      if (file !== known?.file) changes++;
      cache.set(path, { file, stamp, isYoung: readAt - stats.ctimeMs < YOUNG_MS });
      return file;
    },
    known: (path) => cache.get(path)?.file,
    paths: () => cache.keys(),
    suspect(paths) {
      for (const path of paths) if (cache.has(path)) suspects.add(path);
    },
    isCurrent() {
      for (const [path, { stamp }] of cache) {
        const stats = statOf(path);
        if (!stats || stampOf(stats) !== stamp) return false;
      }
      return true;
    },
    keepOnly(paths) {
      for (const path of cache.keys()) if (!paths.has(path)) cache.delete(path);
      suspects.clear();
    },
  };
}

function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return `${mtimeMs} ${ctimeMs} ${size} ${ino}`;
}

const NAMES_NOTHING: Pick<LoadedFile, 'refs' | 'sends'> = { refs: [], sends: [] };

/** `known` is what the file was before: while it cannot be parsed, it still counts as naming what it named. */
function readFile(path: string, file: string, stats: Stats, known: LoadedFile | undefined): LoadedFile | undefined {
  const { refs, sends } = known ?? NAMES_NOTHING;
  const failed = (text: string, problem: Problem): LoadedFile => ({
    source: { path, file, text, hash: stampOf(stats) },
    document: undefined,
    problems: [problem],
    refs,
    sends,
  });
  if (stats.size > MAX_FILE_BYTES) {
    const message = `the file has ${formatSize(stats.size)}: more than the ${formatSize(MAX_FILE_BYTES)} that one may have`;
    return failed('', fileProblem(file, 'file-too-large', message, 'split it, or move it out of the served folder'));
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    return failed('', fileProblem(file, 'unreadable-file', `the file cannot be read: ${why(error)}`));
  }
  const hash = createHash('sha1').update(bytes).digest('base64');
  if (known?.source.hash === hash) return known;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failed('', notUtf8(path, file, bytes));
  }
  const source: SourceFile = { path, file, text, hash };
  if (TABLE_FILE.test(path)) return { source, document: undefined, problems: [], ...NAMES_NOTHING };
  const problems: Problem[] = [];
  const document = parseDocument(source, (problem) => problems.push(problem));
  const named = document ? fileMentions(document.value, path) : { refs, sends };
  return { source, document, problems, ...named };
}

/** With the first character that is none; a file of two-byte characters is named as what it is. */
function notUtf8(path: string, file: string, bytes: Buffer): Problem {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isWide) return fileProblem(file, 'not-utf8', 'the file is UTF-16, not UTF-8', 'save it as UTF-8');
  const text = bytes.toString('utf8');
  const source: SourceFile = { path, file, text, hash: '' };
  return problemAtOffset(source, { start: text.indexOf('\ufffd') }, 'not-utf8', 'the file is not UTF-8 from here on', {
    hint: 'save it as UTF-8',
  });
}

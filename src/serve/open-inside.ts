/** Opens the file of an answer: inside its folder, and a regular one. */

import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RequestError } from '../core/errors.ts';
import type { FilePlan } from '../core/plan.ts';

/**
 * The caller closes it. Symbolic links are resolved on both sides; only a regular file is opened, since a pipe would wait
 * for its writer. Rejects with RequestError (404) for what is no file inside the root.
 */
export async function openInside({ root, name }: Pick<FilePlan, 'root' | 'name'>): Promise<FileHandle> {
  if (name.includes('\0')) throw noFile(name);
  try {
    const [folder, path] = await Promise.all([realpath(root), realpath(join(root, name))]);
    const isInside = path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
    if (!isInside || !(await stat(path)).isFile()) throw noFile(name);
    return await open(path, 'r');
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) throw noFile(name);
    throw error;
  }
}

/** Why the file of an answer cannot be sent; undefined where it can. */
export async function whyNotSent(plan: Pick<FilePlan, 'root' | 'name'>): Promise<RequestError | undefined> {
  try {
    await (await openInside(plan)).close();
    return undefined;
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
}

/** Codes of what is, for the caller, a file that is not there. */
const ABSENT: ReadonlySet<string | undefined> = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'EACCES',
  'EPERM',
  'ENXIO',
]);

/** Says the name as it was asked for, and nothing of where it was looked for. */
function noFile(name: string): RequestError {
  return new RequestError(404, 'no-route', `there is no file ${JSON.stringify(name)}`);
}

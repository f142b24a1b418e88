/** Files as answers: streamed from disk, with their type, validators, conditions and ranges. */

import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentType } from 'mime-types';
import { RequestError } from '../core/errors.ts';
import { isContentless } from '../core/http-words.ts';
import type { FilePlan, RawHeaders } from '../core/plan.ts';
import { type ByteRange, parseRange } from './byte-range.ts';
import { fileValidators, isFresh, isRangeValid } from './file-validators.ts';
import { openInside } from './open-inside.ts';
import { endAnswer, type Wire, withoutContent, writeHead } from './send-body.ts';

/** What is read at once, and all that one download keeps in memory. */
const CHUNK_BYTES = 64 * 1024;

/**
 * Resolves when the answer is out or the client is gone, with the plan as its head came to be.
 * Throws RequestError before the head is out: 404 for what is no file inside the root, 416 for a range outside of the file.
 * A file that changes while it is sent destroys the socket: the client must not take a mixture for the whole.
 */
export async function sendFile(plan: FilePlan, wire: Wire): Promise<FilePlan> {
  const { req, res } = wire;
  const file = await openInside(plan);
  try {
    const stats = await file.stat();
    const { status, range, fields } = planHead(plan, req, stats);
    const own = isContentless(status) ? withoutContent(plan.headers, status) : plan.headers;
    const sent = { ...plan, status, headers: withDefaults(own, fields) };
    writeHead(res, status, sent.headers);
    if (range === undefined || req.method === 'HEAD') await endAnswer(wire);
    else await sendRange(file, { wire, range, stats });
    return sent;
  } catch (error) {
    if (!res.headersSent) throw error;
    res.destroy();
    return plan;
  } finally {
    // Not waited for: the client may have everything by now.
    file.close().catch(() => {});
  }
}

interface FileHead {
  readonly status: number;
  /** Undefined for an answer without content. */
  readonly range: ByteRange | undefined;
  /** Headers that the plan may override. */
  readonly fields: RawHeaders;
}

/** Conditions and ranges concern only a plain answer of 200 (RFC 9110 §13.2.1, §14.2). */
function planHead(plan: FilePlan, req: IncomingMessage, stats: Stats): FileHead {
  const { status } = plan;
  if (isContentless(status)) return { status, range: undefined, fields: [] };
  const type = contentType(plan.name.slice(plan.name.lastIndexOf('.'))) || 'application/octet-stream';
  const { size } = stats;
  const validators = fileValidators(stats);
  const about = ['accept-ranges', 'bytes', 'etag', validators.etag, 'last-modified', validators.lastModified];
  const isPlain = status === 200 && (req.method === 'GET' || req.method === 'HEAD');
  if (isPlain && isFresh(req.headers, validators)) return { status: 304, range: undefined, fields: about };

  const asked = req.headers.range;
  // HEAD has no ranges: RFC 9110 §14.2 defines them for GET alone.
  const part =
    isPlain && asked !== undefined && req.method === 'GET' && isRangeValid(req.headers, validators)
      ? parseRange(asked, size)
      : 'whole';
  if (part === 'unsatisfiable') {
    const message = `the range "${asked}" lies outside the file, which has ${size} bytes`;
    throw new RequestError(416, 'malformed', message, ['content-range', `bytes */${size}`]);
  }
  about.push('content-type', type);
  if (part === 'whole') {
    return { status, range: { start: 0, end: size - 1 }, fields: [...about, 'content-length', String(size)] };
  }
  const { start, end } = part;
  const partial = ['content-range', `bytes ${start}-${end}/${size}`, 'content-length', String(end - start + 1)];
  return { status: 206, range: part, fields: [...about, ...partial] };
}

/** The given headers, and those of the defaults whose names are not among them. */
function withDefaults(headers: RawHeaders, defaults: RawHeaders): string[] {
  const given = new Set(headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  const result = [...headers];
  for (let index = 0; index < defaults.length; index += 2) {
    const [name = '', value = ''] = defaults.slice(index, index + 2);
    if (!given.has(name)) result.push(name, value);
  }
  return result;
}

interface Download {
  readonly wire: Wire;
  readonly range: ByteRange;
  /** What the head was made from. */
  readonly stats: Stats;
}

async function sendRange(file: FileHandle, { wire, range, stats }: Download): Promise<void> {
  const { res } = wire;
  const end = range.end + 1;
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - range.start));
  for (let position = range.start; position < end; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, end - position), position);
    position += bytesRead;
    // Asked before the last piece goes out: until then the client knows that it does not have everything.
    if (bytesRead === 0 || (position === end && hasChanged(stats, await file.stat()))) {
      res.destroy();
      return;
    }
    if (!(await write(res, buffer.subarray(0, bytesRead)))) return;
  }
  await endAnswer(wire);
}

function hasChanged(before: Stats, now: Stats): boolean {
  return before.size !== now.size || before.mtimeMs !== now.mtimeMs || now.nlink === 0;
}

/** Resolves once the bytes have left and their buffer is free again; false when the client is gone. */
function write(res: ServerResponse, bytes: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    if (res.destroyed) return resolve(false);
    const onClose = (): void => resolve(false);
    res.once('close', onClose);
    res.write(bytes, (error) => {
      res.off('close', onClose);
      resolve(!error);
    });
  });
}

/** The parts of a multipart body as they come in: fields into memory, files into spools. */

import { constants, isUtf8 } from 'node:buffer';
import type { Stream } from 'node:stream';
import { RequestError } from '../core/errors.ts';
import type { UploadedFile } from '../core/exchange.ts';
import { formatSize } from '../core/size.ts';
import type { BodyLimits } from './body-limits.ts';
import { parseDisposition } from './content-disposition.ts';
import { type ContentType, parseContentType } from './content-type.ts';
import { CLOSE } from './request-body.ts';
import type { Spool } from './spool.ts';
import { judgeType } from './upload-type.ts';
import type { Uploads } from './uploads.ts';

/** A part whose headers have been read; `data` and `end` follow. */
export interface Part extends Stream {
  /** Lower-case names; values as bytes, one character each. */
  readonly headers: { readonly [name: string]: string | undefined };
}

export interface MultipartParts {
  readonly fields: readonly (readonly [string, string])[];
  readonly files: readonly UploadedFile[];
}

export interface PartIntake {
  take(part: Part): void;
  /** After the last part: everything, once the files are where they belong and their types are known. */
  finish(): Promise<MultipartParts>;
  /** Removes the files; safe to call at any time and twice, never fails. */
  discard(): Promise<void>;
}

/** What the intake asks of whoever reads the request. */
interface Reader {
  /** To stop: no more parts are wanted. */
  fail(reason: RequestError): void;
  pause(): void;
  resume(): void;
}

interface IntakeOptions {
  readonly limits: BodyLimits;
  readonly uploads: Uploads;
  /** Of the fields that name none of their own. */
  readonly charset: ContentType['charset'];
}

/** Keeps parts in their order, within `limits.fields`, `limits.body` (all fields) and `limits.upload` (all files). */
export function createPartIntake(reader: Reader, { limits, uploads, charset }: IntakeOptions): PartIntake {
  const fields: [string, string][] = [];
  const files: Promise<UploadedFile | undefined>[] = [];
  const spools: Spool[] = [];
  const blocked = new Set<Spool>();
  let parts = 0;
  let fieldBytes = 0;
  let fileBytes = 0;

  function takeField(part: Part, name: string): void {
    const chunks: Buffer[] = [];
    const ownType = part.headers['content-type'];
    const fieldCharset = ownType === undefined ? charset : parseContentType(ownType).charset;
    part.on('data', (chunk: Buffer) => {
      fieldBytes += chunk.length;
      if (fieldBytes > limits.bodyBytes) reader.fail(fieldsTooLarge(limits));
      else chunks.push(chunk);
    });
    part.on('end', () => {
      const value = decodeField(Buffer.concat(chunks), fieldCharset, name);
      if (value instanceof RequestError) reader.fail(value);
      else fields.push([name, value]);
    });
  }

  function takeFile(part: Part, field: string, name: string): void {
    const spool = uploads.open(limits.memoryBytes);
    const claimedType = parseContentType(part.headers['content-type']).type;
    spools.push(spool);
    spool.onDrain(() => {
      if (blocked.delete(spool) && blocked.size === 0) reader.resume();
    });
    part.on('data', (chunk: Buffer) => {
      fileBytes += chunk.length;
      if (fileBytes > limits.uploadBytes) reader.fail(uploadTooLarge(limits));
      else if (!spool.write(chunk)) {
        blocked.add(spool);
        reader.pause();
      }
    });
    part.on('end', () => {
      const file = storeFile(spool, { field, name, claimedType });
      // Nobody waits for it before all parts are in, and then only when none has failed.
      file.catch(() => {});
      files.push(file);
    });
  }

  return {
    take(part) {
      const { name, fileName } = parseDisposition(fromWire(part.headers['content-disposition'] ?? ''));
      parts++;
      if (name === undefined) reader.fail(malformed('a part of the multipart body has no name'));
      else if (parts > limits.fields) reader.fail(tooManyParts(limits));
      else if (fileName === undefined) takeField(part, name);
      else takeFile(part, name, fileName);
    },
    async finish() {
      const stored = await Promise.all(files);
      return { fields, files: stored.filter((file) => file !== undefined) };
    },
    async discard() {
      await Promise.all(spools.map((spool) => spool.discard()));
    },
  };
}

/** Undefined for what browsers send when no file was chosen: no name and no bytes. */
async function storeFile(
  spool: Spool,
  { field, name, claimedType }: { readonly field: string; readonly name: string; readonly claimedType: string },
): Promise<UploadedFile | undefined> {
  const stored = await spool.end();
  if (name === '' && stored.size === 0) return undefined;
  return {
    field,
    name,
    size: stored.size,
    type: await judgeType(claimedType, stored),
    sha256: stored.sha256,
    get text() {
      if (stored.size > constants.MAX_STRING_LENGTH) {
        throw new RequestError(413, 'too-large', `the file "${name}" is too large to be read as text`);
      }
      return stored.read().toString('utf8');
    },
  };
}

function decodeField(bytes: Buffer, charset: ContentType['charset'], name: string): string | RequestError {
  if (charset === undefined) {
    return new RequestError(
      415,
      'wrong-type',
      `the form field "${name}" names a charset that is not taken; send UTF-8`,
    );
  }
  if (charset === 'utf-8' && !isUtf8(bytes)) return malformed(`the form field "${name}" is no valid UTF-8 text`);
  return bytes.toString(charset);
}

/** Header text that came as one character a byte. */
function fromWire(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : text;
}

function malformed(message: string): RequestError {
  return new RequestError(400, 'malformed', message);
}

function tooManyParts({ fields }: BodyLimits): RequestError {
  const message = `the multipart body has more than ${fields} parts; raise limits.fields`;
  return new RequestError(413, 'too-large', message, CLOSE);
}

function fieldsTooLarge({ bodyBytes }: BodyLimits): RequestError {
  const message = `the form fields are larger than ${formatSize(bodyBytes)} together; raise limits.body`;
  return new RequestError(413, 'too-large', message, CLOSE);
}

/** 413 that says what to raise; the connection ends with it, since the rest of the body is not wanted. */
export function uploadTooLarge({ uploadBytes }: BodyLimits): RequestError {
  const message = `the upload is larger than ${formatSize(uploadBytes)}; raise limits.upload`;
  return new RequestError(413, 'too-large', message, CLOSE);
}

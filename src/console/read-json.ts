/** The body of a request to the console: JSON and nothing else, bounded, with the place of everything in it. */

import type { IncomingMessage } from 'node:http';
import { RequestError, SpecError } from '../core/errors.ts';
import type { Problem } from '../core/problem.ts';
import { formatSize } from '../core/size.ts';
import { parseContentType } from '../serve/content-type.ts';
import { hasBody, readBytes } from '../serve/request-body.ts';
import { type Document, parseDocument } from '../spec/parse.ts';
import { ConsoleRefusal } from './refusal.ts';

const MAX_BYTES = 1024 ** 2;
/** What problems call it: `body:3:5`. */
const NAME = 'body';

/**
 * Undefined where there is none. Throws ConsoleRefusal (400, 413, 415), and SpecError for what JSON allows and nobody
 * means: a key twice, `__proto__`, a hundred levels.
 */
export async function readJson(req: IncomingMessage): Promise<Document | undefined> {
  if (!hasBody(req)) return undefined;
  checkType(req);
  const text = decode(await read(req));
  if (text.trim() === '') return undefined;
  checkSyntax(text);
  const problems: Problem[] = [];
  const source = { path: NAME, file: NAME, text, hash: '' };
  const document = parseDocument(source, (problem) => problems.push(problem));
  if (!document) throw new SpecError(problems);
  return document;
}

function checkType({ headers }: IncomingMessage): void {
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers;
  const { kind, charset } = parseContentType(type);
  if (kind !== 'json' || charset !== 'utf-8') {
    const said = type === undefined ? 'the body has no type' : `the body is "${type}"`;
    throw new ConsoleRefusal('wrong-type', `${said}; send JSON with "Content-Type: application/json"`);
  }
  if (encoding.toLowerCase() !== 'identity') {
    throw new ConsoleRefusal('wrong-type', `the body is encoded as "${encoding}"; send it as it is`);
  }
}

async function read(req: IncomingMessage): Promise<Buffer> {
  try {
    return await readBytes(req, MAX_BYTES);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.kind !== 'too-large') throw new ConsoleRefusal('malformed', error.message);
    throw new ConsoleRefusal('too-large', `the body is larger than ${formatSize(MAX_BYTES)}`, {
      headers: { connection: 'close' },
    });
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ConsoleRefusal('malformed', 'the body is not UTF-8');
  }
}

function checkSyntax(text: string): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConsoleRefusal('malformed', `the body is not JSON: ${reason}`);
  }
}

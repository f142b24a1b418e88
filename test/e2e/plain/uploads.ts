/** The uploads of the plain service, read by the platform's own form decoder. */

import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { type Answer, type Call, done, type Issue, invalid, missing, refused } from './answer.ts';

/** Undefined for what is no upload. */
export async function uploads(call: Call, wrong: string | undefined): Promise<Answer | undefined> {
  const [, kind] = /^POST \/upload\/(small|large|photo|many)$/.exec(`${call.method} ${call.path}`) ?? [];
  if (kind === undefined) return undefined;
  const type = call.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return refused(415, `send multipart/form-data, not "${type}"`);
  const form = await new Response(call.body, { headers: { 'content-type': type } }).formData();
  switch (kind) {
    case 'photo':
      return photo(form, wrong === 'type');
    case 'many':
      return many(form);
    default:
      return one(form, kind === 'small' ? 64 : 16 * 1024);
  }
}

async function one(form: FormData, mostKilobytes: number): Promise<Answer> {
  const [file] = filesOf(form, 'file');
  const bytes = await bytesOf(file);
  const isLarge = bytes.length > mostKilobytes * 1024;
  const most = `${mostKilobytes}KB`;
  const wrong = invalid([
    file ? undefined : missing('file', 'file'),
    isLarge ? miss('file', 'maxSize', most, bytes.length, `must be at most ${most}`) : undefined,
  ]);
  if (wrong || !file) return wrong ?? refused(500, 'no file');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return done({ name: basename(file.name), size: bytes.length, type: bareType(file), sha256 });
}

const SIGNATURES = [
  { type: 'image/png', hex: '89504e470d0a1a0a' },
  { type: 'image/jpeg', hex: 'ffd8ff' },
];

async function photo(form: FormData, isWrong: boolean): Promise<Answer> {
  const title = form.get('title');
  const [file] = filesOf(form, 'photo');
  const hex = (await bytesOf(file)).toString('hex');
  const type = SIGNATURES.find((signature) => hex.startsWith(signature.hex))?.type;
  const types = SIGNATURES.map((signature) => signature.type);
  const isNamed = ['.png', '.jpg'].includes(extname(file?.name ?? ''));
  const wrong = invalid([
    title === null ? missing('form', 'title') : undefined,
    file ? undefined : missing('file', 'photo'),
    file && !type
      ? miss('photo', 'types', types, 'application/octet-stream', `must be of type ${types.join(' or ')}`)
      : undefined,
    file && !isNamed
      ? miss('photo', 'extensions', ['png', 'jpg'], file.name, 'must have a name that ends in .png or .jpg')
      : undefined,
  ]);
  return wrong ?? done({ title, name: file?.name, type: isWrong ? 'image/jpeg' : type }, 201);
}

async function many(form: FormData): Promise<Answer> {
  const files = filesOf(form, 'notes');
  const says = `must be at most 3 files, but there are ${files.length}`;
  const wrong = invalid([
    files.length === 0 ? missing('file', 'notes') : undefined,
    files.length > 3 ? miss('notes', 'count', 3, files.length, says) : undefined,
  ]);
  if (wrong) return wrong;
  return done(await Promise.all(files.map(async (file) => ({ name: file.name, text: (await file.text()).trim() }))));
}

function filesOf(form: FormData, name: string): readonly File[] {
  return form.getAll(name).filter((value) => typeof value !== 'string');
}

async function bytesOf(file: File | undefined): Promise<Buffer> {
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0);
}

/** Without parameters such as a charset. */
function bareType({ type }: File): string {
  return type.replace(/;.*$/, '');
}

function miss(name: string, keyword: string, expected: unknown, received: unknown, says: string): Issue {
  return { in: 'file', name, keyword, expected, received, says };
}

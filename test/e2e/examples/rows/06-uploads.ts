/** Walks through routes.d/06-uploads.yaml. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Example, failure, invalid, like, success } from '../example.ts';
import { absent, wrong } from '../wrong.ts';

const PNG = new Uint8Array(readFileSync(new URL('../../../../routes.d/files/pen.png', import.meta.url)));
const LARGE = new Uint8Array(300_000).fill(97);
const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export const uploads: readonly Example[] = [
  {
    it: 'keeps a small file in memory',
    request: 'POST /upload/small',
    route: 'POST /upload/small',
    parts: [{ name: 'file', file: 'note.txt', type: 'text/plain', value: 'hello' }],
    status: 200,
    answer: success({ name: 'note.txt', size: 5, type: 'text/plain', sha256: hash('hello') }),
  },
  {
    it: 'cuts the folders off a name',
    request: 'POST /upload/small',
    route: 'POST /upload/small',
    parts: [{ name: 'file', file: '../../etc/passwd', type: 'text/plain', value: 'x' }],
    status: 200,
    answer: success({ name: 'passwd', size: 1, type: 'text/plain', sha256: hash('x') }),
  },
  {
    it: 'refuses a file over its maxSize',
    request: 'POST /upload/small',
    route: 'POST /upload/small',
    parts: [{ name: 'file', file: 'large.txt', type: 'text/plain', value: LARGE }],
    status: 422,
    answer: invalid(
      wrong('file', 'file', { keyword: 'maxSize', expected: '64KB', received: 300_000, says: 'must be at most 64KB' }),
    ),
  },
  {
    it: 'misses the file',
    request: 'POST /upload/small',
    route: 'POST /upload/small',
    parts: [{ name: 'other', value: '1' }],
    status: 422,
    answer: invalid(wrong('file', 'file', absent())),
  },
  {
    it: 'takes no JSON for an upload',
    request: 'POST /upload/small',
    route: 'POST /upload/small',
    json: { file: 'x' },
    status: 415,
    answer: failure(415, like(/multipart\/form-data/)),
  },
  {
    it: 'keeps a large file on disk',
    request: 'POST /upload/large',
    route: 'POST /upload/large',
    parts: [{ name: 'file', file: 'large.txt', type: 'text/plain', value: LARGE }],
    status: 200,
    answer: success({ name: 'large.txt', size: 300_000, type: 'text/plain', sha256: hash(LARGE) }),
  },
  {
    it: 'takes a picture and its title',
    request: 'POST /upload/photo',
    route: 'POST /upload/photo',
    parts: [
      { name: 'title', value: 'A pen' },
      { name: 'photo', file: 'pen.png', type: 'image/png', value: PNG },
    ],
    status: 201,
    answer: success({ title: 'A pen', name: 'pen.png', type: 'image/png' }),
  },
  {
    it: 'looks into what calls itself a picture',
    request: 'POST /upload/photo',
    route: 'POST /upload/photo',
    parts: [{ name: 'photo', file: 'pen.gif', type: 'image/png', value: 'no picture' }],
    status: 422,
    answer: invalid(
      wrong('form', 'title', absent()),
      wrong('file', 'photo', {
        keyword: 'types',
        expected: ['image/png', 'image/jpeg'],
        received: 'application/octet-stream',
        says: 'must be of type image/png or image/jpeg',
      }),
      wrong('file', 'photo', {
        keyword: 'extensions',
        expected: ['png', 'jpg'],
        received: 'pen.gif',
        says: 'must have a name that ends in .png or .jpg',
      }),
    ),
  },
  {
    it: 'takes several files under one name',
    request: 'POST /upload/many',
    route: 'POST /upload/many',
    parts: [
      { name: 'notes', file: 'a.txt', type: 'text/plain', value: 'first\n' },
      { name: 'notes', file: 'b.TXT', type: 'text/plain', value: ' zweitens: ö' },
    ],
    status: 200,
    answer: success([
      { name: 'a.txt', text: 'first' },
      { name: 'b.TXT', text: 'zweitens: ö' },
    ]),
  },
  {
    it: 'counts them',
    request: 'POST /upload/many',
    route: 'POST /upload/many',
    parts: ['a', 'b', 'c', 'd'].map((name) => ({
      name: 'notes',
      file: `${name}.txt`,
      type: 'text/plain',
      value: name,
    })),
    status: 422,
    answer: invalid(
      wrong('file', 'notes', {
        keyword: 'count',
        expected: 3,
        received: 4,
        says: 'must be at most 3 files, but there are 4',
      }),
    ),
  },
];

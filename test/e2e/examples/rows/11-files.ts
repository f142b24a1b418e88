/** Walks through routes.d/11-files.yaml. */

import { readFileSync } from 'node:fs';
import { type Example, failure, like } from '../example.ts';

const content = (name: string): Buffer => readFileSync(new URL(`../../../../routes.d/files/${name}`, import.meta.url));
const MISSING = failure(404, like(/file/));

export const files: readonly Example[] = [
  {
    it: 'sends a file with its type and tag',
    request: 'GET /files/readme',
    route: 'GET /files/readme',
    status: 200,
    answerHeaders: { 'content-type': /^text\/plain/, etag: /./, 'accept-ranges': 'bytes' },
    answer: content('readme.txt').toString(),
  },
  {
    it: 'sends a part of it',
    request: 'GET /files/readme',
    route: 'GET /files/readme',
    headers: { range: 'bytes=0-6' },
    status: 206,
    answerHeaders: { 'content-range': `bytes 0-6/${content('readme.txt').length}` },
    answer: 'pen.svg',
  },
  {
    it: 'sends the file that is asked for',
    request: 'GET /files/hello.txt',
    route: 'GET /files/{name}',
    status: 200,
    answer: 'Hello from a file.\n',
  },
  {
    it: 'sends a picture',
    request: 'GET /files/pen.png',
    route: 'GET /files/{name}',
    status: 200,
    answerHeaders: { 'content-type': 'image/png' },
    answer: content('pen.png'),
  },
  { it: 'has no such file', request: 'GET /files/none.txt', route: 'GET /files/{name}', status: 404, answer: MISSING },
  {
    it: 'does not leave its folder',
    request: 'GET /files/..%2Fmockapi.yaml',
    route: 'GET /files/{name}',
    status: 404,
    answer: MISSING,
  },
  {
    it: 'offers a download',
    request: 'GET /download',
    route: 'GET /download',
    status: 200,
    answerHeaders: { 'content-type': 'image/png', 'content-disposition': 'attachment; filename="pen.png"' },
    answer: content('pen.png'),
  },
];

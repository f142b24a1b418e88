/** `file:` the bytes of a file, which may be chosen by a template inside one literal folder. */

import { dirname, resolve } from 'node:path';
import type { AnswerKind } from './answer-kind.ts';

export const fileAnswer: AnswerKind = {
  name: 'file',
  summary: 'a file’s bytes, streamed, with its type, ETag and Range',
  schema: {
    type: 'string',
    minLength: 1,
    expected: 'the name of a file, relative to this one',
    description:
      'A file to send, relative to this one; a templated name stays inside the literal folder before its first `${`.',
  },
  compile(value, place, scope) {
    const written = String(value);
    const literal = written.split('${', 1)[0] ?? '';
    const isTemplated = literal !== written;
    const skip = (isTemplated ? literal : written).lastIndexOf('/') + 1;
    const folder = dirname(place.path);
    const text = scope.text(written, place);
    if (!text) return undefined;
    if (!isTemplated && !scope.exists(resolve(folder, written))) {
      scope.report(
        place.problem('file-not-found', `there is no file "${written}"`, {
          hint: written.startsWith('/') ? undefined : 'a relative name starts at the folder of this file',
        }),
      );
      return undefined;
    }
    return { kind: 'file', root: resolve(folder, written.slice(0, skip) || '.'), text, skip };
  },
};

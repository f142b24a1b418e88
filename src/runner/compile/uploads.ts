/** `file` under `params`: the files of a multipart form. */

import { basename, dirname, resolve } from 'node:path';
import { lookup } from 'mime-types';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { Place } from '../../core/problem.ts';
import { shorten } from '../../core/shorten.ts';
import { compileText, type ExpressionContext } from '../../expression/index.ts';
import type { Located, Named } from '../../spec/route-spec.ts';
import type { PreparedFile } from '../compiled-suite.ts';
import { always, combined, type Made, made } from './made.ts';
import { PrepareError } from './prepare-error.ts';

export interface UploadContext {
  readonly expressions: ExpressionContext;
  /** True when a file is there, by absolute path. */
  exists(path: string): boolean;
}

/** Undefined when a problem was reported. */
export function compileUploads(
  named: readonly Named[] | undefined,
  context: UploadContext,
): Made<readonly PreparedFile[]> | undefined {
  const files = (named ?? []).flatMap(({ name, value, place }) =>
    Array.isArray(value)
      ? value.map((item: Json, index) => compileUpload(name, { value: item, place: place.child(index) }, context))
      : [compileUpload(name, { value, place }, context)],
  );
  if (!files.every((file) => file !== undefined)) return undefined;
  if (files.every(({ constant }) => constant !== undefined))
    return always(files.flatMap(({ constant }) => constant ?? []));
  return made((scope, runtime) => files.map((file) => file.make(scope, runtime)));
}

function compileUpload(
  field: string,
  { value, place }: Located,
  context: UploadContext,
): Made<PreparedFile> | undefined {
  const map = isJsonObject(value) ? value : { file: value };
  const at = (key: string): Place => (isJsonObject(value) ? place.child(key) : place);
  const text = (key: string): Made<string> | undefined => textOf({ value: map[key] ?? '', place: at(key) }, context);
  const content = compileContent(map, at, context);
  const name = text('name');
  const type = text('type');
  const isText = map.text !== undefined;
  return (
    content &&
    name &&
    type &&
    combined({ content, name, type }, (values): PreparedFile => {
      const shown = values.name || ('path' in values.content ? basename(values.content.path) : field);
      const usual = lookup(shown) || (isText ? 'text/plain' : 'application/octet-stream');
      return { field, name: shown, type: values.type || usual, content: values.content };
    })
  );
}

function textOf({ value, place }: Located, { expressions }: UploadContext): Made<string> | undefined {
  const text = compileText(String(value), place, expressions);
  if (text?.constant !== undefined) return always(text.constant);
  return text && made(text.render);
}

function compileContent(
  map: { readonly [key: string]: Json },
  at: (key: string) => Place,
  context: UploadContext,
): Made<PreparedFile['content']> | undefined {
  const [key] = ['file', 'text', 'base64'].filter((name) => map[name] !== undefined);
  if (key === undefined) return undefined;
  const place = at(key);
  const text = textOf({ value: map[key] ?? '', place }, context);
  if (!text) return undefined;
  if (key === 'text') return combined({ text }, (values) => ({ bytes: Buffer.from(values.text, 'utf8') }));
  if (key === 'file') return fileContent(text, place, context);
  const { constant } = text;
  if (constant !== undefined && !decode(constant)) {
    context.expressions.report(place.problem('wrong-value', `${shorten(constant)} is not Base64`));
    return undefined;
  }
  const origin = place.origin();
  return combined({ text }, (values) => {
    const bytes = decode(values.text);
    if (!bytes) throw new PrepareError(`${shorten(values.text)} is not Base64`, origin);
    return { bytes };
  });
}

/** A name that is written out has to be there; any other is looked for when it is sent. */
function fileContent(
  text: Made<string>,
  place: Place,
  { expressions, exists }: UploadContext,
): Made<PreparedFile['content']> | undefined {
  const folder = dirname(place.path);
  const { constant } = text;
  if (constant !== undefined && !exists(resolve(folder, constant))) {
    const hint = constant.startsWith('/') ? undefined : 'a relative name starts at the folder of this file';
    expressions.report(place.problem('file-not-found', `there is no file "${constant}"`, { hint }));
    return undefined;
  }
  return combined({ text }, (values) => ({ path: resolve(folder, values.text) }));
}

/** RFC 4648 §4; undefined for anything else, which Node would skip. */
function decode(text: string): Buffer | undefined {
  const dense = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(dense) && dense.length % 4 === 0 ? Buffer.from(dense, 'base64') : undefined;
}

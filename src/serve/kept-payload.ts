/** The body of a request that is over: its text, or its bytes, and nothing that can be made of them again. */

import { RequestError } from '../core/errors.ts';
import type { Payload, UploadedFile } from '../core/exchange.ts';
import { parseFormText } from '../kinds/source/form-text.ts';
import { withoutMark } from '../kinds/source/json-text.ts';

/** A text is that of JSON; what is undefined was not there. */
export type KeptPayload = string | FormText | Extract<Payload, { readonly kind: 'raw' | 'multipart' }> | undefined;

interface FormText {
  readonly kind: 'form';
  readonly text: string;
}

export function keepPayload(payload: Payload): KeptPayload {
  switch (payload.kind) {
    case 'none':
      return undefined;
    case 'json':
      return payload.text;
    case 'form':
      return { kind: 'form', text: payload.text };
    case 'raw':
      return payload;
    case 'multipart':
      return { ...payload, files: payload.files.map(withoutContent) };
  }
}

/** The same with a text that `keepText` gives for its own: an equal one that is kept already, where there is one. */
export function withKeptText(kept: KeptPayload, keepText: (text: string) => string): KeptPayload {
  if (typeof kept === 'string') return keepText(kept);
  return kept?.kind === 'form' ? { kind: 'form', text: keepText(kept.text) } : kept;
}

/** As it was before anything was filled into it. */
export function payloadOf(kept: KeptPayload): Payload {
  if (kept === undefined) return { kind: 'none' };
  if (typeof kept === 'string') return { kind: 'json', value: JSON.parse(withoutMark(kept)) as unknown, text: kept };
  return kept.kind === 'form' ? { ...kept, fields: parseFormText(kept.text, NO_LIMITS) } : kept;
}

/** What is kept of it; of a multipart body the texts of its fields. */
export function keptBytes(kept: KeptPayload): number {
  if (kept === undefined) return 0;
  if (typeof kept === 'string') return kept.length;
  switch (kept.kind) {
    case 'form':
      return kept.text.length;
    case 'raw':
      return kept.bytes?.length ?? kept.text.length;
    case 'multipart':
      return kept.fields.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
  }
}

/** It was within them when it came. */
const NO_LIMITS = { fields: Number.POSITIVE_INFINITY };

/** The files of a request go when it is over. */
function withoutContent({ field, name, size, type, sha256 }: UploadedFile): UploadedFile {
  return {
    field,
    name,
    size,
    type,
    sha256,
    get text(): string {
      throw new RequestError(410, 'malformed', 'the content of an upload is not kept');
    },
  };
}

/** The envelope of a route or case: layers merged from the outside in, each part with the place where it is written. */

import { isJsonObject, type Json } from '../core/json.ts';
import type { Place } from '../core/problem.ts';
import { parseDocument } from '../spec/parse.ts';
import type { Located } from '../spec/route-spec.ts';

export type EnvelopeSection = 'success' | 'invalid' | 'unmatched' | 'refused' | 'failed';

/** `status`, `code`, `message` and `data` of one kind of answer. */
export type EnvelopePart = 'status' | 'code' | 'message' | 'data';

export interface Envelope {
  /** The frame; undefined when switched off (`envelope: none`). */
  readonly body: Located | undefined;
  /** The frame of refusals, which are framed even when answers are not. */
  readonly refusalBody: Located;
  part(section: EnvelopeSection, part: EnvelopePart): Located | undefined;
  /** True when a layer of the user's says it, not the built-in default. */
  isOwn(section: EnvelopeSection, part: EnvelopePart): boolean;
}

/** The name of what no file says. */
export const BUILT_IN_FILE = 'the built-in envelope';

const BUILT_IN_TEXT = `body: { code: "\${code}", message: "\${message}", data: "\${data}" }
success: { code: 200, message: success }
invalid: { status: 422, code: 422, message: "\${errors[0].message}", data: "\${errors}" }
unmatched: { status: 404, code: 404, message: "\${error.message}" }
refused: { code: "\${status}", message: "\${error.message}" }
failed: { status: 500, code: 500, message: "\${error.message}" }
`;

const BUILT_IN = builtIn();

/** Merges layers over the built-in envelope: sections by their parts, `body` as a whole. */
export function mergeEnvelope(layers: readonly Located[]): Envelope {
  let body: Located | undefined = child(BUILT_IN, 'body');
  let frame = body;
  const parts = new Map<string, Located>();
  const own = new Set<string>();
  for (const layer of [BUILT_IN, ...layers]) {
    if (!isJsonObject(layer.value)) {
      body = undefined;
      continue;
    }
    if (layer.value.body !== undefined) {
      body = child(layer, 'body');
      frame = body;
    } else if (body === undefined) body = frame;
    for (const [section, value] of Object.entries(layer.value)) {
      if (section === 'body' || !isJsonObject(value)) continue;
      for (const [part, partValue] of Object.entries(value)) {
        const key = `${section}.${part}`;
        parts.set(key, { value: partValue, place: layer.place.child(section, part) });
        if (layer !== BUILT_IN) own.add(key);
      }
    }
  }
  return {
    body,
    refusalBody: frame ?? BUILT_IN,
    part: (section, part) => parts.get(`${section}.${part}`),
    isOwn: (section, part) => own.has(`${section}.${part}`),
  };
}

/** The same for layers that are written at the same places: what is compiled once may serve all of them. */
export function envelopeKey(layers: readonly Located[]): string {
  return layers.map(({ place }) => `${place.path}#${place.pointer}`).join('\n');
}

function child(layer: Located, key: string): Located | undefined {
  const value = isJsonObject(layer.value) ? layer.value[key] : undefined;
  return value === undefined ? undefined : { value, place: layer.place.child(key) };
}

function builtIn(): { readonly value: Json; readonly place: Place } {
  const document = parseDocument({ path: '/envelope', file: BUILT_IN_FILE, text: BUILT_IN_TEXT, hash: '' }, () => {});
  if (!document) throw new Error('the built-in envelope does not parse');
  return document;
}

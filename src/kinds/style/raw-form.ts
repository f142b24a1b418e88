/** The fields of an urlencoded or multipart form, by name. */

import type { Payload } from '../../core/exchange.ts';
import { decodePair, visitPairs } from '../source/pair-text.ts';
import { itself, type RawSource, RawTexts } from './raw-source.ts';

/** Fields that are decoded already: for styles that do not look for delimiters inside them. Any other payload has none. */
export function readFields(payload: Payload): RawSource {
  const form = new RawTexts('form', 'none', itself);
  if (payload.kind === 'form' || payload.kind === 'multipart') {
    for (const [name, text] of payload.fields) form.add(name, text, text);
  }
  return form;
}

/** Fields with what was sent for them, where they were encoded: in multipart forms they are not. */
export function readRawForm(payload: Payload): RawSource {
  if (payload.kind !== 'form') return readFields(payload);
  const form = new RawTexts('form', 'form', (raw) => decodePair(raw, 'form'));
  visitPairs(payload.text, 'form', (name, text, raw) => form.add(name, text, raw));
  return form;
}

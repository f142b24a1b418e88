/** Content negotiation: which of the media types of an answer a request accepts (RFC 9110 §12.5.1). */

import Negotiator from 'negotiator';
import { bareMediaType, isJsonType } from '../../core/media-type.ts';

/** One way to answer. */
export interface Choice {
  /** Of the list that was given. */
  readonly index: number;
  /** Without wildcards. */
  readonly mediaType: string;
}

/** What is answered in place of a range, unless the request names a type in it. */
const CONCRETE: Readonly<Record<string, string | undefined>> = {
  '*/*': 'application/json',
  'application/*': 'application/json',
  'text/*': 'text/plain',
  'image/*': 'image/png',
  'audio/*': 'audio/mpeg',
  'video/*': 'video/mp4',
};

export type ChooseMedia = (accept: string | undefined) => Choice | undefined;

/** Clients send few different headers: what was found for one of them is remembered. */
const MOST_REMEMBERED = 50;

/** `mediaTypes` as the contract has them, at least one. The first is for those who take anything. */
export function compileMediaChoice(mediaTypes: readonly string[]): ChooseMedia {
  const offer = offerOf(mediaTypes);
  const { first } = offer;
  const known = new Map<string, Choice | undefined>();
  return (accept) => {
    if (accept === undefined || accept === '*/*' || accept === '') return first;
    if (known.has(accept)) return known.get(accept);
    const choice = choose(accept, offer);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(accept, choice);
    return choice;
  };
}

/** What there is to choose from, whatever is asked for. */
interface Offer {
  readonly mediaTypes: readonly string[];
  /** JSON where there is some. */
  readonly first: Choice;
  /** Of types that are equally welcome, JSON first. */
  readonly order: readonly Choice[];
  /** The type of each of `order`, bare. */
  readonly available: readonly string[];
}

function offerOf(mediaTypes: readonly string[]): Offer {
  const choices = mediaTypes.map((mediaType, index): Choice => ({ index, mediaType: concrete(mediaType) }));
  const at = Math.max(0, mediaTypes.findIndex(isJsonType));
  const first = choices[at] ?? { index: 0, mediaType: concrete('*/*') };
  const order = [first, ...choices.filter(({ index }) => index !== at)];
  return { mediaTypes, first, order, available: order.map(({ mediaType }) => bareMediaType(mediaType)) };
}

function choose(accept: string, { mediaTypes, first, order, available }: Offer): Choice | undefined {
  const negotiator = new Negotiator({ headers: { accept } });
  const [best] = negotiator.mediaTypes([...available]);
  if (best !== undefined) return order[available.indexOf(best)] ?? first;
  const accepted = negotiator.mediaTypes();
  return insideRange(accepted, mediaTypes) ?? byJsonSuffix(accepted, mediaTypes) ?? unknownToContract(accepted, first);
}

/** The contract gives `image/*`, the client asks for `image/webp`. */
function insideRange(accepted: readonly string[], mediaTypes: readonly string[]): Choice | undefined {
  for (const type of accepted) {
    const index = type.includes('*') ? -1 : mediaTypes.findIndex((range) => isWithin(type, range));
    if (index >= 0) return { index, mediaType: type };
  }
  return undefined;
}

/** Vendors' clients ask for `application/vnd.them+json` where their contract says `application/json`. */
function byJsonSuffix(accepted: readonly string[], mediaTypes: readonly string[]): Choice | undefined {
  const index = accepted.some((type) => isJsonType(type)) ? mediaTypes.findIndex(isJsonType) : -1;
  return index < 0 ? undefined : { index, mediaType: concrete(mediaTypes[index] ?? '') };
}

/**
 * Vendors name versions and forms of their answers that their contract does not have: what it has is sent (RFC 9110 §12.4.1
 * lets a server disregard what is accepted).
 */
function unknownToContract(accepted: readonly string[], first: Choice): Choice | undefined {
  return accepted.some((type) => /\/(vnd|prs)\./i.test(type)) ? first : undefined;
}

export function concrete(mediaType: string): string {
  const bare = bareMediaType(mediaType);
  return bare.includes('*') ? (CONCRETE[bare] ?? 'application/octet-stream') : mediaType;
}

/** True for a type in a range, `text/csv` in `text/*`. */
export function isWithin(mediaType: string, range: string): boolean {
  const [type, wide] = [bareMediaType(mediaType), bareMediaType(range)];
  return wide === '*/*' || (wide.endsWith('/*') && type.startsWith(wide.slice(0, -1)));
}

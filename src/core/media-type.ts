/** Media types as texts: what is compared, and which are JSON. */

/** What the text of a media type says, in lower case, without parameters. */
export function bareMediaType(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}

/** `application/json`, and whatever ends in `+json`. */
export function isJsonType(mediaType: string): boolean {
  return /^[^/]+\/([^+]*\+)?json$/.test(bareMediaType(mediaType));
}

/** Formats whose usual expressions are not linear in the text, and how formats are told to people. */

/** An absolute http, https or ftp URL with a host. */
export function isWebUrl(text: string): boolean {
  return /^(?:https?|ftp):\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text);
}

/** Base64 with padding (RFC 4648 §4). */
export function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

const SAMPLES: ReadonlyMap<string, string> = new Map([
  ['date-time', 'a date-time such as 2026-11-22T09:30:00Z'],
  ['date', 'a date such as 2026-11-22'],
  ['time', 'a time such as 09:30:00Z'],
  ['iso-date-time', 'a date-time such as 2026-11-22T09:30:00'],
  ['iso-time', 'a time such as 09:30:00'],
  ['duration', 'a duration such as P1DT2H'],
  ['uuid', 'a UUID'],
  ['uri', 'a URI such as https://example.com/a'],
  ['uri-reference', 'a URI reference such as /a/b'],
  ['uri-template', 'a URI template such as /a/{id}'],
  ['url', 'a URL such as https://example.com/a'],
  ['email', 'an email address'],
  ['hostname', 'a host name'],
  ['ipv4', 'an IPv4 address'],
  ['ipv6', 'an IPv6 address'],
  ['regex', 'a regular expression'],
  ['json-pointer', 'a JSON Pointer such as /a/0'],
  ['byte', 'Base64 text'],
  ['int32', 'a whole number of 32 bits'],
  ['int64', 'a whole number'],
]);

/** `an email address`, `a date such as 2026-11-22`: what a format asks for. */
export function formatPhrase(name: string): string {
  return SAMPLES.get(name) ?? `a valid ${name}`;
}

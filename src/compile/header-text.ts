/** Names of files as header values. */

/** Characters beyond ASCII go into a header as UTF-8, one character a byte. */
export function headerText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** A request as a line that can be pasted into a POSIX shell. */

import type { ConcealText } from '../journal/mask/conceal-text.ts';
import { formText } from './client/encode-body.ts';
import type { PreparedFile } from './compiled-suite.ts';
import { concealUrl } from './conceal-url.ts';
import type { ShownRequest } from './found.ts';
import { isPlain, shellPrintf, shellQuote } from './shell.ts';

/** Beyond it a body is left out: nobody would paste it. */
const MOST_BODY_BYTES = 8192;

/** `conceal` takes secrets out of each part before it is quoted: quoting could hide them from it. */
export function curlLine(request: ShownRequest, conceal: ConcealText = (text) => text): string {
  const { method, url, body, isFollowing, isInsecure } = request;
  const shownUrl = concealUrl(url, conceal);
  const line = new Line(conceal);
  line.add('curl -i');
  if (isInsecure) line.add('-k');
  if (isFollowing) line.add('-L');
  // curl reads brackets as ranges, and takes dots out of paths.
  if (/[[\]{}]/.test(shownUrl.replace(/^\w+:\/\/[^/]*/, ''))) line.add('-g');
  if (/\/\.\.?(\/|\?|$)/.test(shownUrl)) line.add('--path-as-is');
  if (method === 'HEAD') line.add('-I');
  else if (method !== 'GET' || body) line.add(`-X ${method}`);
  line.word(shownUrl);
  for (const [name, value] of request.headers) line.header(name, value);
  if (body) addBody(line, request);
  return line.text;
}

function addBody(line: Line, { body, headers }: ShownRequest): void {
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  if (body?.kind === 'multipart') {
    for (const [name, value] of body.fields) line.option('--form-string', `${name}=${value}`);
    for (const file of body.files) addFile(line, file);
  } else if (body?.kind === 'form') {
    line.data(Buffer.from(formText(body.fields), 'latin1'));
  } else if (body) {
    // curl says that it is a form unless told otherwise.
    if (!isTyped) line.add("-H 'content-type:'");
    line.data(body.bytes);
  }
}

function addFile(line: Line, { field, name, type, content }: PreparedFile): void {
  const attributes = `;type=${type};filename=${curlQuote(name)}`;
  if ('path' in content) line.option('-F', `${field}=@${curlQuote(content.path)}${attributes}`);
  else if (line.takesInput(content.bytes)) line.option('-F', `${field}=@-${attributes}`);
  else line.option('-F', `${field}=<${content.bytes.length} bytes left out>${attributes}`);
}

/** Inside `-F` a name with `;` or `,` has to be quoted. */
function curlQuote(name: string): string {
  return /[;,"\\]/.test(name) ? `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : name;
}

class Line {
  readonly #conceal: ConcealText;
  readonly #words: string[] = [];
  #input: string | undefined;

  constructor(conceal: ConcealText) {
    this.#conceal = conceal;
  }

  get text(): string {
    const words = this.#words.join(' ');
    return this.#input === undefined ? words : `${this.#input} | ${words}`;
  }

  add(words: string): void {
    this.#words.push(words);
  }

  /** What cannot be shown on a line arrives as an escape: no name and no URL should have it. */
  word(text: string): void {
    this.add(shellQuote(isPlain(text) ? text : JSON.stringify(text).slice(1, -1)));
  }

  option(name: string, value: string): void {
    this.add(name);
    this.word(this.#conceal(value));
  }

  /** curl leaves a header with an empty value out unless it ends with `;`. */
  header(name: string, value: string): void {
    this.option('-H', value === '' ? `${name};` : `${name}: ${value}`);
  }

  data(bytes: Buffer): void {
    if (bytes.length > MOST_BODY_BYTES) {
      this.add(`-d '<${bytes.length} bytes left out>'`);
      return;
    }
    const text = bytes.toString('utf8');
    if (isPlain(text) && Buffer.from(text, 'utf8').equals(bytes)) {
      // A leading @ would name a file.
      this.option(text.startsWith('@') ? '--data-raw' : '-d', text);
    } else if (this.takesInput(bytes)) {
      this.add('--data-binary @-');
    }
  }

  /** Bytes that curl reads from its input; false when there are some already, or too many. */
  takesInput(bytes: Buffer): boolean {
    if (this.#input !== undefined || bytes.length > MOST_BODY_BYTES) return false;
    const text = bytes.toString('latin1');
    const concealed = this.#conceal(text);
    this.#input = shellPrintf(concealed === text ? bytes : Buffer.from(concealed, 'latin1'));
    return true;
  }
}

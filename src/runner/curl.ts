/** A request as a line that can be pasted into a POSIX shell. */

import type { ConcealText } from '../journal/mask/conceal-text.ts';
import { formText } from './client/encode-body.ts';
import type { PreparedBody, PreparedFile } from './compiled-suite.ts';
import { concealUrl } from './conceal-url.ts';
import type { ShownRequest } from './found.ts';
import { isPlain, shellPrintf, shellWord } from './shell.ts';

/** Beyond it a body is left out: nobody would paste it. */
const MOST_BODY_BYTES = 8192;

/** `conceal` takes secrets out of each part before it is quoted: quoting could hide them from it. */
export function curlLine(request: ShownRequest, conceal: ConcealText = (text) => text): string {
  const { url, headers, body } = request;
  const shownUrl = concealUrl(url, conceal);
  const { words, input } = body ? bodyWords(body, headers, conceal) : { words: [], input: undefined };
  const line = [
    'curl -i',
    ...flags(request, shownUrl),
    ...methodWords(request),
    shellWord(shownUrl),
    ...headers.flatMap(([name, value]) => ['-H', shellWord(conceal(headerText(name, value)))]),
    ...words,
  ].join(' ');
  return input === undefined ? line : `${shellPrintf(input)} | ${line}`;
}

/** A method that is named is kept over redirects: a POST that they make a GET is not named. */
function methodWords({ method, body, isFollowing }: ShownRequest): readonly string[] {
  if (method === 'HEAD') return ['-I'];
  const isUsual = body ? method === 'POST' && isFollowing : method === 'GET';
  return isUsual ? [] : ['-X', method];
}

function flags({ isInsecure, isFollowing }: ShownRequest, url: string): readonly string[] {
  return [
    ...(isInsecure ? ['-k'] : []),
    ...(isFollowing ? ['-L'] : []),
    // curl reads brackets as ranges, and takes dots out of paths.
    ...(/[[\]{}]/.test(url.replace(/^\w+:\/\/[^/]*/, '')) ? ['-g'] : []),
    ...(/\/\.\.?([/?]|$)/.test(url) ? ['--path-as-is'] : []),
  ];
}

/** curl leaves a header without a value out unless it ends with `;`. */
function headerText(name: string, value: string): string {
  return value === '' ? `${name};` : `${name}: ${value}`;
}

/** The options of a body, and what curl reads from its standard input. */
interface BodyWords {
  readonly words: readonly string[];
  readonly input: Buffer | undefined;
}

function bodyWords(body: PreparedBody, headers: ShownRequest['headers'], conceal: ConcealText): BodyWords {
  if (body.kind === 'multipart') return multipartWords(body, conceal);
  if (body.kind === 'form') return dataWords(Buffer.from(formText(body.fields), 'latin1'), conceal);
  const { words, input } = dataWords(body.bytes, conceal);
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // curl says that it is a form unless told otherwise.
  return { words: isTyped ? words : ["-H 'content-type:'", ...words], input };
}

function dataWords(bytes: Buffer, conceal: ConcealText): BodyWords {
  if (bytes.length > MOST_BODY_BYTES) return { words: [`-d '<${bytes.length} bytes left out>'`], input: undefined };
  const text = bytes.toString('utf8');
  if (!isPlain(text) || !Buffer.from(text, 'utf8').equals(bytes)) {
    return { words: ['--data-binary @-'], input: concealBytes(bytes, conceal) };
  }
  // A leading @ would name a file.
  return { words: [text.startsWith('@') ? '--data-raw' : '-d', shellWord(conceal(text))], input: undefined };
}

function multipartWords(
  { fields, files }: Extract<PreparedBody, { readonly kind: 'multipart' }>,
  conceal: ConcealText,
): BodyWords {
  let input: Buffer | undefined;
  const words = fields.flatMap(([name, value]) => ['--form-string', shellWord(conceal(`${name}=${value}`))]);
  for (const file of files) {
    const { content } = file;
    const isInput = 'bytes' in content && !input && content.bytes.length <= MOST_BODY_BYTES;
    if (isInput) input = concealBytes(content.bytes, conceal);
    words.push('-F', shellWord(conceal(fileText(file, isInput))));
  }
  return { words, input };
}

function fileText({ field, name, type, content }: PreparedFile, isInput: boolean): string {
  const from = isInput
    ? '@-'
    : 'path' in content
      ? `@${curlQuote(content.path)}`
      : `<${content.bytes.length} bytes left out>`;
  return `${field}=${from};type=${type};filename=${curlQuote(name)}`;
}

/** Inside `-F` a name with `;` or `,` has to be quoted. */
function curlQuote(name: string): string {
  return /[;,"\\]/.test(name) ? `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : name;
}

function concealBytes(bytes: Buffer, conceal: ConcealText): Buffer {
  const text = bytes.toString('latin1');
  const concealed = conceal(text);
  return concealed === text ? bytes : Buffer.from(concealed, 'latin1');
}

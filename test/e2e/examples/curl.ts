/** The curl lines in the comments of an example file, as requests, with the answer that the comment promises. */

import type { Example, Part } from './example.ts';

export interface PromisedAnswer {
  /** 1-based line of the comment. */
  readonly line: number;
  readonly command: string;
  readonly example: Pick<Example, 'request' | 'headers' | 'text' | 'parts'>;
  /** What the comment shows: JSON, or a line of text. */
  readonly answer: unknown;
}

/**
 * Every `# curl …` that is followed by its answer; the command and a JSON answer may run over several comment lines.
 * `files` are the contents of the files that a `-F name=@file` sends.
 */
export function promisedAnswers(yaml: string, files: Readonly<Record<string, string>>): readonly PromisedAnswer[] {
  const found: PromisedAnswer[] = [];
  const comments = yaml.split('\n').map((text) => /^\s*#(.*)$/.exec(text)?.[1]?.trim() ?? '');
  for (let index = 0; index < comments.length; index++) {
    let command = comments[index] ?? '';
    if (!command.startsWith('curl ')) continue;
    const line = index + 1;
    while (comments[index + 1]?.startsWith('-')) command += ` ${comments[++index]}`;
    const answer = answerAfter(comments, index);
    if (answer !== undefined) found.push({ line, command, example: readCurl(command, files), answer });
  }
  return found;
}

function answerAfter(comments: readonly string[], index: number): unknown {
  let text = comments[index + 1] ?? '';
  if (text === '') return undefined;
  if (!text.startsWith('{')) return `${text}\n`;
  for (let next = index + 2; ; next++) {
    try {
      return JSON.parse(text);
    } catch (error) {
      if (!comments[next]) throw error;
      text += comments[next];
    }
  }
}

function readCurl(command: string, files: Readonly<Record<string, string>>): PromisedAnswer['example'] {
  const [, ...words] = shellWords(command);
  let method: string | undefined;
  let url: URL | undefined;
  let text: string | undefined;
  const headers: Record<string, string> = {};
  const parts: Part[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const value = words[index + 1] ?? '';
    if (!word.startsWith('-')) {
      url = new URL(word);
      continue;
    }
    index++;
    if (word === '-X') method = value;
    else if (word === '-b') headers.cookie = value;
    else if (word === '-d') {
      text = value;
      headers['content-type'] ??= 'application/x-www-form-urlencoded';
    } else if (word === '-H') {
      const [name = '', rest = ''] = value.split(/:\s*(.*)/s);
      headers[name.toLowerCase()] = rest;
    } else if (word === '-F') parts.push(readPart(value, files));
    else throw new Error(`the test knows no curl option "${word}"`);
  }
  if (!url) throw new Error(`no URL in "${command}"`);
  method ??= text === undefined && parts.length === 0 ? 'GET' : 'POST';
  return {
    request: `${method} ${url.pathname}${url.search}`,
    headers,
    ...(text === undefined ? {} : { text }),
    ...(parts.length === 0 ? {} : { parts }),
  };
}

/** `name=value`, or `name=@file;type=text/plain`. */
function readPart(option: string, files: Readonly<Record<string, string>>): Part {
  const [, name = '', at, value = '', type] = /^([^=]+)=(@?)([^;]*)(?:;type=(.*))?$/.exec(option) ?? [];
  if (!at) return { name, value };
  const content = files[value];
  if (content === undefined) throw new Error(`the test has no file "${value}"`);
  return { name, value: content, file: value, ...(type === undefined ? {} : { type }) };
}

/** Words as a shell splits them; single and double quotes without escapes are all that the examples need. */
function shellWords(command: string): readonly string[] {
  return [...command.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'),
  );
}

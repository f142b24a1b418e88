/** Headers as records have them: lower-case names, a list where a name is repeated. */

import type { RequestFacts } from '../core/exchange.ts';
import type { RawHeaders } from '../core/plan.ts';
import type { Concealment } from './mask/concealment.ts';

type Headers = Readonly<Record<string, string | readonly string[]>>;

export function requestHeaders(headers: RequestFacts['headers'], hidden: Concealment): Headers {
  const shown: [string, string | readonly string[]][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const show = (text: string): string => hidden.header(name, text, 'request');
    shown.push([name, typeof value === 'string' ? show(value) : value.map(show)]);
  }
  return Object.fromEntries(shown);
}

export function answerHeaders(headers: RawHeaders, hidden: Concealment): Headers {
  const byName = new Map<string, string[]>();
  for (let index = 0; index < headers.length; index += 2) {
    const name = (headers[index] ?? '').toLowerCase();
    // Values are written as UTF-8, one character a byte.
    const value = hidden.header(name, Buffer.from(headers[index + 1] ?? '', 'latin1').toString('utf8'), 'answer');
    const before = byName.get(name);
    if (before) before.push(value);
    else byName.set(name, [value]);
  }
  return Object.fromEntries(
    [...byName].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

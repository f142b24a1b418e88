/** What no result may show, learned as a suite runs: the values of its secret paths, wherever they turn up. */

import type { Scope } from '../core/runtime.ts';
import { type ConcealText, compileConcealText } from '../journal/mask/conceal-text.ts';
import { scalarsAt } from '../journal/mask/masked-values.ts';
import type { SecretPath } from './compiled-suite.ts';

export interface Secrets {
  /** Takes the values that stand at the secret paths now; those of before stay secret. */
  learn(scope: Scope): void;
  /** Takes credentials that are made of secrets: `Basic` hides them in base64. */
  learnHeaders(headers: readonly (readonly [string, string])[]): void;
  /** Takes them out of a text; undefined while there is nothing to hide. */
  readonly conceal: ConcealText | undefined;
}

export function createSecrets(paths: readonly SecretPath[], texts: Iterable<string>): Secrets {
  const known = new Set<string>();
  let conceal: ConcealText | undefined;
  const add = (secret: string): void => {
    if (secret === '' || known.has(secret)) return;
    known.add(secret);
    known.add(Buffer.from(secret, 'utf8').toString('base64'));
    conceal = undefined;
  };
  for (const text of texts) add(text);
  return {
    learn(scope) {
      for (const [root, ...keys] of paths) for (const value of scalarsAt(scope[root], keys)) add(String(value));
    },
    learnHeaders(headers) {
      if (known.size === 0) return;
      for (const [name, value] of headers) {
        const credentials = /authorization$/i.test(name) ? /^\s*basic\s+(\S+)/i.exec(value)?.[1] : undefined;
        if (credentials === undefined) continue;
        const decoded = Buffer.from(credentials, 'base64').toString('utf8');
        if ([...known].some((secret) => decoded.includes(secret))) add(credentials);
      }
    },
    get conceal() {
      if (known.size > 0) conceal ??= compileConcealText(known);
      return conceal;
    },
  };
}

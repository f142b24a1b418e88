/** What of a contract could not be carried over, each with its place, and the table that says why and what to do. */

import { formatOrigin, type Origin } from '../../core/origin.ts';
import type { Place, Problem, SpanOptions } from '../../core/problem.ts';

interface LossInfo {
  /** In the plural, as a heading. */
  readonly title: string;
  /** Why, and what stands there instead. */
  readonly why: string;
}

export const LOSSES = {
  mistake: {
    title: 'mistakes of the contract',
    why: 'what they are about is left out, as when the contract is served',
  },
  ref: { title: '`$ref`s that lead nowhere', why: 'anything is taken there' },
  method: { title: 'operations with a method that HTTP does not have here', why: 'no route can be written for them' },
  // parameters
  style: { title: 'parameters in a style that route files have no word for', why: 'see each' },
  'parameter-name': { title: 'parameters with a name that cannot arrive', why: 'they are left out' },
  // bodies
  'media-type': { title: 'further media types of a body', why: 'a route takes and gives one: JSON, else a form' },
  'raw-body': {
    title: 'bodies that are neither JSON nor a form',
    why: 'the route takes anything; it is in `request.body`',
  },
  form: { title: 'rules about a form as a whole', why: 'each field stands for itself' },
  encoding: { title: 'rules about how a field of a form is written', why: 'fields are plain text, objects JSON' },
  'example-name': { title: 'names of examples of requests', why: 'the examples are there, without name' },
  // answers
  'no-text': { title: 'answers that are no text', why: 'they are empty: name a file with `file:`' },
  header: { title: 'headers of answers without an example', why: 'write a value under `headers` where you need them' },
  range: { title: 'answers for a range of statuses', why: 'the case gives one of them' },
  'same-example': { title: 'examples with the name of another one', why: 'only the first can be asked for' },
  // schemas
  keyword: { title: 'keywords of schemas without effect or unknown to JSON Schema 2020-12', why: 'they are left out' },
  format: { title: 'formats that are not known', why: 'the format is left out: every text is taken' },
  pattern: { title: 'patterns that are not in RE2 syntax', why: 'the pattern is left out: every text is taken' },
  discriminator: { title: 'discriminators that constants cannot say', why: 'the schemas themselves tell values apart' },
  xml: { title: 'XML', why: 'routes speak JSON' },
  example: { title: 'values that their own schema does not allow', why: 'see each' },
  // around
  security: { title: 'security that is more than a credential that must be there', why: 'see each' },
  server: { title: 'further servers', why: 'paths begin with the path of the first one' },
  callback: { title: 'callbacks', why: 'a mock answers requests and sends none' },
  webhook: { title: 'webhooks', why: 'a mock answers requests and sends none' },
  link: { title: 'links between operations', why: 'route files have none' },
  docs: { title: 'links to other documentation', why: 'route files have none' },
  about: { title: 'words about the contract as a whole', why: 'route files have no place for them' },
  unused: { title: 'components that no operation uses', why: 'nothing would use them here either' },
  extension: { title: 'extensions (`x-…`)', why: 'they mean something to other tools' },
  // what check would refuse
  refused: { title: 'parts that `mockapi check` would refuse', why: 'they are left out' },
} as const satisfies Record<string, LossInfo>;

export type LossKind = keyof typeof LOSSES;

export interface Loss {
  readonly kind: LossKind;
  /** What it is, in the contract's own words. */
  readonly what: string;
  readonly origin: Origin;
}

/** Takes what is lost; `part` is the key unless it is said otherwise. */
export type Lose = (kind: LossKind, place: Place, what: string, span?: SpanOptions) => void;

export interface Losses {
  readonly lose: Lose;
  /** Takes what the reader of contracts found wrong. */
  tell(problem: Problem): void;
  /** In the order of the table, then of the contract; each once. */
  list(): readonly Loss[];
}

/** A schema that many operations use is looked at many times: what is lost of it is told once. */
export function collectLosses(): Losses {
  const found = new Map<string, Loss>();
  const add = (loss: Loss): void => {
    const id = `${loss.kind} ${formatOrigin(loss.origin)} ${loss.what}`;
    if (!found.has(id)) found.set(id, loss);
  };
  return {
    lose: (kind, place, what, span = { part: 'key' }) => add({ kind, what, origin: place.origin(span) }),
    tell: ({ message, hint, origin }) =>
      add({ kind: 'mistake', what: hint === undefined ? message : `${message}; ${hint}`, origin }),
    list: () => [...found.values()].sort(compareLosses),
  };
}

const ORDER: readonly string[] = Object.keys(LOSSES);

function compareLosses(a: Loss, b: Loss): number {
  const byKind = ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  if (a.origin.file !== b.origin.file) return a.origin.file < b.origin.file ? -1 : 1;
  return a.origin.line - b.origin.line || a.origin.column - b.origin.column;
}

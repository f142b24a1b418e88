/** What is masked of one entry: its values at their places, and their texts wherever else they turn up. */

import type { Issue, IssueSource } from '../../core/issue.ts';
import type { Json } from '../../core/json.ts';
import { pointerKeys } from '../../core/pointer.ts';
import type { MaskPath } from '../../spec/mask-path.ts';
import { type ConcealText, compileConcealText } from './conceal-text.ts';
import { MASKED, mapTexts, maskAt } from './masked-values.ts';
import { COOKIE_PAIRS, FORM_PAIRS, maskPairs } from './pairs.ts';

export interface Concealment {
  /** False when nothing is masked: everything may be shown as it is. */
  readonly isNeeded: boolean;
  /** Any text about the entry. */
  text: ConcealText;
  /** The same for every text inside of a value. */
  texts(value: Json): Json;
  /** What a source brought: the masked places first. */
  value(source: IssueSource, value: Json): Json;
  /** True when some of what the source brings is masked. */
  masks(source: IssueSource): boolean;
  /** True when all of it is. */
  masksAll(source: IssueSource): boolean;
  /** An issue of the request. */
  issue(issue: Issue): Issue;
  /** Path and query of a request. */
  target(target: string): string;
  /** An urlencoded form. */
  form(text: string): string;
  /** One header of the request, or of the answer: a cookie is one in both. */
  header(name: string, value: string, of: 'request' | 'answer'): string;
}

export const NOTHING_MASKED: Concealment = {
  isNeeded: false,
  text: (text) => text,
  texts: (value) => value,
  value: (_source, value) => value,
  masks: () => false,
  masksAll: () => false,
  issue: (issue) => issue,
  target: (target) => target,
  form: (text) => text,
  header: (_name, value) => value,
};

/** `secrets` are the texts that stand at the masked places. */
export function createConcealment(paths: readonly MaskPath[], secrets: ReadonlySet<string>): Concealment {
  const text = compileConcealText(secrets);
  const texts = (value: Json): Json => mapTexts(value, text);
  const of = (source: IssueSource): readonly (readonly string[])[] =>
    paths.filter((item) => item.in === source).map(({ path }) => path);
  const isNamed = namedIn(paths);

  return {
    isNeeded: true,
    text,
    texts,
    value: (source, value) => texts(of(source).reduce<Json>((masked, path) => maskAt(masked, path), value)),
    masks: (source) => of(source).length > 0,
    masksAll: (source) => of(source).some((path) => path.length === 0),
    issue: (issue) => ({
      ...issue,
      message: text(issue.message),
      expected: texts(issue.expected as Json),
      received: texts(
        of(issue.in).reduce<Json>((value, path) => maskBelow(value, keysOf(issue), path), issue.received as Json),
      ),
    }),
    target(target) {
      const question = target.indexOf('?');
      if (question < 0) return concealPath(target, text);
      const query = maskPairs(target.slice(question + 1), FORM_PAIRS, isNamed('query'));
      return `${concealPath(target.slice(0, question), text)}?${text(query)}`;
    },
    form: (written) => text(maskPairs(written, FORM_PAIRS, isNamed('form'))),
    header(name, value, side) {
      if (side === 'request' && isNamed('header')(name)) return MASKED;
      if (side === 'request' && name === 'cookie') return text(maskPairs(value, COOKIE_PAIRS, isNamed('cookie')));
      return text(name === 'set-cookie' ? maskSetCookie(value, isNamed('cookie')) : value);
    },
  };
}

function keysOf({ pointer }: Issue): readonly string[] {
  return pointerKeys(pointer).map(String);
}

/** The value that stands at `keys`, with what the path names of it masked. */
function maskBelow(value: Json, keys: readonly string[], path: readonly string[]): Json {
  const [name] = path;
  const [key, ...below] = keys;
  if (name === undefined) return MASKED;
  if (key === undefined) return maskAt(value, path);
  if (key === name) return maskBelow(value, below, path.slice(1));
  return /^\d+$/.test(key) ? maskBelow(value, below, path) : value;
}

/** True of a name that is masked as a whole, or of any where the whole source is. */
export function namedIn(paths: readonly MaskPath[]): (source: IssueSource) => (name: string) => boolean {
  return (source) => (name) =>
    paths.some(({ in: at, path }) => at === source && (path.length === 0 || path[0] === name));
}

/** Of a cookie that is given, only the pair before its attributes has a value to hide. */
function maskSetCookie(value: string, isMasked: (name: string) => boolean): string {
  const end = value.indexOf(';');
  const pair = end < 0 ? value : value.slice(0, end);
  return maskPairs(pair, COOKIE_PAIRS, isMasked) + value.slice(pair.length);
}

/** Segment by segment: a secret may be percent-encoded there in ways that no list of them foresees. */
function concealPath(path: string, text: ConcealText): string {
  return path
    .split('/')
    .map((segment) => {
      const decoded = decodeLoosely(segment);
      const concealed = text(decoded);
      return concealed === decoded ? segment : concealed;
    })
    .join('/');
}

function decodeLoosely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

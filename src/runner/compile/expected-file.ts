/** `expect: { file }`: the whole body is what a file holds. */

import { basename, dirname, resolve } from 'node:path';
import type { Place } from '../../core/problem.ts';
import { createRandom } from '../../core/random.ts';
import type { Runtime } from '../../core/runtime.ts';
import { shorten } from '../../core/shorten.ts';
import { compileText, type ExpressionContext } from '../../expression/index.ts';
import type { Difference } from '../../kinds/matcher/difference.ts';
import { compileMatcher, type Matcher } from '../../kinds/matcher/index.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { Answer, ExpectationFailure, ExpectedFile } from '../compiled-suite.ts';
import { FileError, readBytes, shownPath } from '../files.ts';
import { failureOf, type Look } from './failures.ts';

export interface CompiledFile {
  readonly file: ExpectedFile;
  readonly look: Look;
}

/** Undefined when a problem was reported. */
export function compileExpectedFile({ value, place }: Located, context: ExpressionContext): CompiledFile | undefined {
  const text = compileText(String(value), place, context);
  const equal = text && compileEqual(place);
  if (!equal) return undefined;
  const origin = place.origin();
  const folder = dirname(place.path);
  const differences = (answer: Answer, path: string): readonly Difference[] =>
    compare(answer, path, equal).map((difference) => ({ ...difference, origin }));
  const path: ExpectedFile['path'] = (scope, runtime) => resolve(folder, text.render(scope, runtime));
  return {
    file: {
      origin,
      path,
      isMet(answer, file) {
        try {
          return differences(answer, file).length === 0;
        } catch (error) {
          if (error instanceof FileError) return false;
          throw error;
        }
      },
    },
    look(answer, scope, runtime) {
      const file = path(scope, runtime);
      const told = (message: string): readonly ExpectationFailure[] => [{ origin, message, differences: [] }];
      try {
        const found = differences(answer, file);
        return found.length === 0 ? [] : [failureOf(origin, found, '/body')];
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        if (!error.isMissing) return told(error.message);
        return told(`there is no file "${shownPath(file)}" to compare the body with: run with --update to write it`);
      }
    },
  };
}

type Finding = Omit<Difference, 'origin'>;

/** Throws FileError for a file that cannot be read, or is no JSON. */
function compare({ body, bytes }: Answer, path: string, equal: Matcher): readonly Finding[] {
  const expected = readBytes(path);
  if (/\.json$/i.test(path) || isTree(body)) {
    // No body, and none expected.
    if (expected.length === 0 && bytes.length === 0) return [];
    return equal.differences(body, { [EXPECTED]: parseJson(expected, path) }, NO_RUNTIME);
  }
  if (typeof body === 'string') return compareTexts(expected.toString('utf8').replace(/^\ufeff/, ''), body, path);
  return compareBytes(expected, bytes, path);
}

function isTree(body: unknown): boolean {
  return typeof body !== 'string' && body !== null && !(body instanceof Uint8Array);
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FileError(`"${shownPath(path)}" is no JSON to compare the body with: ${why}`, false);
  }
}

const EXPECTED = 'expected';
/** The comparison asks for none of it. */
const NO_RUNTIME: Runtime = { now: 0, random: createRandom(0), locale: 'en', nextCount: () => 0 };

/** What is in the file is data: no matcher works in it. */
function compileEqual(place: Place): Matcher | undefined {
  return compileMatcher({ $eq: `\${${EXPECTED}}` }, place, {
    report: () => {},
    template: () => ({ uses: new Set(), constant: undefined, render: (scope) => scope[EXPECTED] }),
  });
}

function compareTexts(expected: string, received: string, path: string): readonly Finding[] {
  if (expected === received) return [];
  const at = firstDifference(expected, received);
  const line = expected.slice(0, at).split('\n').length;
  const message = `expected the text of "${basename(path)}", the first difference is on line ${line}`;
  return [{ pointer: '', expected, received, message }];
}

function compareBytes(expected: Buffer, received: Buffer, path: string): readonly Finding[] {
  if (expected.equals(received)) return [];
  const at = firstDifference(expected, received);
  const message = `expected the ${shorten(expected)} of "${basename(path)}", received ${shorten(received)}, the first difference is at byte ${at}`;
  return [{ pointer: '', expected, received, message }];
}

function firstDifference(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  const end = Math.min(a.length, b.length);
  for (let index = 0; index < end; index++) if (a[index] !== b[index]) return index;
  return end;
}

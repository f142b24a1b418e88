/** `$type`: a JSON type or bytes, or one of several. */

import type { Json } from '../../../core/json.ts';
import { didYouMean } from '../../../core/nearest.ts';
import { shorten } from '../../../core/shorten.ts';
import { leafCheck, NO_NAMES } from '../check.ts';
import { isMap } from '../is-map.ts';
import { type Operator, type OperatorScope, refuseArgument } from '../operator.ts';
import { expectedKind, someOf } from '../wording.ts';

type Test = (value: unknown) => boolean;

const TYPES: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['null', (value) => value === null || value === undefined],
  ['boolean', (value) => typeof value === 'boolean'],
  ['number', (value) => typeof value === 'number'],
  ['integer', (value) => Number.isInteger(value)],
  ['string', (value) => typeof value === 'string'],
  ['array', (value) => Array.isArray(value)],
  ['object', isMap],
  ['bytes', (value) => value instanceof Uint8Array],
]);

const WORDS = [...TYPES.keys()];

/** What people call the types elsewhere. */
const SAID_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['bool', 'boolean'],
  ['int', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
  ['text', 'string'],
  ['str', 'string'],
  ['list', 'array'],
  ['map', 'object'],
  ['dict', 'object'],
  ['binary', 'bytes'],
  ['buffer', 'bytes'],
]);

export const TYPE: Operator = {
  name: '$type',
  summary: 'of a JSON type (null, boolean, number, integer, string, array, object) or bytes, or of one in a list',
  schema: {
    anyOf: [{ enum: [...WORDS, null] }, { type: 'array', minItems: 1, items: { enum: [...WORDS, null] } }],
  },
  example: 'body: { id: { $type: integer }, note: { $type: [string, "null"] } }',
  compile(argument, scope) {
    const { place } = scope;
    const isList = Array.isArray(argument);
    const words: readonly Json[] = isList ? argument : [argument];
    if (words.length === 0) {
      const types = someOf(WORDS, { max: 9, last: 'or' });
      return refuseArgument(scope, '"$type" takes at least one type', `write one of ${types}`);
    }
    const tests = words.flatMap((word, index) => {
      return findTest(word, isList ? { ...scope, place: place.child(index) } : scope) ?? [];
    });
    if (tests.length < words.length) return undefined;
    const [first] = tests;
    return leafCheck({
      place,
      uses: NO_NAMES,
      matches: first && tests.length === 1 ? first : anyOf(tests),
      finding: (value) => ({
        expected: { $type: argument },
        message: expectedKind(`type ${words.map((word) => word ?? 'null').join(' or ')}`, value),
      }),
    });
  },
};

/** `$type: null` without quotes is YAML's null, and means the word. */
function findTest(word: Json, scope: OperatorScope): Test | undefined {
  const name = word === null ? 'null' : word;
  const test = typeof name === 'string' ? TYPES.get(name) : undefined;
  return test ?? refuseArgument(scope, `there is no type ${shorten(word)}`, hint(name));
}

function anyOf(tests: readonly Test[]): Test {
  return (value) => {
    for (const test of tests) if (test(value)) return true;
    return false;
  };
}

function hint(word: Json): string {
  const types = `the types are ${someOf(WORDS, { max: 9 })}`;
  if (typeof word !== 'string') return types;
  const known = SAID_ELSEWHERE.get(word.toLowerCase());
  if (known !== undefined) return `did you mean "${known}"?`;
  return didYouMean(word, WORDS) ?? `${types}; for a format write { $schema: { type: string, format: date-time } }`;
}

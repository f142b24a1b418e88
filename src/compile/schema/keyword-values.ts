/** Whether a keyword that holds no schemas has a value that it takes. */

import { isJsonObject, type Json } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import { compilePattern } from '../../core/pattern.ts';
import { FORMATS } from './ajv.ts';
import { type Keyword, TYPES } from './keywords.ts';
import { complain, expect, type Reading, under } from './reading.ts';
import { joinWords, quote } from './words.ts';

/** Complains, and returns false, when it has not. */
export function isFit(reading: Reading, name: string, keyword: Keyword, value: Json): boolean {
  switch (keyword.shape) {
    case 'type':
      return isType(reading, value);
    case 'values':
      return expect(reading, Array.isArray(value) && value.length > 0, 'a list with at least one value');
    case 'boolean':
      return expect(reading, typeof value === 'boolean', 'true or false');
    case 'number':
      return expect(reading, typeof value === 'number', 'a number', oldLimitHint(name, value));
    case 'step':
      return expect(reading, typeof value === 'number' && value > 0, 'a number above 0');
    case 'count':
      return expect(reading, Number.isSafeInteger(value) && Number(value) >= 0, 'a whole number, 0 or more');
    case 'text':
      return expect(reading, typeof value === 'string', 'a text');
    case 'map':
      return expect(reading, isJsonObject(value), 'a map');
    case 'pattern':
      return typeof value === 'string' ? isPattern(reading, value) : expect(reading, false, 'a pattern, as a text');
    case 'format':
      return typeof value === 'string' ? isFormat(reading, value) : expect(reading, false, 'the name of a format');
    case 'names':
      return expect(reading, isNames(value), 'a list of names, each once', requiredHint(name, value));
    case 'name-map':
      return expect(
        reading,
        isJsonObject(value) && Object.values(value).every(isNames),
        'a map of names to lists of names',
      );
    default:
      return true;
  }
}

/** True for a list of texts, each there once. */
export function isNames(value: Json): boolean {
  return (
    Array.isArray(value) && value.every((name) => typeof name === 'string') && new Set(value).size === value.length
  );
}

/** Complains, and returns false, when a pattern is not in RE2 syntax. */
export function isPattern(reading: Reading, source: string, part: 'key' | 'value' = 'value'): boolean {
  const pattern = compilePattern(source);
  if ('error' in pattern) {
    complain(reading, 'bad-pattern', `the pattern "${source}" is not in RE2 syntax: ${pattern.error}`, { part });
  }
  return !('error' in pattern);
}

function isFormat(reading: Reading, name: string): boolean {
  // Documents of OpenAPI give names of their own to formats: they say something to people.
  if (FORMATS.has(name) || reading.options.manner.isLenient) return true;
  complain(reading, 'unknown-format', `there is no format "${name}"`, { hint: didYouMean(name, FORMATS.keys()) });
  return false;
}

function isType(reading: Reading, value: Json): boolean {
  if (!Array.isArray(value)) return isTypeWord(reading, value);
  if (value.length === 0 || new Set(value).size < value.length) {
    return expect(reading, false, 'a type or a list of different types');
  }
  return value.map((word, index) => under(reading, index, () => isTypeWord(reading, word))).every(Boolean);
}

function isTypeWord(reading: Reading, word: Json): boolean {
  if (typeof word === 'string' && (TYPES as readonly string[]).includes(word)) return true;
  const listed = `the types are ${joinWords(TYPES, 'and')}`;
  const hint = typeof word === 'string' ? (OTHER_TYPES.get(word) ?? didYouMean(word, TYPES) ?? listed) : listed;
  complain(reading, 'bad-schema', `there is no type ${quote(word)}`, {
    hint: word === null ? 'write "null" in quotes' : hint,
  });
  return false;
}

/** Words that other languages and older documents have for types. */
const OTHER_TYPES: ReadonlyMap<string, string> = new Map([
  ['file', 'write type: string, format: binary'],
  ['date', 'write type: string, format: date'],
  ['datetime', 'write type: string, format: date-time'],
  ['any', 'leave "type" out'],
  ['int', 'write "integer"'],
  ['long', 'write "integer"'],
  ['float', 'write "number"'],
  ['double', 'write "number"'],
  ['decimal', 'write "number"'],
  ['bool', 'write "boolean"'],
  ['text', 'write "string"'],
  ['list', 'write "array"'],
  ['map', 'write "object"'],
]);

/** In draft-04 the limit stood under `minimum`. */
function oldLimitHint(name: string, value: Json): string | undefined {
  if (typeof value !== 'boolean' || !name.startsWith('exclusive')) return undefined;
  return `write the limit itself, without "${name === 'exclusiveMinimum' ? 'minimum' : 'maximum'}"`;
}

function requiredHint(name: string, value: Json): string | undefined {
  if (typeof value !== 'boolean' || name !== 'required') return undefined;
  return 'put the name into the "required" list of the schema around it';
}

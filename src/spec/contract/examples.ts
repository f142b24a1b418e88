/** Examples of a contract: the one under `example`, and those with names. */

import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Located } from '../route-spec.ts';
import type { ContractExample } from './contract-spec.ts';
import {
  checkKeys,
  deref,
  entriesOf,
  type LocatedObject,
  memberOf,
  objectOf,
  type Reading,
  textOf,
} from './reading.ts';

const EXAMPLE_KEYS = ['summary', 'description', 'value', 'externalValue', 'dataValue', 'serializedValue'];

/** `example` first, under that name. An example that is null is one. */
export function readExamples(at: LocatedObject, reading: Reading): readonly ContractExample[] {
  const examples: ContractExample[] = [];
  if (Object.hasOwn(at.value, 'example')) {
    const written = { value: at.value.example ?? null, place: at.place.child('example') };
    examples.push({ name: 'example', summary: undefined, ...meantValue(written, reading) });
  }
  const named = objectOf(at, 'examples', reading);
  for (const [name, member] of named ? entriesOf(named) : []) {
    const example = deref(member, `the example "${name}"`, reading);
    if (example) examples.push(...readExample(name, example, reading));
  }
  return examples;
}

function readExample(name: string, at: LocatedObject, reading: Reading): readonly ContractExample[] {
  checkKeys(at, EXAMPLE_KEYS, reading);
  const summary = textOf(at, 'summary', reading);
  const key = ['value', 'dataValue', 'serializedValue'].find((one) => Object.hasOwn(at.value, one));
  if (key !== undefined) {
    return [{ name, summary, ...meantValue({ value: at.value[key] ?? null, place: at.place.child(key) }, reading) }];
  }
  const external = memberOf(at, 'externalValue');
  if (external) {
    reading.report(
      external.place.problem('not-built-yet', `the file of an "externalValue" is not read`, {
        part: 'key',
        hint: 'write the value under "value"',
      }),
    );
  }
  return [];
}

/** A value is data, and a `$ref` in it too; a value that is nothing but one that leads somewhere was not meant so. */
function meantValue(written: Located, reading: Reading): Pick<ContractExample, 'value' | 'place'> {
  const { follow, report } = reading;
  const ref = onlyRef(written.value);
  const found = ref === undefined ? undefined : follow(ref, written.place, () => {});
  if (!found) return { value: withExamples(written, reading, MOST_INSIDE), place: written.place };
  report(
    written.place.problem('wrong-value', 'the value of an example is a "$ref"', {
      severity: 'warning',
      hint: 'what it leads to is sent; write the "$ref" in place of the whole example',
    }),
  );
  return ownValue(found);
}

function onlyRef(value: Json): string | undefined {
  if (!isJsonObject(value) || typeof value.$ref !== 'string') return undefined;
  return Object.keys(value).length === 1 ? value.$ref : undefined;
}

/** Examples inside of examples inside of examples. */
const MOST_INSIDE = 5;

/** `place` says in which file. Items and members that are nothing but a reference to another example of the contract are that example. */
function withExamples({ value, place }: Located, reading: Reading, depth: number): Json {
  if (depth === 0 || typeof value !== 'object' || value === null) return value;
  const ref = onlyRef(value);
  if (ref !== undefined && /#\/components\/examples\/[^/]+(\/value)?$/.test(ref)) {
    const found = reading.follow(ref, place, () => {});
    if (!found) return value;
    const own = ownValue(found);
    return withExamples(own, reading, depth - 1);
  }
  let isChanged = false;
  const read = (item: Json): Json => {
    const meant = withExamples({ value: item, place }, reading, depth);
    isChanged ||= meant !== item;
    return meant;
  };
  const made = Array.isArray(value)
    ? value.map((item: Json) => read(item))
    : Object.fromEntries(Object.entries(value as JsonObject).map(([key, item]) => [key, read(item)]));
  return isChanged ? made : value;
}

/** What an example object holds; anything else is a value itself. */
function ownValue(found: Located): Located {
  return isJsonObject(found.value) && Object.hasOwn(found.value, 'value')
    ? { value: found.value.value ?? null, place: found.place.child('value') }
    : found;
}

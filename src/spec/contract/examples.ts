/** Examples of a contract: the one under `example`, and those with names. */

import { isJsonObject } from '../../core/json.ts';
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
function meantValue(written: Located, { follow, report }: Reading): Pick<ContractExample, 'value' | 'place'> {
  const ref = isJsonObject(written.value) && Object.keys(written.value).length === 1 ? written.value.$ref : undefined;
  const found = typeof ref === 'string' ? follow(ref, written.place, () => {}) : undefined;
  if (!found) return written;
  report(
    written.place.problem('wrong-value', 'the value of an example is a "$ref"', {
      severity: 'warning',
      hint: 'what it leads to is sent; write the "$ref" in place of the whole example',
    }),
  );
  return isJsonObject(found.value) && Object.hasOwn(found.value, 'value')
    ? { value: found.value.value ?? null, place: found.place.child('value') }
    : found;
}

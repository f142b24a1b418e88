/** Examples of a contract: the one under `example`, and those with names. */

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
    const place = at.place.child('example');
    examples.push({ name: 'example', summary: undefined, value: at.value.example ?? null, place });
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
  for (const key of ['value', 'dataValue', 'serializedValue']) {
    if (Object.hasOwn(at.value, key))
      return [{ name, summary, value: at.value[key] ?? null, place: at.place.child(key) }];
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

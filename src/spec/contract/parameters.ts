/** Parameters of OpenAPI 3: of a path item, then of the operation, which win. */

import type { Located } from '../route-spec.ts';
import { readContents } from './contents.ts';
import type { ContractParam } from './contract-spec.ts';
import { readExamples } from './examples.ts';
import type { SlotNames } from './paths.ts';
import { checkKeys, deref, flagOf, type LocatedObject, memberOf, type Risky, textOf } from './reading.ts';
import { readSerialization } from './styles.ts';

const PARAMETER_KEYS = [
  ...['name', 'in', 'description', 'required', 'deprecated', 'allowEmptyValue', 'style', 'explode', 'allowReserved'],
  ...['schema', 'example', 'examples', 'content'],
];

const SOURCES: Readonly<Record<string, ContractParam['in'] | undefined>> = {
  path: 'url',
  query: 'query',
  header: 'header',
  cookie: 'cookie',
};

/** Headers that say something of their own in HTTP: OpenAPI 3.1 §4.8.12.2.1 has them ignored as parameters. */
const NO_PARAMETERS = ['accept', 'content-type', 'authorization'];

/** `lists` from the outside in. Reports what is wrong; what is in the path and not declared is a text. */
export function readParameters(
  lists: readonly (readonly Located[])[],
  slots: SlotNames,
  reading: Risky,
): readonly ContractParam[] {
  const params = new Map<string, ContractParam>();
  for (const item of lists.flat()) {
    const at = deref(item, 'a parameter', reading, reading.lose);
    const param = at && readParameter(at, slots, reading);
    if (param) params.set(keyOf(param), param);
  }
  return [...params.values()];
}

function keyOf({ in: source, name }: ContractParam): string {
  return `${source} ${source === 'header' ? name.toLowerCase() : name}`;
}

function readParameter(at: LocatedObject, slots: SlotNames, reading: Risky): ContractParam | undefined {
  const named = readIdentity(at, SOURCES, reading);
  if (!named) return undefined;
  checkKeys(at, PARAMETER_KEYS, reading);
  const { source, name } = named;
  if (source === 'header' && NO_PARAMETERS.includes(name.toLowerCase())) return undefined;
  const slot = source === 'url' ? pathSlot(name, at, slots, reading) : name;
  if (slot === undefined) return undefined;
  const [content] = readContents(at, reading);
  return {
    in: source,
    name,
    slot,
    isRequired: source === 'url' || flagOf(at, 'required', reading) === true,
    ...readSerialization(at, source, reading),
    mediaType: content?.mediaType,
    schema: content ? content.schema : memberOf(at, 'schema'),
    examples: content && content.examples.length > 0 ? content.examples : readExamples(at, reading),
    description: textOf(at, 'description', reading),
    isDeprecated: flagOf(at, 'deprecated', reading) === true,
    place: at.place,
  };
}

/** Its name and where it comes from; undefined where one of them is missing. */
export function readIdentity<S extends string>(
  at: LocatedObject,
  sources: Readonly<Record<string, S | undefined>>,
  reading: Risky,
): { readonly source: S; readonly name: string } | undefined {
  const name = textOf(at, 'name', reading);
  const place = textOf(at, 'in', reading);
  const source = place === undefined ? undefined : sources[place];
  if (name !== undefined && source !== undefined) return { source, name };
  const problem =
    name === undefined || place === undefined
      ? at.place.problem('missing-key', `a parameter has no "${name === undefined ? 'name' : 'in'}"`)
      : at.place.child('in').problem('wrong-value', `"${place}" is no place of a parameter`, {
          hint: `there are ${Object.keys(sources).join(', ')}`,
        });
  reading.lose(problem);
  return undefined;
}

/** What the path of ours calls it; a parameter that the path does not have has no effect. */
export function pathSlot(name: string, at: LocatedObject, slots: SlotNames, { report }: Risky): string | undefined {
  const slot = slots.get(name);
  if (slot !== undefined) return slot;
  const hint =
    slots.size === 0
      ? 'it has no effect'
      : `it has no effect; there are ${[...slots.keys()].map((one) => `{${one}}`).join(', ')}`;
  report(
    at.place.problem('unknown-url-parameter', `the path has no parameter "{${name}}"`, { severity: 'warning', hint }),
  );
  return undefined;
}

/** How parameters are written as text, and what that is where a contract does not say. */

import type { ContractParam, ContractStyle, Serialization } from './contract-spec.ts';
import { flagOf, type LocatedObject, type Reading, textOf } from './reading.ts';

const STYLES: readonly ContractStyle[] = [
  'simple',
  'label',
  'matrix',
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
];

/** Which styles each place takes (OpenAPI 3.1 §4.8.12.2); the first is the default. */
const STYLES_OF: Readonly<Record<ContractParam['in'], readonly ContractStyle[]>> = {
  url: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};

/** The style of a part of a form; undefined where it has none, or one that there is not: then a warning says so. */
export function readFormStyle(at: LocatedObject, reading: Reading): ContractStyle | undefined {
  const written = textOf(at, 'style', reading);
  const found = STYLES.find((style) => style === written);
  if (written !== undefined && found === undefined) {
    reading.report(
      at.place.child('style').problem('wrong-value', `a part of a form has no style "${written}"`, {
        severity: 'warning',
        hint: `it has no effect; there are ${STYLES_OF.query.join(', ')}`,
      }),
    );
  }
  return found;
}

export function readSerialization(at: LocatedObject, source: ContractParam['in'], reading: Reading): Serialization {
  const allowed = STYLES_OF[source];
  const [fallback = 'form'] = allowed;
  const written = textOf(at, 'style', reading);
  const found = allowed.find((style) => style === written);
  if (written !== undefined && found === undefined) {
    reading.report(
      at.place
        .child('style')
        .problem('wrong-value', `a parameter in "${String(at.value.in)}" has no style "${written}"`, {
          severity: 'warning',
          hint: `it is read as "${fallback}"; there are ${allowed.join(', ')}`,
        }),
    );
  }
  const style = found ?? fallback;
  return {
    style,
    isExploded: flagOf(at, 'explode', reading) ?? (style === 'form' || style === 'deepObject'),
    allowsReserved: flagOf(at, 'allowReserved', reading) === true,
    allowsEmpty: flagOf(at, 'allowEmptyValue', reading) === true,
  };
}

/** `collectionFormat` of Swagger 2.0. */
export function readCollectionFormat(
  at: LocatedObject,
  source: ContractParam['in'] | 'form',
  reading: Reading,
): Serialization {
  const [fallback = 'form'] = STYLES_OF[source === 'form' ? 'query' : source];
  const written = textOf(at, 'collectionFormat', reading) ?? 'csv';
  const style = ({ ssv: 'spaceDelimited', tsv: 'tabDelimited', pipes: 'pipeDelimited' } as const)[written] ?? fallback;
  const isMulti = written === 'multi' && (source === 'query' || source === 'form');
  if (!['csv', 'ssv', 'tsv', 'pipes', 'multi'].includes(written)) {
    reading.report(
      at.place.child('collectionFormat').problem('wrong-value', `there is no collectionFormat "${written}"`, {
        severity: 'warning',
        hint: 'it is read as csv; there are csv, ssv, tsv, pipes and multi',
      }),
    );
  }
  return {
    style,
    isExploded: isMulti,
    allowsReserved: false,
    allowsEmpty: flagOf(at, 'allowEmptyValue', reading) === true,
  };
}

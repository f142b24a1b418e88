/** A parameter of a contract, as its style writes it (OpenAPI 3.1.1 §4.8.12.3). */

import type { JsonSchema } from '../../core/json.ts';
import type { Serialization } from '../../spec/contract/contract-spec.ts';

/** Where styled parameters come from. */
export type StyledPlace = 'url' | 'query' | 'header' | 'cookie' | 'form';

export interface StyledParam extends Serialization {
  readonly in: StyledPlace;
  readonly name: string;
  /** The parameter is a JSON document (`content: application/json`), or any other text that is kept; undefined for a style. */
  readonly mediaType: string | undefined;
  /** Resolved. */
  readonly schema: JsonSchema;
}

/** The name under which requests and values have it: of a header in lower case. */
export function arrivingName({ in: place, name }: Pick<StyledParam, 'in' | 'name'>): string {
  return place === 'header' ? name.toLowerCase() : name;
}

/** What the value that was read must match: the parameter's schema, or nothing at all (`''`) where it may be empty. */
export function checkedSchema({ allowsEmpty, schema }: StyledParam): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return allowsEmpty ? { if: { const: '' }, then: true, else: schema } : schema;
}

/** All parameters that a contract declares in one place of a request. */

import type { Exchange } from '../../core/exchange.ts';
import type { Issues } from '../../core/issue.ts';
import type { JsonSchema } from '../../core/json.ts';
import type { SchemaLibrary } from '../../core/kind.ts';
import type { PathPattern } from '../../spec/path.ts';
import { noValues, type Values } from '../source/text-values.ts';
import { compileRaw } from './compile-raw.ts';
import { compileStyle } from './compile-style.ts';
import type { RawSource } from './raw-source.ts';
import { arrivingName, checkedSchema, type StyledParam, type StyledPlace } from './styled-param.ts';

export interface StyledSource {
  readonly place: StyledPlace;
  /** What the value of each parameter must match, by the name that values have. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  /** Takes a request apart, once. Throws RequestError (400) for what cannot be decoded. */
  raw(exchange: Exchange): RawSource;
  /** What came, by the name of its parameter (of headers in lower case), coerced, not yet validated. */
  read(raw: RawSource, issues: Issues): Values;
  /** What no parameter takes: a text, or a list of texts where a name is repeated. */
  undeclared(raw: RawSource): Values;
}

/** `params` of other places are left out. */
export function compileStyledSource(
  place: StyledPlace,
  params: readonly StyledParam[],
  { schemas, pattern }: { readonly schemas: SchemaLibrary; readonly pattern?: PathPattern },
): StyledSource {
  const own = params.filter((param) => param.in === place);
  const readers = own.map((param) => ({ name: arrivingName(param), ...compileStyle(param, schemas, own) }));
  return {
    place,
    schemas: new Map(own.map((param) => [arrivingName(param), checkedSchema(param)])),
    raw: compileRaw(place, own, pattern),
    read(raw, issues) {
      const values = noValues();
      for (const { name, read } of readers) {
        const value = read(raw, issues);
        if (value !== undefined) values[name] = value;
      }
      return values;
    },
    undeclared(raw) {
      const values = noValues();
      for (const name of raw.names()) {
        if (readers.some(({ takes }) => takes(name))) continue;
        const texts = raw.find(name)?.map(({ text }) => text) ?? [];
        values[name] = texts.length === 1 ? texts[0] : texts;
      }
      return values;
    },
  };
}

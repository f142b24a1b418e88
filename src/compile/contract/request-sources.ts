/** Path, query, headers and cookies of an operation: read as their styles write them, validated place by place. */

import type { Exchange } from '../../core/exchange.ts';
import type { Issues } from '../../core/issue.ts';
import type { JsonObject, JsonSchema } from '../../core/json.ts';
import { addViolations } from '../../kinds/source/issues.ts';
import { noValues } from '../../kinds/source/text-values.ts';
import type { StyledParam } from '../../kinds/style/styled-param.ts';
import { compileStyledSource } from '../../kinds/style/styled-source.ts';
import type { ContractParam } from '../../spec/contract/contract-spec.ts';
import type { PathPattern } from '../../spec/path.ts';
import { type ContractContext, resolveSchema } from './contract-context.ts';

export interface ResolvedParam {
  readonly param: ContractParam;
  readonly schema: JsonSchema;
}

export type Place = ContractParam['in'];

export interface RequestSource {
  readonly place: Place;
  /** Appends issues; throws RequestError (400) for what cannot be decoded. */
  admit(exchange: Exchange, issues: Issues): unknown;
}

export function resolveParams(params: readonly ContractParam[], context: ContractContext): readonly ResolvedParam[] {
  return params.map((param) => ({ param, schema: resolveSchema(param.schema, 'request', context) }));
}

/** The places of which the operation declares something. */
export function compileRequestSources(
  params: readonly ResolvedParam[],
  pattern: PathPattern,
  context: ContractContext,
): readonly RequestSource[] {
  const places: readonly Place[] = ['header', 'cookie', 'url', 'query'];
  return places.flatMap((place) => {
    const own = params.filter(({ param }) => param.in === place);
    return own.length === 0 ? [] : [compileSource(place, own, pattern, context)];
  });
}

function compileSource(
  place: Place,
  params: readonly ResolvedParam[],
  pattern: PathPattern,
  { schemas }: ContractContext,
): RequestSource {
  const source = compileStyledSource(place, params.map(styled), { schemas, pattern });
  const schema: JsonObject = {
    type: 'object',
    properties: Object.fromEntries(source.schemas),
    required: params.filter(({ param }) => param.isRequired).map(({ param }) => nameOf(param)),
  };
  const validator = schemas.validator(schema, 'optional');
  return {
    place,
    admit(exchange, issues) {
      const raw = source.raw(exchange);
      const values = source.read(raw, issues);
      addViolations(place, validator.check(values), issues);
      const others = place === 'header' ? exchange.request.headers : source.undeclared(raw);
      return Object.assign(noValues(), others, values);
    },
  };
}

function styled({ param, schema }: ResolvedParam): StyledParam {
  const { style, isExploded, allowsReserved, allowsEmpty, mediaType } = param;
  return { in: param.in, name: param.slot, style, isExploded, allowsReserved, allowsEmpty, mediaType, schema };
}

/** As values are called: headers come in lower case. */
function nameOf(param: ContractParam): string {
  return param.in === 'header' ? param.slot.toLowerCase() : param.slot;
}

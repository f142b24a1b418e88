/** Parameters of an operation as `params` of a route: by place and name, in styles that route files have words for. */

import type { Json, JsonObject } from '../../core/json.ts';
import type { ContractParam, OperationSpec } from '../../spec/contract/contract-spec.ts';
import type { Located } from '../../spec/route-spec.ts';
import type { ImportContext } from './import-context.ts';
import { parameterSpec } from './parameter-spec.ts';
import { membersOf } from './schema/members.ts';
import { typesOf } from './schema/types.ts';

/** By place, then by name; places without parameters are not there. */
export type WrittenParams = { [place in ContractParam['in']]?: Record<string, Json> };

/** A parameter that is ready to be put under its place. */
type Named = readonly [name: string, spec: Json];

export function importParameters(operation: OperationSpec, context: ImportContext): WrittenParams {
  const written: WrittenParams = {};
  for (const param of operation.params) {
    for (const [name, spec] of importParameter(param, context)) {
      const place = written[param.in] ?? {};
      place[name] = spec;
      written[param.in] = place;
    }
  }
  return written;
}

function importParameter(param: ContractParam, context: ImportContext): readonly Named[] {
  if (!canArrive(param)) {
    context.lose('parameter-name', param.place, `${param.in} "${param.name}"`, { part: 'value' });
    return [];
  }
  const { schema, style, isExploded } = param;
  const types = typesOf(schema, context.find);
  const isObject = types?.has('object') === true && !types.has('string');
  const isList = types?.has('array') === true && !types.has('string');
  if (param.mediaType !== undefined) {
    // An object in a text is read as JSON here too.
    return isObject ? [whole(param, context)] : [asText(param, `a document of the type ${param.mediaType}`, context)];
  }
  if (param.in === 'query' && isObject && (style === 'deepObject' || (style === 'form' && isExploded))) {
    return spread(param, schema, context);
  }
  const usual = param.in === 'query' || param.in === 'cookie' ? 'form' : 'simple';
  const isPlain = style === usual && !isObject;
  if (isPlain) return [whole(param, context, isList && usual === 'form' && !isExploded)];
  if (!isList && !isObject && style !== 'label' && style !== 'matrix' && style !== 'deepObject') {
    return [whole(param, context)];
  }
  return style === 'deepObject' ? spread(param, schema, context) : [asText(param, `style ${style}`, context)];
}

/** Names that a header or a cookie can have; a path and a query take any. */
function canArrive({ in: place, name }: ContractParam): boolean {
  if (place === 'header') return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
  return place === 'cookie' ? /^[^\s=;]+$/.test(name) : true;
}

function whole(param: ContractParam, context: ImportContext, isCommaList = false): Named {
  const schema = context.shelf.write(param.schema, { direction: 'request', name: schemaName(param) });
  const spec = parameterSpec(schema, { ...wordsOf(param), isCommaList });
  return [nameOf(param), traced(spec, param, context)];
}

/** What the style says is not taken apart: the text comes as it was sent. */
function asText(param: ContractParam, what: string, context: ImportContext): Named {
  context.lose('style', param.place, `${param.in} "${param.name}", ${what}: its text is taken as it comes`, {
    part: 'value',
  });
  const { examples: _, ...words } = wordsOf(param);
  return [nameOf(param), traced(parameterSpec({}, words), param, context)];
}

/** `filter[status]=open`, or `status=open` of an exploded form: each member is a parameter of its own. */
function spread(param: ContractParam, schema: Located | undefined, context: ImportContext): readonly Named[] {
  const isDeep = param.style === 'deepObject';
  const members = membersOf(schema, context.find);
  const what = isDeep ? 'style deepObject' : 'an object as a form';
  const named = [...members.properties].map(([name, member]): Named => {
    const types = typesOf(member, context.find);
    const written = context.shelf.write(member, { direction: 'request', name: `${schemaName(param)}-${name}` });
    const isRequired = param.isRequired && members.required.has(name);
    const isNested = types?.has('object') === true;
    const spec = parameterSpec(isNested ? {} : written, { place: member.place, isRequired: isRequired && !isNested });
    return [isDeep ? `${param.name}[${name}]` : name, traced(spec, param, context)];
  });
  const outcome =
    named.length === 0 ? 'nothing is known of its members: it is left out' : 'each member is a parameter of its own';
  context.lose('style', param.place, `${param.in} "${param.name}", ${what}: ${outcome}`, { part: 'value' });
  return named;
}

function wordsOf({ in: source, isRequired, isDeprecated, description, examples, place }: ContractParam) {
  return { place, isRequired: isRequired && source !== 'url', isDeprecated, description, examples };
}

/** Headers are called in lower case, as expressions call them. */
function nameOf({ in: source, slot, name }: ContractParam): string {
  return source === 'header' ? name.toLowerCase() : source === 'url' ? slot : name;
}

function schemaName({ name }: ContractParam): string {
  return name;
}

function traced(spec: Json, { place }: ContractParam, { traces }: ImportContext): Json {
  return typeof spec === 'object' && spec !== null ? traces.trace(spec as JsonObject, place) : spec;
}

/** Security of a contract: credentials as required parameters, or where one of several is enough, a case that refuses. */

import { type Demand, demandsOf, deniedStatus, type SeenScheme } from '../../compile/contract/guard.ts';
import type { Json } from '../../core/json.ts';
import type { OperationSpec, SecurityScheme } from '../../spec/contract/contract-spec.ts';
import type { ImportContext } from './import-context.ts';
import type { WrittenParams } from './parameters.ts';

export interface Credentials {
  readonly params: WrittenParams;
  /** The condition under which nobody is let in, for where parameters cannot say it. */
  readonly refusal: { readonly when: string; readonly status: number } | undefined;
}

const NONE: Credentials = { params: {}, refusal: undefined };

export function importSecurity(operation: OperationSpec, context: ImportContext): Credentials {
  const { security } = operation;
  tellRest(operation, context);
  const demanded = demandsOf(security);
  if (demanded.length === 0) return NONE;
  const status = deniedStatus(operation.responses);
  const [only, ...others] = distinct(demanded);
  if (only && others.length === 0) return { params: requiredParams(only, status, context), refusal: undefined };
  if (demanded.flat().some(({ scheme }) => scheme.kind === 'http')) {
    context.lose('security', operation.place, 'where one of several is enough, any authorization header is');
  }
  const parts = [...new Set(distinct(demanded).map(missingOf))];
  return { params: {}, refusal: { when: parts.join(' && '), status } };
}

/** Without those that ask for more than another one: OAuth and OpenID Connect are both a bearer's token. */
function distinct(alternatives: readonly (readonly Demand[])[]): readonly (readonly Demand[])[] {
  const named = alternatives.map((schemes) => ({
    schemes,
    parts: new Set(schemes.map(({ scheme }) => describe(scheme))),
  }));
  return named
    .filter(
      ({ parts }, index) =>
        !named.some(
          (other, at) =>
            at !== index &&
            [...other.parts].every((part) => parts.has(part)) &&
            (other.parts.size < parts.size || at < index),
        ),
    )
    .map(({ schemes }) => schemes);
}

function describe(scheme: SeenScheme): string {
  return scheme.kind === 'http' ? `http ${scheme.scheme}` : `${scheme.in} ${scheme.name}`;
}

/** The condition under which one of these credentials is missing. */
function missingOf(schemes: readonly Demand[]): string {
  const parts = [...new Set(schemes.map(({ scheme }) => isMissing(scheme)))];
  return parts.length > 1 ? `(${parts.join(' || ')})` : (parts[0] ?? 'false');
}

function requiredParams(schemes: readonly Demand[], status: number, context: ImportContext): WrittenParams {
  const params: WrittenParams = {};
  for (const { name, scheme } of schemes) {
    const found = parameterOf(scheme, status);
    tellDescription(name, scheme, context);
    params[found.place] = { ...params[found.place], [found.name]: found.spec };
  }
  return params;
}

function parameterOf(
  scheme: SeenScheme,
  status: number,
): { readonly place: 'query' | 'header' | 'cookie'; readonly name: string; readonly spec: Json } {
  const text = shortDescription(scheme);
  const common = { ...(text === undefined ? {} : { description: text }), error: { status } };
  if (scheme.kind === 'http') {
    const pattern = `(?i)^${scheme.scheme.replace(/[^a-z0-9-]/g, '.')} `;
    return { place: 'header', name: 'authorization', spec: { type: 'string', required: true, pattern, ...common } };
  }
  const name = scheme.in === 'header' ? scheme.name.toLowerCase() : scheme.name;
  return { place: scheme.in, name, spec: { type: 'string', required: true, minLength: 1, ...common } };
}

/** As a condition. */
function isMissing(scheme: SeenScheme): string {
  if (scheme.kind === 'http') return 'header.authorization == null';
  const name = scheme.in === 'header' ? scheme.name.toLowerCase() : scheme.name;
  const value = `${scheme.in}${/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`}`;
  return `${value} == null`;
}

/** It stands at each route: a long one would drown it. */
const MOST_WORDS = 70;

function shortDescription({ written }: SecurityScheme): string | undefined {
  const text = typeof written.description === 'string' ? written.description.trim() : '';
  return text === '' || text.length > MOST_WORDS || text.includes('\n') ? undefined : text;
}

function tellDescription(name: string, scheme: SecurityScheme, { lose, root }: ImportContext): void {
  if (scheme.written.description === undefined || shortDescription(scheme) !== undefined) return;
  lose('about', root, `the description of the security scheme "${name}"`);
}

function tellRest({ security, place }: OperationSpec, { lose }: ImportContext): void {
  if (security.flat().some(({ scheme }) => scheme.kind === 'unseen')) {
    lose('security', place, 'a client certificate: nobody is asked for it');
  }
  const scopes = [...new Set(security.flat().flatMap((one) => one.scopes))];
  if (scopes.length > 0) lose('security', place, `the scopes ${scopes.join(', ')}: every credential is good enough`);
}

/** Security of a contract: whether a request brings the credentials that it asks for. None of them is checked for what it is worth. */

import { RequestError } from '../../core/errors.ts';
import type { Exchange } from '../../core/exchange.ts';
import { parseCookieText } from '../../kinds/source/cookie-text.ts';
import { parseQueryText } from '../../kinds/source/query-text.ts';
import type { ContractResponse, SecurityAlternative, SecurityScheme } from '../../spec/contract/contract-spec.ts';

export type Guard = (exchange: Exchange) => void;

/** A scheme whose credentials can be seen in a request. */
export type SeenScheme = Exclude<SecurityScheme, { readonly kind: 'unseen' }>;

export interface Demand {
  readonly name: string;
  readonly scheme: SeenScheme;
}

/** Of these sets a request has to bring one, whole; none where everyone may come. */
export function demandsOf(alternatives: readonly SecurityAlternative[]): readonly (readonly Demand[])[] {
  const demanded = alternatives.map((schemes) =>
    schemes.flatMap(({ name, scheme }): Demand[] => (scheme.kind === 'unseen' ? [] : [{ name, scheme }])),
  );
  return demanded.some((schemes) => schemes.length === 0) ? [] : demanded;
}

/** 401, unless the contract only knows 403. */
export function deniedStatus(responses: readonly Pick<ContractResponse, 'status'>[]): 401 | 403 {
  const statuses = responses.map(({ status }) => status);
  return statuses.includes('403') && !statuses.includes('401') ? 403 : 401;
}

/**
 * Undefined where everyone may come. Throws RequestError with `status` (401, or 403 where the contract only knows that) and
 * what would be taken, in `www-authenticate` too (RFC 9110 §11.6.1).
 */
export function compileGuard(alternatives: readonly SecurityAlternative[], status: 401 | 403): Guard | undefined {
  const demanded = demandsOf(alternatives).map((demands) => demands.map(({ scheme }) => scheme));
  if (demanded.length === 0) return undefined;
  const checks = demanded.map(bringsAll);
  const wanted = demanded.map((schemes) => schemes.map(describe).join(' and ')).join(', or ');
  const challenges = [...new Set(demanded.flat().map(challenge))];
  return (exchange) => {
    if (checks.some((brings) => brings(exchange))) return;
    const headers = status === 401 ? challenges.flatMap((text) => ['www-authenticate', text]) : [];
    throw new RequestError(status, 'unauthorized', `credentials are missing: send ${wanted}`, headers);
  };
}

type Brings = (exchange: Exchange) => boolean;

/** A request has one Authorization header: of several schemes that want it, it can bring but one. */
function bringsAll(schemes: readonly SeenScheme[]): Brings {
  const keys = schemes.filter(({ kind }) => kind !== 'http').map(bringsOf);
  const authorizations = schemes.filter(({ kind }) => kind === 'http').map(bringsOf);
  return (exchange) =>
    keys.every((brings) => brings(exchange)) &&
    (authorizations.length === 0 || authorizations.some((brings) => brings(exchange)));
}

function bringsOf(scheme: SeenScheme): Brings {
  switch (scheme.kind) {
    case 'http': {
      const start = `${scheme.scheme} `;
      return ({ request }) => {
        const { authorization } = request.headers;
        return typeof authorization === 'string' && authorization.slice(0, start.length).toLowerCase() === start;
      };
    }
    case 'apiKey': {
      const { name } = scheme;
      const lower = name.toLowerCase();
      if (scheme.in === 'header') return ({ request }) => isThere(request.headers[lower]);
      if (scheme.in === 'query') return ({ request }) => isThere(parseQueryText(request.queryText)[name]);
      return ({ request }) =>
        typeof request.headers.cookie === 'string' && isThere(parseCookieText(request.headers.cookie)[name]);
    }
  }
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== '';
}

function describe(scheme: SeenScheme): string {
  return scheme.kind === 'apiKey'
    ? `${scheme.in} "${scheme.name}"`
    : `header "authorization: ${capital(scheme.scheme)} …"`;
}

/** An API key has no scheme of its own that is registered; many call it so. */
function challenge(scheme: SeenScheme): string {
  return `${scheme.kind === 'http' ? capital(scheme.scheme) : 'ApiKey'} realm="mock"`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Who may come: security schemes, and which of them an operation asks for. */

import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { didYouMean } from '../../core/nearest.ts';
import type { Located } from '../route-spec.ts';
import type { ContractDialect, SecurityAlternative, SecurityScheme } from './contract-spec.ts';
import { deref, entriesOf, type LocatedObject, listOf, objectOf, type Reading, textOf } from './reading.ts';

export type Schemes = ReadonlyMap<string, SecurityScheme>;

/** The schemes that the contract declares; one that cannot be read is told and left out. */
export function readSchemes(root: LocatedObject, reading: Reading): Schemes {
  const components = reading.dialect === 'swagger-2.0' ? root : objectOf(root, 'components', reading);
  const written =
    components &&
    objectOf(components, reading.dialect === 'swagger-2.0' ? 'securityDefinitions' : 'securitySchemes', reading);
  const schemes = new Map<string, SecurityScheme>();
  for (const [name, member] of written ? entriesOf(written) : []) {
    const at = deref(member, `the security scheme "${name}"`, reading);
    const scheme = at && readScheme(at, reading);
    if (scheme) schemes.set(name, scheme);
  }
  return schemes;
}

function readScheme(at: LocatedObject, reading: Reading): SecurityScheme | undefined {
  const { value: written } = at;
  const type = textOf(at, 'type', reading);
  switch (type) {
    case 'apiKey': {
      const [name, place] = [textOf(at, 'name', reading), textOf(at, 'in', reading)];
      if (name !== undefined && (place === 'query' || place === 'header' || place === 'cookie')) {
        return { kind: 'apiKey', in: place, name, written };
      }
      break;
    }
    case 'http': {
      const scheme = textOf(at, 'scheme', reading);
      if (scheme !== undefined) return { kind: 'http', scheme: scheme.toLowerCase(), written };
      break;
    }
    case 'basic':
      return { kind: 'http', scheme: 'basic', written: { type: 'http', scheme: 'basic' } };
    case 'oauth2':
      return { kind: 'http', scheme: 'bearer', written: modernFlows(written, reading.dialect) };
    case 'openIdConnect':
      return { kind: 'http', scheme: 'bearer', written };
    case 'mutualTLS':
      return { kind: 'unseen', written };
  }
  reading.report(
    at.place.problem(
      'wrong-value',
      `this is no security scheme: ${type === undefined ? 'it has no "type"' : `of type "${type}" something is missing`}`,
      {
        severity: 'warning',
        hint: 'there are apiKey (name, in), http (scheme), oauth2, openIdConnect and mutualTLS; nobody is asked for it',
      },
    ),
  );
  return undefined;
}

const FLOWS: Readonly<Record<string, string>> = { accessCode: 'authorizationCode', application: 'clientCredentials' };

/** Swagger 2.0 has one flow beside the type. */
function modernFlows(written: JsonObject, dialect: ContractDialect): JsonObject {
  if (dialect !== 'swagger-2.0') return written;
  const { flow, authorizationUrl, tokenUrl, scopes, ...rest } = written;
  const name = FLOWS[String(flow)] ?? String(flow);
  return {
    ...rest,
    flows: {
      [name]: {
        ...(authorizationUrl === undefined ? {} : { authorizationUrl }),
        ...(tokenUrl === undefined ? {} : { tokenUrl }),
        scopes: isJsonObject(scopes) ? scopes : {},
      },
    },
  };
}

/** `security` of the contract, or of an operation; undefined where it has none. Empty lets everyone in. */
export function readSecurity(
  holder: LocatedObject,
  schemes: Schemes,
  reading: Reading,
): readonly SecurityAlternative[] | undefined {
  const written = listOf(holder, 'security', reading);
  if (!Array.isArray(holder.value.security)) return undefined;
  return written.flatMap((item) => {
    const alternative = readAlternative(item, schemes, reading);
    return alternative ? [alternative] : [];
  });
}

/** Undefined where one of its schemes does not exist: nobody could meet it. */
function readAlternative(
  { value, place }: Located,
  schemes: Schemes,
  { report }: Reading,
): SecurityAlternative | undefined {
  if (!isJsonObject(value)) return undefined;
  const found = Object.entries(value).map(([name, scopes]) => {
    const scheme = schemes.get(name);
    if (!scheme) {
      const hint = didYouMean(name, schemes.keys()) ?? 'declare it under securitySchemes; nobody is asked for it';
      report(
        place
          .child(name)
          .problem('unknown-name', `there is no security scheme "${name}"`, { part: 'key', severity: 'warning', hint }),
      );
    }
    return scheme && { name, scheme, scopes: Array.isArray(scopes) ? scopes.map(String) : [] };
  });
  return found.some((item) => item === undefined) ? undefined : found.filter((item) => item !== undefined);
}

/** What a handshake brings beside its address: query and headers, cookies among them. */

import type { ChannelDescription } from '../../compile/describe/channel-description.ts';
import type { DescribedParameter } from '../../compile/describe/route-description.ts';
import type { JsonObject } from '../../core/json.ts';
import type { SharedSchemas } from './shared-schemas.ts';

/** Version 0.1.0 of AsyncAPI's WebSockets binding. */
export function webSocketBinding(description: ChannelDescription, schemas: SharedSchemas): JsonObject {
  const of = (place: DescribedParameter['in']) => description.parameters.filter((item) => item.in === place);
  const print = (parameters: readonly DescribedParameter[], more: JsonObject = {}): JsonObject => ({
    type: 'object',
    properties: {
      ...Object.fromEntries(parameters.map(({ name, schema }) => [name, schemas.print(schema, description.lookup)])),
      ...more,
    },
    ...requiredOf(parameters),
  });
  const cookies = of('cookie');
  const cookie: JsonObject = cookies.length > 0 ? { cookie: cookieHeader(cookies) } : {};
  const headers = print(of('header'), cookie);
  const isQueryClosed = description.closedSources.includes('query');
  return {
    method: 'GET',
    ...(of('query').length > 0 || isQueryClosed
      ? { query: { ...print(of('query')), ...(isQueryClosed ? { additionalProperties: false } : {}) } }
      : {}),
    ...(Object.keys(headers.properties as JsonObject).length > 0 ? { headers } : {}),
    bindingVersion: '0.1.0',
  };
}

function requiredOf(parameters: readonly DescribedParameter[]): JsonObject {
  const required = parameters.filter(({ isRequired }) => isRequired).map(({ name }) => name);
  return required.length > 0 ? { required } : {};
}

/** All cookies stand in one header. */
function cookieHeader(cookies: readonly DescribedParameter[]): JsonObject {
  const names = cookies.map(({ name, isRequired }) => `${name}${isRequired ? ' (required)' : ''}`);
  return { type: 'string', description: `Cookies: ${names.join(', ')}.` };
}

/** One channel: where it is, what its handshake takes, what is said on it. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { JsonObject } from '../../core/json.ts';
import { addressParameters } from './address-parameters.ts';
import { channelWords } from './channel-words.ts';
import { messagesOf } from './messages.ts';
import type { SharedSchemas } from './shared-schemas.ts';
import { webSocketBinding } from './web-socket-binding.ts';

export function channelObject(channel: CompiledChannel, schemas: SharedSchemas): JsonObject {
  const description = channel.describe();
  const { id, constants, summary, tags, at } = channel;
  const name = constants.route?.name;
  const parameters = addressParameters(description);
  return {
    // A rest parameter may be several segments: the description says so.
    address: channel.path.replace('*}', '}'),
    ...(name === undefined || name === id ? {} : { title: name }),
    ...(summary === undefined ? {} : { summary }),
    description: channelWords(channel, description),
    ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    ...(tags.length > 0 ? { tags: tags.map((tag) => ({ name: tag })) } : {}),
    messages: messagesOf(description, schemas),
    bindings: { ws: webSocketBinding(description, schemas) },
    'x-mockapi-channel': at,
  };
}

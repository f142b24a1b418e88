/** What is said on a channel: by its clients, and by the mock. */

import type { ChannelDescription } from '../../compile/describe/channel-description.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { SharedSchemas } from './shared-schemas.ts';

export function messagesOf(description: ChannelDescription, schemas: SharedSchemas): JsonObject {
  return { fromClient: fromClient(description, schemas), fromMock: fromMock(description, schemas) };
}

const ANYTHING =
  'The channel declares no `message`: anything goes. A text frame that is a JSON object or list is parsed, any other is a string, a binary frame is bytes.';

function fromClient({ message, lookup }: ChannelDescription, schemas: SharedSchemas): JsonObject {
  if (message === undefined) return { title: 'What a client says', description: ANYTHING, payload: {} };
  return { title: 'What a client says', payload: schemas.print(message, lookup) };
}

const UNDECLARED =
  'The channel declares no `sends`: what its frames look like follows from its rules, and the examples are those that are always the same.';

function fromMock({ sends, rules, lookup }: ChannelDescription, schemas: SharedSchemas): JsonObject {
  const examples = constantFrames(rules);
  return {
    title: 'What the mock says',
    ...(sends === undefined ? { description: UNDECLARED, payload: {} } : { payload: schemas.print(sends, lookup) }),
    ...(examples.length > 0 ? { examples } : {}),
  };
}

/** More would hide the rest of the document. */
const MOST_EXAMPLES = 20;

/** Each once. */
function constantFrames(rules: ChannelDescription['rules']): readonly JsonObject[] {
  const found = new Map<string, JsonObject>();
  for (const { on, steps } of rules) {
    for (const step of steps) {
      if (step.do !== 'send' || step.constant === undefined) continue;
      const payload: Json = step.constant;
      const key = JSON.stringify(payload);
      if (!found.has(key)) found.set(key, { name: `${on}${found.size + 1}`, payload });
    }
  }
  return [...found.values()].slice(0, MOST_EXAMPLES);
}

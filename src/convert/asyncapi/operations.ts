/** What the mock does on a channel: it takes the clients' messages, and sends its own. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { JsonObject } from '../../core/json.ts';
import { ruleLines } from './rule-words.ts';

/** Two for each channel, by name. */
export function operationsOf(channel: CompiledChannel, id: string): readonly (readonly [string, JsonObject])[] {
  const { rules } = channel.describe();
  const ofClient = rules.filter(({ on }) => on === 'message' || on === 'invalid');
  const others = rules.filter(({ on }) => on !== 'message' && on !== 'invalid');
  const answers =
    ofClient.length === 0
      ? 'Nothing happens: the channel has no rule for messages.'
      : ['The first rule that matches runs.', ...ruleLines(ofClient)].join('\n');
  const own =
    others.length === 0
      ? 'Only in answer to messages.'
      : ['In answer to messages, and by itself:', ...ruleLines(others)].join('\n');
  return [
    [
      `receive-${id}`,
      operation('receive', { id, message: 'fromClient', summary: 'Takes what a client says.' }, answers),
    ],
    [`send-${id}`, operation('send', { id, message: 'fromMock', summary: 'Says something to clients.' }, own)],
  ];
}

interface Named {
  readonly id: string;
  readonly message: string;
  readonly summary: string;
}

function operation(action: 'receive' | 'send', { id, message, summary }: Named, description: string): JsonObject {
  const channel = `#/channels/${id}`;
  return {
    action,
    channel: { $ref: channel },
    summary,
    description,
    messages: [{ $ref: `${channel}/messages/${message}` }],
  };
}

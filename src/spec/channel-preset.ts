/** Rules that come with mockapi, written as people would write them. */

import { isJsonObject, type JsonObject } from '../core/json.ts';
import { parseDocument } from './parse.ts';
import type { Located } from './route-spec.ts';

const CHAT = `message: { type: object }
on:
  join: [ { to: room, json: { user: "\${user}", message: 进入聊天 } } ]
  message:
    - when: message.send_user != null && message.send_user != ""
      do:
        - { to: sender, json: "\${message}" }
        - { to: "user:\${message.send_user}", json: "\${message}" }
    - do: [ { to: room, json: { user: "\${user}", message: "\${message.message}" } } ]
  invalid: [ { to: sender, json: { code: 422, message: "\${errors[0].message}", data: null } } ]
  leave: [ { to: room, json: { user: "\${user}", message: 离开 } } ]
`;

const PRESETS: ReadonlyMap<string, Located<JsonObject>> = new Map([['chat', preset('chat', CHAT)]]);

/** The keys of a channel that a preset stands for; undefined for a name that there is not. */
export function channelPreset(name: string): Located<JsonObject> | undefined {
  return PRESETS.get(name);
}

function preset(name: string, text: string): Located<JsonObject> {
  const document = parseDocument({ path: `/${name}`, file: `the preset "${name}"`, text, hash: '' }, () => {});
  if (!document || !isJsonObject(document.value)) throw new Error(`the preset "${name}" does not parse`);
  return { value: document.value, place: document.place };
}

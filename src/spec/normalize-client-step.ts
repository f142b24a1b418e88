/** WebSocket clients of a case, and what they do in a step. */

import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { Report } from '../core/problem.ts';
import { ACTIONS } from './format/suite-step.ts';
import { readTarget } from './request-target.ts';
import type { Located, Named } from './route-spec.ts';
import { mergeSent } from './suite-params.ts';
import type { ClientActionSpec, ClientSpec, ClientStepSpec, RequestParams } from './suite-spec.ts';
import { readMs } from './suite-time.ts';

/** The clients that are fine; `defaults` are the suite's. */
export function normalizeClients(
  written: Located | undefined,
  defaults: RequestParams,
  report: Report,
): readonly ClientSpec[] {
  if (!written || !isJsonObject(written.value)) return [];
  return Object.entries(written.value).flatMap(([name, item]) => {
    const place = written.place.child(name);
    const value: JsonObject = isJsonObject(item) ? item : {};
    if (typeof value.ws !== 'string') return [];
    const ws = { value: value.ws, place: place.child('ws') };
    const open = readTarget(ws, /^(\/|wss?:\/\/|\$\{)/, report);
    if (!open) return [];
    const own = value.params === undefined ? undefined : { value: value.params, place: place.child('params') };
    const protocols = Array.isArray(value.protocols) ? value.protocols.flatMap((item: Json) => String(item)) : [];
    return [{ name, place, ws, params: mergeSent(defaults, own, { place: ws.place, open }, report), protocols }];
  });
}

type Action = (typeof ACTIONS)[number];

/** Which actions take the keys that stand beside them. */
const TAKES: { readonly [key: string]: readonly Action[] } = {
  within: ['receive', 'next', 'closed'],
  save: ['open', 'receive', 'next', 'closed'],
};

export function normalizeClientStep(
  written: Named,
  clients: readonly string[],
  report: Report,
): ClientStepSpec | undefined {
  const { place } = written;
  if (!isJsonObject(written.value)) {
    const message = `"${written.name}" must be a map of what the client does, such as { open: 101 }`;
    // A word that is no client was told already.
    if (clients.length > 0) report(place.problem('wrong-type', message));
    return undefined;
  }
  const { value } = written;
  const [action, ...others] = ACTIONS.filter((name) => value[name] !== undefined);
  if (action === undefined) {
    const message = `a step of a client needs ${ACTIONS.slice(0, -1).join(', ')} or ${ACTIONS.at(-1)}`;
    report(place.problem('missing-key', message, { part: 'key', hint: 'write for example { open: 101 }' }));
    return undefined;
  }
  for (const other of others) {
    report(
      place.child(other).problem('conflicting-keys', `"${other}" stands beside "${action}"`, {
        part: 'key',
        hint: 'write two steps',
      }),
    );
  }
  const strays = Object.keys(TAKES).filter((key) => value[key] !== undefined && !TAKES[key]?.includes(action));
  for (const key of strays) {
    report(
      place.child(key).problem('conflicting-keys', `"${key}" stands beside "${action}"`, {
        part: 'key',
        hint: `it belongs to a step with ${TAKES[key]?.join(', ')}`,
      }),
    );
  }
  const done = actionOf(action, { value, place }, report);
  if (!done || others.length > 0 || strays.length > 0) return undefined;
  const save = isJsonObject(value.save) ? value.save : {};
  return {
    kind: 'client',
    place,
    clients,
    action: done,
    save: Object.entries(save).map(([name, item]) => ({ name, value: item, place: place.child('save', name) })),
  };
}

function actionOf(action: Action, step: Located<JsonObject>, report: Report): ClientActionSpec | undefined {
  const place = step.place.child(action);
  const value = step.value[action] ?? null;
  const written = { value, place };
  const within = (): number => {
    const found = step.value.within;
    const ms = found === undefined ? undefined : { value: found, place: step.place.child('within') };
    return readMs(ms, 0, report) ?? 2000;
  };
  switch (action) {
    case 'open':
      return { do: 'open', expect: written };
    case 'send':
      return { do: 'send', ...frameOf(written) };
    case 'receive':
    case 'next':
    case 'closed':
      return { do: action, expect: written, withinMs: within() };
    case 'silent': {
      const forMs = readMs(written, 0, report);
      return forMs === undefined ? undefined : { do: 'silent', forMs };
    }
    case 'close':
      return closeOf(written, report);
  }
}

/** `{ binary: { hex: … } }` alone is a binary frame; a JSON message that looks like that is sent as text. */
function frameOf({ value, place }: Located): Pick<ClientActionSpec & { do: 'send' }, 'frame' | 'value'> {
  if (typeof value === 'string') return { frame: 'text', value: { value, place } };
  if (!isBinary(value)) return { frame: 'json', value: { value, place } };
  return { frame: 'binary', value: { value: value.binary, place: place.child('binary') } };
}

function isBinary(value: Json): value is { readonly binary: JsonObject } {
  if (!isJsonObject(value) || Object.keys(value).length !== 1 || !isJsonObject(value.binary)) return false;
  const forms = Object.keys(value.binary);
  return forms.length > 0 && forms.every((form) => ['base64', 'hex', 'file'].includes(form));
}

/** A control frame holds 125 bytes, two of them the code (RFC 6455 §5.5). */
const MAX_REASON_BYTES = 123;

function closeOf({ value, place }: Located, report: Report): ClientActionSpec | undefined {
  const { code, reason } = isJsonObject(value) ? value : { code: value, reason: undefined };
  const number = typeof code === 'number' ? code : 1000;
  const words = typeof reason === 'string' ? reason : '';
  const isSendable = (number < 1015 && ![1004, 1005, 1006].includes(number)) || number >= 3000;
  if (!isSendable) {
    const at = isJsonObject(value) ? place.child('code') : place;
    const hint = 'write 1000 to 1003, 1007 to 1014, or 3000 to 4999';
    report(at.problem('wrong-value', `${number} is no close code that can be sent`, { hint }));
  }
  const bytes = Buffer.byteLength(words);
  if (bytes > MAX_REASON_BYTES) {
    const message = `the reason has ${bytes} bytes: a close frame has room for ${MAX_REASON_BYTES}`;
    report(place.child('reason').problem('wrong-value', message, { hint: 'make it shorter' }));
  }
  return isSendable && bytes <= MAX_REASON_BYTES ? { do: 'close', code: number, reason: words } : undefined;
}

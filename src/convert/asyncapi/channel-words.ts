/** What no field of a document says of a channel: rooms, limits, how a handshake is refused, how a connection ends. */

import type { CompiledChannel } from '../../compile/compiled-channel.ts';
import type { ChannelDescription } from '../../compile/describe/channel-description.ts';
import { codeSpan } from '../../core/code-span.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Json } from '../../core/json.ts';
import { formatSize } from '../../core/size.ts';

/** Markdown: the channel's own description, then a list. */
export function channelWords(channel: CompiledChannel, description: ChannelDescription): string {
  const own = channel.description === undefined ? [] : [channel.description, ''];
  const items = [
    ...restWords(channel),
    ...membershipWords(channel, description),
    ...openingWords(channel),
    ...limitWords(channel),
    refusalWords(channel, description),
    closeWords(channel, description),
  ];
  return [...own, ...items.map((item) => `- ${item}`)].join('\n');
}

/** An address of AsyncAPI has no such parameter. */
function restWords({ pattern }: CompiledChannel): readonly string[] {
  const last = pattern.segments.at(-1);
  if (last?.kind !== 'rest') return [];
  return [`${codeSpan(`{${last.param}}`)} takes what is left of the path, slashes too, and may be empty.`];
}

function membershipWords(channel: CompiledChannel, { room, user }: ChannelDescription): readonly string[] {
  const { params } = channel.pattern;
  const rooms = room === undefined ? (params.includes('room') ? '`{room}` of the address' : '`lobby`') : written(room);
  const own = params.includes('user') ? '`{user}` of the address' : 'the id of the connection';
  return [
    `Room: ${rooms}. User: ${user === undefined ? own : written(user)}.`,
    `A second connection of one user in one room ${SAME_USER[channel.sameUser]}.`,
    ...(channel.historyCount > 0 ? [`Whoever joins hears the last ${channel.historyCount} messages of the room.`] : []),
  ];
}

const SAME_USER: Readonly<Record<CompiledChannel['sameUser'], string>> = {
  allow: 'may come',
  refuse: 'is refused (409)',
  replace: 'takes the place of the first',
};

function openingWords({ protocols, origins }: CompiledChannel): readonly string[] {
  return [
    ...(protocols ? [`Sub-protocols: ${protocols.map(codeSpan).join(', ')}.`] : []),
    ...(origins ? [`Pages may connect from ${origins.map(codeSpan).join(', ')}.`] : []),
  ];
}

function limitWords({ limits, heartbeatMs }: CompiledChannel): readonly string[] {
  const { members, frameBytes, queueBytes, rate } = limits;
  const speed = rate ? `${rate.count} messages in ${formatDuration(rate.perMs)}` : 'any number of messages';
  return [
    `Limits: ${members} connections in a room, ${formatSize(frameBytes)} in a message, ${speed} from a connection, ${formatSize(queueBytes)} waiting for a slow reader.`,
    `A ping every ${formatDuration(heartbeatMs)}: without a pong by the next one the connection ends.`,
  ];
}

function refusalWords(channel: CompiledChannel, { parameters }: ChannelDescription): string {
  const { protocols, origins, sameUser } = channel;
  const refusals = [
    ...(protocols ? ['400 when the client offers only other sub-protocols'] : []),
    ...(origins ? ['403 for pages from elsewhere'] : []),
    ...(sameUser === 'refuse' ? ['409 when the user is there already'] : []),
    ...(parameters.length > 0 ? ['422 (or what the parameter says) when a parameter is not valid'] : []),
    '503 when a room is full',
  ];
  return `A handshake is refused with ${refusals.join(', ')}.`;
}

function closeWords({ limits, sameUser, checkMessage, on }: CompiledChannel, { rules }: ChannelDescription): string {
  const codes = [
    ...(checkMessage && !on.invalid ? ['1003, 1007 or 1008 after a message that is not valid'] : []),
    '1009 after a message that is too large',
    ...(limits.rate ? ['1008 after too many messages'] : []),
    '1013 when its reader is too slow',
    ...(sameUser === 'replace' ? ['4409 when the user connects again'] : []),
    ...ownCodes(rules),
    '1012 when the channel is removed',
    '1001 when the mock stops',
  ];
  return `The mock closes a connection with ${codes.join(', ')}.`;
}

/** Of `close` steps. */
function ownCodes(rules: ChannelDescription['rules']): readonly string[] {
  const codes = rules.flatMap(({ steps }) => steps.flatMap((step) => (step.do === 'close' ? [step.code] : [])));
  return [...new Set(codes.map(written))].map((code) => `${code} where a rule says so`);
}

/** A list as its items. */
function written(value: Json): string {
  if (Array.isArray(value)) return value.map(written).join(', ');
  return typeof value === 'number'
    ? String(value)
    : codeSpan(typeof value === 'string' ? value : JSON.stringify(value));
}

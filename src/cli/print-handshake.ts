/** The explanation of a handshake for people, and as JSON for programs. */

import type { ChannelExplanation, ExplainedConnection, ExplainedStep } from '../compile/explain-channel.ts';
import type { Address, ChannelAction, Frame } from '../core/channel.ts';
import { formatDuration } from '../core/duration.ts';
import { statusPhrase } from '../core/http-words.ts';
import type { Json } from '../core/json.ts';
import { shorten } from '../core/shorten.ts';
import { formatSize } from '../core/size.ts';
import type { Style } from '../core/style.ts';
import { printableLine } from '../core/terminal-text.ts';
import {
  answerBlock,
  answerTree,
  block,
  columns,
  joinBlocks,
  othersBlock,
  otherTree,
  parametersBlock,
  parameterTree,
  routeTree,
} from './explanation-blocks.ts';
import type { ShownAnswer } from './shown-answer.ts';

/** What is explained. */
export interface ExplainedHandshake {
  readonly target: string;
  readonly explanation: ChannelExplanation;
  /** The HTTP answer; undefined where the connection is made. */
  readonly answer: ShownAnswer | undefined;
}

const SWITCHING = 101;

/** Ends with a line break. */
export function formatHandshake({ target, explanation, answer }: ExplainedHandshake, style: Style): string {
  const { channel, connection, refusal } = explanation;
  const code = answer?.status ?? SWITCHING;
  const status = `${code} ${statusPhrase(code)}`;
  const head = `${style.strong(printableLine(`WS ${target}`))} → ${answer ? style.error(status) : style.good(status)}`;
  const met = channel
    ? `${printableLine(channel.id)}  ${style.place(channel.at)}`
    : style.dim('none takes this handshake');
  const blocks = [
    [head, ...(refusal === undefined ? [] : [printableLine(refusal)])],
    ['channel', `  ${met}`],
    parametersBlock(explanation.parameters, style),
    connection ? block('connection', connectionLines(connection)) : [],
    connection ? block('join', columns(connection.join.map((step) => stepCells(step, style)))) : [],
    othersBlock('other channels', explanation.others, style),
    answer ? answerBlock(answer, style) : [],
  ];
  return joinBlocks(blocks, style);
}

function connectionLines({ user, rooms }: ExplainedConnection): readonly string[] {
  return columns([
    ['user', printableLine(user)],
    [rooms.length === 1 ? 'room' : 'rooms', printableLine(rooms.join(', '))],
  ]);
}

function stepCells({ at, result }: ExplainedStep, style: Style): readonly string[] {
  const does =
    result.do === 'fail' ? style.error(`fails: ${printableLine(result.why)}`) : printableLine(describeAction(result));
  return [style.place(at), does];
}

const MAX_FRAME_LENGTH = 200;

/** `room ← {"user":"ann"}`, `wait 200ms`, `close 4001 "bye"`. */
function describeAction(action: ChannelAction): string {
  switch (action.do) {
    case 'send':
      return `${describeAddress(action.to)} ← ${describeFrame(action.frame)}`;
    case 'wait':
      return `wait ${formatDuration(action.ms)}`;
    case 'join':
    case 'leave':
      return `${action.do} ${shorten(action.room)}`;
    case 'close':
      return `close ${action.code}${action.reason === '' ? '' : ` ${shorten(action.reason)}`}`;
    case 'drop':
      return 'drop';
  }
}

function describeAddress(to: Address): string {
  if (to.to === 'room-named') return `room:${to.room}`;
  return to.to === 'user' ? `user:${to.user}` : to.to;
}

function describeFrame(frame: Frame): string {
  if (frame.kind === 'file') return `the file ${frame.path}`;
  if (frame.kind === 'binary') return `${formatSize(frame.bytes.length)} of bytes`;
  const { text } = frame;
  return text.length > MAX_FRAME_LENGTH ? `${text.slice(0, MAX_FRAME_LENGTH)}…` : text;
}

/** Everything, with whole values; what is not there is null. */
export function handshakeJson({ target, explanation, answer }: ExplainedHandshake): Json {
  const { channel, others, parameters, issues, moreIssues, refusal, connection } = explanation;
  const tree = {
    request: { method: 'WS', target },
    channel: channel ? routeTree(channel) : null,
    refusal: refusal ?? null,
    parameters: parameters.map(parameterTree),
    issues,
    moreIssues,
    connection: connection
      ? {
          user: connection.user,
          rooms: connection.rooms,
          join: connection.join.map(({ at, result }) => ({ at, ...resultTree(result) })),
        }
      : null,
    others: others.map(otherTree),
    answer: answer ? answerTree(answer) : null,
  };
  return JSON.parse(JSON.stringify(tree)) as Json;
}

function resultTree(result: ExplainedStep['result']) {
  if (result.do !== 'send') return result;
  const { to, frame } = result;
  return {
    do: result.do,
    to: describeAddress(to),
    ...(frame.kind === 'text' ? { text: frame.text } : {}),
    ...(frame.kind === 'binary' ? { base64: frame.bytes.toString('base64') } : {}),
    ...(frame.kind === 'file' ? { file: frame.path } : {}),
  };
}

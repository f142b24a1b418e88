/** What a client waits for: a message that matches, the next one, none at all, the end of the connection. */

import { count } from '../../core/count.ts';
import { formatDuration } from '../../core/duration.ts';
import type { Runtime, Scope } from '../../core/runtime.ts';
import type { ClientAction, MessageExpectation } from '../compiled-suite.ts';
import type { Connection } from './connection.ts';
import { describeCode, describeEnding, type Ending } from './ending.ts';
import type { Message } from './inbox.ts';
import { describeMessages, findClosest, type Miss, showMessage } from './miss.ts';
import { until } from './until.ts';

export type Listening = Extract<ClientAction, { readonly do: 'receive' | 'next' | 'silent' | 'closed' }>;

export interface Listener {
  /** Of the client. */
  readonly name: string;
  readonly connection: Connection;
  readonly scope: Scope;
  readonly runtime: Runtime;
  readonly signal: AbortSignal | undefined;
}

/** A miss, or what expressions under `save` see of what came. */
export type Heard = { readonly miss: Miss } | { readonly values: Scope };

/** Throws what an expression of the expectation throws. */
export function listen(action: Listening, listener: Listener): Promise<Heard> {
  switch (action.do) {
    case 'receive':
      return receive(action, listener);
    case 'next':
      return next(action, listener);
    case 'silent':
      return silent(action, listener);
    case 'closed':
      return closed(action, listener);
  }
}

type Expecting = { readonly withinMs: number; readonly expect: MessageExpectation };

async function receive({ expect, withinMs }: Expecting, listener: Listener): Promise<Heard> {
  const { connection, signal, scope, runtime } = listener;
  const { inbox } = connection;
  const differencesOf = ({ value }: Message): ReturnType<MessageExpectation['differences']> =>
    expect.differences(value, scope, runtime);
  let seen = 0;
  const look = (): { readonly message: Message } | { readonly ending: Ending } | undefined => {
    const first = inbox.unread.findLastIndex(({ number }) => number <= seen) + 1;
    seen = inbox.unread.at(-1)?.number ?? seen;
    const message = inbox.unread.slice(first).find((item) => differencesOf(item).length === 0);
    return message ? { message } : connection.ending && { ending: connection.ending };
  };
  const found = await until(connection, look, { ms: withinMs, signal });
  if (typeof found === 'object' && 'message' in found) return takeOut(found.message, connection);
  const closest = findClosest(inbox.unread, differencesOf);
  const received = inbox.unread.length === 0 ? 'nothing' : count(inbox.unread.length, 'other message');
  const differences = closest?.differences ?? [];
  return {
    miss: {
      origin: expect.origin,
      message: `expected ${expect.written}${within(found, withinMs)}, received ${received}${why(found, listener)}`,
      differences,
      details: describeMessages('unread', inbox.unread, closest?.message),
    },
  };
}

async function next({ expect, withinMs }: Expecting, listener: Listener): Promise<Heard> {
  const { connection, signal, scope, runtime } = listener;
  const { inbox } = connection;
  const look = (): { readonly message: Message } | { readonly ending: Ending } | undefined => {
    const [message] = inbox.unread;
    return message ? { message } : connection.ending && { ending: connection.ending };
  };
  const found = await until(connection, look, { ms: withinMs, signal });
  if (typeof found === 'string' || 'ending' in found) {
    const message = `expected ${expect.written} next${within(found, withinMs)}, received nothing${why(found, listener)}`;
    return { miss: { origin: expect.origin, message } };
  }
  const heard = takeOut(found.message, connection);
  const { value } = found.message;
  const differences = expect.differences(value, scope, runtime);
  if (differences.length === 0) return heard;
  return {
    miss: {
      origin: expect.origin,
      message: `expected ${expect.written} next, received ${showMessage(value)}`,
      differences,
      details: describeMessages('unread', inbox.unread),
    },
  };
}

/** What came after the last message that was taken out is news, whether it came before this step or comes now. */
async function silent({ forMs }: { readonly forMs: number }, listener: Listener): Promise<Heard> {
  const { connection, signal } = listener;
  const { inbox } = connection;
  const look = (): { readonly news: readonly Message[] } | { readonly ending: Ending } | undefined => {
    const news = inbox.unread.filter(({ number }) => number > inbox.lastTaken);
    return news.length > 0 ? { news } : connection.ending && { ending: connection.ending };
  };
  const found = await until(connection, look, { ms: forMs, signal });
  if (found === 'late') return { values: {} };
  const expected = `expected nothing new for ${formatDuration(forMs)}`;
  if (typeof found === 'string' || 'ending' in found) return { miss: { message: expected + why(found, listener) } };
  return {
    miss: {
      message: `${expected}, received ${count(found.news.length, 'new message')}`,
      details: describeMessages('new', found.news),
    },
  };
}

async function closed({ expect, withinMs }: Expecting, listener: Listener): Promise<Heard> {
  const { connection, signal, scope, runtime, name } = listener;
  const found = await until(connection, () => connection.ending, { ms: withinMs, signal });
  if (typeof found === 'string') {
    const open = found === 'late' ? `: ${name} is still open` : why(found, listener);
    const message = `expected the server to close with ${expect.written}${within(found, withinMs)}${open}`;
    return { miss: { origin: expect.origin, message } };
  }
  if (found.by === 'fault') return { miss: { origin: expect.origin, message: describeEnding(name, found) } };
  const differences = expect.differences(found.code, scope, runtime);
  if (differences.length === 0) return { values: { message: found.code } };
  const message = `expected the server to close with ${expect.written}, received ${describeCode(found)}`;
  return { miss: { origin: expect.origin, message, differences } };
}

function takeOut(message: Message, { inbox }: Connection): Heard {
  inbox.take(message);
  return { values: { message: message.value } };
}

type Unmet = 'late' | 'interrupted' | object;

function within(found: Unmet, ms: number): string {
  return found === 'late' ? ` within ${formatDuration(ms)}` : '';
}

/** Why the waiting ended before its time. */
function why(found: 'late' | 'interrupted' | { readonly ending: Ending }, { name }: Listener): string {
  if (found === 'late') return '';
  return `: ${found === 'interrupted' ? 'the run was interrupted' : describeEnding(name, found.ending)}`;
}

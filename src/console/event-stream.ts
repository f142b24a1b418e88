/** The journal as server-sent events (WHATWG HTML §9.2): from a number on, without a gap and without a repeat. */

import type { ServerResponse } from 'node:http';
import type { Journal, Numbered } from '../journal/journal.ts';

export interface EventStreamOptions {
  readonly journal: Pick<Journal, 'last' | 'entries' | 'onAppend'>;
  /** Entries after this number are sent. */
  readonly since: number;
  /** Ends the stream. */
  readonly signal: AbortSignal;
  readonly heartbeatMs: number;
  /** How long a reader may take nothing before it is cut. */
  readonly stallMs: number;
  /** What is sent of an entry, as JSON; undefined for what is not wanted. */
  record(numbered: Numbered): object | undefined;
}

/**
 * Writes to the answer until the signal. The journal itself is the buffer: a reader that is slow reads later, and when
 * the journal has forgotten by then what it should have read, an event `gap` says so. So does it where the numbers began
 * anew, after a restart.
 */
export function streamEvents(response: ServerResponse, options: EventStreamOptions): void {
  const { journal, since, signal, heartbeatMs, stallMs, record } = options;
  let position = since > journal.last ? 0 : since;
  let expected = since + 1;
  let isScheduled = false;
  let stall: NodeJS.Timeout | undefined;

  const write = (text: string): void => {
    if (response.destroyed || response.write(text) || stall) return;
    stall = setTimeout(() => response.destroy(), stallMs);
    response.once('drain', () => {
      clearTimeout(stall);
      stall = undefined;
      pump();
    });
  };
  const pump = (): void => {
    isScheduled = false;
    if (signal.aborted) return;
    for (const numbered of journal.entries(position)) {
      if (stall) return;
      const { number } = numbered;
      const gap = number === expected ? '' : formatEvent('gap', number - 1, { after: expected - 1, next: number });
      const wanted = record(numbered);
      position = number;
      expected = number + 1;
      const text = gap + (wanted ? formatEvent('message', number, wanted) : '');
      if (text !== '') write(text);
    }
  };
  // Not within the request that is noted: its answer goes first.
  const forget = journal.onAppend(() => {
    if (isScheduled || stall) return;
    isScheduled = true;
    setImmediate(pump);
  });
  const heartbeat = setInterval(() => {
    if (!stall) write(': still here\n\n');
  }, heartbeatMs);
  const end = (): void => {
    forget();
    clearInterval(heartbeat);
    clearTimeout(stall);
    response.end();
  };

  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  write('retry: 1000\n\n');
  if (signal.aborted) end();
  else {
    signal.addEventListener('abort', end, { once: true });
    pump();
  }
}

/** `message` is what a page's `onmessage` gets: it is not named. */
function formatEvent(name: string, id: number, data: object): string {
  return `${name === 'message' ? '' : `event: ${name}\n`}id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}

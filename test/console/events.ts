/** A client of server-sent events, small enough to be trusted: it waits, it does not poll. */

export interface SentEvent {
  /** `message` where it has no name. */
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

export interface SentEvents {
  /** The next so many events. */
  take(count: number): Promise<readonly SentEvent[]>;
  /** The next comment; events before it are left out. */
  comment(): Promise<string>;
  /** Resolves once the server has ended the stream. */
  ended(): Promise<void>;
  /** Goes away. */
  close(): Promise<void>;
}

export function readEvents(response: Response): SentEvents {
  if (!response.body) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';

  const block = async (): Promise<string | undefined> => {
    for (;;) {
      const end = buffer.indexOf('\n\n');
      if (end >= 0) {
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        return text;
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      buffer += value;
    }
  };
  const demand = async (): Promise<string> => {
    const text = await block();
    if (text === undefined) throw new Error('the stream ended');
    return text;
  };

  return {
    async take(count) {
      const events: SentEvent[] = [];
      while (events.length < count) {
        const event = parse(await demand());
        if (event) events.push(event);
      }
      return events;
    },
    async comment() {
      for (;;) {
        const text = await demand();
        if (text.startsWith(': ')) return text.slice(2);
      }
    },
    async ended() {
      while ((await block()) !== undefined);
    },
    close: () => reader.cancel(),
  };
}

function parse(block: string): SentEvent | undefined {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  return data === undefined
    ? undefined
    : { event: fields.get('event') ?? 'message', id: fields.get('id'), data: JSON.parse(data) };
}

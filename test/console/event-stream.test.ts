import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect } from 'chai';
import { type EventStreamOptions, streamEvents } from '../../src/console/event-stream.ts';
import type { Entry } from '../../src/journal/entry.ts';
import type { Numbered } from '../../src/journal/journal.ts';
import { open, startServer, type TestServer } from '../serve/wire.ts';
import { readEvents, type SentEvents } from './events.ts';

/** A journal of entries that are nothing but their number. */
function createNumbers(keep = 100) {
  let kept: Numbered[] = [];
  let last = 0;
  const listeners = new Set<(numbered: Numbered) => void>();
  return {
    get last() {
      return last;
    },
    get listeners() {
      return listeners.size;
    },
    append(count = 1) {
      for (let index = 0; index < count; index++) {
        last += 1;
        const numbered = { number: last, entry: {} as Entry };
        kept = [...kept, numbered].slice(-keep);
        for (const listener of listeners) listener(numbered);
      }
    },
    clear() {
      kept = [];
    },
    *entries(after = 0) {
      yield* kept.filter(({ number }) => number > after);
    },
    onAppend(listener: (numbered: Numbered) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

describe('streamEvents', () => {
  let server: TestServer | undefined;
  let stop: AbortController;
  let responses: ServerResponse[];

  beforeEach(() => {
    stop = new AbortController();
    responses = [];
  });

  afterEach(async () => {
    stop.abort();
    await server?.close();
    server = undefined;
  });

  async function serve(
    options: Pick<EventStreamOptions, 'journal' | 'since'> & Partial<EventStreamOptions>,
  ): Promise<number> {
    server = await startServer((_req, response) => {
      responses.push(response);
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      stop.signal.addEventListener('abort', () => gone.abort());
      streamEvents(response, {
        signal: gone.signal,
        heartbeatMs: 60_000,
        stallMs: 60_000,
        record: ({ number }) => ({ number }),
        ...options,
      });
    });
    return server.port;
  }

  const listen = async (...options: Parameters<typeof serve>): Promise<SentEvents> => {
    const port = await serve(...options);
    return readEvents(await fetch(`http://127.0.0.1:${port}/`));
  };

  it('sends what is held after the number, then what comes', async () => {
    const journal = createNumbers();
    journal.append(3);
    const events = await listen({ journal, since: 1 });
    expect(await events.take(2)).to.deep.equal([
      { event: 'message', id: '2', data: { number: 2 } },
      { event: 'message', id: '3', data: { number: 3 } },
    ]);
    journal.append(2);
    expect((await events.take(2)).map(({ id }) => id)).to.deep.equal(['4', '5']);
  });

  it('leaves out what is not wanted', async () => {
    const journal = createNumbers();
    const record = ({ number }: Numbered) => (number % 3 === 0 ? { number } : undefined);
    const events = await listen({ journal, since: 0, record });
    journal.append(9);
    expect((await events.take(3)).map(({ id }) => id)).to.deep.equal(['3', '6', '9']);
  });

  it('tells what it could not send since the journal has forgotten it', async () => {
    const journal = createNumbers(2);
    journal.append(10);
    const events = await listen({ journal, since: 4 });
    expect(await events.take(2)).to.deep.equal([
      { event: 'gap', id: '8', data: { after: 4, next: 9 } },
      { event: 'message', id: '9', data: { number: 9 } },
    ]);
  });

  it('tells nothing of what was cleared after it was sent', async () => {
    const journal = createNumbers();
    const events = await listen({ journal, since: 0 });
    journal.append(2);
    await events.take(2);
    journal.clear();
    journal.append();
    expect(await events.take(1)).to.deep.equal([{ event: 'message', id: '3', data: { number: 3 } }]);
  });

  it('begins anew where the numbers did, as after a restart', async () => {
    const journal = createNumbers();
    journal.append(2);
    const events = await listen({ journal, since: 500 });
    expect(await events.take(3)).to.deep.equal([
      { event: 'gap', id: '0', data: { after: 500, next: 1 } },
      { event: 'message', id: '1', data: { number: 1 } },
      { event: 'message', id: '2', data: { number: 2 } },
    ]);
  });

  it('says that it is alive', async () => {
    const events = await listen({ journal: createNumbers(), since: 0, heartbeatMs: 5 });
    expect(await events.comment()).to.equal('still here');
  });

  it('reads no further than a slow reader does, and goes on without a gap when it reads', async () => {
    const journal = createNumbers(10_000);
    let told = 0;
    const record = ({ number }: Numbered) => {
      told += 1;
      return { number, text: 'x'.repeat(10_000) };
    };
    journal.append(5_000);
    const port = await serve({ journal, since: 0, record });
    const slow = await open(port);
    slow.write('GET / HTTP/1.0\r\n\r\n');
    await once(slow, 'readable');
    while ((responses[0]?.writableLength ?? 0) === 0) await new Promise(setImmediate);
    journal.append(10);
    expect(told).to.be.below(5_000);
    expect(responses[0]?.writableLength).to.be.below(100_000);
    let text = '';
    slow.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1').replaceAll(/x+/g, '');
      if (text.includes('id: 5010\n')) slow.destroy();
    });
    await once(slow, 'close');
    const ids = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    expect(ids).to.deep.equal(Array.from({ length: 5_010 }, (_, index) => index + 1));
  });

  it('cuts a reader that takes nothing', async () => {
    const journal = createNumbers(10_000);
    journal.append(5_000);
    const record = ({ number }: Numbered) => ({ number, text: 'x'.repeat(10_000) });
    const port = await serve({ journal, since: 0, record, stallMs: 20 });
    const deaf = await open(port);
    deaf.write('GET / HTTP/1.0\r\n\r\n');
    while (responses.length === 0) await new Promise(setImmediate);
    const [response] = responses;
    if (response && !response.destroyed) await once(response, 'close');
    expect([response?.destroyed, journal.listeners]).to.deep.equal([true, 0]);
    deaf.destroy();
  });

  it('ends with the signal, and listens no more', async () => {
    const journal = createNumbers();
    const events = await listen({ journal, since: 0 });
    expect(journal.listeners).to.equal(1);
    stop.abort();
    await events.ended();
    expect(journal.listeners).to.equal(0);
    journal.append();
  });
});

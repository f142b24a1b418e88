import { once } from 'node:events';
import { expect } from 'chai';
import { createCompiler } from '../../../src/compile/project.ts';
import { silentLogger } from '../../../src/core/logger.ts';
import { createJournal } from '../../../src/journal/journal.ts';
import { createReader } from '../../../src/journal/reader.ts';
import { createChannels } from '../../../src/serve/channels/channels.ts';
import { createLive } from '../../../src/serve/live.ts';
import { createNotes } from '../../../src/serve/notes.ts';
import { createRequestIds } from '../../../src/serve/request-id.ts';
import { createLoader } from '../../../src/spec/load.ts';
import { createCounters } from '../../../src/state/counters.ts';
import { startServer } from '../wire.ts';
import { CLOSE_FRAME, frame, openRaw } from './raw.ts';
import { serveChannels, type Talk } from './talk.ts';

const YAML = `
channels:
  /ws/{room}/{user}:
    on:
      message: [ { do: [ { wait: 1h }, { to: room, json: late } ] } ]
      leave: [ { to: room, json: left } ]
    timers: [ { every: 1h, do: [ { to: room, json: tick } ] } ]
routes:
  GET /slow: { delay: 100ms, data: ok }
`;

describe('stopping', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await serveChannels(YAML);
  });
  afterEach(() => talk.close());

  it('closes everyone with 1001, whatever they wait for, without a word of leaving', async () => {
    const clients = await Promise.all(['ann', 'bob', 'cat'].map((user) => talk.connect(`/ws/lobby/${user}`)));
    clients[0]?.send('wait');
    await talk.project.mock.stop();
    for (const client of clients) {
      expect(await client.closed).to.deep.equal({ code: 1001, reason: 'the mock server is stopping' });
      expect(client.unread).to.deep.equal([]);
    }
  });

  it('waits for a client that takes its time to answer', async () => {
    const slow = await openRaw(talk.port, '/ws/lobby/slow');
    let isStopped = false;
    const stopping = talk.project.mock.stop().then(() => {
      isStopped = true;
    });
    await once(slow.socket, 'data');
    expect(isStopped).to.equal(false);
    slow.write(frame(CLOSE_FRAME, Buffer.from([3, 0xe9])));
    expect(await slow.closed).to.equal(1001);
    await stopping;
  });

  it('lets requests under way finish at the same time', async () => {
    const ann = await talk.connect('/ws/lobby/ann');
    const answer = fetch(`http://127.0.0.1:${talk.port}/slow`);
    await talk.logged(/101 {3}WS/);
    await talk.project.mock.stop();
    expect((await answer).status).to.equal(200);
    expect((await ann.closed).code).to.equal(1001);
  });

  it('cuts off a client that never answers, and says how many', async () => {
    const dir = talk.project.dir;
    const files = createLoader({ paths: ['routes.d'], cwd: dir }).load();
    const { snapshot } = createCompiler({ env: {}, cwd: dir, flags: {}, isStrict: false }).compile(files);
    if (!snapshot) throw new Error('the project is broken');
    const live = createLive(snapshot);
    const counters = createCounters();
    const journal = createJournal(undefined);
    const channels = createChannels({
      live,
      logger: silentLogger,
      counters,
      ids: createRequestIds('t'),
      seed: 1,
      journal,
      notes: createNotes(journal),
      reader: createReader({ journal, live, counters }),
      access() {},
    });
    const server = await startServer(() => {});
    server.server.on('upgrade', channels.upgrade.bind(channels));
    const dead = await openRaw(server.port, '/ws/lobby/dead');
    expect(await channels.stop(20)).to.equal(1);
    expect(await dead.closed).to.equal(1001);
    await server.close();
  });
});

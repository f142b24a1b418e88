import { expect } from 'chai';
import { createHeartbeat, type Pingable } from '../../../src/serve/channels/heartbeat.ts';

/** A client that answers its first pings. */
function client(answers: number, onGone: (pings: number) => void): Pingable {
  let pings = 0;
  return {
    ping: () => ++pings <= answers + 1,
    giveUp: () => onGone(pings),
  };
}

describe('createHeartbeat', () => {
  it('gives up whoever has not answered the last ping, and nobody else', async () => {
    const clients = new Set<Pingable>();
    const heartbeat = createHeartbeat(clients);
    let others = 0;
    clients.add({ ping: () => ++others > 0, giveUp: () => expect.fail('this one answers') });
    const pings = await new Promise<number>((resolve) => {
      clients.add(client(2, resolve));
      heartbeat.setInterval(5);
    });
    heartbeat.stop();
    expect(pings).to.equal(4);
    expect(others).to.be.within(3, 4);
  });

  it('reaches all of very many', async () => {
    const pinged = new Set<number>();
    const clients = Array.from({ length: 5000 }, (_, index) => ({
      ping: () => pinged.add(index).size < 5000,
      giveUp: () => {},
    }));
    const all = new Promise<void>((resolve) => {
      const last = clients.at(-1);
      if (last) last.giveUp = () => resolve();
    });
    const heartbeat = createHeartbeat(clients);
    heartbeat.setInterval(5);
    await all;
    heartbeat.stop();
    expect(pinged.size).to.equal(5000);
  });

  for (const never of [0, Number.POSITIVE_INFINITY]) {
    it(`never pings at an interval of ${never}`, async () => {
      const heartbeat = createHeartbeat([{ ping: () => expect.fail('pinged'), giveUp: () => {} }]);
      heartbeat.setInterval(1);
      heartbeat.setInterval(never);
      await new Promise((resolve) => setTimeout(resolve, 10));
    });
  }
});

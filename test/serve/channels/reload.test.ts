import { expect } from 'chai';
import { serveChannels, type Talk } from './talk.ts';

/** A channel that answers with a word of its own. */
function yaml(word: string, more = ''): string {
  return `
channels:
  /ws/{room}/{user}:
    history: 5
    ${more}
    on:
      join: [ { to: room, json: "\${user} came" } ]
      message: [ { do: [ { to: room, json: { ${word}: "\${message}" } } ] } ]
      leave: [ { to: room, json: "\${user} left" } ]
`;
}

describe('a reload', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await serveChannels(yaml('one'));
  });
  afterEach(() => talk.close());

  it('keeps connections, whose next message meets the new rules', async () => {
    const ann = await talk.connect('/ws/lobby/ann');
    ann.send('a');
    expect(await ann.take(2)).to.deep.equal(['ann came', { one: 'a' }]);
    await talk.rewrite(yaml('two'));
    ann.send('b');
    expect(await ann.next()).to.deep.equal({ two: 'b' });
    const bob = await talk.connect('/ws/lobby/bob');
    expect(await bob.take(4)).to.deep.equal(['ann came', { one: 'a' }, { two: 'b' }, 'bob came']);
  });

  it('shows new rules the parts of the handshake that the old ones did not look at', async () => {
    const ann = await talk.connect('/ws/lobby/ann?token=t-1', { headers: { 'x-a': '1' } });
    await ann.next();
    const rule = 'json: { token: "${query.token}", a: \'${header["x-a"]}\', v: "${vars.v}" }';
    await talk.rewrite(`vars: { v: 2 }\n${yaml('one').replace('json: { one: "${message}" }', rule)}`);
    ann.send('b');
    expect(await ann.next()).to.deep.equal({ token: 't-1', a: '1', v: 2 });
  });

  it('keeps connections whose parameters would be refused now', async () => {
    const ann = await talk.connect('/ws/lobby/ann');
    await ann.next();
    await talk.rewrite(yaml('two', 'params: { query: { token: { type: string, required: true } } }'));
    ann.send('b');
    expect(await ann.next()).to.deep.equal({ two: 'b' });
    expect((await talk.refused('/ws/lobby/bob')).status).to.equal(422);
  });

  it('changes limits for open connections, also that of a frame', async () => {
    const [ann, bob] = [await talk.connect('/ws/a/ann'), await talk.connect('/ws/b/bob')];
    await Promise.all([ann.next(), bob.next()]);
    await talk.rewrite(yaml('two', 'limits: { frame: 100KB }'));
    ann.send('x'.repeat(90_000));
    expect(await ann.next()).to.deep.equal({ two: 'x'.repeat(90_000) });
    await talk.rewrite(yaml('two', 'limits: { frame: 1KB }'));
    bob.send('x'.repeat(2000));
    expect((await bob.closed).code).to.equal(1009);
    ann.send('still here');
    expect(await ann.next()).to.deep.equal({ two: 'still here' });
  });

  it('starts and stops timers and heartbeats', async () => {
    const ann = await talk.connect('/ws/lobby/ann');
    await ann.next();
    await talk.rewrite(yaml('one', 'timers: [ { every: 10ms, do: [ { to: room, json: tick } ] } ]'));
    expect(await ann.next()).to.equal('tick');
    await talk.rewrite(yaml('one', 'timers: [ { every: 10ms, do: [ { to: room, json: tack } ] } ]'));
    let heard: unknown;
    while (heard !== 'tack') heard = await ann.next();
    await talk.rewrite(yaml('one'));
    const pinged = new Promise((resolve) => ann.socket.once('ping', resolve));
    await talk.rewrite(yaml('one', 'heartbeat: 10ms'));
    await pinged;
    ann.send('x');
    while (JSON.stringify(heard) !== '{"one":"x"}') heard = await ann.next();
    expect(ann.unread).to.deep.equal([]);
  });

  it('closes the connections of a channel that was removed with 1012, without a word to the others', async () => {
    const [ann, bob] = [await talk.connect('/ws/lobby/ann'), await talk.connect('/ws/lobby/bob')];
    await ann.take(2);
    await bob.take(2);
    await talk.rewrite('channels: { /other: { preset: chat } }');
    for (const one of [ann, bob]) {
      expect(await one.closed).to.deep.equal({ code: 1012, reason: 'the channel was removed' });
      expect(one.unread).to.deep.equal([]);
    }
    expect((await talk.refused('/ws/lobby/ann')).status).to.equal(404);
    await talk.rewrite(yaml('back'));
    const again = await talk.connect('/ws/lobby/ann');
    expect(await again.next()).to.equal('ann came');
  });

  it('changes nothing when the file is broken', async () => {
    const ann = await talk.connect('/ws/lobby/ann');
    await ann.next();
    await talk.rewrite('channels: { /ws/{room}/{user}: { on: { massage: [] } } }');
    ann.send('a');
    expect(await ann.next()).to.deep.equal({ one: 'a' });
    (await talk.connect('/ws/lobby/bob')).close();
  });

  it('lets a step that waits finish under the rules it began with', async () => {
    const slow = yaml('one').replace('do: [ ', 'do: [ { wait: 30ms }, ');
    await talk.rewrite(slow);
    const ann = await talk.connect('/ws/lobby/ann');
    await ann.next();
    ann.send('a');
    ann.send('b');
    await talk.rewrite(yaml('two'));
    expect(await ann.next()).to.satisfy((message: object) =>
      ['{"one":"a"}', '{"two":"a"}'].includes(JSON.stringify(message)),
    );
    expect(await ann.next()).to.deep.equal({ two: 'b' });
  });
});

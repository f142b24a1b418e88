import { expect } from 'chai';
import { serveChannels, type Talk } from './talk.ts';

const YAML = `channels:
  /say/{user}:
    history: 5
    sends:
      type: object
      required: [said]
      properties: { said: { type: string, maxLength: 5 } }
    on:
      message:
        - do:
            - { to: room, json: { said: "\${message.text}" } }
            - { to: sender, json: { said: done } }
  /beat/{room}:
    sends: { type: array, items: { type: integer } }
    on: { leave: [ { to: everyone, json: [ "\${connection}" ] } ] }
    timers: [ { every: 10ms, do: [ { to: room, json: "\${members}" }, { to: room, json: [ 1 ] } ] } ]
`;

describe('frames that break the promise of their channel', () => {
  describe('under --strict', () => {
    let talk: Talk;
    before(async () => {
      talk = await serveChannels(YAML, { isStrict: true });
    });
    after(() => talk.close());

    it('are not sent and not remembered: the log says the line and what is wrong, the rest goes on', async () => {
      const ann = await talk.connect('/say/ann');
      for (const text of ['hi', 'good morning', 5, 'bye']) ann.send({ text });
      expect(await ann.take(6)).to.deep.equal([
        { said: 'hi' },
        { said: 'done' },
        { said: 'done' },
        { said: 'done' },
        { said: 'bye' },
        { said: 'done' },
      ]);
      const failed = talk.log.filter((line) => line.includes('a step failed'));
      expect(failed.map((line) => line.replace(/ id=\S+/, ''))).to.deep.equal([
        'error a step failed; the rest goes on  at=routes.d/chat.yaml:11 error="the frame breaks its promise (routes.d/chat.yaml:4:5): /said must be at most 5 characters long; received \\"good morning\\" (routes.d/chat.yaml:11:33)"',
        'error a step failed; the rest goes on  at=routes.d/chat.yaml:11 error="the frame breaks its promise (routes.d/chat.yaml:4:5): /said must be a string; received 5 (routes.d/chat.yaml:11:33)"',
      ]);
      const bob = await talk.connect('/say/bob');
      expect(await bob.take(2)).to.deep.equal([{ said: 'hi' }, { said: 'bye' }]);
    });

    it('are kept back in timers, and when somebody leaves', async () => {
      const ann = await talk.connect('/beat/a');
      expect(await ann.take(2)).to.deep.equal([[1], [1]]);
      await talk.logged(/at=routes\.d\/chat\.yaml:16 .*\/0 must be an integer; received/);
      (await talk.connect('/beat/b')).close();
      await talk.logged(/at=routes\.d\/chat\.yaml:15 .*\/0 must be an integer; received \{/);
    });
  });

  it('are sent without --strict', async () => {
    const talk = await serveChannels(YAML);
    try {
      const ann = await talk.connect('/say/ann');
      ann.send({ text: 5 });
      expect(await ann.take(2)).to.deep.equal([{ said: 5 }, { said: 'done' }]);
    } finally {
      await talk.close();
    }
  });
});

import { assert } from 'chai';
import type { WebSocket } from 'ws';
import { ExpressionError } from '../../src/core/errors.ts';
import { at, createStage, next, open, receive, runtime, send, silent } from './client-steps.ts';

describe('createClientHost: listening', () => {
  const { serve, start, ann, clear } = createStage();

  afterEach(clear);

  describe('receive', () => {
    it('takes the first message that matches and leaves those before it unread', async () => {
      const played = await ann();
      await played.well('ann', send({ say: [{ n: 1 }, { n: 2, x: 'a' }, { n: 2, x: 'b' }] }));
      assert.deepEqual(await played.well('ann', receive('{ n: 2 }')), { message: { n: 2, x: 'a' } });
      assert.deepEqual(await played.well('ann', receive('{ n: 1 }')), { message: { n: 1 } });
      assert.deepEqual(await played.well('ann', next('{ n: 2 }')), { message: { n: 2, x: 'b' } });
    });

    const values: readonly (readonly [string, unknown])[] = [
      ['{"a":[1]}', { a: [1] }],
      [' [1]', [1]],
      ['42', '42'],
      ['"quoted"', '"quoted"'],
      ['null', 'null'],
      ['', ''],
      ['[not json', '[not json'],
      ['进入聊天', '进入聊天'],
      ['{"__proto__":{"a":1}}', JSON.parse('{"__proto__":{"a":1}}')],
    ];
    for (const [text, value] of values) {
      it(`reads ${JSON.stringify(text)} as ${JSON.stringify(value)}`, async () => {
        const played = await ann();
        await played.well('ann', send({ say: [text] }));
        assert.deepEqual(await played.well('ann', next('{ $any: true }')), { message: value });
      });
    }

    it('reads bytes as bytes, and shows them as hex', async () => {
      const played = await ann();
      await played.well('ann', send({ bytes: '00ff10' }));
      assert.deepEqual(await played.fail('ann', receive('{ $eq: x }', 20)), [
        '2 ann: receive expectation: expected { $eq: x } within 20ms, received 1 other message',
        `  ${await differenceOf(Buffer.from('00ff10', 'hex'))}`,
        '  unread 1: 3 bytes 00ff10',
      ]);
      assert.deepEqual(await played.well('ann', next('{ $any: true }')), { message: Buffer.from('00ff10', 'hex') });
    });

    it('waits for a message that comes later', async () => {
      const played = start(await serve({ greet: (socket) => greetings.push(socket) }), { ann: '/' });
      const greetings: WebSocket[] = [];
      await played.well('ann', open());
      const waiting = played.well('ann', receive('{ $eq: late }'));
      greetings[0]?.send('early');
      greetings[0]?.send('late');
      assert.deepEqual(await waiting, { message: 'late' });
    });

    it('shows every unread message and what the closest lacks', async () => {
      const played = await ann();
      const said = [{ user: 'bob', message: 'hi', at: 1 }, 'text', { user: 'ann', message: 'ho', at: 1 }];
      await played.well('ann', send({ say: said }));
      assert.deepEqual(await played.fail('ann', receive('{ user: ann, message: hello, at: 1 }', 50)), [
        '2 ann: receive expectation: expected { user: ann, message: hello, at: 1 } within 50ms, received 3 other messages',
        '  message: expected "hello", received "ho"',
        '  unread 1: {"user": "bob", "message": "hi", "at": 1}',
        '  unread 2: "text"',
        '  unread 3: {"user": "ann", "message": "ho", "at": 1} (the closest)',
      ]);
    });

    it('shows the last hundred of many, each on a line that is not too long', async () => {
      const played = await ann();
      await played.well('ann', send({ say: [...Array(149).fill('x'.repeat(5000)), 'last'] }));
      await played.well('ann', receive('{ $eq: last }'));
      const lines = await played.fail('ann', receive('{ a: 1 }', 20));
      assert.match(lines[0] ?? '', /received 149 other messages$/);
      assert.deepEqual(
        [lines.length, lines[2], lines[3]?.slice(0, 20)],
        [103, '  unread 1 to 49: left out', '  unread 50: "xxxxxxxx'.slice(0, 20)],
      );
      assert.isBelow(Math.max(...lines.map((line) => line.length)), 200);
    });

    it('says that nothing came', async () => {
      const played = await ann();
      assert.deepEqual(await played.fail('ann', receive('{ a: 1 }', 20)), [
        '2 ann: receive expectation: expected { a: 1 } within 20ms, received nothing',
      ]);
    });

    it('ends at once when the server closes, after what came before', async () => {
      const played = await ann();
      await played.well('ann', send({ say: ['bye'] }));
      await played.well('ann', send({ drop: true }));
      assert.deepEqual(await played.fail('ann', receive('{ a: 1 }', 60_000)), [
        '2 ann: receive expectation: expected { a: 1 }, received 1 other message: ann was closed by the server: 1006, there was no close frame',
        '  expected a map with "a", received "bye" (a string)',
        '  unread 1: "bye"',
      ]);
      assert.deepEqual(await played.well('ann', receive('{ $eq: bye }')), { message: 'bye' });
    });

    it('ends at once when the run is interrupted', async () => {
      const abort = new AbortController();
      const played = await ann({}, { signal: abort.signal });
      const waiting = played.fail('ann', receive('{ a: 1 }', 60_000));
      abort.abort();
      assert.deepEqual(await waiting, [
        '2 ann: receive expectation: expected { a: 1 }, received nothing: the run was interrupted',
      ]);
    });

    it('fails where an expression of the expectation fails', async () => {
      const played = await ann();
      await played.well('ann', send({ say: ['x'] }));
      const differences = (): never => {
        throw new ExpressionError('cannot compare', at(8));
      };
      const action = { do: 'receive', withinMs: 2000, expect: { origin: at(2), written: '', differences } } as const;
      assert.deepEqual(await played.fail('ann', action), ['8 ann: receive error: cannot compare (chat.test.yaml:8:5)']);
    });
  });

  describe('next', () => {
    it('takes the very next message, whatever it is', async () => {
      const played = await ann();
      await played.well('ann', send({ say: [{ n: 1 }, { n: 2 }, { n: 3 }] }));
      await played.well('ann', receive('{ n: 3 }'));
      assert.deepEqual(await played.fail('ann', next('{ n: 2 }')), [
        '2 ann: next expectation: expected { n: 2 } next, received {"n": 1}',
        '  n: expected 2, received 1',
        '  unread 1: {"n": 2}',
      ]);
      assert.deepEqual(await played.well('ann', next('{ n: 2 }')), { message: { n: 2 } });
    });

    it('says that nothing came', async () => {
      const played = await ann();
      assert.deepEqual(await played.fail('ann', next('{ n: 2 }', 20)), [
        '2 ann: next expectation: expected { n: 2 } next within 20ms, received nothing',
      ]);
    });
  });

  describe('silent', () => {
    it('is met where nothing comes, and messages that were skipped are no news', async () => {
      const played = await ann();
      await played.well('ann', send({ say: ['skipped', 'taken'] }));
      await played.well('ann', receive('{ $eq: taken }'));
      await played.well('ann', silent(20));
      await played.well('ann', receive('{ $eq: skipped }'));
      await played.well('ann', silent(20));
    });

    it('counts what came after the last message that was taken, however long ago', async () => {
      const played = start(await serve(), { ann: '/', bob: '/' });
      await played.well('ann, bob', send({ say: ['first', 'leaked'] }));
      await played.well('ann', receive('{ $eq: first }'));
      await played.well('bob', receive('{ $eq: leaked }'));
      assert.deepEqual(await played.fail('ann', silent(60_000)), [
        '1 ann: silent expectation: expected nothing new for 1m, received 1 new message',
        '  new 1: "leaked"',
      ]);
    });

    it('fails with the first message that comes', async () => {
      const sockets: WebSocket[] = [];
      const played = await ann({ greet: (socket) => sockets.push(socket) });
      const waiting = played.fail('ann', silent(60_000));
      sockets[0]?.send('{"n":1}');
      assert.deepEqual(await waiting, [
        '1 ann: silent expectation: expected nothing new for 1m, received 1 new message',
        '  new 1: {"n": 1}',
      ]);
    });

    it('is not met by a connection that is gone', async () => {
      const played = await ann();
      await played.well('ann', send({ close: [1001, ''] }));
      assert.deepEqual(await played.fail('ann', silent(60_000)), [
        '1 ann: silent expectation: expected nothing new for 1m: ann was closed by the server: 1001',
      ]);
    });
  });
});

/** What the matcher says of bytes where text is expected. */
async function differenceOf(bytes: Buffer): Promise<string> {
  const action = receive('{ $eq: x }');
  if (action.do !== 'receive') throw new Error('it is a receive');
  const [difference] = action.expect.differences(bytes, {}, runtime);
  return difference?.message ?? '';
}

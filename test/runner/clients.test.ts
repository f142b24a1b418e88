import { assert } from 'chai';
import { at, close, closed, createStage, failureLines, next, open, receive, send } from './client-steps.ts';

describe('createClientHost', () => {
  const { serve, start, ann, clear } = createStage();

  afterEach(clear);

  describe('send', () => {
    it('sends text as text and bytes as bytes', async () => {
      const server = await serve();
      const played = start(server, { ann: '/' });
      await played.well('ann', send('hello'));
      await played.well('ann', send(Buffer.from([0, 255])));
      await played.well('ann', send({ say: ['done'] }));
      await played.well('ann', receive('{ $eq: done }'));
      assert.deepEqual(server.heard, ['hello', Buffer.from([0, 255])]);
    });

    it('says why the connection is gone', async () => {
      const played = await ann();
      await played.well('ann', send({ close: [1008, 'too many messages'] }));
      await played.well('ann', closed('1008'));
      assert.deepEqual(await played.fail('ann', send('x')), [
        '1 ann: send expectation: ann was closed by the server: 1008 "too many messages"',
      ]);
    });

    it('says it when a server does not read', async () => {
      const played = await ann({ greet: (socket) => socket.pause() }, { timeoutMs: 50 });
      assert.deepEqual(await played.fail('ann', send(Buffer.alloc(32 * 1024 * 1024))), [
        '1 ann: send expectation: the message did not leave within 50ms: the server does not read',
      ]);
    });
  });

  describe('close', () => {
    it('closes with the code and the reason, and waits until it is done', async () => {
      const server = await serve();
      const played = start(server, { ann: '/' });
      await played.well('ann', open());
      await played.well('ann', close(4001, 'bye'));
      assert.deepEqual(await server.ended(), { code: 4001, reason: 'bye' });
      assert.deepEqual(await played.well('ann', closed('4001')), { message: 4001 });
      assert.deepEqual(await played.fail('ann', close()), [
        '1 ann: close expectation: ann was closed by a step before: open it again, or leave this out',
      ]);
    });

    for (const [code, reason, suffix] of [
      [1005, '', ''],
      [2999, '', ''],
      [1000, 'x'.repeat(124), ' with that reason'],
    ] as const) {
      it(`says that ${code} and a reason of ${reason.length} bytes cannot be sent, and goes on`, async () => {
        const played = await ann();
        assert.deepEqual(await played.fail('ann', close(code, reason)), [
          `1 ann: close expectation: no close frame can carry ${code}${suffix}: write 1000 to 1014 without 1004, 1005 and 1006, or 3000 to 4999, and a reason of at most 123 bytes`,
        ]);
        await played.well('ann', close());
      });
    }

    it('says it when the server does not answer the close', async () => {
      const played = await ann({ greet: (socket) => socket.pause() }, { timeoutMs: 50 });
      assert.deepEqual(await played.fail('ann', close()), [
        '1 ann: close expectation: the server did not answer the close within 50ms',
      ]);
    });
  });

  describe('closed', () => {
    it('waits for the close of the server', async () => {
      const played = await ann();
      await played.well('ann', send({ close: [4001, 'bye'] }));
      assert.deepEqual(await played.well('ann', closed('{ $gte: 4000 }')), { message: 4001 });
    });

    it('tells another code with its reason', async () => {
      const played = await ann();
      await played.well('ann', send({ close: [1008, 'too many'] }));
      assert.deepEqual(await played.fail('ann', closed('1000')), [
        '2 ann: closed expectation: expected the server to close with 1000, received 1008 "too many"',
        '  expected 1000, received 1008',
      ]);
    });

    it('says that the connection is still open', async () => {
      const played = await ann();
      assert.deepEqual(await played.fail('ann', closed('1000', 20)), [
        '2 ann: closed expectation: expected the server to close with 1000 within 20ms: ann is still open',
      ]);
    });
  });

  describe('several clients', () => {
    it('do what they do in the order in which they are named', async () => {
      const server = await serve();
      const played = start(server, { ann: '/ann', bob: '/bob', cat: '/cat' });
      assert.deepInclude(await played.act('cat, ann, bob', open()), { failures: [], sent: 3 });
      assert.deepEqual(
        server.handshakes.map(({ path }) => path),
        ['/cat', '/ann', '/bob'],
      );
    });

    it('wait at once, and every failure is told', async () => {
      const played = start(await serve(), { ann: '/', bob: '/', cat: '/' });
      await played.well('ann, bob, cat', open());
      await played.well('bob', send({ say: [{ n: 2 }] }));
      assert.deepEqual(await played.fail('ann, bob, cat', receive('{ n: 2 }', 50)), [
        '2 ann: receive expectation: expected { n: 2 } within 50ms, received nothing',
        '2 cat: receive expectation: expected { n: 2 } within 50ms, received nothing',
      ]);
    });

    it('leave the value of the last one to save', async () => {
      const played = start(await serve(), { ann: '/', bob: '/' });
      await played.well('ann', send({ say: [{ n: 1 }] }));
      await played.well('bob', send({ say: [{ n: 2 }] }));
      assert.deepEqual(await played.well('ann, bob', next('{ n: { $gt: 0 } }')), { message: { n: 2 } });
    });
  });

  describe('hostile servers', () => {
    it('fail the case with words when more is unread than there is room for', async () => {
      const played = await ann({}, { limits: { messages: 3, bytes: 1000 } });
      await played.well('ann', send({ say: ['1', '2', '3', '4'] }));
      const words = 'ann was closed: too much is unread, more than 3 messages or 1000B';
      assert.deepEqual(await played.fail('ann', closed('1000')), [`2 ann: closed expectation: ${words}`]);
      assert.deepEqual(failureLines(await played.host.close()), []);
    });

    it('fail the case at its end where no step has told', async () => {
      const server = await serve();
      const played = start(server, { ann: '/' }, { limits: { messages: 9, bytes: 10 } });
      await played.well('ann', send({ say: ['12345', '67890', 'x'] }));
      assert.deepEqual(await server.ended(), { code: 1006, reason: '' });
      await played.well('ann', next('{ $eq: "12345" }'));
      assert.deepEqual(failureLines(await played.host.close()), [
        '99 ann expectation: ann was closed: too much is unread, more than 9 messages or 10B',
      ]);
      assert.deepEqual(await played.host.close(), []);
    });

    it('make room by being read', async () => {
      const played = await ann({}, { limits: { messages: 2, bytes: 10 } });
      for (const text of ['12345', '67890', 'abcde']) {
        await played.well('ann', send({ say: [text] }));
        await played.well('ann', next(`{ $eq: "${text}" }`));
      }
    });

    const broken: readonly (readonly [string, string, string])[] = [
      ['a reserved bit', 'c10161', 'Invalid WebSocket frame: RSV1 must be clear'],
      ['an opcode that is none', '830161', 'Invalid WebSocket frame: invalid opcode 3'],
      ['text that is no UTF-8', '8101ff', 'Invalid WebSocket frame: invalid UTF-8 sequence'],
      ['a masked frame', '818100000000 61'.replace(' ', ''), 'Invalid WebSocket frame: MASK must be clear'],
      ['a frame of 8 EB', '827f7fffffffffffffff', 'Unsupported WebSocket frame: payload length > 2^53 - 1'],
      ['a message beyond the room', '817e0400', 'Max payload size exceeded'],
    ];
    for (const [what, raw, fault] of broken) {
      it(`are told of for ${what}`, async () => {
        const played = await ann({}, { limits: { messages: 9, bytes: 100 } });
        await played.well('ann', send({ raw }));
        assert.deepEqual(await played.fail('ann', receive('{ a: 1 }', 60_000)), [
          `2 ann: receive expectation: expected { a: 1 }, received nothing: ann was closed: what the server sent is no WebSocket message that can be taken: ${fault}`,
        ]);
      });
    }
  });

  describe('promises', () => {
    it('hold every message to what its channel says', async () => {
      const asked: string[] = [];
      const promise = (target: string) => {
        asked.push(target);
        return (message: unknown) =>
          (message as { readonly code?: unknown }).code === undefined
            ? [{ origin: at(50), message: 'code: expected a number, received nothing', differences: [] }]
            : [];
      };
      const server = await serve();
      const played = start(server, { ann: '/ws/lobby' }, { promise });
      await played.well('ann', send({ say: [{ code: 1 }, { cod: 2 }] }));
      assert.deepEqual(await played.fail('ann', receive('{ cod: 2 }')), [
        '50 ann: message conformance: code: expected a number, received nothing',
        '  message: {"cod": 2}',
      ]);
      await played.well('ann', send({ say: [{ cod: 3 }, { code: 4 }] }));
      assert.deepEqual(await played.fail('ann', close()), [
        '50 ann: message conformance: code: expected a number, received nothing',
        '  message: {"cod": 3}',
      ]);
      assert.deepEqual(asked, ['/ws/lobby']);
    });
  });

  describe('close of the host', () => {
    it('says goodbye for every client that is open', async () => {
      const server = await serve();
      const played = start(server, { ann: '/', bob: '/', cat: '/' });
      await played.well('ann, bob', open());
      assert.deepEqual(await played.host.close(), []);
      assert.deepEqual([(await server.ended()).code, (await server.ended()).code], [1000, 1000]);
    });
  });
});

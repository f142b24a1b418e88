import { assert } from 'chai';
import type { WebSocket } from 'ws';
import { ExpressionError } from '../../src/core/errors.ts';
import { createClientHost } from '../../src/runner/clients.ts';
import {
  at,
  type Commanded,
  type CommandedOptions,
  close,
  closed,
  failureLines,
  next,
  open,
  type Played,
  play,
  receive,
  runtime,
  send,
  serveCommands,
  silent,
} from './client-steps.ts';

describe('createClientHost', () => {
  const running: { close(): Promise<unknown> }[] = [];

  async function serve(options?: CommandedOptions): Promise<Commanded> {
    const server = await serveCommands(options);
    running.push(server);
    return server;
  }

  function start(
    server: Pick<Commanded, 'url'>,
    clients: Parameters<typeof play>[1],
    deps?: Parameters<typeof play>[2],
  ): Played {
    const played = play(server.url, clients, deps);
    running.push(played.host);
    return played;
  }

  /** One client that is open, on a server that does what it is told. */
  async function ann(options?: CommandedOptions, deps?: Parameters<typeof play>[2]): Promise<Played> {
    const played = start(await serve(options), { ann: '/' }, deps);
    await played.well('ann', open());
    return played;
  }

  afterEach(async () => {
    for (const item of running.splice(0).reverse()) await item.close();
  });

  describe('open', () => {
    it('gives save what the handshake was answered with', async () => {
      const played = start(await serve(), { ann: '/ws/lobby/ann?x=1' });
      const { time, ...values } = await played.well('ann', open('{ status: 101, header: { upgrade: websocket } }'));
      assert.isAbove(Number(time), 0);
      assert.deepEqual(values, {
        status: 101,
        header: {
          upgrade: 'websocket',
          connection: 'Upgrade',
          'sec-websocket-accept': (values.header as Record<string, string>)['sec-websocket-accept'],
          'set-cookie': 'seen=1; Path=/',
          'x-mockapi-route': 'chat.yaml:3',
        },
        cookie: { seen: '1' },
        body: null,
      });
    });

    it('sends path, headers and protocols as they are written, repeated headers too', async () => {
      const server = await serve({ protocols: true });
      const headers = [
        ['x-token', 't'],
        ['x-many', 'a'],
        ['X-Many', 'b'],
        ['host', 'shop.example'],
      ] as const;
      const played = start(server, { ann: { target: '/a%20b?q=%2F', headers, protocols: ['v2.chat', 'v1.chat'] } });
      await played.well('ann', open('{ status: 101, header: { sec-websocket-protocol: v2.chat } }'));
      const [{ path, headers: came } = { path: '', headers: {} }] = server.handshakes;
      assert.deepEqual(
        [path, came['x-token'], came['x-many'], came.host, came['sec-websocket-protocol']],
        ['/a%20b?q=%2F', 't', 'a, b', 'shop.example', 'v2.chat,v1.chat'],
      );
    });

    it('sends the cookies of the case beside its own and keeps those that come', async () => {
      const server = await serve();
      const kept: unknown[] = [];
      const cookies = {
        header: (url: string) => (url === `${server.url}/x` ? 'a=jar; b=2' : undefined),
        keep: (url: string, header: object) => kept.push([url, { ...header }]),
      };
      const played = start(server, { ann: { target: '/x', headers: [['Cookie', 'a=own']] } }, { cookies });
      await played.well('ann', open());
      assert.strictEqual(server.handshakes[0]?.headers.cookie, 'a=own; b=2');
      assert.nestedPropertyVal(kept, '[0][0]', `${server.url}/x`);
      assert.nestedPropertyVal(kept, '[0][1].set-cookie', 'seen=1; Path=/');
    });

    it('takes a whole URL', async () => {
      const [server, other] = [await serve(), await serve()];
      const played = start(server, { ann: `${other.url.replace('http', 'ws')}/there` });
      await played.well('ann', open());
      assert.deepEqual([server.handshakes.length, other.handshakes[0]?.path], [0, '/there']);
    });

    const REFUSAL =
      'HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: 14\r\n\r\n{"code":40301}';
    const refuse: CommandedOptions['refuse'] = (_, socket) => {
      socket.end(REFUSAL);
      return true;
    };

    it('takes the refusal that is expected, with its answer', async () => {
      const played = start(await serve({ refuse }), { ann: '/' });
      const { status, body } = await played.well('ann', open('{ status: 403, body: { code: 40301 } }'));
      assert.deepEqual({ status, body }, { status: 403, body: { code: 40301 } });
    });

    it('tells what differs of a refusal, shows the answer, and tells later steps why there is no connection', async () => {
      const played = start(await serve({ refuse }), { ann: '/' });
      assert.deepEqual(await played.fail('ann', open()), [
        '2 ann: open expectation: status: expected 101, received 403',
        '  status: expected 101, received 403',
        '  answer: 403 Forbidden {"code": 40301}',
      ]);
      assert.deepEqual(await played.fail('ann', receive('{ a: 1 }')), [
        '1 ann: receive expectation: ann is not open: it was refused with 403 Forbidden',
      ]);
    });

    it('shows a refusal that is cut off as far as it came', async () => {
      const cut: CommandedOptions['refuse'] = (_, socket) => {
        socket.write('HTTP/1.1 500 No\r\ncontent-type: text/plain\r\ncontent-length: 99\r\n\r\noops', () =>
          socket.destroy(),
        );
        return true;
      };
      const played = start(await serve({ refuse: cut }), { ann: '/' });
      assert.deepEqual((await played.well('ann', open('500'))).body, 'oops');
    });

    it('opens a client by its first step where none says so', async () => {
      const played = start(await serve({ greet: (socket) => socket.send('hello') }), { ann: '/' });
      assert.deepInclude(await played.act('ann', receive('{ $eq: hello }')), { failures: [], sent: 1 });
    });

    it('says so when that first step is refused', async () => {
      const played = start(await serve({ refuse }), { ann: '/' });
      assert.deepEqual(await played.fail('ann', send('x')), [
        '1 ann: send expectation: expected to be let in (101), received 403 Forbidden',
        '  status: expected to be let in (101), received 403 Forbidden',
        '  answer: 403 Forbidden {"code": 40301}',
      ]);
    });

    it('opens again after the end, and forgets what was unread', async () => {
      const played = await ann();
      await played.well('ann', send({ say: ['old'] }));
      await played.well('ann', close());
      await played.well('ann', open());
      await played.well('ann', send({ say: ['new'] }));
      await played.well('ann', next('{ $eq: new }'));
    });

    it('refuses to open twice', async () => {
      const played = await ann();
      assert.deepEqual(await played.fail('ann', open()), [
        '1 ann: open expectation: ann is open already: close it first, or give the second connection a name',
      ]);
    });

    const hostile: readonly (readonly [string, string, RegExp])[] = [
      [
        'that is not there',
        '',
        /^1 ann: open error: ann could not connect: connection refused: is the service up at ws:\/\/127\.0\.0\.1:1\?$/,
      ],
      ['that answers no HTTP', 'hello\r\n\r\n', /ann could not connect: what 127\.0\.0\.1:\d+ answers is no HTTP$/],
      [
        'that hangs up',
        'hang up',
        /ann could not connect: the connection was cut by ws:\/\/127\.0\.0\.1:\d+ before it answered$/,
      ],
      ['that says nothing', 'nothing', /ann could not connect: there was no answer within 50ms$/],
      [
        'that accepts something else',
        'HTTP/1.1 101 OK\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: x\r\n\r\n',
        /ann could not connect: the handshake is answered wrongly: Invalid Sec-WebSocket-Accept header$/,
      ],
    ];
    for (const [what, answer, words] of hostile) {
      it(`tells of a server ${what}`, async () => {
        const server = await serve({
          refuse(_, socket) {
            if (answer === 'hang up') socket.destroy();
            else if (answer !== 'nothing') socket.write(answer);
            return true;
          },
        });
        const url = answer === '' ? 'http://127.0.0.1:1' : server.url;
        const played = start({ url }, { ann: '/' }, { timeoutMs: 50 });
        const lines = await played.fail('ann', open());
        assert.lengthOf(lines, 1);
        assert.match(lines[0] ?? '', words);
      });
    }

    it('tells of what cannot be sent', async () => {
      const played = start(await serve(), { ann: { headers: [['x', 'a\r\nb']] } });
      assert.deepEqual(await played.fail('ann', open()), [
        '1 ann: open error: ann could not connect: Invalid character in header content ["x"]',
      ]);
    });

    it('fails where an expression of the handshake fails, on its line', async () => {
      const { url } = await serve();
      const prepare = (): never => {
        throw new ExpressionError('cannot divide "a"', at(7));
      };
      const host = createClientHost([{ name: 'ann', origin: at(99), prepare }], {
        target: { url, tls: { isInsecure: false, ca: undefined } },
        timeoutMs: 1000,
      });
      const step = { kind: 'client', origin: at(1), title: '', clients: ['ann'], action: open(), save: [] } as const;
      assert.deepEqual(failureLines((await host.run(step, {}, runtime)).failures), [
        '7 ann: open error: cannot divide "a" (chat.test.yaml:7:5)',
      ]);
    });
  });

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
      const played = play(server.url, { ann: '/', bob: '/', cat: '/' });
      await played.well('ann, bob', open());
      assert.deepEqual(await played.host.close(), []);
      assert.deepEqual([(await server.ended()).code, (await server.ended()).code], [1000, 1000]);
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

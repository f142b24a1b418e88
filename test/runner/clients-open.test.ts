import { assert } from 'chai';
import { ExpressionError } from '../../src/core/errors.ts';
import { createClientHost } from '../../src/runner/clients.ts';
import { at, close, createStage, failureLines, next, open, receive, runtime, send } from './client-steps.ts';
import type { CommandedOptions } from './command-server.ts';

describe('createClientHost: opening', () => {
  const { serve, start, ann, clear } = createStage();

  afterEach(clear);

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
});

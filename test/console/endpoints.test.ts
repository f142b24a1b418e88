import { once } from 'node:events';
import { expect } from 'chai';
import WebSocket from 'ws';
import { ENDPOINTS } from '../../src/console/endpoints/index.ts';
import { readEvents, type SentEvents } from './events.ts';
import { asked, serveConsole, type TestConsole } from './support.ts';

const ROUTES = `routes:
  GET /goods/{id}:
    summary: One goods item
    tags: [goods]
    params: { url: { id: integer }, query: { name: string } }
    data: { id: "\${url.id}" }
  POST /orders:
    params: { body: { type: object, required: [item], properties: { item: { type: string } } } }
    times: 1
    cases:
      - when: body.item == "pen"
        status: 201
        data: { n: '\${counter("orders")}' }
channels:
  /ws/{room}/{user}: { preset: chat }
`;

const json = { 'content-type': 'application/json' };

describe('the endpoints of the console', () => {
  let test: TestConsole;
  const sockets = new Set<WebSocket>();
  const streams = new Set<SentEvents>();

  beforeEach(async () => {
    test = await serveConsole({ 'routes.d/all.yaml': ROUTES });
  });

  afterEach(async () => {
    for (const stream of streams) await stream.close();
    streams.clear();
    for (const socket of sockets) socket.terminate();
    sockets.clear();
    await test.close();
  });

  after(() => {
    asked.add('streamRequests');
    expect([...asked].sort()).to.deep.equal(ENDPOINTS.map(({ id }) => id).sort());
  });

  const order = (item: unknown) =>
    fetch(`${test.mockUrl}/orders`, { method: 'POST', headers: json, body: JSON.stringify({ item }) });

  const get = (path: string) => fetch(test.mockUrl + path);

  async function join(path: string): Promise<WebSocket> {
    const socket = new WebSocket(test.mockUrl.replace('http', 'ws') + path);
    sockets.add(socket);
    await once(socket, 'message');
    return socket;
  }

  async function listen(path: string, headers: Readonly<Record<string, string>> = {}): Promise<SentEvents> {
    const stream = readEvents(await fetch(test.url + path, { headers }));
    streams.add(stream);
    return stream;
  }

  /** Resolves once somebody listens. */
  function listeningTo<Teller extends object>(teller: Teller, name: keyof Teller): Promise<void> {
    const original = teller[name] as (listener: unknown) => () => void;
    return new Promise((resolve) => {
      const told = (listener: unknown) => {
        resolve();
        return original.call(teller, listener);
      };
      Object.assign(teller, { [name]: told });
    });
  }

  describe('GET /', () => {
    it('tells what can be asked', async () => {
      const { value } = await test.ask('GET /');
      expect(value).to.deep.equal({
        name: 'mockapi console',
        mockapi: '1.2.3',
        mock: test.mockUrl,
        endpoints: Object.fromEntries(ENDPOINTS.map(({ method, path, summary }) => [`${method} ${path}`, summary])),
      });
    });
  });

  describe('GET /openapi.json', () => {
    it('is the document of every endpoint', async () => {
      const { value } = await test.ask('GET /openapi.json');
      const told = Object.entries(value.paths).flatMap(([path, item]) =>
        Object.keys(item as object).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(told.sort()).to.deep.equal(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort());
    });
  });

  describe('GET /health', () => {
    it('tells that the mock is ready, and what it serves', async () => {
      await get('/goods/1');
      const { value } = await test.ask('GET /health');
      expect({ ...value, startedAt: typeof value.startedAt }).to.deep.equal({
        status: 'ready',
        url: test.mockUrl,
        version: 1,
        routes: 2,
        channels: 1,
        problems: { errors: 0, warnings: 0 },
        stale: [],
        journal: { isOn: true, last: 1 },
        seed: test.mock.seed,
        startedAt: 'string',
        mockapi: '1.2.3',
      });
    });

    it('tells of files that are broken and of what is served of them', async () => {
      test.write('routes.d/all.yaml', ROUTES.replace('data:', 'dta:'));
      await test.mock.reload();
      const { value } = await test.ask('GET /health');
      expect(value).to.deep.include({ version: 2, problems: { errors: 1, warnings: 0 } });
      expect(value.stale).to.deep.equal(['routes.d/all.yaml']);
      const { value: routes } = await test.ask('GET /routes');
      expect(routes.routes[0].stale).to.equal('routes.d/all.yaml');
    });
  });

  describe('GET /problems', () => {
    it('tells them as check prints them', async () => {
      test.write('routes.d/all.yaml', ROUTES.replace('data:', 'dta:'));
      await test.mock.reload();
      const { value } = await test.ask('GET /problems');
      expect(value.problems).to.have.length(1);
      const [{ text, ...problem }] = value.problems;
      expect(problem).to.deep.equal({
        at: 'routes.d/all.yaml:6:5',
        severity: 'error',
        code: 'unknown-key',
        message: 'a route has no key "dta"',
        hint: 'did you mean "data"?',
      });
      expect(text).to.include('^^^ did you mean "data"?');
    });
  });

  describe('GET /routes', () => {
    it('lists them in the order of the files', async () => {
      const { value } = await test.ask('GET /routes');
      expect(value.routes[0]).to.deep.equal({
        id: 'GET /goods/{id}',
        method: 'GET',
        path: '/goods/{id}',
        name: 'GET /goods/{id}',
        summary: 'One goods item',
        tags: ['goods'],
        parameters: [
          { in: 'url', name: 'id', isRequired: true },
          { in: 'query', name: 'name', isRequired: false },
        ],
        at: 'routes.d/all.yaml:2',
        stale: null,
      });
      expect(value.routes.map(({ id }: { id: string }) => id)).to.deep.equal(['GET /goods/{id}', 'POST /orders']);
    });
  });

  describe('GET /requests', () => {
    beforeEach(async () => {
      await get('/goods/1?name=pen');
      await get('/goods/x');
      await order('pen');
      await order('ink');
      await get('/good/1');
    });

    const numbers = async (query: string): Promise<readonly number[]> => {
      const { value } = await test.ask(`GET /requests${query}`);
      expect(value.last).to.equal(5);
      return value.requests.map(({ number }: { number: number }) => number);
    };

    for (const [query, expected] of [
      ['', [1, 2, 3, 4, 5]],
      ['?method=POST', [3, 4]],
      ['?path=/goods/1', [1]],
      ['?path=/goods/{id}', [1, 2]],
      ['?route=POST%20/orders', [3, 4]],
      ['?status=422', [2]],
      ['?outcome=unmatched', [4, 5]],
      ['?since=3', [4, 5]],
      ['?limit=2', [4, 5]],
      ['?since=1&limit=1&method=GET', [5]],
      ['?where=body.item+%3D%3D+%22pen%22', [3]],
      ['?id=nobody', []],
    ] as const) {
      it(`lists those that are meant by "${query}"`, async () => {
        expect(await numbers(query)).to.deep.equal(expected);
      });
    }

    it('tells each request whole', async () => {
      const { value } = await test.ask('GET /requests?method=POST&limit=2');
      const [first, second] = value.requests;
      expect(first).to.deep.include({ method: 'POST', target: '/orders', outcome: 'answered' });
      expect(first.route).to.deep.equal({ id: 'POST /orders', name: 'POST /orders', at: 'routes.d/all.yaml:7' });
      expect(first.validated.body).to.deep.equal({ item: 'pen' });
      expect(first.answer.status).to.equal(201);
      expect(second).to.deep.include({ outcome: 'unmatched', case: null });
    });

    it('explains a filter that is none', async () => {
      const { status, value } = await test.ask('GET /requests?where=body.item+%3D');
      expect([status, value.code]).to.deep.equal([400, 'wrong-parameter']);
      expect(value.problems).to.have.length(1);
    });

    it('refuses an unknown parameter', async () => {
      const { status, value } = await test.ask('GET /requests?outcom=failed');
      expect([status, value.detail]).to.deep.equal([400, 'there is no parameter "outcom"; did you mean "outcome"?']);
    });
  });

  describe('GET /requests/{number}', () => {
    it('tells one', async () => {
      await get('/goods/7');
      const { value } = await test.ask('GET /requests/1');
      expect(value).to.deep.include({ kind: 'request', number: 1, target: '/goods/7', case: 'routes.d/all.yaml:2' });
    });

    it('says why there is none', async () => {
      await get('/goods/7');
      const detail = async (number: string) => (await test.ask(`GET /requests/${number}`)).value.detail;
      expect(await detail('2')).to.equal('there was no request 2 yet; the youngest entry is 1');
      await test.ask('DELETE /requests');
      expect(await detail('1')).to.equal(
        'the request 1 is forgotten; raise journal.keep or journal.bytes to hold more',
      );
      expect(await detail('x')).to.equal('"number" must be a whole number from 1 on, not "x"');
      expect(await detail('%zz')).to.equal('"number" must be a whole number from 1 on, not "%zz"');
    });

    it('says where an entry is that is no request', async () => {
      await join('/ws/lobby/ann');
      const { value } = await test.ask('GET /journal?kind=connect');
      const [{ number }] = value.records;
      const { status, value: refusal } = await test.ask(`GET /requests/${number}`);
      expect([status, refusal.detail]).to.deep.equal([
        404,
        `the entry ${number} is no request; GET /journal?since=${number - 1} has it`,
      ]);
    });
  });

  describe('DELETE /requests', () => {
    it('empties the journal; numbers go on', async () => {
      await get('/goods/7');
      expect((await test.ask('DELETE /requests')).value).to.deep.equal({ last: 1 });
      expect((await test.ask('GET /requests')).value).to.deep.equal({ requests: [], last: 1 });
      await get('/goods/7');
      expect((await test.ask('GET /requests')).value.requests[0].number).to.equal(2);
    });
  });

  describe('GET /unmatched', () => {
    it('lists requests that nothing took, with what comes nearest', async () => {
      await get('/goods/7');
      await get('/good/7');
      await get('/orders');
      await order('ink');
      const { value } = await test.ask('GET /unmatched');
      expect(value.requests.map(({ target }: { target: string }) => target)).to.deep.equal([
        '/good/7',
        '/orders',
        '/orders',
      ]);
      expect(value.requests[0].explanation.nearest[0].id).to.equal('GET /goods/{id}');
      expect(value.requests[2].explanation.cases).to.have.length(1);
      expect((await test.ask('GET /unmatched?limit=1')).value.requests).to.have.length(1);
    });
  });

  describe('GET /journal', () => {
    it('tells everything, or one kind of it', async () => {
      const ann = await join('/ws/lobby/ann');
      ann.send('{"message":"hello"}');
      await once(ann, 'message');
      ann.send('[1]');
      await once(ann, 'message');
      ann.close(1000);
      const events = await listen('/requests/stream?kind=close&since=0');
      await events.take(1);
      const { value } = await test.ask('GET /journal');
      expect(value.records.map(({ kind }: { kind: string }) => kind)).to.deep.equal([
        'request',
        'connect',
        'sent',
        'received',
        'sent',
        'received',
        'sent',
        'sent',
        'close',
      ]);
      const { value: frames } = await test.ask('GET /journal?kind=received&limit=1');
      expect(frames.records[0].message.json).to.deep.equal([1]);
    });
  });

  it('tell records of every sort as documented', async () => {
    const all = await serveConsole({
      'routes.d/picture.png': 'no picture',
      'routes.d/all.yaml': `routes:
  POST /form: { params: { form: { a: string }, file: { f: {} } }, data: "\${form.a}" }
  POST /bytes: { data: 1 }
  GET /file: { file: ./picture.png }
  GET /failed: { data: '\${query.a < 1}' }
  GET /cookies: { cookies: { a: "1", b: "2" }, body: text }
  GET /empty: { status: 204 }
  GET /times/{n}: { params: { url: { n: integer } }, data: "\${now()}" }
channels:
  /ws/{user}: { limits: { members: 1 }, on: { message: [ { when: message == "x", do: [] }, { do: [ { to: sender, binary: { hex: ff00 } } ] } ] } }
`,
    });
    try {
      const form = new FormData();
      form.set('a', 'x');
      form.set('f', new Blob([new Uint8Array([1, 255])]), 'f.bin');
      const post = { method: 'POST' };
      await fetch(`${all.mockUrl}/form`, { ...post, body: form });
      await fetch(`${all.mockUrl}/form`, { ...post, body: 'a=1', headers: json });
      await fetch(`${all.mockUrl}/bytes`, { ...post, body: new Uint8Array([1, 255]) });
      await fetch(`${all.mockUrl}/bytes`, { ...post, body: '{', headers: json });
      for (const path of ['/file', '/failed?a=b', '/cookies', '/empty', '/times/1', '/times/x', '/nothing', '/%zz']) {
        await fetch(all.mockUrl + path);
      }
      await fetch(`${all.mockUrl}/file`, { method: 'DELETE' });
      await fetch(`${all.mockUrl}/ws/ann`);
      const ann = new WebSocket(`${all.mockUrl.replace('http', 'ws')}/ws/ann`);
      sockets.add(ann);
      await once(ann, 'open');
      for (const frame of ['text', '{"a":1}', Buffer.from([255])]) {
        ann.send(frame);
        await once(ann, 'message');
      }
      const bob = new WebSocket(`${all.mockUrl.replace('http', 'ws')}/ws/bob`).on('error', () => {});
      await once(bob, 'unexpected-response');
      bob.terminate();
      const { value } = await all.ask('GET /journal?limit=1000');
      const outcomes = value.records.map((record: { kind: string; outcome?: string }) => record.outcome ?? record.kind);
      expect(new Set(outcomes)).to.deep.equal(
        new Set(['answered', 'invalid', 'failed', 'unmatched', 'refused', 'connect', 'received', 'sent']),
      );
    } finally {
      await all.close();
    }
  });

  it('tell nothing of what is masked', async () => {
    const masked = await serveConsole(
      { 'routes.d/all.yaml': ROUTES },
      { settings: { journal: { mask: ['body.item', 'header.x-key'] } } },
    );
    try {
      const headers = { ...json, 'x-key': 'hush-1' };
      await fetch(`${masked.mockUrl}/orders`, { method: 'POST', headers, body: '{"item":"hush-2"}' });
      const stream = readEvents(await fetch(`${masked.url}/requests/stream?since=0`));
      streams.add(stream);
      const check = { request: 'POST /orders', where: { body: { item: 'pen' }, header: { 'x-key': 'k' } } };
      const told = [
        await stream.take(1),
        (await masked.ask('GET /requests')).value,
        (await masked.ask('GET /unmatched')).value,
        (await masked.ask('POST /verify', { body: check })).value,
        (await masked.ask('POST /verify/expectations')).value,
      ];
      expect(JSON.stringify(told)).to.include('***').and.not.include('hush');
    } finally {
      await masked.close();
    }
  });

  describe('GET /requests/stream', () => {
    it('tells live what happens', async () => {
      await get('/goods/1');
      const events = await listen('/requests/stream');
      await get('/goods/2');
      const [event] = await events.take(1);
      expect([event?.event, event?.id]).to.deep.equal(['message', '2']);
      expect(event?.data).to.deep.equal((await test.ask('GET /requests/2')).value);
    });

    it('goes on where a client was, without a gap and without a repeat', async () => {
      await get('/goods/1');
      const first = await listen('/requests/stream?since=0');
      const [event] = await first.take(1);
      await first.close();
      await get('/goods/2');
      await get('/goods/3');
      const again = await listen('/requests/stream?since=0', { 'last-event-id': event?.id ?? '' });
      await get('/goods/4');
      expect((await again.take(3)).map(({ id }) => id)).to.deep.equal(['2', '3', '4']);
    });

    it('refuses a Last-Event-ID that is none', async () => {
      const { status, value } = await test.ask('GET /requests/stream', { headers: { 'last-event-id': 'x' } });
      expect([status, value.detail]).to.deep.equal([400, '"Last-Event-ID" must be a whole number from 0 on, not "x"']);
    });

    it('may not be read by pages from elsewhere either', async () => {
      const response = await fetch(`${test.url}/requests/stream`);
      streams.add(readEvents(response));
      expect(response.headers.get('cross-origin-resource-policy')).to.equal('same-origin');
      expect(response.headers.get('cache-control')).to.equal('no-store');
    });

    it('tells many at once, and none of them twice', async () => {
      const all = await Promise.all(Array.from({ length: 15 }, () => listen('/requests/stream?since=0')));
      await get('/goods/1');
      await get('/goods/2');
      for (const events of all) expect((await events.take(2)).map(({ id }) => id)).to.deep.equal(['1', '2']);
    });

    it('answers HEAD with nothing but the head', async () => {
      const response = await fetch(`${test.url}/requests/stream`, { method: 'HEAD' });
      expect([response.status, response.headers.get('content-type'), await response.text()]).to.deep.equal([
        200,
        'text/event-stream; charset=utf-8',
        '',
      ]);
    });

    it('ends when the console stops', async () => {
      const events = await listen('/requests/stream');
      await Promise.all([events.ended(), test.console.stop()]);
    });
  });

  describe('POST /verify', () => {
    it('tells that checks are met', async () => {
      await order('pen');
      const body = [{ request: 'POST /orders', where: { body: { item: 'pen' } }, times: 1 }, { unmatched: 0 }];
      const { value } = await test.ask('POST /verify', { body });
      expect(value).to.deep.include({ isMet: true, text: '' });
      expect(value.results.map(({ received }: { received: number }) => received)).to.deep.equal([1, 0]);
    });

    it('answers 200 with what differed where one is not met', async () => {
      await order('pencil');
      const { status, value } = await test.ask('POST /verify', {
        body: { request: 'POST /orders', where: { body: { item: 'pen' } } },
      });
      expect([status, value.isMet]).to.deep.equal([200, false]);
      expect(value.results[0].closest[0].differences[0]).to.include('"pencil"');
      expect(value.text).to.include('"pencil"');
    });

    it('waits for what is to come', async () => {
      const verified = test.ask('POST /verify', { body: { request: 'POST /orders', within: '20s' } });
      const events = await listen('/requests/stream?since=0');
      await order('pen');
      await events.take(1);
      expect((await verified).value.isMet).to.equal(true);
    });

    it('leaves out what was before', async () => {
      await order('pen');
      const { value } = await test.ask('POST /verify?since=1', { body: { request: 'POST /orders' } });
      expect(value.isMet).to.equal(false);
    });

    it('tells what is wrong with a check, with its place', async () => {
      const { status, value } = await test.ask('POST /verify', { body: { request: 'GET /good/{id}' } });
      expect([status, value.code]).to.deep.equal([422, 'wrong-body']);
      expect(value.problems[0].at).to.equal('body:1:12');
      expect(value.detail).to.include('GET /goods/{id}');
    });

    it('names the lines of the text that was sent', async () => {
      const body = '[ { "unmatched": 0 },\n\n  { "request": "POST /orders",   "tims": 1 } ]';
      const { value } = await test.ask('POST /verify', { body });
      expect(value.problems[0].text).to.equal(
        [
          'body:3:34  error  unknown-key  a check has no key "tims"',
          '   2 |',
          '   3 |   { "request": "POST /orders",   "tims": 1 } ]',
          '     |                                  ^^^^^^ did you mean "times"?',
        ].join('\n'),
      );
      const { value: fine } = await test.ask('POST /verify', { body: body.replace('tims', 'times') });
      expect(fine.results.map(({ at }: { at: string }) => at)).to.deep.equal(['body:1', 'body:3']);
    });

    it('refuses a list that checks nothing', async () => {
      const { status, value } = await test.ask('POST /verify', { body: [] });
      expect([status, value.code, value.problems[0].at]).to.deep.equal([422, 'wrong-body', 'body:1:1']);
      expect(value.detail).to.match(/^an empty list checks nothing; write for example /);
    });

    it('ends with 503 when the console stops meanwhile', async () => {
      const isListening = listeningTo(test.mock.journal, 'onAppend');
      const verified = test.ask('POST /verify', { body: { request: 'POST /orders', within: '60s' } });
      await isListening;
      await test.console.stop();
      const { status, value } = await verified;
      expect([status, value.code]).to.deep.equal([503, 'stopping']);
    });
  });

  describe('POST /verify/expectations', () => {
    it('checks what the files expect', async () => {
      const { value: before } = await test.ask('POST /verify/expectations');
      expect([before.isMet, before.results[0].at]).to.deep.equal([false, 'routes.d/all.yaml:9']);
      await order('pen');
      const { value: after } = await test.ask('POST /verify/expectations');
      expect(after.isMet).to.equal(true);
    });
  });

  describe('GET /channels', () => {
    it('tells who is in which room', async () => {
      await join('/ws/lobby/ann');
      await join('/ws/lobby/bob');
      await join('/ws/attic/cat');
      const { value } = await test.ask('GET /channels');
      const [channel] = value.channels;
      expect(channel).to.deep.include({ id: 'WS /ws/{room}/{user}', at: 'routes.d/all.yaml:15', stale: null });
      expect(channel.rooms).to.deep.equal([
        { room: 'lobby', members: ['ann', 'bob'], connections: 2 },
        { room: 'attic', members: ['cat'], connections: 1 },
      ]);
      expect(channel.connections.map(({ user }: { user: string }) => user)).to.deep.equal(['ann', 'bob', 'cat']);
    });
  });

  describe('POST /channels/send', () => {
    it('sends into a room', async () => {
      const ann = await join('/ws/lobby/ann');
      await join('/ws/attic/cat');
      const heard = once(ann, 'message');
      const { value } = await test.ask('POST /channels/send', {
        body: { channel: '/ws/{room}/{user}', to: 'room:lobby', json: { hello: 1 } },
      });
      expect(value).to.deep.equal({ reached: 1 });
      expect(String((await heard)[0])).to.equal('{"hello":1}');
    });

    for (const [what, body, why] of [
      ['no channel', { to: 'everyone', text: 'x' }, /does not say which "channel"/],
      ['no map', [1], /does not say which "channel"/],
      ['an unknown channel', { channel: '/wz/{room}/{user}', to: 'everyone', text: 'x' }, /\/wz\/\{room\}\/\{user\}/],
      [
        'an address that is nobody',
        { channel: '/ws/{room}/{user}', to: 'sender', text: 'x' },
        /"sender" is nobody here/,
      ],
      ['a mistyped key', { channel: '/ws/{room}/{user}', to: 'everyone', txt: 'x' }, /did you mean "text"\?/],
      [
        'a file of the machine',
        { channel: '/ws/{room}/{user}', to: 'everyone', binary: { file: '/etc/passwd' } },
        /a file cannot be sent from here/,
      ],
    ] as const) {
      it(`refuses to send ${what}`, async () => {
        const { status, value } = await test.ask('POST /channels/send', { body });
        expect([status, value.code]).to.deep.equal([422, 'wrong-body']);
        expect(value.detail).to.match(why);
      });
    }
  });

  describe('a body with mistakes in it', () => {
    for (const [path, body, at, message] of [
      ['send', '{"channel": "/wz", "to": "everyone", "json": 1}', '1:13', 'there is no channel "/wz"'],
      ['send', '{"channel": "/ws/a/b", "to":\n "everyone", "txt": 1}', '2:14', 'a message has no key "txt"'],
      [
        'send',
        '{"channel": "/ws/a/b", "to": "everyone", "json": {"a": [1, "${usr}"]}}',
        '1:60',
        'there is no "usr" here',
      ],
      ['send', '{\n"channel": "/ws/a/b", "json": 1}', '1:1', 'a message needs "to"'],
      ['send', '{"channel": "/ws/a/b", "to": "room", "text": "x", "json": 1}', '1:38', '"text" stands beside "json"'],
      ['send', '{"channel": "/ws/a/b", "to": "everyone", "binary": {"hex": "zz"}}', '1:60', '"zz" is not hex digits'],
      ['disconnect', '{"channel": "/wz"}', '1:13', 'there is no channel "/wz"'],
      ['disconnect', '{"user": "ann",\n "code": 1005}', '2:10', '1005 is no code that a close frame may have'],
      [
        'disconnect',
        `{"user": "ann", "reason": "${'x'.repeat(124)}"}`,
        '1:27',
        'the reason has 124 bytes: a close frame has room for 123',
      ],
      ['disconnect', '{"user": "ann", "drop": true, "code": 4001}', '1:31', '"code" stands beside "drop"'],
    ] as const) {
      it(`is refused with their place: ${path} ${body.slice(0, 70)}`, async () => {
        const { status, value } = await test.ask(`POST /channels/${path}`, { body });
        expect([status, value.problems[0].at, value.problems[0].message]).to.deep.equal([422, `body:${at}`, message]);
      });
    }
  });

  describe('POST /connections/{id}/close', () => {
    it('ends one connection', async () => {
      const ann = await join('/ws/lobby/ann');
      const { value } = await test.ask('GET /channels');
      const closed = once(ann, 'close');
      const answer = await test.ask(`POST /connections/${value.channels[0].connections[0].id}/close`, {
        body: { code: 4001, reason: 'bye' },
      });
      expect(answer.value).to.deep.equal({ closed: 1 });
      const [code, reason] = await closed;
      expect([code, String(reason)]).to.deep.equal([4001, 'bye']);
    });

    it('takes no body for the usual code', async () => {
      const ann = await join('/ws/lobby/ann');
      const { value } = await test.ask('GET /channels');
      const closed = once(ann, 'close');
      await test.ask(`POST /connections/${value.channels[0].connections[0].id}/close`);
      expect((await closed)[0]).to.equal(1000);
    });

    it('is 404 for nobody, 422 for a code that is none', async () => {
      const { status, value } = await test.ask('POST /connections/nobody/close', { body: {} });
      expect([status, value.code]).to.deep.equal([404, 'no-connection']);
      const { status: wrong, value: refusal } = await test.ask('POST /connections/x/close', { body: { code: 7 } });
      expect([wrong, refusal.problems[0].at]).to.deep.equal([422, 'body:1:9']);
    });
  });

  describe('POST /channels/disconnect', () => {
    it('ends the connections of a user, of a room', async () => {
      const ann = await join('/ws/lobby/ann');
      const cat = await join('/ws/attic/cat');
      const closed = Promise.all([once(ann, 'close'), once(cat, 'close')]);
      expect((await test.ask('POST /channels/disconnect', { body: { user: 'ann' } })).value).to.deep.equal({
        closed: 1,
      });
      expect((await test.ask('POST /channels/disconnect', { body: { room: 'nobody' } })).value).to.deep.equal({
        closed: 0,
      });
      expect(
        (await test.ask('POST /channels/disconnect', { body: { room: 'attic', drop: true } })).value,
      ).to.deep.equal({
        closed: 1,
      });
      expect((await closed).map(([code]) => code)).to.deep.equal([1000, 1006]);
    });

    it('refuses to end everybody for want of a word', async () => {
      for (const body of [{}, { code: 4001 }]) {
        const { status, value } = await test.ask('POST /channels/disconnect', { body });
        expect([status, value.detail]).to.deep.equal([
          422,
          'the body does not say who is meant; name a channel, a room or a user',
        ]);
      }
    });
  });

  describe('POST /reload', () => {
    it('answers when what was written is live', async () => {
      test.write('routes.d/more.yaml', 'routes:\n  GET /more: { data: 1 }\n');
      expect((await test.ask('POST /reload')).value).to.deep.equal({ version: 2, problems: [] });
      expect((await get('/more')).status).to.equal(200);
    });

    it('tells what is wrong with what was written', async () => {
      test.write('routes.d/more.yaml', 'routes:\n  GET /more: { dta: 1 }\n');
      const { status, value } = await test.ask('POST /reload', { body: {} });
      expect([status, value.version, value.problems[0].code]).to.deep.equal([200, 1, 'unknown-key']);
    });
  });

  describe('GET /wait', () => {
    it('answers at once when the version is live', async () => {
      expect((await test.ask('GET /wait?version=1')).value).to.deep.equal({ version: 1 });
    });

    it('answers as soon as it is live', async () => {
      const isListening = listeningTo(test.mock, 'onPublish');
      const waited = test.ask('GET /wait?version=2&within=1m');
      await isListening;
      test.write('routes.d/more.yaml', 'routes:\n  GET /more: { data: 1 }\n');
      await test.mock.reload();
      expect((await waited).value).to.deep.equal({ version: 2 });
    });

    it('is 504 when it does not come in time', async () => {
      const { status, value } = await test.ask('GET /wait?version=2&within=1ms');
      expect([status, value.detail]).to.deep.equal([504, 'version 2 was not live within 1ms: it is version 1']);
    });

    it('is 503 when the console stops meanwhile', async () => {
      const isListening = listeningTo(test.mock, 'onPublish');
      const waited = test.ask('GET /wait?version=2&within=1m');
      await isListening;
      await test.console.stop();
      const { status, value } = await waited;
      expect([status, value.code]).to.deep.equal([503, 'stopping']);
    });
  });

  describe('POST /reset', () => {
    it('empties the journal and has counters begin anew', async () => {
      await order('pen');
      await order('pen');
      expect((await test.ask('POST /reset')).value).to.deep.equal({ version: 1, last: 2 });
      expect((await test.ask('GET /journal')).value.records).to.deep.equal([]);
      const { data } = (await (await order('pen')).json()) as { readonly data: unknown };
      expect(data).to.deep.equal({ n: 1 });
    });
  });

  describe('with the journal off', () => {
    it('says so where it is needed, and serves the rest', async () => {
      const off = await serveConsole({ 'routes.d/all.yaml': ROUTES }, { settings: { journal: 'off' } });
      try {
        for (const line of [
          'GET /requests',
          'GET /requests/1',
          'DELETE /requests',
          'GET /requests/stream',
          'GET /journal',
          'GET /unmatched',
          'POST /verify/expectations',
        ]) {
          const { status, value } = await off.ask(line);
          expect([line, status, value.code]).to.deep.equal([line, 409, 'journal-off']);
        }
        expect((await off.ask('POST /verify', { body: { unmatched: 0 } })).status).to.equal(409);
        expect((await off.ask('GET /health')).value.journal).to.deep.equal({ isOn: false, last: 0 });
        expect((await off.ask('POST /reset')).status).to.equal(200);
      } finally {
        await off.close();
      }
    });
  });
});

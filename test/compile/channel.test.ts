import { expect } from 'chai';
import type { CompiledChannel, Step } from '../../src/compile/compiled-channel.ts';
import { type CompiledProject, createCompiler, type ProjectCompiler } from '../../src/compile/project.ts';
import type { ChannelAction } from '../../src/core/channel.ts';
import { ExpressionError } from '../../src/core/errors.ts';
import type { Exchange } from '../../src/core/exchange.ts';
import type { Issues } from '../../src/core/issue.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Runtime, Scope } from '../../src/core/runtime.ts';
import { createLoader } from '../../src/spec/load.ts';
import { useFolder } from '../cli/fake-terminal.ts';
import { brief } from '../spec/support.ts';

const RUNTIME: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

function handshake(pathParams: Record<string, string>, queryText = '', headers: Record<string, string> = {}): Exchange {
  const path = `/ws/${Object.values(pathParams).join('/')}`;
  return {
    id: 'x',
    request: { method: 'GET', target: path, path, queryText, headers, client: { host: '', port: 0 }, port: 0 },
    payload: { kind: 'none' },
    pathParams,
    random: RUNTIME.random,
    now: 0,
  };
}

describe('compileChannel', () => {
  const folder = useFolder();

  function compile(files: Record<string, string>): CompiledProject {
    const cwd = folder(files);
    return createCompiler({ env: { MOCKAPI_VAR_CITY: 'Bonn' }, cwd, flags: {}, isStrict: false }).compile(
      createLoader({ paths: ['.'], cwd }).load(),
    );
  }

  /** The first channel of a file without problems. */
  function channelOf(text: string, more: Record<string, string> = {}): CompiledChannel {
    const { snapshot, problems } = compile({ 'a.yaml': text, ...more });
    expect(problems.map(brief)).to.deep.equal([]);
    const [channel] = snapshot?.channels ?? [];
    if (!channel) throw new Error('no channel');
    return channel;
  }

  const actions = (steps: readonly Step[] | undefined, scope: Scope): readonly ChannelAction[] =>
    (steps ?? []).map((step) => step.plan(scope, RUNTIME));

  const texts = (steps: readonly Step[] | undefined, scope: Scope): readonly unknown[] =>
    actions(steps, scope).map((action) => {
      if (action.do !== 'send' || action.frame.kind !== 'text') return action;
      return [Object.values(action.to).join(':'), JSON.parse(action.frame.text)];
    });

  /** What the first rule that takes a message does. */
  function answer({ on }: CompiledChannel, scope: Scope): readonly unknown[] | undefined {
    const rule = on.message.find(({ when }) => when?.test(scope, RUNTIME) ?? true);
    return rule && texts(rule.steps, scope);
  }

  describe('the preset "chat"', () => {
    it('is the grouped chat', () => {
      const chat = channelOf('channels: { "/ws/{room}/{user}": { preset: chat } }');
      const scope = { user: 'ann', room: 'lobby' };
      expect(texts(chat.on.join, scope)).to.deep.equal([['room', { user: 'ann', message: '进入聊天' }]]);
      expect(texts(chat.on.leave, scope)).to.deep.equal([['room', { user: 'ann', message: '离开' }]]);
      expect(texts(chat.on.invalid, { ...scope, errors: [{ message: 'no' }] })).to.deep.equal([
        ['sender', { code: 422, message: 'no', data: null }],
      ]);
      expect(answer(chat, { ...scope, message: { message: 'hi' } })).to.deep.equal([
        ['room', { user: 'ann', message: 'hi' }],
      ]);
      expect(answer(chat, { ...scope, message: { message: 'hi', send_user: '' } })).to.deep.equal([
        ['room', { user: 'ann', message: 'hi' }],
      ]);
      const personal = { send_user: 'bob', message: 'psst', n: 1 };
      expect(answer(chat, { ...scope, message: personal })).to.deep.equal([
        ['sender', personal],
        ['user:bob', personal],
      ]);
    });

    it('is the same as its rules spelled out', () => {
      const spelled = channelOf(`channels:
  /ws/{room}/{user}:
    message: { type: object }
    on:
      join: [ { to: room, json: { user: "\${user}", message: 进入聊天 } } ]
      message:
        - when: message.send_user != null && message.send_user != ""
          do:
            - { to: sender, json: "\${message}" }
            - { to: "user:\${message.send_user}", json: "\${message}" }
        - do: [ { to: room, json: { user: "\${user}", message: "\${message.message}" } } ]
      invalid: [ { to: sender, json: { code: 422, message: "\${errors[0].message}", data: null } } ]
      leave: [ { to: room, json: { user: "\${user}", message: 离开 } } ]`);
      const preset = channelOf('channels: { "/ws/{room}/{user}": { preset: chat } }');
      const scope = {
        user: 'ann',
        room: 'a',
        errors: [{ message: 'no' }],
        message: { send_user: 'bob', message: 'x' },
      };
      for (const event of ['join', 'invalid', 'leave'] as const) {
        expect(texts(preset.on[event], scope)).to.deep.equal(texts(spelled.on[event], scope));
      }
      for (const message of [scope.message, { message: 'x' }, {}, { send_user: null }]) {
        expect(answer(preset, { ...scope, message })).to.deep.equal(answer(spelled, { ...scope, message }));
      }
    });

    it('stands beside a schema that has no personal messages', () => {
      const chat = channelOf(
        'channels: { /ws: { preset: chat, message: { properties: { message: { type: string } }, additionalProperties: false } } }',
      );
      expect(answer(chat, { user: 'ann', message: { message: 'hi' } })).to.deep.equal([
        ['room', { user: 'ann', message: 'hi' }],
      ]);
    });
  });

  describe('a handshake', () => {
    const CHANNEL = `channels:
  /ws/{room}/{user}:
    params:
      url: { room: { type: integer } }
      query: { token: { type: string, required: true, error: { status: 401, code: 40101, message: no token } } }
    on: { join: [ { to: room, text: "\${header[\\"x-a\\"]} \${cookie.c} \${request.method}" } ] }`;

    it('is admitted as a route admits a request', () => {
      const channel = channelOf(CHANNEL);
      const { scope, issues } = channel.admit(
        handshake({ room: '7', user: 'ann' }, 'token=t', { 'x-a': '1', cookie: 'c=2' }),
      );
      expect(issues).to.deep.equal([]);
      expect([scope.url, scope.query]).to.deep.equal([
        { __proto__: null, room: 7, user: 'ann' },
        { __proto__: null, token: 't' },
      ]);
      expect(actions(channel.on.join, scope)).to.deep.equal([
        { do: 'send', to: { to: 'room' }, frame: { kind: 'text', text: '1 2 GET' } },
      ]);
      expect(channel.parameters).to.deep.equal([
        { in: 'url', name: 'user', isRequired: true },
        { in: 'url', name: 'room', isRequired: true },
        { in: 'query', name: 'token', isRequired: true },
      ]);
    });

    it('is refused with every issue, in the words of the parameter', () => {
      const channel = channelOf(CHANNEL);
      const admission = channel.admit(handshake({ room: 'x', user: 'ann' }));
      expect(admission.issues.map((issue) => [issue.in, issue.name, issue.keyword])).to.deep.equal([
        ['url', 'room', 'type'],
        ['query', 'token', 'required'],
      ]);
      const plan = channel.refusals.invalid(admission).plan({ ...admission.scope, errors: admission.issues }, RUNTIME);
      expect([plan.status, plan.kind === 'send' && JSON.parse(plan.body.toString())]).to.deep.equal([
        401,
        { code: 40101, message: 'no token', data: null },
      ]);
    });
  });

  describe('rooms', () => {
    const rows: readonly (readonly [
      what: string,
      channel: string,
      params: Record<string, string>,
      query: string,
      rooms: readonly string[],
    ])[] = [
      ['the parameter "room" of the path', '"/ws/{room}": {}', { room: 'attic' }, '', ['attic']],
      ['the lobby where there is none', '/ws: {}', {}, '', ['lobby']],
      ['the lobby where the rest of a path is empty', '"/ws/{room*}": {}', { room: '' }, '', ['lobby']],
      ['what an expression gives', '"/ws/{a}": { room: "${url.a}-1" }', { a: 'x' }, '', ['x-1']],
      ['a number as text', '/ws: { params: { query: { n: integer } }, room: "${query.n}" }', {}, 'n=7', ['7']],
      [
        'the default where an expression gives nothing',
        '"/ws/{room}": { room: "${query.r}" }',
        { room: 'a' },
        '',
        ['a'],
      ],
      [
        'each of a list once, without what is not there',
        '"/ws/{a}": { room: [ "${url.a}", b, "${query.r}", b ] }',
        { a: 'x' },
        '',
        ['x', 'b'],
      ],
      ['a list that an expression gives', '/ws: { room: "${query.r}" }', {}, 'r=a&r=b', ['a', 'b']],
      ['a hostile name as it is', '"/ws/{room}": {}', { room: '__proto__' }, '', ['__proto__']],
    ];
    for (const [what, text, params, query, rooms] of rows) {
      it(`are ${what}`, () => {
        const channel = channelOf(`channels:\n  ${text}`);
        const { scope } = channel.admit(handshake(params, query));
        expect(channel.rooms(scope, RUNTIME)).to.deep.equal(rooms);
      });
    }

    it('must be texts', () => {
      const channel = channelOf(`channels:\n  /ws: { room: '\${{"a": 1}}' }`);
      expect(() => channel.rooms({}, RUNTIME)).to.throw(
        ExpressionError,
        'a room must be a text, not {"a": 1} (a.yaml:2:16)',
      );
    });
  });

  describe('user', () => {
    const rows: readonly (readonly [
      what: string,
      channel: string,
      params: Record<string, string>,
      query: string,
      user: string,
    ])[] = [
      ['the parameter "user" of the path', '"/ws/{user}": {}', { user: 'ann' }, '', 'ann'],
      ['the id of the connection where there is none', '/ws: {}', {}, '', 'c-1'],
      ['what an expression gives', '/ws: { user: "${query.name} ${env.CITY}" }', {}, 'name=ann', 'ann Bonn'],
      [
        'the id where an expression gives nothing',
        '"/ws/{user}": { user: "${query.name}" }',
        { user: 'ann' },
        '',
        'c-1',
      ],
    ];
    for (const [what, text, params, query, user] of rows) {
      it(`is ${what}`, () => {
        const channel = channelOf(`channels:\n  ${text}`);
        const { scope } = channel.admit(handshake(params, query));
        expect(channel.user(scope, RUNTIME, 'c-1')).to.equal(user);
      });
    }

    it('must be a text', () => {
      const channel = channelOf('channels:\n  /ws: { user: "${query.u}" }');
      expect(() => channel.user({ query: { u: ['a'] } }, RUNTIME, 'c-1')).to.throw(
        ExpressionError,
        'a user must be a text, not ["a"]',
      );
    });
  });

  describe('rules', () => {
    it('take a message by an expression or by a map; the first that holds runs', () => {
      const channel = channelOf(`channels:
  /ws:
    on:
      message:
        - { when: message.n > 10, do: [ { to: sender, json: large } ] }
        - { when: { message: { type: ping } }, do: [ { to: sender, json: pong }, { wait: 200ms } ] }
        - { when: message == "hello", do: [ { close: { code: 4000, reason: "bye \${user}" } } ] }`);
      expect(answer(channel, { message: { n: 11, type: 'ping' } })).to.deep.equal([['sender', 'large']]);
      expect(answer(channel, { message: { type: 'ping' } })).to.deep.equal([
        ['sender', 'pong'],
        { do: 'wait', ms: 200 },
      ]);
      expect(answer(channel, { message: 'hello', user: 'ann' })).to.deep.equal([
        { do: 'close', code: 4000, reason: 'bye ann' },
      ]);
      expect(answer(channel, { message: { n: 1 } })).to.equal(undefined);
      expect(() => answer(channel, { message: { n: 'x' } })).to.throw(ExpressionError, 'a.yaml:5:19');
    });

    it('say of each step where it is written', () => {
      const { on, timers } = channelOf(`channels:
  /ws:
    on:
      join:
        - { to: room, text: "\${members}" }
        - { to: room, text: "\${user > 1}" }
    timers:
      - { every: 10s, do: [ { to: room, json: { members: "\${members}" } } ] }`);
      expect(on.join.map(({ at }) => at)).to.deep.equal(['a.yaml:5', 'a.yaml:6']);
      expect(() => actions(on.join, { members: ['a'], user: 'x' })).to.throw(ExpressionError, 'a.yaml:6:32');
      expect(
        timers.map(({ at, everyMs, steps }) => [at, everyMs, texts(steps, { room: 'a', members: ['ann', 'bob'] })]),
      ).to.deep.equal([['a.yaml:8', 10_000, [['room', { members: ['ann', 'bob'] }]]]]);
    });

    it('close for what is not valid where there is no rule for it', () => {
      expect(channelOf('channels: { /ws: {} }').on).to.deep.equal({
        join: [],
        message: [],
        invalid: undefined,
        leave: [],
      });
    });
  });

  describe('checkMessage', () => {
    const SCHEMA =
      '{ "type": "object", "required": ["text"], "properties": { "text": { "type": "string" }, "n": { "type": "integer", "default": 1 } } }';

    it('tells every issue of a message in its own words, and fills in defaults', () => {
      const channel = channelOf(
        'channels: { /ws: { message: { $ref: ./m.schema.json }, sends: { $ref: ./m.schema.json } } }',
        { 'm.schema.json': SCHEMA },
      );
      const issues: Issues = [];
      channel.checkMessage?.({ text: 5, n: 'x' }, issues);
      expect(issues.map(({ in: source, name, pointer, message }) => [source, name, pointer, message])).to.deep.equal([
        ['message', 'text', '/text', 'message "text" must be a string'],
        ['message', 'n', '/n', 'message "n" must be an integer'],
      ]);
      const whole: Issues = [];
      channel.checkMessage?.([], whole);
      expect(whole.map(({ message }) => message)).to.deep.equal(['message must be an object']);
      const fine: Issues = [];
      const message = { text: 'hi' };
      channel.checkMessage?.(message, fine);
      expect([fine, message]).to.deep.equal([[], { text: 'hi', n: 1 }]);
      expect(channel.sends?.schema).to.have.property('$ref').that.includes('m.schema.json');
    });

    it('is not there where anything goes', () => {
      expect(channelOf('channels: { /ws: {} }').checkMessage).to.equal(undefined);
    });
  });

  describe('in a project', () => {
    let compiler: ProjectCompiler;
    let cwd: string;
    const load = (files: Record<string, string>) => {
      cwd = folder(files);
      compiler = createCompiler({ env: {}, cwd, flags: {}, isStrict: false });
      return compiler.compile(createLoader({ paths: ['.'], cwd }).load());
    };
    const reload = (files: Record<string, string>, before: CompiledProject) => {
      folder(files);
      return compiler.compile(createLoader({ paths: ['.'], cwd }).load(), before);
    };

    it('stands in a table of its own, asked with the method WS', () => {
      const { snapshot } = load({
        'a.yaml': 'routes: { "GET /ws/{x}": }\nchannels: { "/ws/{room}/{user}": , /ws/all: }',
      });
      const found = snapshot?.channelTable.match('WS', '/ws/a%20b/ann/');
      expect(found?.kind === 'found' && [found.route.id, found.params]).to.deep.equal([
        'WS /ws/{room}/{user}',
        { __proto__: null, room: 'a b', user: 'ann' },
      ]);
      expect(snapshot?.channelTable.match('WS', '/ws/all')).to.deep.include({ kind: 'found' });
      expect(snapshot?.channelTable.match('WS', '/ws')).to.deep.equal({ kind: 'missing' });
      expect(snapshot?.channelTable.nearest('WS', '/ws', 3)).to.deep.equal([{ id: 'WS /ws/all', edits: 4 }]);
      expect(snapshot?.table.match('GET', '/ws/all')).to.deep.include({ kind: 'found' });
    });

    it('is the same object after a reload that does not concern it', () => {
      const before = load({ 'a.yaml': 'channels: { /a: { preset: chat } }', 'b.yaml': 'channels: { /b: }' });
      const after = reload({ 'b.yaml': 'channels: { /b: { history: 1 } }' }, before);
      const [a, b] = before.snapshot?.channels ?? [];
      expect(after.snapshot?.channels.map(({ id }) => id)).to.deep.equal(['WS /a', 'WS /b']);
      expect(after.snapshot?.channels[0]).to.equal(a);
      expect(after.snapshot?.channels[1]).not.to.equal(b);
    });

    it('goes on in its last good version, and is told stale, when its file breaks', () => {
      const before = load({ 'a.yaml': 'channels: { /a: { preset: chat }, /b: }' });
      const after = reload({ 'a.yaml': 'channels: { /a: { preset: caht }, /b: }' }, before);
      expect(after.snapshot?.channels).to.deep.equal(before.snapshot?.channels);
      expect([...(after.snapshot?.stale ?? [])].map(([{ id }, file]) => [id, file])).to.deep.equal([
        ['WS /a', 'a.yaml'],
        ['WS /b', 'a.yaml'],
      ]);
    });

    it('yields to the same channel of a file that is fine when its own file breaks', () => {
      const before = load({ 'a.yaml': 'channels: { /a: , /b: }' });
      const after = reload(
        { 'a.yaml': 'channels: { /a: 5, /b: }', 'b.yaml': 'channels: { /a: { history: 1 } }' },
        before,
      );
      expect(after.snapshot?.channels.map(({ id, at }) => [id, at])).to.deep.equal([
        ['WS /b', 'a.yaml:1'],
        ['WS /a', 'b.yaml:1'],
      ]);
    });
  });
});

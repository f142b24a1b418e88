import { expect } from 'chai';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import type { ChannelSpec, StepSpec } from '../../src/spec/channel-spec.ts';
import { normalizeChannels } from '../../src/spec/normalize-channels.ts';
import type { Located } from '../../src/spec/route-spec.ts';
import { readSettings } from '../../src/spec/settings.ts';
import { brief, documentOf } from './support.ts';

const STEPS = [
  { name: 'to', keys: ['to', 'json', 'text', 'binary'] },
  { name: 'wait', keys: ['wait'] },
  { name: 'drop', keys: ['drop'] },
];

function normalize(
  file: string,
  defaults: readonly string[] = [],
): { readonly specs: readonly ChannelSpec[]; readonly told: readonly string[] } {
  const told: string[] = [];
  const report = (problem: Parameters<typeof brief>[0]): void => {
    told.push(`${problem.origin.file}:${brief(problem)}`);
  };
  const layer = (text: string, name: string): Located<JsonObject> => {
    const { value, place } = documentOf(text, name);
    return { value: isJsonObject(value) ? value : {}, place };
  };
  const settings = readSettings(
    { document: documentOf('vars: { stage: qa, a: 0 }', 'mockapi.yaml'), env: {}, flags: {}, cwd: '/p' },
    report,
  );
  if (!settings) throw new Error(told.join('\n'));
  const own = layer(file, 'a.yaml');
  const { channels } = own.value;
  const specs = normalizeChannels(
    { value: isJsonObject(channels) ? channels : {}, place: own.place.child('channels') },
    { settings, layers: [...defaults.map((text) => layer(text, '_defaults.yaml')), own], steps: STEPS },
    report,
  );
  return { specs, told };
}

/** The only channel of a file that is fine. */
function only(file: string, defaults: readonly string[] = []): ChannelSpec {
  const { specs, told } = normalize(file, defaults);
  expect(told).to.deep.equal([]);
  const [spec] = specs;
  if (!spec || specs.length > 1) throw new Error(`${specs.length} channels`);
  return spec;
}

const written = (steps: readonly StepSpec[] | undefined) => steps?.map(({ kind, value }) => [kind, value]);

describe('normalizeChannels', () => {
  it('writes a bare channel out', () => {
    const { pattern, place, params, vars, envelope, on, ...rest } = only('channels: { /ws: }');
    expect(rest).to.deep.equal({
      name: 'WS /ws',
      summary: undefined,
      description: undefined,
      tags: [],
      room: undefined,
      user: undefined,
      sameUser: 'allow',
      historyCount: 0,
      heartbeatMs: 30_000,
      protocols: undefined,
      origins: undefined,
      limits: { members: 500, frameBytes: 65_536, queueBytes: 1_048_576, rate: { count: 50, perMs: 1000 } },
      message: undefined,
      sends: undefined,
      timers: [],
    });
    expect(on).to.deep.equal({ join: [], message: [], invalid: undefined, leave: [] });
    expect([pattern.path, place.pointer, params, vars, envelope]).to.deep.equal([
      '/ws',
      '/channels/~1ws',
      {},
      { stage: 'qa', a: 0 },
      [],
    ]);
  });

  it('takes what is written', () => {
    const spec = only(`channels:
  /ws/{id}:
    name: chat
    room: [ a, b ]
    user: "\${url.id}"
    same-user: replace
    history: 20
    heartbeat: 1.5s
    protocols: [ v1.chat ]
    origin: [ "http://LocalHost:5173" ]
    limits: { members: 3, frame: 1KB, queue: 2MB, rate: 1000/m }
    sends: true
    message: { type: object }
    timers: [ { every: 10s, do: [ { wait: 1s } ] } ]`);
    const { name, sameUser, historyCount, heartbeatMs, protocols, origins, limits, timers } = spec;
    expect({ name, sameUser, historyCount, heartbeatMs, protocols, origins, limits }).to.deep.equal({
      name: 'chat',
      sameUser: 'replace',
      historyCount: 20,
      heartbeatMs: 1500,
      protocols: ['v1.chat'],
      origins: ['http://localhost:5173'],
      limits: { members: 3, frameBytes: 1024, queueBytes: 2_097_152, rate: { count: 1000, perMs: 60_000 } },
    });
    expect([spec.room?.value, spec.user?.value, spec.sends?.value, spec.message?.value]).to.deep.equal([
      ['a', 'b'],
      '${url.id}',
      true,
      { type: 'object' },
    ]);
    expect(timers.map(({ everyMs, steps }) => [everyMs, written(steps)])).to.deep.equal([
      [10_000, [['wait', { wait: '1s' }]]],
    ]);
  });

  it('lets any number of messages through where the rate is off', () => {
    expect(only('channels: { /ws: { limits: { rate: off } } }').limits).to.deep.include({
      rate: undefined,
      members: 500,
    });
  });

  it('joins prefixes, adds tags and merges vars and envelopes as for a route', () => {
    const spec = only(
      'prefix: /v1\ntags: [b]\nvars: { a: 2 }\nenvelope: { success: { code: 0 } }\nchannels: { "/ws/{room}": { tags: [c], vars: { b: 3 }, envelope: none } }',
      ['prefix: /api\ntags: [a]\nvars: { a: 1 }'],
    );
    expect([spec.pattern.path, spec.name, spec.tags, spec.vars, spec.envelope.map(({ value }) => value)]).to.deep.equal(
      [
        '/api/v1/ws/{room}',
        'WS /api/v1/ws/{room}',
        ['a', 'b', 'c'],
        { stage: 'qa', a: 2, b: 3 },
        [{ success: { code: 0 } }, 'none'],
      ],
    );
  });

  it('takes those parameters around it that a handshake can have', () => {
    const spec = only(
      'params: { header: { X-Token: string }, body: { type: object }, form: { a: string }, url: { id: integer, room: integer }, cookie: { s: string } }\nchannels: { "/ws/{room}": { params: { url: { room: string } } } }',
    );
    const names = Object.fromEntries(
      Object.entries(spec.params).map(([source, { params }]) => [
        source,
        params.map((param) => [param.name, param.spec]),
      ]),
    );
    expect(names).to.deep.equal({
      header: [['x-token', 'string']],
      cookie: [['s', 'string']],
      url: [['room', 'string']],
    });
  });

  it('writes the preset "chat" out', () => {
    const { on, message } = only('channels: { /ws: { preset: chat } }');
    expect(message?.value).to.deep.equal({ type: 'object' });
    expect(written(on.join)).to.deep.equal([['to', { to: 'room', json: { user: '${user}', message: '进入聊天' } }]]);
    expect(on.message.map(({ when, steps, isPreset }) => [when?.value, written(steps), isPreset])).to.deep.equal([
      [
        'message.send_user != null && message.send_user != ""',
        [
          ['to', { to: 'sender', json: '${message}' }],
          ['to', { to: 'user:${message.send_user}', json: '${message}' }],
        ],
        true,
      ],
      [undefined, [['to', { to: 'room', json: { user: '${user}', message: '${message.message}' } }]], true],
    ]);
    expect(written(on.invalid)).to.deep.equal([
      ['to', { to: 'sender', json: { code: 422, message: '${errors[0].message}', data: null } }],
    ]);
    expect(written(on.leave)).to.deep.equal([['to', { to: 'room', json: { user: '${user}', message: '离开' } }]]);
  });

  it('replaces rules of a preset by their namesakes, and leaves the others', () => {
    const { on, message } = only(
      'channels: { /ws: { preset: chat, message: { type: array }, on: { join: [], message: [ { do: [ { drop: true } ] } ] } } }',
    );
    expect([
      message?.value,
      on.join,
      on.message.map(({ isPreset }) => isPreset),
      on.invalid?.length,
      on.leave.length,
    ]).to.deep.equal([{ type: 'array' }, [], [false], 1, 1]);
  });

  const wrong: readonly (readonly [what: string, file: string, told: readonly string[]])[] = [
    ['a method', 'channels: { GET /ws: }', ['a.yaml:1:13 bad-route a channel has a path and no method (write "/ws")']],
    ['a path without "/"', 'channels: { ws: }', ['a.yaml:1:13 bad-path a path begins with "/" (write "/ws")']],
    [
      'a parameter twice, one in the prefix',
      'prefix: "/{a}"\nchannels: { "/{a}": }',
      [
        'a.yaml:2:13 bad-path with its prefix "/{a}": the path has two parameters called "a" (give each a name of its own)',
      ],
    ],
    [
      'an url parameter that the path lacks',
      'channels: { "/{a}": { params: { url: { b: string } } } }',
      ['a.yaml:1:40 unknown-url-parameter the path has no parameter "{b}" (it has {a})'],
    ],
    [
      'no time between two pings',
      'channels: { /ws: { heartbeat: 0.5ms } }',
      ['a.yaml:1:31 wrong-value "0.5ms" is no time between two events (write a time from 1ms to 24d)'],
    ],
    [
      'an empty frame',
      'channels: { /ws: { limits: { frame: 0KB } } }',
      ['a.yaml:1:37 wrong-value "0KB" lets nothing through'],
    ],
    [
      'a step of no kind',
      'channels: { /ws: { on: { join: [ {} ] } } }',
      ['a.yaml:1:34 missing-key a step needs to, wait or drop (write for example { to: room, json: { … } })'],
    ],
    [
      'a frame to nobody',
      'channels: { /ws: { on: { join: [ { text: a } ] } } }',
      ['a.yaml:1:34 missing-key a step with "text" needs "to" (write for example { to: room, json: { … } })'],
    ],
    [
      'three steps in one',
      'channels: { /ws: { on: { leave: [ { drop: true, to: room, wait: 1s } ] } } }',
      [
        'a.yaml:1:59 conflicting-keys "wait" stands beside "to" (write two steps)',
        'a.yaml:1:37 conflicting-keys "drop" stands beside "to" (write two steps)',
      ],
    ],
    [
      'a stray key',
      'channels: { /ws: { on: { leave: [ { wait: 1s, json: 1 } ] } } }',
      ['a.yaml:1:47 conflicting-keys "json" stands beside "wait" (it belongs to a step with "to")'],
    ],
    [
      'a rule behind one that takes everything',
      'channels: { /ws: { on: { message: [ { when: {}, do: [] }, { do: [] } ] } } }',
      ['a.yaml:1:59 unreachable-case this rule is never reached (the rule on line 1 takes every message)'],
    ],
  ];
  for (const [what, file, told] of wrong) {
    it(`tells ${what}`, () => expect(normalize(file).told).to.deep.equal(told));
  }
});

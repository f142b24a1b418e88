import { expect } from 'chai';
import type { Step } from '../../src/compile/compiled-channel.ts';
import type { ChannelAction } from '../../src/core/channel.ts';
import { ExpressionError } from '../../src/core/errors.ts';
import { createRandom } from '../../src/core/random.ts';
import type { Runtime, Scope } from '../../src/core/runtime.ts';
import { snapshotOf, type TestProject, told, useProject } from './support.ts';

const RUNTIME: Runtime = { now: 0, random: createRandom(1), locale: 'en', nextCount: () => 1 };

/** The steps of one channel whose `join` has these. */
function joinSteps(project: TestProject, sends: string, steps: readonly string[]): readonly Step[] {
  project.write({ 'a.yaml': `channels:\n  /ws:\n    sends: ${sends}\n    on: { join: [ ${steps.join(', ')} ] }\n` });
  const [channel] = snapshotOf(project.compile()).channels;
  if (!channel) throw new Error('no channel');
  return channel.on.join;
}

function outcome(step: Step | undefined, scope: Scope): ChannelAction | string | undefined {
  try {
    return step?.plan(scope, RUNTIME);
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

const sent = (text: string): ChannelAction => ({ do: 'send', to: { to: 'room' }, frame: { kind: 'text', text } });

const OBJECT = '{ type: object, required: [n], properties: { n: { type: integer, maximum: 3 }, m: { type: string } } }';

describe('holdFrames', () => {
  const project = useProject();

  const literals: readonly (readonly [what: string, sends: string, step: string, problems: readonly string[]])[] = [
    ['takes JSON that fits', OBJECT, '{ to: room, json: { n: 1 } }', []],
    [
      'tells JSON that does not, where it is',
      OBJECT,
      '{ to: room, json: { n: 4, m: 5 } }',
      [
        'a.yaml:4:42 schema-mismatch /n must be at most 3 (its "sends" schema says so)',
        'a.yaml:4:48 schema-mismatch /m must be a string (its "sends" schema says so)',
      ],
    ],
    [
      'tells it of a frame whose address is not known yet, and of one whose address is wrong',
      OBJECT,
      '{ to: "user:${user}", json: {} }, { to: nobody, json: null }',
      [
        'a.yaml:4:41 schema-mismatch /n is required (its "sends" schema says so)',
        'a.yaml:4:59 wrong-value there is no address "nobody" (a room is written "room:nobody", a user "user:nobody")',
        'a.yaml:4:73 schema-mismatch the frame must be an object (its "sends" schema says so)',
      ],
    ],
    [
      'finds members whose names a pointer writes in another way',
      '{ properties: { "a/b~c": { type: integer } } }',
      '{ to: room, json: { a/b~c: x } }',
      ['a.yaml:4:46 schema-mismatch /a~1b~0c must be an integer (its "sends" schema says so)'],
    ],
    [
      'takes a text for a string, even where it is JSON',
      OBJECT,
      `{ to: room, text: '{"n":1}' }`,
      ['a.yaml:4:37 schema-mismatch the frame must be an object (its "sends" schema says so)'],
    ],
    ['takes a text that fits', '{ type: string, maxLength: 2 }', '{ to: room, text: hi }', []],
    ['lets what is binary pass', OBJECT, '{ to: room, binary: { hex: ff } }', []],
    ['lets what an event makes pass', OBJECT, '{ to: room, json: { n: "${user}" } }', []],
    [
      'allows nothing but what is binary where no frame is allowed',
      'false',
      '{ to: room, binary: { hex: ff } }, { to: room, text: hi }',
      ['a.yaml:4:72 schema-mismatch the frame is not allowed (its "sends" schema says so)'],
    ],
  ];
  for (const [what, sends, step, problems] of literals) {
    it(what, () => {
      project.write({ 'a.yaml': `channels:\n  /ws:\n    sends: ${sends}\n    on: { join: [ ${step} ] }\n` });
      expect(told(project.compile())).to.deep.equal(problems);
    });
  }

  it('leaves literal frames as they are: the same object each time', () => {
    const [step] = joinSteps(project, '{ properties: { m: { default: x } } }', ['{ to: room, json: { n: 1 } }']);
    expect(outcome(step, {})).to.deep.equal(sent('{"n":1}')).and.to.equal(outcome(step, {}));
  });

  it('does not look at generated frames', () => {
    const [step] = joinSteps(project, OBJECT, ['{ to: room, json: { n: "${user}" } }']);
    expect(outcome(step, { user: 'ann' })).to.deep.equal(sent('{"n":"ann"}'));
  });
});

describe('holdFrames under --strict', () => {
  const project = useProject({ isStrict: true });

  const rows: readonly (readonly [what: string, sends: string, step: string, user: unknown, outcome: unknown])[] = [
    ['makes JSON that fits', OBJECT, 'json: { n: "${user}" }', 1, sent('{"n":1}')],
    [
      'fails for a wrong member',
      OBJECT,
      'json: { n: "${user}" }',
      'ann',
      'the frame breaks its promise (a.yaml:3:12): /n must be an integer; received "ann" (a.yaml:4:37)',
    ],
    [
      'says so of null',
      OBJECT,
      'json: { n: "${user}" }',
      null,
      'the frame breaks its promise (a.yaml:3:12): /n must be an integer; received null (a.yaml:4:37)',
    ],
    [
      'fails for a member that is missing',
      OBJECT,
      'json: "${user}"',
      {},
      'the frame breaks its promise (a.yaml:3:12): /n is required (a.yaml:4:37)',
    ],
    [
      'fails for a wrong whole',
      OBJECT,
      'json: "${user}"',
      ['a'],
      'the frame breaks its promise (a.yaml:3:12): it must be an object; received ["a"] (a.yaml:4:37)',
    ],
    [
      'looks at what goes over the wire',
      OBJECT,
      'json: { n: 1, m: "${user}" }',
      'x'.repeat(3),
      sent('{"n":1,"m":"xxx"}'),
    ],
    ['takes a text for a string', '{ type: string }', 'text: "${user}"', 5, sent('5')],
    [
      'fails for a text that is too long',
      '{ type: string, maxLength: 2 }',
      'text: "${user}"',
      'ann',
      'the frame breaks its promise (a.yaml:3:12): it must be at most 2 characters long; received "ann" (a.yaml:4:37)',
    ],
    [
      'does not put defaults into what is sent',
      '{ required: [m], properties: { m: { type: string, default: x } } }',
      'json: { n: "${user}" }',
      1,
      sent('{"n":1}'),
    ],
    [
      'lets what is binary pass',
      'false',
      'binary: { base64: "${user}" }',
      'AAAA',
      { do: 'send', to: { to: 'room' }, frame: { kind: 'binary', bytes: Buffer.alloc(3) } },
    ],
  ];
  for (const [what, sends, frame, user, expected] of rows) {
    it(what, () => {
      const [step] = joinSteps(project, sends, [`{ to: room, ${frame} }`]);
      expect(outcome(step, { user })).to.deep.equal(expected);
    });
  }

  it('holds the rules of a preset, too', () => {
    project.write({
      'a.yaml': 'channels: { /ws: { preset: chat, sends: { properties: { message: { type: integer } } } } }\n',
    });
    const [channel] = snapshotOf(project.compile()).channels;
    expect(outcome(channel?.on.leave[0], { user: 'ann' })).to.equal(
      'the frame breaks its promise (a.yaml:1:41): /message must be an integer; received "离开" (the preset "chat":11:30)',
    );
  });
});

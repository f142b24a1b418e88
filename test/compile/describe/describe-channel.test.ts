import { expect } from 'chai';
import type { ChannelDescription } from '../../../src/compile/describe/channel-description.ts';
import { snapshotOf, useProject } from '../support.ts';

describe('describeChannel', () => {
  const project = useProject();
  function describeFirst(text: string): ChannelDescription {
    project.write({ 'a.yaml': text });
    const [channel] = snapshotOf(project.compile()).channels;
    if (!channel) throw new Error('there is no channel');
    return channel.describe();
  }

  it('tells the parameters of the handshake, the schemas and the rules', () => {
    const { lookup, ...description } = describeFirst(`
channels:
  /ws/{room}/{id}:
    params:
      url: { id: integer }
      query: { additional: false, token: { type: string, required: true, description: Who., example: t } }
      header: { X-Key: { type: string, default: k } }
    room: "\${url.room}"
    message: { type: object }
    sends: { type: string }
    on:
      join: [ { to: sender, text: "hi" }, { to: sender, json: "\${user}" } ]
      message: [ { when: message.a == 1, do: [ { close: {} } ] }, { do: [] } ]
    timers: [ { every: 5s, do: [ { to: room, json: "tick" }, { wait: 1s } ] } ]
`);
    expect(description).to.deep.equal({
      parameters: [
        { in: 'url', name: 'room', isRequired: true, schema: { type: 'string' } },
        { in: 'url', name: 'id', isRequired: true, schema: { type: 'integer' } },
        {
          in: 'query',
          name: 'token',
          isRequired: true,
          schema: { type: 'string', description: 'Who.', example: 't' },
          description: 'Who.',
        },
        { in: 'header', name: 'x-key', isRequired: false, schema: { type: 'string', default: 'k' } },
      ],
      closedSources: ['query'],
      message: { type: 'object' },
      sends: { type: 'string' },
      room: '${url.room}',
      user: undefined,
      rules: [
        {
          on: 'join',
          steps: [
            { do: 'send', to: 'sender', form: 'text', frame: 'hi', constant: 'hi' },
            { do: 'send', to: 'sender', form: 'json', frame: '${user}', constant: undefined },
          ],
        },
        { on: 'message', when: 'message.a == 1', steps: [{ do: 'close', code: 1000, reason: '' }] },
        { on: 'message', steps: [] },
        {
          on: 'timer',
          everyMs: 5000,
          steps: [
            { do: 'send', to: 'room', form: 'json', frame: 'tick', constant: 'tick' },
            { do: 'wait', value: '1s' },
          ],
        },
      ],
    });
  });

  it('tells the rules of a preset as if they were written', () => {
    const { rules, message } = describeFirst('channels:\n  /{user}: { preset: chat, on: { leave: [] } }\n');
    expect(rules.map(({ on, steps }) => `${on} ${steps.length}`)).to.deep.equal([
      'join 1',
      'message 2',
      'message 1',
      'invalid 1',
    ]);
    expect(message).to.deep.equal({ type: 'object' });
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createCompiler } from '../../../src/compile/project.ts';
import { asyncApiDocument } from '../../../src/convert/asyncapi/asyncapi-document.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { createLoader } from '../../../src/spec/load.ts';
import { snapshotOf, useProject } from '../../compile/support.ts';
import { expectSound, validatorOf } from './support.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ABOUT = { url: 'http://localhost:8010', title: 'Chat', version: '1.0.0' };

/** The document of files of this repository. */
function documentOf(...paths: readonly string[]): JsonObject {
  const compiler = createCompiler({ env: {}, cwd: ROOT, flags: {}, isStrict: false });
  const snapshot = snapshotOf(compiler.compile(createLoader({ paths, cwd: ROOT }).load()));
  return asyncApiDocument(snapshot, ABOUT);
}

describe('asyncApiDocument', () => {
  const project = useProject();
  function document(text: string, more: Readonly<Record<string, string>> = {}, about: object = {}): JsonObject {
    project.write({ 'a.yaml': text, ...more });
    const printed = asyncApiDocument(snapshotOf(project.compile()), { ...ABOUT, ...about });
    expectSound(printed);
    return printed;
  }
  /** What stands at a place, for looking at it. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what JSON holds.
  function at(value: any, ...[key, ...rest]: readonly string[]): any {
    return key === undefined ? value : at(value?.[key], ...rest);
  }

  it('tells of the lesson about channels as the golden file has it', () => {
    const printed = documentOf('routes.d/14-chat.yaml');
    expectSound(printed);
    const golden = new URL('../../cases/asyncapi/14-chat.json', import.meta.url);
    expect(printed).to.deep.equal(JSON.parse(readFileSync(golden, 'utf8')));
  });

  it('is sound for the whole example project', () => {
    const printed = documentOf('routes.d');
    expectSound(printed);
    expect(Object.keys(at(printed, 'channels'))).to.include.members(['chat-room-user', 'board-room']);
  });

  it('has no channels where there are none', () => {
    expect(document('routes:\n  GET /a: { data: 1 }\n', {}, { url: undefined })).to.deep.equal({
      asyncapi: '3.0.0',
      info: { title: 'Chat', version: '1.0.0' },
      defaultContentType: 'application/json',
      channels: {},
      operations: {},
    });
  });

  for (const [url, servers] of [
    ['http://localhost:8010', { mock: { host: 'localhost:8010', protocol: 'ws' } }],
    ['https://mock.example/base/', { mock: { host: 'mock.example', pathname: '/base', protocol: 'wss' } }],
    ['ws://[::1]:8010', { mock: { host: '[::1]:8010', protocol: 'ws' } }],
    [undefined, undefined],
    ['not a url', undefined],
    ['javascript:alert(1)', undefined],
  ] as const) {
    it(`names the server of ${url}`, () => {
      expect(document('channels:\n  /a: {}\n', {}, { url }).servers).to.deep.equal(servers);
    });
  }

  it('tells parameters of the address as texts, and what they must be in words', () => {
    const text = `
channels:
  /ws/{room}/{level}/{id}/{kind}/{rest*}:
    params:
      url:
        room: { enum: [red, blue], default: red, description: Where to be. }
        level: { type: integer, enum: [1, 2], examples: [1] }
        id: { type: integer, minimum: 1, example: 7 }
        kind: { $ref: "./kind.schema.json" }
`;
    const printed = document(text, { 'kind.schema.json': '{ "const": "a", "description": "What it is." }' });
    const channel = at(printed, 'channels', 'ws-room-level-id-kind-rest');
    expect(channel.address).to.equal('/ws/{room}/{level}/{id}/{kind}/{rest}');
    expect(channel.parameters).to.deep.equal({
      room: { description: 'Where to be.', enum: ['red', 'blue'], default: 'red' },
      level: { description: 'It must be `{"type":"integer"}`.', enum: ['1', '2'], examples: ['1'] },
      id: { description: 'It must be `{"type":"integer","minimum":1}`.', examples: ['7'] },
      kind: { description: 'What it is.', enum: ['a'] },
      rest: {},
    });
    expect(channel.description).to.match(
      /^- `\{rest\}` takes what is left of the path, slashes too, and may be empty\.\n/,
    );
  });

  it('tells what a handshake brings in query, headers and cookies', () => {
    const printed = document(`
channels:
  /a:
    params:
      query: { additional: false, token: { type: string, required: true }, limit: { type: integer, default: 10 } }
      header: { X-Key: { type: string, required: true } }
      cookie: { sid: { type: string, required: true }, theme: string }
  /b: { params: { query: { additional: false } } }
  /c: {}
`);
    const binding = (id: string) => at(printed, 'channels', id, 'bindings', 'ws');
    expect(binding('a')).to.deep.equal({
      method: 'GET',
      query: {
        type: 'object',
        properties: { token: { type: 'string' }, limit: { type: 'integer', default: 10 } },
        required: ['token'],
        additionalProperties: false,
      },
      headers: {
        type: 'object',
        properties: {
          'x-key': { type: 'string' },
          cookie: { type: 'string', description: 'Cookies: sid (required), theme.' },
        },
        required: ['x-key'],
      },
      bindingVersion: '0.1.0',
    });
    expect(binding('b').query).to.deep.equal({ type: 'object', properties: {}, additionalProperties: false });
    expect(binding('c')).to.deep.equal({ method: 'GET', bindingVersion: '0.1.0' });
  });

  it('has the schemas of messages, each once under the name of its file or definition', () => {
    const printed = document(
      `
channels:
  /a: { message: { $ref: ./s/chat-message.schema.json }, sends: { $ref: "./s/chat-message.schema.json#/$defs/price" } }
  /b: { message: { $ref: ./s/chat-message.schema.json }, sends: { type: array, items: { $ref: ./chat-message.schema.json } } }
`,
      {
        's/chat-message.schema.json': JSON.stringify({
          type: 'object',
          required: ['text'],
          properties: {
            text: { type: 'string' },
            price: { $ref: '#/$defs/price', description: 'What it costs.' },
            answers: { type: 'array', items: { $ref: '#' } },
          },
          $defs: { price: { type: 'number', minimum: 0 } },
        }),
        'chat-message.schema.json': '{ "type": "string" }',
      },
    );
    const message = (id: string, name: string) => at(printed, 'channels', id, 'messages', name, 'payload');
    expect(message('a', 'fromClient')).to.deep.equal({ $ref: '#/components/schemas/ChatMessage' });
    expect(message('b', 'fromClient')).to.deep.equal({ $ref: '#/components/schemas/ChatMessage' });
    expect(message('a', 'fromMock')).to.deep.equal({ $ref: '#/components/schemas/price' });
    expect(message('b', 'fromMock')).to.deep.equal({
      type: 'array',
      items: { $ref: '#/components/schemas/ChatMessage2' },
    });
    expect(printed.components).to.deep.equal({
      schemas: {
        ChatMessage: {
          type: 'object',
          required: ['text'],
          properties: {
            text: { type: 'string' },
            price: { description: 'What it costs.', allOf: [{ $ref: '#/components/schemas/price' }] },
            answers: { type: 'array', items: { $ref: '#/components/schemas/ChatMessage' } },
          },
        },
        ChatMessage2: { type: 'string' },
        price: { type: 'number', minimum: 0 },
      },
    });
    const isValid = validatorOf(printed, '/components/schemas/ChatMessage');
    expect(
      [
        { text: 'a', answers: [{ text: 'b', price: 1 }] },
        { text: 'a', answers: [{ price: -1 }] },
      ].map(isValid),
    ).to.deep.equal([true, false]);
  });

  it('has the frames that are always the same as examples, each once, and says that nothing is declared', () => {
    const printed = document(`
channels:
  /a:
    on:
      join: [ { to: sender, json: { hello: [1] } }, { to: room, json: { user: "\${user}" } }, { to: room, text: "costs $\${5}" } ]
      message: [ { do: [ { to: sender, json: { hello: [1] } }, { to: sender, binary: { hex: "00" } } ] } ]
`);
    const { fromMock, fromClient } = at(printed, 'channels', 'a', 'messages');
    expect(fromMock.payload).to.deep.equal({});
    expect(fromMock.description).to.match(/^The channel declares no `sends`/);
    expect(fromMock.examples).to.deep.equal([
      { name: 'join1', payload: { hello: [1] } },
      { name: 'join2', payload: 'costs ${5}' },
    ]);
    expect(fromClient.payload).to.deep.equal({});
    expect(fromClient.description).to.match(/^The channel declares no `message`: anything goes\./);
  });

  it('tells what the rules do', () => {
    const printed = document(`
channels:
  /a:
    message: { type: object }
    on:
      message:
        - when: { message: { type: bye } }
          do: [ { wait: 50ms }, { close: { code: 4000, reason: bye } } ]
        - when: message.type == "drop"
          do: [ { drop: true } ]
        - when: message.type == "move"
          do: [ { leave: "\${room}" }, { join: "\`attic\`" } ]
        - do: []
      leave: [ { to: "room:x", text: gone }, { to: everyone, binary: { base64: AA== } } ]
    timers: [ { every: 1m, do: [ { to: room, json: 1 } ] } ]
`);
    expect(at(printed, 'operations', 'receive-a', 'description').split('\n')).to.deep.equal([
      'The first rule that matches runs.',
      '- when `{"message":{"type":"bye"}}`: waits `50ms`, closes with `4000` `bye`',
      '- when `message.type == "drop"`: ends the connection without a close frame',
      '- when `message.type == "move"`: leaves the room `${room}`, joins the room `` `attic` ``',
      '- any other message: nothing happens',
    ]);
    expect(at(printed, 'operations', 'send-a', 'description').split('\n')).to.deep.equal([
      'In answer to messages, and by itself:',
      '- when somebody has left: `room:x` hears the text `gone`, `everyone` hears bytes, `{"base64":"AA=="}`',
      '- every 1m, for each room that has members: `room` hears `1`',
    ]);
    expect(at(printed, 'channels', 'a', 'description')).to.include(
      'The mock closes a connection with 1003, 1007 or 1008 after a message that is not valid, 1009 after a message that is too large, 1008 after too many messages, 1013 when its reader is too slow, 4000 where a rule says so, 1012 when the channel is removed, 1001 when the mock stops.',
    );
  });

  it('tells of rooms, users, limits and refusals', () => {
    const printed = document(`
channels:
  /a:
    summary: Short
    description: "Long **words**."
    name: chat
    tags: [x, y]
    room: [red, "\${query.room}"]
    user: "\${query.user}"
    same-user: replace
    history: 5
    heartbeat: 5s
    protocols: [v1.chat, v2.chat]
    origin: [http://localhost:5173]
    limits: { members: 5, frame: 1KB, queue: 2KB, rate: off }
    params: { query: { user: { type: string, required: true }, room: string } }
`);
    const { title, summary, tags, description } = at(printed, 'channels', 'a');
    expect({ title, summary, tags }).to.deep.equal({
      title: 'chat',
      summary: 'Short',
      tags: [{ name: 'x' }, { name: 'y' }],
    });
    expect(description.split('\n')).to.deep.equal([
      'Long **words**.',
      '',
      '- Room: `red`, `${query.room}`. User: `${query.user}`.',
      '- A second connection of one user in one room takes the place of the first.',
      '- Whoever joins hears the last 5 messages of the room.',
      '- Sub-protocols: `v1.chat`, `v2.chat`.',
      '- Pages may connect from `http://localhost:5173`.',
      '- Limits: 5 connections in a room, 1KB in a message, any number of messages from a connection, 2KB waiting for a slow reader.',
      '- A ping every 5s: without a pong by the next one the connection ends.',
      '- A handshake is refused with 400 when the client offers only other sub-protocols, 403 for pages from elsewhere, 422 (or what the parameter says) when a parameter is not valid, 503 when a room is full.',
      '- The mock closes a connection with 1009 after a message that is too large, 1013 when its reader is too slow, 4409 when the user connects again, 1012 when the channel is removed, 1001 when the mock stops.',
    ]);
  });

  it('stays sound whatever channels and names are called', () => {
    const long = '`'.repeat(400);
    const printed = document(`
channels:
  /: {}
  /a/b: {}
  /a/{b}: {}
  /__proto__: {}
  /__proto__/{constructor}: { params: { url: { constructor: string }, query: { toString: string } } }
  /ünïcode/%2F~0: {}
  /schema:
    message: { type: object, properties: { schema: { type: string }, $ref: { type: string }, constructor: true } }
    on: { message: [ { when: 'message.schema == "${long}"', do: [ { to: sender, text: "# *not* <b>markup</b>" } ] } ] }
`);
    expect(Object.keys(at(printed, 'channels'))).to.deep.equal([
      'root',
      'a-b',
      'a-b2',
      '__proto__',
      '__proto__-constructor',
      'n-code-2F-0',
      'schema',
    ]);
    expect(at(printed, 'operations', 'receive-schema', 'description')).to.have.length.below(1500);
  });

  it('describes a channel once, and only when it is asked', () => {
    project.write({ 'a.yaml': 'channels:\n  /a: {}\n' });
    const [channel] = snapshotOf(project.compile()).channels;
    expect(channel?.describe()).to.equal(channel?.describe());
  });
});

import { expect } from 'chai';
import type { CompiledChannel } from '../../../src/compile/compiled-channel.ts';
import { type Incoming, readIncoming } from '../../../src/serve/channels/incoming.ts';

const LIMITS = { depth: 4 };

function read(text: string | Buffer, checkMessage?: CompiledChannel['checkMessage']): Incoming {
  const isBinary = typeof text !== 'string';
  return readIncoming({ bytes: Buffer.from(text), isBinary }, { checkMessage }, LIMITS);
}

describe('readIncoming without a message schema', () => {
  const rows: readonly (readonly [string, string | Buffer, unknown])[] = [
    ['a JSON object', '{"a":[1,null]}', { a: [1, null] }],
    ['a JSON list', ' \n[1,"x"]', [1, 'x']],
    ['an empty object', '{}', {}],
    ['plain text', 'hello', 'hello'],
    ['empty text', '', ''],
    ['a number as text', '42', '42'],
    ['a JSON string as text', '"quoted"', '"quoted"'],
    ['what only begins like JSON as text', '{not json', '{not json'],
    ['a repeated key as text', '{"a":1,"a":2}', '{"a":1,"a":2}'],
    ['__proto__ as text', '{"__proto__":{"x":1}}', '{"__proto__":{"x":1}}'],
    ['too deep JSON as text', '[[[[[]]]]]', '[[[[[]]]]]'],
    ['characters beyond ASCII', '进入', '进入'],
    ['a binary message as bytes', Buffer.from([0, 255, 1]), Buffer.from([0, 255, 1])],
    ['a binary message without a byte as bytes', Buffer.alloc(0), Buffer.alloc(0)],
    ['a binary message that looks like JSON as bytes', Buffer.from('{}'), Buffer.from('{}')],
    ['what a binary message would be in Base64 as text', 'AP8B', 'AP8B'],
  ];
  for (const [what, sent, message] of rows) {
    it(`takes ${what}`, () => expect(read(sent)).to.deep.equal({ kind: 'message', message }));
  }
});

describe('readIncoming with a message schema', () => {
  const checkMessage: CompiledChannel['checkMessage'] = (message, issues) => {
    if (typeof message === 'object') return;
    issues.push({
      in: 'message',
      name: '',
      pointer: '',
      message: 'message must be an object',
      keyword: 'type',
      expected: 'object',
      received: message,
    });
  };

  it('takes JSON of any kind that the schema takes', () => {
    expect(read('{"a":1}', checkMessage)).to.deep.equal({ kind: 'message', message: { a: 1 } });
    expect(read('null', checkMessage)).to.deep.equal({ kind: 'message', message: null });
  });

  const rows: readonly (readonly [string, string | Buffer, number, RegExp])[] = [
    ['text that is no JSON', 'hello', 1007, /^the JSON is malformed at 1:1: /],
    ['nothing', '', 1007, /malformed/],
    ['a repeated key', '{"a":1,"a":2}', 1007, /"a" is repeated/],
    ['__proto__', '{"__proto__":1}', 1007, /__proto__/],
    ['too deep JSON', '[[[[[]]]]]', 1007, /limits\.depth/],
    ['bytes', Buffer.from('{}'), 1003, /binary/],
    ['what the schema refuses', '3', 1008, /^message must be an object$/],
  ];
  for (const [what, sent, code, message] of rows) {
    it(`refuses ${what} with ${code}`, () => {
      const incoming = read(sent, checkMessage);
      expect(incoming).to.include({ kind: 'invalid', code });
      if (incoming.kind === 'invalid') expect(incoming.issues.map((issue) => issue.message).join()).to.match(message);
    });
  }
});

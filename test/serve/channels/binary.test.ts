import { expect } from 'chai';
import { type Client, serveChannels, type Talk } from './talk.ts';

const CHANNELS = `
channels:
  /echo/{user}:
    limits: { frame: 1MB }
    on:
      message:
        - { when: type(message) == "bytes", do: [ { to: sender, binary: { base64: "\${message}" } } ] }
        - { do: [ { to: sender, json: { text: "\${message}" } } ] }

  /map/{user}:
    on:
      message:
        - { when: { message: hello }, do: [ { to: sender, text: the text } ] }
        - { when: { message: { $type: bytes, $len: { $lt: 3 } } }, do: [ { to: sender, text: few bytes } ] }
        - { when: { message: {} }, do: [ { to: sender, text: a map } ] }
        - { when: { message: { $type: bytes } }, do: [ { to: sender, text: bytes } ] }
        - { do: [ { to: sender, text: else } ] }

  /look/{user}:
    on:
      message:
        - when: string(message).startsWith("cmd ")
          do: [ { to: sender, text: a command } ]
        - do:
            - to: sender
              json:
                { type: "\${type(message)}", whole: "\${message}", inside: "\${[message]}", size: "\${size(message)}",
                  text: "<\${message}>", member: "\${message.length}", first: "\${message[0]}",
                  is: '\${message == "hello"}', same: '\${message == b"hello"}', sum: "\${sha256(message)}" }

  /board/{room}/{user}:
    history: 2
    on:
      message: [ { do: [ { to: room, json: { from: "\${user}", bytes: "\${message}" } }, { wait: 1ms },
                         { to: room, binary: { base64: "\${message}" } } ] } ]

  /strict/{user}:
    message: true
    on:
      message: [ { do: [ { to: sender, json: "\${[message]}" } ] } ]
      invalid: [ { to: sender, json: "\${errors[0].message}" } ]
`;

describe('a binary message', () => {
  let talk: Talk;
  before(async () => {
    talk = await serveChannels(CHANNELS);
  });
  after(() => talk.close());

  const answer = async (client: Client, message: unknown): Promise<unknown> => {
    client.send(message);
    return client.next();
  };

  for (const [what, bytes] of [
    ['a few bytes', Buffer.from('hello')],
    ['no byte at all', Buffer.alloc(0)],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0, 0xc3, 0x28])],
    ['bytes that look like JSON', Buffer.from('{"a":1}')],
    ['as many bytes as a frame may have', Buffer.alloc(1024 * 1024, 'abc')],
  ] as const) {
    it(`is sent back as it came: ${what}`, async () => {
      const ann = await talk.connect('/echo/ann');
      const echo = await answer(ann, bytes);
      expect(Buffer.isBuffer(echo) && echo.equals(bytes)).to.equal(true);
    });
  }

  it('is told from text, also from the text that it is in Base64', async () => {
    const ann = await talk.connect('/echo/ann');
    expect(await answer(ann, 'aGVsbG8=')).to.deep.equal({ text: 'aGVsbG8=' });
    expect(await answer(ann, Buffer.from('hello'))).to.deep.equal(Buffer.from('hello'));
    expect(await answer(ann, 'hello')).to.deep.equal({ text: 'hello' });
  });

  it('is told from text by maps, too', async () => {
    const ann = await talk.connect('/map/ann');
    const said: unknown[] = [];
    for (const message of ['hello', Buffer.from('hello'), Buffer.from('a'), Buffer.alloc(0), {}, 'a', [1]]) {
      said.push(await answer(ann, message));
    }
    expect(said).to.deep.equal(['the text', 'bytes', 'few bytes', 'few bytes', 'a map', 'else', 'else']);
  });

  it('shows itself to expressions as bytes, and leaves them as Base64', async () => {
    const ann = await talk.connect('/look/ann');
    expect(await answer(ann, Buffer.from('hello'))).to.deep.equal({
      type: 'bytes',
      whole: 'aGVsbG8=',
      inside: ['aGVsbG8='],
      size: 5,
      text: '<aGVsbG8=>',
      member: null,
      first: null,
      is: false,
      same: true,
      sum: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    });
    expect(await answer(ann, Buffer.from('cmd stop'))).to.equal('a command');
  });

  it('makes a rule be skipped whose condition fails on it, and the log says so', async () => {
    const ann = await talk.connect('/look/ann');
    expect(await answer(ann, Buffer.from([0xff]))).to.include({ type: 'bytes', whole: '/w==' });
    const line = await talk.logged(/a rule was skipped/);
    expect(line).to.match(/the bytes are not UTF-8; base64\(x\) takes any \(.*chat\.yaml:\d+:\d+\)/);
  });

  it('is remembered, as JSON and as bytes, for whoever joins', async () => {
    const ann = await talk.connect('/board/lobby/ann');
    const bytes = Buffer.from([1, 0xfe]);
    ann.send(bytes);
    const heard = [{ from: 'ann', bytes: 'Af4=' }, bytes];
    expect(await ann.take(2)).to.deep.equal(heard);
    const bob = await talk.connect('/board/lobby/bob');
    expect(await bob.take(2)).to.deep.equal(heard);
  });

  it('is still its own after a wait, whatever comes next', async () => {
    const ann = await talk.connect('/board/attic/ann');
    ann.send(Buffer.from('one'));
    ann.send(Buffer.from('two'));
    expect(await ann.take(4)).to.deep.equal([
      { from: 'ann', bytes: 'b25l' },
      Buffer.from('one'),
      { from: 'ann', bytes: 'dHdv' },
      Buffer.from('two'),
    ]);
  });

  it('does not come to the rules of a channel that takes JSON', async () => {
    const ann = await talk.connect('/strict/ann');
    expect(await answer(ann, Buffer.from('{}'))).to.equal('the message is binary; send JSON as text');
    expect(await answer(ann, '{"a":1}')).to.deep.equal([{ a: 1 }]);
  });

  it('meets rules that a reload brings', async () => {
    const ann = await talk.connect('/echo/ann');
    await talk.rewrite(CHANNELS.replace('binary: { base64: "${message}" }', 'json: { bytes: "${size(message)}" }'));
    expect(await answer(ann, Buffer.from('hello'))).to.deep.equal({ bytes: 5 });
  });
});

import { expect } from 'chai';
import type { Address, Frame } from '../../../src/core/channel.ts';
import { action, compileStep, failure, planOf } from './support.ts';

const SCOPE = { message: { to: 'bob', text: 'hi "you"', list: [1, null], empty: '' }, user: 'ann', room: 'lobby' };

describe('sendStep', () => {
  const addresses: readonly (readonly [written: string, address: Address])[] = [
    ['sender', { to: 'sender' }],
    ['others', { to: 'others' }],
    ['room', { to: 'room' }],
    ['everyone', { to: 'everyone' }],
    ['room:attic', { to: 'room-named', room: 'attic' }],
    ['user:ann', { to: 'user', user: 'ann' }],
    ['"user:${message.to}"', { to: 'user', user: 'bob' }],
    ['"room:${room}-2"', { to: 'room-named', room: 'lobby-2' }],
    ['user:a:b', { to: 'user', user: 'a:b' }],
    ['user:__proto__', { to: 'user', user: '__proto__' }],
    ["\"${user == 'ann' ? 'everyone' : 'sender'}\"", { to: 'everyone' }],
    ['"user:$${x}"', { to: 'user', user: '${x}' }],
  ];
  for (const [written, to] of addresses) {
    it(`addresses ${written}`, () => {
      expect(action('to', `{ to: ${written}, text: hi }`, SCOPE)).to.deep.equal({
        do: 'send',
        to,
        frame: { kind: 'text', text: 'hi' },
      });
    });
  }

  it('does not let a message choose another form of address than the one that is written', () => {
    const hostile = { message: { to: 'everyone' } };
    expect(action('to', '{ to: "user:${message.to}", text: hi }', hostile)).to.deep.include({
      to: { to: 'user', user: 'everyone' },
    });
  });

  const frames: readonly (readonly [written: string, frame: Frame])[] = [
    ['json: { a: [1, "x"] }', { kind: 'text', text: '{"a":[1,"x"]}' }],
    ['json: "${message.list}"', { kind: 'text', text: '[1,null]' }],
    [
      'json: { user: "${user}", said: "${message.text}" }',
      { kind: 'text', text: '{"user":"ann","said":"hi \\"you\\""}' },
    ],
    ['json: ', { kind: 'text', text: 'null' }],
    ['text: "${user}: ${message.text}"', { kind: 'text', text: 'ann: hi "you"' }],
    ['text: ""', { kind: 'text', text: '' }],
    ['binary: { hex: "00 fF" }', { kind: 'binary', bytes: Buffer.from([0, 255]) }],
    ['binary: { base64: "AP8=" }', { kind: 'binary', bytes: Buffer.from([0, 255]) }],
    ['binary: { base64: "${message.empty}" }', { kind: 'binary', bytes: Buffer.alloc(0) }],
    ['binary: { file: ./files/a.bin }', { kind: 'file', path: '/p/files/a.bin' }],
  ];
  for (const [written, frame] of frames) {
    it(`sends ${written}`, () => {
      expect(action('to', `to: sender\n${written}`, SCOPE)).to.deep.equal({ do: 'send', to: { to: 'sender' }, frame });
    });
  }

  const binaries: readonly (readonly [written: string, frame: Frame])[] = [
    ['binary: { base64: "${message}" }', { kind: 'binary', bytes: Buffer.from([0, 255, 128, 10]) }],
    ['binary: { base64: "${base64(message)}" }', { kind: 'binary', bytes: Buffer.from([0, 255, 128, 10]) }],
    ['binary: { base64: "${message + message}" }', { kind: 'binary', bytes: Buffer.from('00ff800a00ff800a', 'hex') }],
    ['json: "${message}"', { kind: 'text', text: '"AP+ACg=="' }],
    ['json: { a: "${message}", b: ["${[message]}"] }', { kind: 'text', text: '{"a":"AP+ACg==","b":[["AP+ACg=="]]}' }],
    ['text: "${message}"', { kind: 'text', text: 'AP+ACg==' }],
    ['text: "${size(message)} bytes: ${message}"', { kind: 'text', text: '4 bytes: AP+ACg==' }],
  ];
  for (const [written, frame] of binaries) {
    it(`sends ${written} of a binary message`, () => {
      const message = Buffer.from([0, 255, 128, 10]);
      expect(action('to', `to: sender\n${written}`, { message })).to.deep.include({ frame });
    });
  }

  it('makes a literal frame once, and what it reads is known', () => {
    const literal = planOf('to', '{ to: room, json: { a: 1 } }');
    const runtime = { now: 0, random: { next: () => 0 }, locale: 'en', nextCount: () => 1 };
    expect(literal.plan({}, runtime)).to.equal(literal.plan({ user: 'x' }, runtime));
    expect([...literal.uses]).to.deep.equal([]);
    expect([...planOf('to', '{ to: "user:${message.to}", json: "${user}" }').uses].sort()).to.deep.equal([
      'message',
      'user',
    ]);
  });

  const failures: readonly (readonly [written: string, why: string])[] = [
    [
      '{ to: "user:${message.empty}", text: hi }',
      '"user:" is no address; it must be sender, others, room, room:NAME, user:NAME or everyone (a.yaml:1:7)',
    ],
    [
      '{ to: "${message.to}", text: hi }',
      '"bob" is no address; it must be sender, others, room, room:NAME, user:NAME or everyone (a.yaml:1:7)',
    ],
    ['{ to: room, binary: { base64: "${message.text}" } }', '"hi \\"you\\"" is not Base64 (a.yaml:1:31)'],
    ['{ to: room, binary: { hex: "${user}" } }', '"ann" is not hex digits (a.yaml:1:28)'],
    [
      '{ to: room, text: "${message.text > 1}" }',
      '">" does not go with text and a number; double(x) turns text into a number (a.yaml:1:22)',
    ],
  ];
  for (const [written, why] of failures) {
    it(`fails, and says where, for ${written}`, () => {
      expect(failure('to', written, SCOPE)).to.equal(why);
    });
  }

  it('fails in a timer for an address that turns out to be that of a sender', () => {
    expect(failure('to', '{ to: "${message}", text: hi }', { message: 'others' }, { sender: 'none' })).to.equal(
      'a timer has no "others" (a.yaml:1:7)',
    );
  });

  it('tells everything that is wrong with a step at once', () => {
    expect(compileStep('to', '{ to: rom, text: hi, json: 1 }').told).to.deep.equal([
      '1:7 wrong-value there is no address "rom" (did you mean "room"?)',
      '1:12 conflicting-keys "text" stands beside "json" (a frame has one of them)',
    ]);
    expect(compileStep('to', '{ to: rom, text: "${mesage}" }').told).to.deep.equal([
      '1:7 wrong-value there is no address "rom" (did you mean "room"?)',
      '1:21 unknown-name there is no "mesage" here (did you mean "message"?)',
    ]);
  });
});

import { expect } from 'chai';
import { action, compileStep, failure } from './support.ts';

describe('closeStep', () => {
  it('closes with a code and a reason', () => {
    expect(action('close', 'close: { code: 4001, reason: bye }')).to.deep.equal({
      do: 'close',
      code: 4001,
      reason: 'bye',
    });
    expect(action('close', 'close: {}')).to.deep.equal({ do: 'close', code: 1000, reason: '' });
  });

  it('takes both from what an event brought', () => {
    expect(
      action('close', 'close: { code: "${message.code}", reason: "bye ${user}" }', {
        message: { code: 3000 },
        user: 'ann',
      }),
    ).to.deep.equal({ do: 'close', code: 3000, reason: 'bye ann' });
  });

  for (const code of [1006, 1005, 1015, 999, 5000, 1000.5, '4000', null, -1]) {
    it(`fails for the code ${JSON.stringify(code)}, which no close frame has`, () => {
      expect(failure('close', 'close: { code: "${message}" }', { message: code })).to.equal(
        `${JSON.stringify(code)} is no code that a close frame may have (a.yaml:1:16)`,
      );
    });
  }

  const cuts: readonly (readonly [what: string, reason: string, sent: string])[] = [
    ['ASCII', 'a'.repeat(200), 'a'.repeat(123)],
    ['characters of three bytes', '聊'.repeat(100), '聊'.repeat(41)],
    ['a pair of surrogates at the end', `${'a'.repeat(120)}😀`, 'a'.repeat(120)],
    ['what just fits', 'a'.repeat(123), 'a'.repeat(123)],
  ];
  for (const [what, reason, sent] of cuts) {
    it(`cuts a reason of ${what} to what a close frame holds`, () => {
      expect(action('close', 'close: { reason: "${message}" }', { message: reason })).to.deep.include({ reason: sent });
    });
  }

  it('has no place in a timer', () => {
    expect(compileStep('close', 'close: {}', { sender: 'none' }).told).to.deep.equal([
      '1:1 wrong-value a timer has no "close" (it runs once for each room, not for a connection)',
    ]);
  });
});

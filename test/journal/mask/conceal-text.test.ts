import { expect } from 'chai';
import { compileConcealText } from '../../../src/journal/mask/conceal-text.ts';

function conceal(text: string, ...secrets: readonly string[]): string {
  return compileConcealText(new Set(secrets))(text);
}

const LONG = 'Zx9-very-long-secret-of-a-user-that-no-message-shows-in-full-0123456789';

describe('compileConcealText', () => {
  for (const [what, text, secrets, expected] of [
    ['nothing where there are no secrets', 'a b', [], 'a b'],
    ['nothing of an empty secret', 'a b', [''], 'a b'],
    ['each occurrence', 'hunter2 or hunter22', ['hunter2'], '*** or ***2'],
    ['the longer of two first', 'abcdef abcd', ['abcd', 'abcdef'], '*** ***'],
    ['characters that mean something in a pattern', 'x a.*+?^${}()|[]\\/b y', ['a.*+?^${}()|[]\\/b'], 'x *** y'],
    ['quotes as JSON has them', '{"p":"a\\"b\\nc"}', ['a"b\nc'], '{"p":"***"}'],
    ['percent-encoding in either case', '?t=a%2Fb%3D&u=a%2fb%3d', ['a/b='], '?t=***&u=***'],
    ['spaces as forms have them', 't=one+two&u=one%20two', ['one two'], 't=***&u=***'],
    ['letters beyond ASCII', 'naïve 密码密码 x', ['密码密码', 'naïve'], '*** *** x'],
    ['UTF-8 that is looked at byte by byte', Buffer.from('é密码é').toString('latin1'), ['密码'], 'Ã©***Ã©'],
    [
      'a short one where it stands alone',
      'pin 12, not 123 nor 1-12; "12"',
      ['12'],
      'pin ***, not 123 nor 1-***; "***"',
    ],
    ['a letter where it stands alone', 'a cat, {"a":"a"}', ['a'], '*** cat, {"***":"***"}'],
    ['half of a character', 'x\ud83dxxx', ['\ud83dxxx'], 'x***'],
    ['what was cut off', `received "${LONG.slice(0, 20)}…"`, [LONG], 'received "***…"'],
    ['what was cut off inside of another value', `{"a": {"b": "${LONG.slice(0, 5)}…`, [LONG], '{"a": {"b": "***…'],
    ['only what it begins with', 'abc… Zx… y…', [LONG], 'abc… Zx… y…'],
  ] as const) {
    it(`takes out ${what}`, () => {
      expect(conceal(text, ...secrets)).to.equal(expected);
    });
  }

  it('masks a text as a whole when there are more secrets than it can look for', () => {
    const secrets = Array.from({ length: 501 }, (_, index) => `secret-${index}`);
    expect(conceal('nothing to see', ...secrets)).to.equal('***');
    expect(conceal('', ...secrets)).to.equal('');
  });

  it('masks a text as a whole that asks for more work than it is worth', () => {
    expect(conceal('…'.repeat(100_000), LONG)).to.equal('***');
  });

  describe('of a secret that is as long as a body', () => {
    const unit = '{"name":"密码","note":"a b"},';
    const body = `[${unit.repeat(70_000)}0]`;

    for (const [how, written] of [
      ['as it is', body],
      ['as text inside of JSON', JSON.stringify(body).slice(1, -1)],
      ['percent-encoded', encodeURIComponent(body)],
      ['byte by byte', Buffer.from(body).toString('latin1')],
    ] as const) {
      it(`takes it out ${how}`, () => {
        expect(conceal(`was ${written} and hunter2`, body, 'hunter2')).to.equal('was *** and ***');
      });
    }

    it('leaves texts alone that do not hold it', () => {
      expect(conceal('nothing to see', body)).to.equal('nothing to see');
    });

    it('takes out what was cut off', () => {
      expect(conceal(`received ${body.slice(0, 70)}…`, body)).to.equal('received ***…');
      expect(conceal(`received ${body.slice(0, 1_500_000)}…`, body)).to.equal('received ***…');
      expect(conceal(`received ${JSON.stringify(body).slice(1, 60)}…`, body)).to.equal('received ***…');
    });
  });

  it('tells a beginning of a secret that looks like itself', () => {
    const zeros = '\0'.repeat(2_000_000);
    expect(conceal(`x ${'\0'.repeat(50)}…`, zeros)).to.equal('x ***…');
    expect(conceal(`${'\0'.repeat(1_000_000)}\u0001…`, zeros)).to.equal(`${'\0'.repeat(1_000_000)}\u0001…`);
    expect(conceal('aabaabaaba…', 'aabaaab-and-more')).to.equal('aabaab***…');
  });
});

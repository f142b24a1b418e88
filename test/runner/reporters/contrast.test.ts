import { expect } from 'chai';
import { contrast } from '../../../src/runner/reporters/contrast.ts';

const x = (length: number): string => 'x'.repeat(length);
const emoji = '😀'.repeat(200);

const rows: readonly (readonly [
  title: string,
  expected: unknown,
  received: unknown,
  shown: readonly [expected: string, received: string],
])[] = [
  ['short values whole', 403, '201', ['403', '"201"']],
  ['what is not there', { $gte: 3 }, undefined, ['{"$gte": 3}', 'nothing']],
  ['what acts on a terminal as escapes', '\u001b[2J\n', '\u009b\u202e', ['"\\u001b[2J\\n"', '"\\u009b\\u202e"']],
  [
    'the part in which long texts differ',
    `${x(500)}pen${x(500)}`,
    `${x(500)}cup${x(500)}`,
    [`"…${x(20)}pen${x(16)}…"`, `"…${x(20)}cup${x(16)}…"`],
  ],
  ['long texts from their beginning where that differs', `a${x(99)}`, `b${x(99)}`, [`"a${x(38)}…"`, `"b${x(38)}…"`]],
  ['the end of the longer one', x(50), x(60), [`"…${x(20)}"`, `"…${x(30)}"`]],
  ['one short and one long text', 'pen', x(100), ['"pen"', `"${x(39)}…"`]],
  [
    'the part in which trees differ',
    { list: [x(60), 1] },
    { list: [x(60), 2] },
    [`…${x(17)}", 1]}`, `…${x(17)}", 2]}`],
  ],
  ['what differs beyond a million', `${x(1e6)}a`, `${x(1e6)}b`, [`"…${x(20)}a"`, `"…${x(20)}b"`]],
  ['whole characters only', `${emoji}a`, `${emoji}b`, [`"…${'😀'.repeat(10)}a"`, `"…${'😀'.repeat(10)}b"`]],
  ['long equal values from their beginning', x(100), x(100), [`"${x(39)}…"`, `"${x(39)}…"`]],
  ['an emoji against its neighbour', `${x(60)}😀`, `${x(60)}😁`, [`"…${x(20)}😀"`, `"…${x(20)}😁"`]],
];

describe('contrast', () => {
  for (const [title, expected, received, shown] of rows) {
    it(`shows ${title}`, () => {
      expect(contrast(expected, received, 40)).to.deep.equal({ expected: shown[0], received: shown[1] });
    });
  }

  it('comes to an end for values that do not', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const { expected, received } = contrast(cyclic, [cyclic], 40);
    expect([expected.length, received.length]).to.deep.equal([40, 40]);
  });
});

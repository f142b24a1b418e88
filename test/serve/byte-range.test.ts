import { expect } from 'chai';
import { parseRange } from '../../src/serve/byte-range.ts';

describe('parseRange', () => {
  const rows: readonly (readonly [header: string, size: number, result: unknown])[] = [
    ['bytes=0-0', 10, { start: 0, end: 0 }],
    ['bytes=2-5', 10, { start: 2, end: 5 }],
    ['BYTES= 2-5', 10, { start: 2, end: 5 }],
    ['bytes=8-', 10, { start: 8, end: 9 }],
    ['bytes=8-999', 10, { start: 8, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-99', 10, { start: 0, end: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=99-100', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=5-2', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['bytes=a-b', 10, 'whole'],
    ['bytes=0-1,4-5', 10, 'whole'],
    ['lines=0-1', 10, 'whole'],
    ['', 10, 'whole'],
    [`bytes=0-${'9'.repeat(400)}`, 10, { start: 0, end: 9 }],
    [`bytes=${'9'.repeat(400)}-`, 10, 'unsatisfiable'],
  ];
  for (const [header, size, result] of rows) {
    it(`reads "${header.slice(0, 40)}" of ${size} bytes`, () => {
      expect(parseRange(header, size)).to.deep.equal(result);
    });
  }
});

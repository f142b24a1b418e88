import { expect } from 'chai';
import type { LogFields } from '../../src/core/logger.ts';
import { formatRecord } from '../../src/log/record-line.ts';

const at = '2026-11-22T12:01:02.345+01:00';

describe('formatRecord', () => {
  const rows: [says: string, sentence: string, fields: LogFields | undefined, line: string][] = [
    ['a sentence alone', 'stopped', undefined, `${at} info   stopped`],
    ['nothing for an empty map', 'stopped', {}, `${at} info   stopped`],
    [
      'fields in their order, absent ones left out',
      'reloaded',
      { version: 7, stale: false, file: 'a b.yaml', gone: undefined, none: null, empty: '' },
      `${at} info   reloaded  version=7 stale=false file="a b.yaml" none=null empty=""`,
    ],
    [
      'a value of several lines on one',
      'we are wrong',
      { stack: 'Error: x\n    at y' },
      `${at} info   we are wrong  stack="Error: x\\n    at y"`,
    ],
    ['no line that a sentence smuggles in', 'a\nb', undefined, `${at} info   a\\nb`],
    [
      'the first 8000 characters of a value',
      'long',
      { x: 'a'.repeat(9000) },
      `${at} info   long  x=${'a'.repeat(8000)}…`,
    ],
  ];
  for (const [says, sentence, fields, line] of rows) {
    it(`writes ${says}`, () => {
      expect(formatRecord({ at, level: 'info', sentence, fields })).to.equal(line);
    });
  }

  it('aligns the levels', () => {
    const heads = (['error', 'warn', 'info', 'debug'] as const).map((level) =>
      formatRecord({ at: 'T', level, sentence: 'x', fields: undefined }),
    );
    expect(heads).to.deep.equal(['T error  x', 'T warn   x', 'T info   x', 'T debug  x']);
  });
});
